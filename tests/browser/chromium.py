"""The browser that this computer has, and how tests start it."""

from ogs_teach.server import browser

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def launch(playwright):
    """Start it; `kit.py test` says which by OGS_TEACH_BROWSER."""
    path = browser.find()
    assert path, "no Chromium, Chrome or Edge: install one, or set OGS_TEACH_BROWSER"
    return playwright.chromium.launch(executable_path=path, args=FLAGS)
