"""Every page, at both sizes, in both languages, as a person over sixty meets it."""

import pytest

from tests.browser import pictures
from tests.browser.axe import serious_faults
from tests.browser.sizes import SIZES

PAGES = {
    "landing": "",
    "projector": "projector",
    "lessons": "lessons/",
    "missing": "no-such-page",
    "savings": "voila/render/savings.ipynb",
    "loans": "voila/render/loans.ipynb",
    "dividends": "voila/render/dividends.ipynb",
    "books": "voila/render/books.ipynb",
    "risk": "voila/render/risk.ipynb",
    "rules": "voila/render/rules.ipynb",
    "savings-day": "voila/render/savings-day.ipynb",
    "game": "voila/render/game.ipynb",
}
APPS = {"savings", "loans", "dividends", "books", "risk", "rules", "savings-day", "game"}


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_page_is_fit_for_people(server, phone, name, lang):
    """
    Nothing scrolls sideways, is small, faint, clipped or hard to touch, nor asks outside hosts.

    On a phone, an app shows its key sentence and its first input without scrolling. axe finds
    nothing serious.
    """
    url = f"{server}{PAGES[name]}?lang={lang}"
    page = phone.open(url)
    assert lang == page.evaluate("document.documentElement.lang")
    if name in APPS:
        for what in (".ogs-sentence", ".ogs-field input, .ogs-field select"):
            box = page.locator(what).first.bounding_box()
            assert 0 <= box["y"], what
            assert box["y"] + box["height"] <= 844, what

    for size in SIZES:
        phone.resize(size)
        pictures.keep(page, f"{name}-{size}-{lang}")
        pictures.keep(page, f"{name}-{size}-{lang}-whole", whole=True)
        assert [] == phone.faults(), size
    assert [] == serious_faults(page)
    assert set() == phone.outside_hosts(url)
    assert [] == phone.complaints


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
