"""A real server and a real Chromium, seen at the size of a phone and of a laptop."""

import re
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.chromium import launch
from tests.browser.sizes import SIZES
from tests.server.running import Running
from tests.tally import tally

HERE = Path(__file__).parent
IDLE = re.compile(rb'"execution_state": ?"idle"')  # the kernel has done what was asked
# Resolves once nothing on the page has changed for some milliseconds.
STILL = """(quiet) => new Promise((done) => {
  let timer = setTimeout(done, quiet);
  new MutationObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(done, quiet);
  }).observe(document, { childList: true, subtree: true, attributes: true });
})"""


@pytest.fixture(scope="session")
def server():
    """Serve the kit for a whole run of browser tests; yield its address."""
    with Running() as running:
        yield running.url


@pytest.fixture(scope="module")  # while it runs, no other test in this process may asyncio.run()
def chromium():
    """Start the browser that this computer has."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def profiles():
    """Keep profiles for later visits, by size: what they have cached is half of an app's cost."""
    return {size: [] for size in SIZES}


class Visit:
    """One person's visit: an empty profile, one page, everything it asked for."""

    def __init__(self, browser, size, profiles):
        width, height = SIZES[size]
        self.size = size
        self._profiles, self._handled = profiles[size], False
        self._context = (
            self._profiles.pop()
            if self._profiles
            else browser.new_context(
                viewport={"width": width, "height": height},
                has_touch=size == "phone",
                locale="th-TH",
                accept_downloads=True,
            )
        )
        self.page = self._context.new_page()
        self.page.set_default_timeout(60_000)
        self.asked, self.complaints = [], []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.answers, self.sent = 0, []
        self.page.on("websocket", lambda socket: socket.on("framereceived", self._received))

    @property
    def context(self):
        """The profile; what a test has handled itself is not used again."""
        self._handled = True
        return self._context

    def _received(self, frame):
        content = frame.encode() if isinstance(frame, str) else frame
        self.sent.append(len(content))
        self.answers += bool(IDLE.search(content))

    def open(self, url):
        """Open a page; of an app, wait until it shows its result and stands still."""
        self.page.goto(url)
        if "/voila/render/" in url:
            self.page.wait_for_selector(".ogs-sentence", state="visible")
            self.page.evaluate(STILL, 700)
        return self.page

    @contextmanager
    def answered(self):
        """Do something to an app; go on when its kernel has answered and the page stands still.

        A busy computer answers late: what merely stands still may be old.
        """
        before = self.answers
        yield
        for _ in range(1200):
            if self.answers > before:
                break
            self.page.wait_for_timeout(50)
        assert self.answers > before, "the app did not answer"
        self.page.evaluate(STILL, 300)

    def resize(self, size):
        """Go on at another size, as after turning or at another screen."""
        self.size = size
        width, height = SIZES[size]
        self.page.set_viewport_size({"width": width, "height": height})

    def outside_hosts(self, url):
        """Return the hosts other than the server's own that the page asked."""
        hosts = {urlsplit(asked).hostname for asked in self.asked if asked.startswith("http")}
        return hosts - {urlsplit(url).hostname}

    def faults(self):
        """Return what a person would complain of on the page as it stands."""
        return self.page.evaluate((HERE / "audit.js").read_text(encoding="utf-8"))

    def faults_at_every_size(self):
        """Return the faults at each size, and go back to the visit's own."""
        found, own = [], self.size
        for size in (*(size for size in SIZES if size != own), own):
            self.resize(size)
            found += [f"{size}: {fault}" for fault in self.faults()]
        return found

    def close(self):
        """End the visit; nothing stays in the profile but cached files."""
        if self._context is None:
            return
        context, self._context = self._context, None
        if self._handled or self.page.is_closed():
            context.close()
            return
        storage = context.new_cdp_session(self.page)
        for origin in {
            urlsplit(url)._replace(path="", query="", fragment="").geturl() for url in self.asked
        }:
            if origin.startswith("http"):
                storage.send(
                    "Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"}
                )
        for page in context.pages:
            page.close()
        self._profiles.append(context)


@pytest.fixture
def visit(chromium, profiles):
    """Return a function that begins a visit at a size; all visits end with the test."""
    tally["browser tests that ran"] += 1
    visits = []

    def begin(size="phone"):
        visits.append(Visit(chromium, size, profiles))
        return visits[-1]

    yield begin
    for each in visits:
        each.close()


@pytest.fixture
def phone(visit):
    """Return a visit at 390×844."""
    return visit("phone")


@pytest.fixture
def laptop(visit):
    """Return a visit at 1280×800."""
    return visit("laptop")
