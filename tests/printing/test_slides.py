"""Slides: the whole learner's page, cut into pieces that fit."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ogs_teach.i18n import LANGS
from ogs_teach.server.printing.pieces import cut, slides
from ogs_teach.server.printing.sheets import on_paper
from ogs_teach.server.printing.slides import deck
from tests.printing.reading import LESSONS, squeezed, words
from tests.tally import tally

FIT = """() => {
  const faults = [];
  document.body.classList.remove("one");
  document.querySelectorAll(".slide").forEach((slide) => {
    slide.classList.remove("off");
    const inside = slide.querySelector(".inside"), body = slide.querySelector(".body");
    const room = slide.getBoundingClientRect(), text = body.getBoundingClientRect();
    const place = slide.querySelector(".place").getBoundingClientRect();
    const children = [...body.children].map((one) => one.getBoundingClientRect());
    const low = Math.max(...children.map((box) => box.bottom));
    const high = Math.min(...children.map((box) => box.top));
    const right = Math.max(...children.map((box) => box.right));
    const head = slide.querySelector("h2").getBoundingClientRect().bottom;
    if (low > room.bottom || high < head - 1 || right > room.right)
      faults.push([slide.id, low - room.bottom, head - high, right - room.right].join(" "));
  });
  return faults;
}"""


def bare(html):
    """Return a page's letters without headings of tables, which each part of a table repeats."""
    return squeezed(words(re.sub(r"(?s)<thead>.*?</thead>", "", html)))


@pytest.mark.parametrize("lang", LANGS)
def test_slides_lose_no_word_of_the_page(lang):
    """
    Cut to slides, each section still has all its words, in their order.
    """
    for lesson in LESSONS:
        for section in lesson.page(lang).sections:
            made = [html for _, html in slides(on_paper(section.html))]
            assert bare(section.html) == "".join(map(bare, made)), section.heading
            tally["slides cut from lessons"] += len(made)


elements = st.lists(
    st.sampled_from(
        [
            "<p>คำ</p>",
            f"<p>{'คำยาว ' * 80}</p>",
            "<p><strong>หนา</strong> <em>เอน</em> &amp; ต่อ</p>",
            f"<ul>{'<li>ข้อหนึ่งที่ยาวพอสมควร</li>' * 9}</ul>",
            f"<ol>{'<li><p>ขั้น</p></li>' * 3}</ol>",
            '<div class="wide" role="region"><table><thead><tr><th>ก</th></tr></thead><tbody>'
            + "<tr><td>1</td></tr>" * 17
            + "</tbody></table></div>",
        ]
    )
)


@given(elements)
@settings(deadline=None)
def test_cutting_keeps_all_and_leaves_nothing_open(parts):
    """
    Whatever stands together, its words come out once, in order, and every mark is closed.
    """
    html = "\n".join(parts)
    made = [piece for _, piece in slides(html)]

    assert bare(html) == "".join(map(bare, made))
    for piece in made:
        for tag in ("p", "ul", "ol", "li", "table", "tr", "strong"):
            opened, closed = re.findall(rf"<{tag}[ >]", piece), re.findall(f"</{tag}>", piece)
            assert len(opened) == len(closed)


def test_steps_keep_their_numbers():
    """
    A list that goes on over the next slide goes on counting.
    """
    made = [
        piece for _, piece in slides(f"<ol>{'<li>ขั้นตอนที่ยาวพอสมควรเลยทีเดียวเชียว</li>' * 12}</ol>")
    ]
    starts = [int(re.search(r'start="(\d+)"', piece)[1]) for piece in made]
    counts = [piece.count("<li>") for piece in made]

    assert [1 + sum(counts[:place]) for place in range(len(counts))] == starts
    assert 1 < min(counts)


def test_elements_at_the_top_are_found():
    """
    Marks inside a paragraph do not cut it, and text between elements is dropped by nobody.
    """
    assert ["<p>a <b>b</b></p>", "<ul><li>c</li></ul>"] == [
        piece.html for piece in cut("<p>a <b>b</b></p>\n<ul><li>c</li></ul>\n")
    ]


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (1024, 768)], ids=lambda s: f"{s[0]}")
def test_every_slide_fits_its_wall(chromium, size):
    """
    On each common projector nothing is cut off, in either language, in any lesson.
    """
    page = chromium.new_page(viewport={"width": size[0], "height": size[1]})
    for lesson in LESSONS:
        for lang in LANGS:
            page.set_content(deck(lesson, lang))
            assert [] == page.evaluate(FIT), (lesson.name, lang)
            tally["slides that were seen to fit"] += page.locator(".slide").count()
    page.close()


def test_slides_turn_by_keys_and_by_buttons(chromium):
    """
    Arrow keys, page keys and the large buttons turn; the ends hold; one slide shows at a time.
    """
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    page.set_content(deck(LESSONS[0], "th"))
    count = page.locator(".slide").count()

    def shown():
        visible = page.locator(".slide:visible")
        assert 1 == visible.count()
        return int(visible.get_attribute("id")[1:])

    assert 1 == shown()
    assert page.locator(".previous").is_disabled()
    for key, place in [
        ("ArrowRight", 2),
        ("PageDown", 3),
        (" ", 4),
        ("ArrowLeft", 3),
        ("PageUp", 2),
        ("End", count),
        ("ArrowRight", count),
        ("Home", 1),
        ("ArrowLeft", 1),
    ]:
        page.keyboard.press(key)
        assert place == shown(), key
    page.locator(".next").click()
    assert 2 == shown()
    box = page.locator(".next").bounding_box()
    assert box["height"] >= 48
    assert box["width"] >= 100
    page.close()
