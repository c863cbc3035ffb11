"""What one visitor costs a server, measured from outside with a real browser (Linux).

A server is started and left to settle; after one visit that does not count, `visits` pages
are opened, each in a fresh profile the size of a phone, and all are held open.

    cpu_s_per_visit       CPU seconds of the server's whole process family, per visit
    mb_per_open_visit     growth of its proportional set size, MB per page held open
    base_mb               the same before the first counted visit, MB
    ready_s               median seconds until the marker's text stands on the page
    MB_first_visit        median megabytes over the wire, websocket frames included
    MB_repeat_visit       the same for a second visit in one profile
    requests_first_visit  median number of HTTP requests
    slider_ms             median milliseconds from a key press on the slider until the
                          marker's number has changed and is painted
    outside_hosts         other hosts that the page asked for

CPU, memory and bytes are steady; a time means something only beside one of the same run.
"""

import json
import os
import signal
import statistics
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from tests.measure.processes import cpu_seconds, megabytes

PHONE = {"width": 390, "height": 844}
PRESSES = 10
# The page's text, shadow roots included, and what stands there as the marker's group.
DEEP = """
  const deep = (node) => node.nodeType === 3 ? node.data : node.nodeName === 'SCRIPT' ? '' :
    (node.shadowRoot ? deep(node.shadowRoot) : '') + [...node.childNodes].map(deep).join('');
  const marked = () => (deep(document.body).match(new RegExp(MARKER)) || [])[1];
"""
SEEN = """() => new Promise((done, fail) => { DEEP
  setTimeout(() => fail(new Error('no marker within 60 s: ' + deep(document.body))), 60000);
  const look = () => marked() ? done(marked()) : requestAnimationFrame(look);
  look();
})"""
ARM = """(old) => { DEEP
  window.changed = new Promise((done) => addEventListener('keydown', () => {
    const pressed = performance.now();
    const said = () => done(performance.now() - pressed);
    const look = () => requestAnimationFrame(marked() && marked() !== old ? said : look);
    look();
  }, { once: true, capture: true }));
}"""
CHANGED = "() => Promise.race([window.changed, new Promise((r) => setTimeout(() => r(-1), 4000))])"


@dataclass(frozen=True)
class Server:
    """A server to measure.

    Parameters
    ----------
    name : str
    command : sequence of str
    url : str
        Of the page with the slider.
    marker : str
        Regular expression with one group, a number that the slider changes.
    slider : str
        CSS of what takes the arrow keys.
    settle : float
        Seconds from its start until the first visit.
    """

    name: str
    command: Sequence[str]
    url: str
    marker: str
    slider: str = "[role=slider], .noUi-handle, input[type=range]"
    settle: float = 8


@contextmanager
def running(server: Server) -> Iterator[int]:
    """Start a server; yield its process; end all that it started."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(
        server.command,
        env=kept,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        time.sleep(server.settle)
        yield process.pid
    finally:
        for sign in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(process.pid, sign)
            except ProcessLookupError:
                break
            time.sleep(2)
        process.wait()


@dataclass
class Phone:
    """A fresh profile, and what its pages asked for."""

    browser: Any
    server: Server
    throttle: float = 1
    outside: set[str] = field(default_factory=set)
    bytes: float = 0
    requests: int = 0

    def __post_init__(self) -> None:
        self.context = self.browser.new_context(viewport=PHONE)

    def visit(self) -> float:
        """Open the page and wait for the marker; return the seconds that took."""
        self.bytes = self.requests = 0
        self.page = self.context.new_page()
        self.page.set_default_timeout(120_000)
        wire = self.context.new_cdp_session(self.page)
        wire.send("Network.enable")
        if self.throttle > 1:
            wire.send("Emulation.setCPUThrottlingRate", {"rate": self.throttle})
        wire.on("Network.loadingFinished", lambda told: self._add(told.get("encodedDataLength", 0)))
        wire.on(
            "Network.webSocketFrameReceived",
            lambda told: self._add(len(told["response"]["payloadData"])),
        )
        self.page.on("request", lambda request: self._asked(request.url))
        started = time.monotonic()
        self.page.goto(self.server.url)
        self.number()
        took = time.monotonic() - started
        self.page.wait_for_timeout(300)
        return took

    def number(self) -> str:
        """Return the marker's number once it stands on the page."""
        return str(self.page.evaluate(self._script(SEEN)))

    def press(self) -> float:
        """Move the slider by one key; return the milliseconds until the page shows it."""
        old = self.number()
        self.page.locator(self.server.slider).first.focus()
        self.page.evaluate(self._script(ARM), old)
        self.page.keyboard.press("ArrowRight")
        took = float(self.page.evaluate(CHANGED))
        if took < 0:
            raise RuntimeError(f"{self.server.name}: the slider changed nothing within 4 s")
        return took

    def _script(self, text: str) -> str:
        return text.replace("DEEP", DEEP.replace("MARKER", json.dumps(self.server.marker)))

    def _add(self, count: float) -> None:
        self.bytes += count

    def _asked(self, url: str) -> None:
        if url.startswith(("data:", "blob:")):
            return
        self.requests += 1
        host = urlsplit(url).hostname
        if host and host != urlsplit(self.server.url).hostname:
            self.outside.add(host)


def measure(browser: Any, server: Server, visits: int = 6, throttle: float = 1) -> dict[str, Any]:
    """Start a server, let phones visit it, and return the figures named above."""
    with running(server) as process:
        warm = Phone(browser, server, throttle)
        warm.visit()
        warm.context.close()
        time.sleep(2)
        cpu, base = cpu_seconds(process), megabytes(process)
        phones = [Phone(browser, server, throttle) for _ in range(visits)]
        ready = [phone.visit() for phone in phones]
        first = [phone.bytes for phone in phones]
        requests = [phone.requests for phone in phones]
        cpu, grown = cpu_seconds(process) - cpu, megabytes(process) - base
        pressed = [phones[-1].press() for _ in range(PRESSES)]
        phones[0].visit()
        outside = warm.outside.union(*(phone.outside for phone in phones))
        found = {
            "name": server.name,
            "visits": visits,
            "throttle": throttle,
            "cpu_s_per_visit": round(cpu / visits, 3),
            "mb_per_open_visit": round(grown / visits, 1),
            "base_mb": round(base),
            "ready_s": round(statistics.median(ready), 2),
            "MB_first_visit": round(statistics.median(first) / 1e6, 2),
            "MB_repeat_visit": round(phones[0].bytes / 1e6, 3),
            "requests_first_visit": round(statistics.median(requests)),
            "slider_ms": round(statistics.median(pressed)),
            "outside_hosts": sorted(outside),
        }
        for phone in phones:
            phone.context.close()
        return found
