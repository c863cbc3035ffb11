"""How long the risk app takes from a slider's move to its new fan of futures.

    python -m tests.measure.risk_slider [--moves 24] [--phones 10] [--rounds 8]

The kit's own server, group A (163 members), ten years; what moves is how many times their savings
people may borrow, from three to three and a half and back. Times are what a person waits, so that
they mean something only beside what else the computer does; the last lines are CPU time.

1. One page in Chromium, the size of a phone. A key moves the slider; the page itself notes when
   the chart of 100 futures stands in it, then that of 500.
2. The same with a second move as soon as the first chart stands: the older 500 must never appear.
3. Ten phones that all move at once. Ten real phones bring their own processors, so that here only
   their lines are real: each is a websocket that moves its slider's model and reads its charts.
4. One page again with futures that are remembered: what a person waits beside the engine.
5. What one move costs the kernel: engine, and all else.
"""

import argparse
import asyncio
import json
import re
import statistics
import tempfile
import time
import uuid
from contextlib import contextmanager
from pathlib import Path

import nbformat
from playwright.sync_api import sync_playwright
from tornado.websocket import websocket_connect

from ogs_teach.apps import RiskApp, risk
from tests.browser.chromium import launch
from tests.browser.sizes import SIZES
from tests.server.running import Running

TRIALS = re.compile(r"จากอนาคต (\d+) แบบ")
WATCH = """() => {
  window.charts = [];
  window.moves = [];
  addEventListener("keydown", () => window.moves.push(performance.now()), { capture: true });
  let last = "";
  const look = () => {
    const chart = document.querySelector(".ogs-results svg.ogs-chart desc");
    if (chart && chart.id !== last) {
      last = chart.id;
      const trials = Number(/จากอนาคต (\\d+) แบบ/.exec(chart.textContent)[1]);
      window.charts.push([performance.now(), trials]);
    }
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  look();
}"""
REMEMBERS = """\
from ogs_teach.apps import RiskApp, risk

kept, simulate = {}, risk.simulate


def recalled(scenario, trials, **how):
    loans = scenario.policy.rules.loans.ordinary
    asked = (loans.times_savings, trials, how.get("first"))
    if asked not in kept:
        kept[asked] = simulate(scenario, trials, **how)
    return kept[asked]


risk.simulate = recalled
RiskApp()"""
SEEN = "([count, trials]) => window.charts.slice(count).some((each) => each[1] === trials)"


def figures(times):
    """Return median and 95th percentile of milliseconds, in words."""
    late = statistics.quantiles(times, n=20)[-1]
    return f"median {statistics.median(times):,.0f} ms, p95 {late:,.0f} ms"


class Page:
    """The app in a browser."""

    def __init__(self, page, url):
        self.page = page
        page.set_default_timeout(120_000)
        page.goto(f"{url}voila/render/risk.ipynb?lang=th")
        page.wait_for_selector(".ogs-results svg.ogs-chart")
        page.evaluate(WATCH)
        page.wait_for_function(SEEN, arg=[0, risk.WHOLE])
        self.handle = page.locator(".ogs-times .noUi-handle")
        self.handle.focus()
        self.up = True

    def press(self):
        """Move the slider a step, now up, now down; return how many charts stood before."""
        before = self.page.evaluate("window.charts.length")
        self.handle.press("ArrowRight" if self.up else "ArrowLeft")
        self.up = not self.up
        return before

    def wait(self, before, trials):
        """Wait for a chart of so many futures; return milliseconds since the last move."""
        self.page.wait_for_function(SEEN, arg=[before, trials])
        charts, moves = self.page.evaluate("[window.charts, window.moves]")
        return next(at for at, count in charts[before:] if count == trials) - moves[-1]

    def counts(self, before):
        """Return of how many futures the charts since then were."""
        return [count for _, count in self.page.evaluate("window.charts")[before:]]


