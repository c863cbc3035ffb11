"""The other ways to an app: from another device, below a prefix, in an old phone, in LINE."""

import re

import pytest

from tests.server.running import Running, lan_address
from tests.tally import tally

LINE = (
    "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
    "Chrome/100.0.4896.127 Mobile Safari/537.36 Line/13.0.0"
)
# What stops a whole script in Chrome 100 or Safari 15.4: syntax, then functions that came later.
TOO_NEW = re.compile(
    r"\(\?<[=!]|\bstatic\s*\{|/[gimsuy]*v[gimsuy]*\.test"
    r"|\.(?:toSorted|toReversed|toSpliced|withResolvers|groupBy)\("
)
TOO_NEW_STYLE = re.compile(r":has\(|@container|@layer|@scope|\d(?:dvh|svh|lvh|cqw)\b|(?<=[{;])\s*&")


@pytest.fixture(scope="module")
def prefixed():
    """Serve the kit below a prefix, on every address of this computer."""
    with Running(base="/ogs/") as running:
        yield running


def test_an_app_opens_from_another_device(prefixed, phone):
    """
    A phone that comes by the network's address, not by loopback, gets a working app.
    """
    url = prefixed.url.replace("127.0.0.1", lan_address())

    page = phone.open(url + "voila/render/loans.ipynb")

    before = page.inner_text(".ogs-sentence")
    page.click(".ogs-field:visible .ogs-more >> nth=0")
    page.wait_for_function(
        "old => document.querySelector('.ogs-sentence').innerText !== old", arg=before
    )
    assert set() == phone.outside_hosts(url)


def test_every_link_works_below_a_prefix(prefixed, phone):
    """
    From the first page, every link and every file below `/ogs/` answers, and an app computes.
    """
    page = phone.open(prefixed.url)
    links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")

    assert len(links) >= 5
    for link in links:
        assert link.startswith(prefixed.url), link
    lessons = [link for link in links if "/lessons/" in link]
    for link in lessons:
        assert page.request.get(link).status == 200, link
    app = next(link for link in links if "savings" in link)
    phone.open(app)
    assert all("/ogs/" in asked for asked in phone.asked if asked.startswith("http"))


def test_old_phones_can_read_every_script_and_style(server, phone):
    """
    Nothing that an app's page sends is syntax newer than Chrome 100 and Safari 15.4.
    """
    bodies = {}
    phone.page.on(
        "response",
        lambda answer: (
            bodies.setdefault(answer.url, answer)
            if answer.request.resource_type in ("script", "stylesheet", "document")
            else None
        ),
    )
    page = phone.open(f"{server}voila/render/savings.ipynb")

    scripts = {url: answer.text() for url, answer in bodies.items()}
    assert len(scripts) > 10
    for url, text in scripts.items():
        found = TOO_NEW.search(text)
        assert not found, f"{url}: {text[max(found.start() - 40, 0) : found.end() + 40]}"
    for style in page.eval_on_selector_all("style", "all => all.map(s => s.textContent)"):
        assert not TOO_NEW_STYLE.search(style), TOO_NEW_STYLE.search(style)


def test_an_app_works_in_line(server, chromium):
    """
    In LINE's own browser an app computes, and its file opens in the phone's browser.
    """
    tally["browser tests that ran"] += 1
    context = chromium.new_context(viewport={"width": 390, "height": 780}, user_agent=LINE)
    page = context.new_page()
    page.goto(f"{server}voila/render/loans.ipynb")
    page.wait_for_selector(".ogs-sentence", state="visible")

    page.click(".ogs-take")

    page.wait_for_selector("a.ogs-download[href*='openExternalBrowser=1']")
    context.close()
