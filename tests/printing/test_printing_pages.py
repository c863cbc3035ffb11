"""The printing pages at both sizes, in both languages, as a person over sixty meets them."""

from datetime import date
from pathlib import Path

import pytest

from ogs_teach.i18n import LANGS
from ogs_teach.school import keys
from ogs_teach.school.certificates import Score, issue
from ogs_teach.school.keys import SchoolKey
from tests.browser import pictures
from tests.browser.axe import serious_faults
from tests.browser.sizes import SIZES
from tests.printing.serving import BADGE, COOKIE, Doors

AUDIT = (Path(__file__).parents[1] / "browser" / "audit.js").read_text(encoding="utf-8")
KEY = SchoolKey("โรงเรียนกลุ่มออมทรัพย์ตัวอย่าง", bytes(range(32)))
PAGES = {
    "print-index": "trainer/print/",
    "print-certificates": "trainer/print/certificates",
    "print-handout": "trainer/print/handouts?lesson=01-why-save&",
    "print-answers": "trainer/print/answers?lesson=01-why-save&",
    "print-sign-in": "trainer/print/sign-in",
    "print-satisfaction": "trainer/print/satisfaction",
    "print-report": "trainer/print/report",
    "slides": "lessons/01-why-save/slides",
    "verify": "verify",
    "verified": "verify",
}


@pytest.fixture(scope="module")
def doors(tmp_path_factory):
    """Serve the printing doors, with a school's key of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OGS_TEACH_DATA", str(tmp_path_factory.mktemp("data")))
        keys.keep(KEY)
        with Doors() as doors:
            yield doors


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", PAGES)
def test_a_printing_page_is_fit_for_people(doors, chromium, name, lang):
    """
    Nothing scrolls sideways, is small, faint, clipped or hard to touch; axe finds nothing serious.
    """
    context = chromium.new_context()
    context.add_cookies([{"name": BADGE, "value": COOKIE, "url": doors.url}])
    page, complaints, asked = context.new_page(), [], []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    address = PAGES[name]
    page.goto(f"{doors.url}{address}{'' if address.endswith('&') else '?'}lang={lang}")
    if name == "verified":
        text = issue(KEY, "นางสาวน้ำผึ้ง กตัญญูรู้คุณ", date(2026, 5, 12), [1, 2], Score(4, 10, 12))
        page.locator("textarea").fill(text)
        with page.expect_navigation():
            page.locator("form button").click()
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        pictures.keep(page, f"{name}-{size}-{lang}")
        assert [] == page.evaluate(AUDIT), size
    if name == "slides":
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        pictures.keep(page, f"{name}-laptop-{lang}-3")

    assert [] == serious_faults(page)
    assert [] == complaints
    assert all(url.startswith((doors.url, "data:")) for url in asked)
    context.close()