@contextmanager
def opened(url):
    """Open the app in a browser."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        width, height = SIZES["phone"]
        yield Page(browser.new_page(viewport={"width": width, "height": height}), url)
        browser.close()


def waits(page, moves):
    """Return how long each move waits for its first chart, and for the whole one."""
    first, whole = [], []
    for _ in range(moves):
        before = page.press()
        first.append(page.wait(before, risk.QUICK))
        whole.append(page.wait(before, risk.WHOLE))
    return first, whole


def one_page(url, moves):
    """Print what one person waits."""
    with opened(url) as page:
        first, whole = waits(page, moves)
        second, dropped = [], 0
        for _ in range(moves // 2):
            before = page.press()
            page.wait(before, risk.QUICK)
            now = page.press()
            second.append(page.wait(now, risk.QUICK))
            page.wait(now, risk.WHOLE)
            dropped += page.counts(before) == [risk.QUICK, risk.QUICK, risk.WHOLE]
    print(f"one page, {moves} moves: first chart of {risk.QUICK} {figures(first)}")
    print(f"    refined to {risk.WHOLE} {figures(whole)}")
    print(f"    a move during that: first chart {figures(second)}")
    print(f"    the older run was dropped {dropped} times of {len(second)}")


def beside_the_engine(moves):
    """Print what is waited for when every future is remembered."""
    with tempfile.TemporaryDirectory() as folder:
        apps = Path(folder) / "apps"
        apps.mkdir()
        cell = nbformat.v4.new_code_cell(REMEMBERS)
        nbformat.write(nbformat.v4.new_notebook(cells=[cell]), apps / "risk.ipynb")
        with Running(notebooks=Path(folder)) as running, opened(running.url) as page:
            waits(page, 2)  # both places of the slider are remembered from here on
            first, whole = waits(page, moves)
    print(f"one page, futures remembered: first chart {figures(first)}")
    print(f"    refined to {risk.WHOLE} {figures(whole)}")


class Phone:
    """A phone's line: the messages of its widgets, and nothing drawn."""

    def __init__(self, running):
        _, self.kernel = running.app("risk")
        self.address = f"ws://127.0.0.1:{running.port}/api/kernels/{self.kernel}/channels"
        self.up = True

    async def connect(self):
        """Take over the page's widgets, and wait until nothing more is tried."""
        self.socket = await websocket_connect(
            f"{self.address}?session_id={uuid.uuid4().hex}", max_message_size=10**8
        )
        control = uuid.uuid4().hex
        await self._send(
            "comm_open",
            {"comm_id": control, "target_name": "jupyter.widget.control", "data": {}},
            metadata={"version": "1.0.0"},
        )
        await self._send("comm_msg", {"comm_id": control, "data": {"method": "request_states"}})
        states = {}
        while not states:
            content = await self._hear()
            if content.get("comm_id") == control:
                states = content["data"].get("states", {})
        self.slider, self.place = next(
            (name, each["state"]["value"])
            for name, each in states.items()
            if each["model_name"] == "IntSliderModel" and each["state"]["max"] == 20
        )
        held = " ".join(str(each["state"].get("value")) for each in states.values())
        if f"จากอนาคต {risk.WHOLE} แบบ" not in held:
            await self._chart(risk.WHOLE)

    async def move(self):
        """Move the slider; return milliseconds to the first chart, and to the whole."""
        began = time.perf_counter()
        self.place += 1 if self.up else -1
        self.up = not self.up
        update = {"method": "update", "state": {"value": self.place}, "buffer_paths": []}
        await self._send("comm_msg", {"comm_id": self.slider, "data": update})
        times = []
        for trials in (risk.QUICK, risk.WHOLE):
            await self._chart(trials)
            times.append(1000 * (time.perf_counter() - began))
        return times

    async def _chart(self, trials):
        while True:
            value = (await self._hear()).get("data", {}).get("state", {}).get("value")
            found = TRIALS.search(value) if isinstance(value, str) and "<svg" in value else None
            if found and int(found[1]) == trials:
                return

    async def _hear(self):
        told = await asyncio.wait_for(self.socket.read_message(), 300)
        return json.loads(told)["content"] if isinstance(told, str) else {}

    async def _send(self, kind, content, metadata=None):
        header = {
            "msg_id": uuid.uuid4().hex,
            "msg_type": kind,
            "session": self.kernel,
            "username": "",
            "version": "5.3",
            "date": "2026-01-01T00:00:00Z",
        }
        whole = {"header": header, "parent_header": {}, "content": content, "channel": "shell"}
        await self.socket.write_message(
            json.dumps({**whole, "metadata": metadata or {}, "buffers": []})
        )


async def many(running, count, rounds):
    """Print what each of many people waits, who all move at once."""
    phones = [Phone(running) for _ in range(count)]
    for phone in phones:
        await phone.connect()
    times = []
    for _ in range(rounds):
        times += await asyncio.gather(*(phone.move() for phone in phones))
    for phone in phones:
        phone.socket.close()
        running.leave(phone.kernel)
    first, whole = zip(*times, strict=True)
    print(f"{count} phones at once, {rounds} moves each: first chart {figures(first)}")
    print(f"    refined to {risk.WHOLE} {figures(whole)}")


def shares(moves):
    """Print what a move costs the kernel."""
    spent, simulate = [], risk.simulate

    def timed(*asked, **how):
        began = time.process_time()
        run = simulate(*asked, **how)
        spent.append(time.process_time() - began)
        return run

    app = RiskApp("th")
    risk.simulate = timed
    whole = []
    for move in range(moves):
        began = time.process_time()
        app["times"].slider.value = 6 + (move % 2 == 0)
        whole.append(time.process_time() - began)
    risk.simulate = simulate
    app.close()
    engine = 1000 * statistics.median(spent)
    rest = 1000 * statistics.median(a - b for a, b in zip(whole, spent, strict=True))
    print(f"CPU of a move in the kernel: engine {engine:.0f} ms, all else {rest:.1f} ms")


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--moves", type=int, default=24)
    parser.add_argument("--phones", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=8)
    options = parser.parse_args()
    with Running() as running:
        one_page(running.url, options.moves)
        asyncio.run(many(running, options.phones, options.rounds))
    beside_the_engine(options.moves)
    shares(options.moves)


if __name__ == "__main__":
    main()
