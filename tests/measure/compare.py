"""The savings app beside the same kind of app in stock Voilà, Panel and Streamlit, in one run.

python -m tests.measure.compare --peers FOLDER [--only kit voila panel] [--visits 6] [--throttle 1]

FOLDER is a virtual environment with `voila bqplot panel streamlit`. One JSON line a server.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.browser.chromium import launch
from tests.measure.visit_cost import Server, measure

HERE = Path(__file__).parent / "peers"
TOTAL = r"TOTAL=(\d+)"


def servers(peers: Path, folder: Path) -> dict[str, Server]:
    """Return the kit and its peers, each on a port of its own."""

    def peer(name: str, port: int, path: str, words: str, file: Path) -> Server:
        command = [str(peers.absolute() / "bin" / name), *words.split(), str(file)]
        return Server(name, command, f"http://127.0.0.1:{port}/{path}", TOTAL)

    kit = "-m ogs_teach serve --no-open --port 8910"
    return {
        "kit": Server(
            "kit",
            [sys.executable, *kit.split()],
            "http://127.0.0.1:8910/voila/render/savings.ipynb",
            r"([\d,.]+)\s*บาท",
            ".ogs-field .noUi-handle:visible",
        ),
        "voila": peer("voila", 8911, "", "--no-browser --port 8911", folder / "voila_app.ipynb"),
        "panel": peer(
            "panel",
            8912,
            "panel_app",
            "serve --port 8912 --allow-websocket-origin 127.0.0.1:8912",
            HERE / "panel_app.py",
        ),
        "streamlit": peer(
            "streamlit",
            8913,
            "",
            "run --server.port 8913 --server.headless true --browser.gatherUsageStats false",
            HERE / "streamlit_app.py",
        ),
    }


def main() -> None:
    """Measure and print."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--peers", type=Path, required=True)
    reader.add_argument("--only", nargs="+", default=["kit", "voila", "panel", "streamlit"])
    reader.add_argument("--visits", type=int, default=6)
    reader.add_argument("--throttle", type=float, default=1)
    asked = reader.parse_args()
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        subprocess.run([asked.peers / "bin" / "python", HERE / "voila_app.py", folder], check=True)
        browser = launch(playwright)
        for which, server in servers(asked.peers, folder).items():
            if which in asked.only:
                print(
                    json.dumps(measure(browser, server, asked.visits, asked.throttle)), flush=True
                )
        browser.close()


if __name__ == "__main__":
    main()
