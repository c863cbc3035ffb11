"""JupyterLab without a question to the internet."""

import json
import os
import re
import subprocess
import sys
import threading
import time
import urllib.request

import pytest

from ogs_teach import places
from ogs_teach.server.lab import arguments
from tests.server.running import free_port


@pytest.fixture(scope="module")
def lab():
    """Start the real thing; return its address and token."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "ogs_teach", "lab", "--no-open", "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    said = []
    reader = threading.Thread(target=lambda: said.extend(process.stdout), daemon=True)
    reader.start()
    end = time.monotonic() + 60
    while not (token := re.search(rb"token=(\w+)", b"".join(said))):
        assert time.monotonic() < end, b"".join(said)
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}", token[1].decode()
    process.terminate()
    process.wait(20)
    reader.join(5)
    process.stdout.close()


def ask(lab, path):
    base, token = lab
    request = urllib.request.Request(base + path, headers={"Authorization": f"token {token}"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read().decode()


def test_lab_asks_nobody_outside(lab):
    """
    No news, no question about news, no look for updates, no extensions to install.
    """
    page = ask(lab, "/lab/tree/explore")
    config = json.loads(
        re.search(r'<script id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.S)[1]
    )

    assert {"disabled": True} == config["news"]
    assert "@jupyterlab/apputils-extension:announcements" in config["disabledExtensions"]
    assert "read-only" == config["extensionManager"]["name"]
    assert {"news": []} == json.loads(ask(lab, "/lab/api/news"))
    assert {"notification": None} == json.loads(ask(lab, "/lab/api/update"))


def test_lab_opens_on_the_explore_notebooks(lab):
    """
    The folder that opens holds the step-by-step notebooks, with this Python behind them.
    """
    listed = json.loads(ask(lab, "/api/contents/explore"))
    specs = json.loads(ask(lab, "/api/kernelspecs"))

    assert "savings.ipynb" in [entry["name"] for entry in listed["content"]]
    assert sys.executable == specs["kernelspecs"]["python3"]["spec"]["argv"][0]


def test_lab_listens_at_home_alone():
    """
    Whoever runs code here must sit here: no option opens it to the hall.
    """
    words = arguments(places.notebooks(), 8888, open_browser=False)

    assert not any("ip=" in word or "token=" in word for word in words)
    assert "--ServerApp.port_retries=0" in words
