"""WebKit, the engine of Safari and of every browser on an iPhone, driven by WebDriver."""

import json
import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.server.running import free_port

DISPLAY = ":97"


def installed():
    """Return the paths of the driver, the browser and the virtual screen, or None."""
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    browser = next(Path("/usr/lib").glob("*/webkit2gtk-4*/MiniBrowser"), None)
    return (driver, str(browser), screen) if driver and browser and screen else None


class WebKit:
    """One window of WebKitGTK on a screen that nobody sees; a context manager."""

    def __init__(self, driver, browser, screen):
        port = free_port()
        self._address = f"http://127.0.0.1:{port}"
        settings = {
            "DISPLAY": DISPLAY,
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",  # a container has no user namespaces
        }
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._started = [
            subprocess.Popen([screen, DISPLAY, "-screen", "0", "600x1000x24"], **quiet)
        ]
        self._started.append(
            subprocess.Popen([driver, f"--port={port}"], env={**os.environ, **settings}, **quiet)
        )
        options = {"binary": browser, "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        session = self._ask("POST", "/session", {"capabilities": wanted}, seconds=30)
        self.version = session["capabilities"]["browserVersion"]
        self._session = f"/session/{session['sessionId']}"

    def _ask(self, method, path, body=None, seconds=0):
        request = urllib.request.Request(
            self._address + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        end = time.monotonic() + seconds
        while True:
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    return json.load(answer)["value"]
            except urllib.error.HTTPError as error:
                error.close()
                raise
            except OSError:  # the driver is not listening yet
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)

    def open(self, url):
        """Open a page."""
        self._ask("POST", f"{self._session}/url", {"url": url})

    def run(self, script, *arguments):
        """Run the body of a function in the page and return what it returns."""
        body = {"script": script, "args": list(arguments)}
        return self._ask("POST", f"{self._session}/execute/sync", body)

    def wait_for(self, script, *arguments, seconds=60):
        """Run a script until it returns something true, and return that."""
        end = time.monotonic() + seconds
        while not (found := self.run(script, *arguments)):
            assert time.monotonic() < end, f"never true: {script}"
            time.sleep(0.2)
        return found

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self._ask("DELETE", self._session)
        finally:
            for process in reversed(self._started):
                process.terminate()
                process.wait(10)
