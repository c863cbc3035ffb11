"""Every page, at both sizes, in both languages, as a person over sixty meets it."""

import os
from pathlib import Path

import pytest

PAGES = {
    "landing": "",
    "projector": "projector",
    "lessons": "lessons/",
    "missing": "no-such-page",
    "savings": "voila/render/savings.ipynb",
    "loans": "voila/render/loans.ipynb",
    "dividends": "voila/render/dividends.ipynb",
    "books": "voila/render/books.ipynb",
    "rules": "voila/render/rules.ipynb",
    "savings-day": "voila/render/savings-day.ipynb",
}
APPS = {"savings", "loans", "dividends", "books", "rules", "savings-day"}
SCREENSHOTS = Path(
    os.environ.get("OGS_TEACH_SCREENSHOTS") or Path(__file__).parents[1] / "screenshots"
)


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("size", ["phone", "laptop"])
@pytest.mark.parametrize("name", PAGES)
def test_page_is_fit_for_people(server, visit, name, size, lang):
    """
    Nothing scrolls sideways, is small, faint, clipped or hard to touch, nor asks outside hosts.

    On a phone, an app shows its key sentence and its first input without scrolling.
    """
    seen = visit(size)
    url = f"{server}{PAGES[name]}?lang={lang}"
    page = seen.open(url)
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}-{size}-{lang}.png")
    page.screenshot(path=SCREENSHOTS / f"{name}-{size}-{lang}-whole.png", full_page=True)

    assert lang == page.evaluate("document.documentElement.lang")
    assert [] == seen.faults()
    assert set() == seen.outside_hosts(url)
    assert [] == seen.complaints
    if name in APPS and size == "phone":
        for what in (".ogs-sentence", ".ogs-field input, .ogs-field select"):
            box = page.locator(what).first.bounding_box()
            assert 0 <= box["y"], what
            assert box["y"] + box["height"] <= 844, what


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        ("h.style.fontSize = '12px'", "text of 12.0 px"),
        ("h.style.color = '#ccc'", "contrast"),
        ("h.style.width = '900px'", "sideways"),
        ("h.style.cssText = 'height: 10px; overflow: hidden'", "clipped text"),
        ("h.innerHTML = '<button style=\"width: 20px\">x</button>'", "touch target"),
        ("h.innerHTML = '<button style=\"padding: 25px\"></button>'", "without a name"),
        (
            'h.innerHTML = \'<input aria-label="x" style="width:50px" value="123456789">\'',
            "value cut off",
        ),
    ],
)
def test_the_audit_sees_what_it_looks_for(server, phone, spoil, fault):
    """
    A page spoilt on purpose is complained of.
    """
    page = phone.open(server)
    page.evaluate(f"() => {{ const h = document.querySelector('h1'); {spoil} }}")

    assert any(fault in complaint for complaint in phone.faults())
