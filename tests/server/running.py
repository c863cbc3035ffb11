"""A real class server in a process of its own, and the few words to ask it things."""

import contextlib
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import nbformat

from ogs_teach.server.network import own_addresses

SLIDER = """\
import ipywidgets
ipywidgets.IntSlider(value=7)"""
ASKS = """\
import os
print("ENV", os.environ.get("PYTHONDONTWRITEBYTECODE"), "|", os.environ.get("QUERY_STRING"), "|",
      os.environ["OGS_TEACH_TAKE_HOME_URL"], os.environ["OGS_TEACH_TAKE_HOME_KEY"], "|",
      os.sys.executable, "| ECHO", os.environ.get("JUPYTER_WIDGETS_ECHO"),
      "| HISTORY", get_ipython().history_manager.enabled)"""
PASSPHRASE = "ช้าง ข้าว ดาว"
APPS = {
    "savings": SLIDER,
    "loans": SLIDER,
    "asks": ASKS,
    "broken": "raise ValueError('the secret of the house')",
}


def write_apps(folder):
    """Write small apps, so that these tests stand on no other room's work."""
    apps = folder / "apps"
    apps.mkdir(parents=True)
    for name, source in APPS.items():
        cells = [nbformat.v4.new_code_cell(source)]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), apps / f"{name}.ipynb")
    return folder


def free_port():
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def lan_address():
    """Return an address of this computer that is not loopback."""
    addresses = own_addresses()
    assert addresses, "this computer is on no network"
    return addresses[0]


@dataclass
class Answer:
    """What the server said."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self):
        """The body as text."""
        return self.body.decode()


class Running:
    """`ogs-teach serve` with some options; a context that leaves nothing behind.

    Without `notebooks` it serves the kit's own.
    """

    def __init__(self, *options, notebooks: Path | None = None, base="/"):
        self.port, self.base = free_port(), base
        self.url = f"http://127.0.0.1:{self.port}{base}"
        command = [sys.executable, "-m", "ogs_teach", "serve", "--no-open"]
        command += ["--port", str(self.port), "--base-url", base]
        command += ["--notebooks", str(notebooks)] if notebooks else []
        self.folder = tempfile.TemporaryDirectory()
        environment = {
            "OGS_TEACH_DATA": self.folder.name,
            "OGS_TEACH_STORE": str(Path(self.folder.name) / "class.sqlite"),
            "OGS_TEACH_PASSPHRASE": PASSPHRASE,
        }
        self._printed = tempfile.TemporaryFile()  # noqa: SIM115 - `stop` closes it
        self._how = {
            "args": [*command, *options],
            "stdout": self._printed,
            "stderr": subprocess.STDOUT,
            "env": {
                **os.environ,
                "PYTHONDONTWRITEBYTECODE": "1",
                "PYTHONIOENCODING": "utf-8",
                **environment,
            },
        }
        self.start()

    def start(self):
        """Start the server, at first or anew, and wait until it answers."""
        self.process = subprocess.Popen(**self._how)
        end = time.monotonic() + 60
        while True:
            with contextlib.suppress(OSError):
                if self.ask("healthz").status == 200:
                    return
            assert self.process.poll() is None, self.printed()
            assert time.monotonic() < end, "the server does not answer"
            time.sleep(0.1)

    def ask(self, path="", method="GET", host="127.0.0.1", body=None, **headers):
        """Send exactly this path; nothing tidies it on the way."""
        connection = http.client.HTTPConnection(host, self.port, timeout=60)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with contextlib.closing(connection):
            connection.request(method, self.base + path, body=body, headers=named)
            got = connection.getresponse()
            return Answer(got.status, got.headers, got.read())

    def app(self, name="savings", **asked):
        """Open an app and return the page and its kernel's id."""
        page = self.ask(f"voila/render/{name}.ipynb", **asked)
        kernel = re.search(r'"kernelId": "([\w-]+)"', page.text)
        return page, kernel and kernel[1]

    def kernels(self):
        """Return how many kernels the server counts."""
        return json.loads(self.ask("healthz").body)["kernels"]

    def leave(self, kernel):
        """Say goodbye as a page does."""
        return self.ask(f"voila/api/shutdown/{kernel}", "POST")

    def kill(self):
        """End the server as a power cut does."""
        self.process.kill()
        self.process.wait(10)

    def stop(self):
        """End the server; return what it had printed."""
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        self.folder.cleanup()
        with self._printed:
            return self.printed()

    def printed(self):
        """Return what the server has printed so far."""
        self._printed.seek(0)
        return self._printed.read().decode()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.stop()
