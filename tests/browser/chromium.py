"""The browser that this computer has, and how tests start it."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
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
    path = os.environ.get("OGS_TEACH_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)
    assert path, "no Chromium, Chrome or Edge: install one, or set OGS_TEACH_BROWSER"
    return playwright.chromium.launch(executable_path=path, args=FLAGS)
