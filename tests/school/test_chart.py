"""Charts on lesson pages: read with their lines, drawn with their numbers beside."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogs_teach.i18n import LANGS
from ogs_teach.school import lesson
from ogs_teach.school.chart import SHAPES, read
from ogs_teach.school.drawing import to_picture
from ogs_teach.school.figures import Figures

GOOD = """title: ดอกเบี้ยรวม
alt: แบบแรกแพงกว่า {{ baht(flat) }}
unit: baht
| วิธี | ดอกเบี้ย | อีกแบบ |
| --- | ---: | ---: |
| เงินต้นคงที่ | flat | flat / 2 |
| ลดต้นลดดอก | flat / 3 | – |
"""
FIGURES = Figures({}, {})
FIGURES.define("flat", "1800")


def refused(text, shape="bars"):
    told = []
    drawn = read(shape, text, 10, lambda what, line, **values: told.append((what, line)))
    assert (drawn is None) == bool(told)
    return told


def test_a_chart_is_read_with_the_line_of_each_cell():
    """
    Each cell is a figure in the chart's unit, on its own line.
    """
    chart = read("bars", GOOD, 10, None)

    assert [(15, "baht(flat)"), (15, "baht(flat / 2)"), (16, "baht(flat / 3)")] == list(
        chart.figures()
    )


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_chart_is_drawn_with_its_numbers_beside(shape, lang):
    """
    The picture has title and description, the table every number, and a gap is a dash.
    """
    chart = read(shape, GOOD, 10, None)
    html = to_picture(chart, FIGURES, lang, "ตาราง")
    baht = {"th": "บาท", "en": "baht"}[lang]

    assert 1 == html.count("<svg")
    assert ">ดอกเบี้ยรวม</title>" in html
    assert f"แบบแรกแพงกว่า 1,800 {baht}" in html
    assert f">ดอกเบี้ย ({baht})</th>" in html
    for said in ("1,800", "900", "600", "–"):
        assert re.search(rf"<td[^>]*>{said}</td>", html)
    assert html == to_picture(chart, FIGURES, lang, "ตาราง")


def test_percent_and_rate_mean_what_they_mean_in_a_text():
    """
    `percent` takes a fraction, `rate` takes percent, in the picture and in the table.
    """
    for unit, cell in (("percent", "1 / 4"), ("rate", "25")):
        text = f"title: ก\nalt: ข\nunit: {unit} 0\n| ก | ข |\n| -- | -- |\n| ค | {cell} |"
        html = to_picture(read("bars", text, 1, None), FIGURES, "th")
        assert "ร้อยละ 25<" in html
        assert "ค 25%" in html


WRONG = [
    ("title: ดอกเบี้ยรวม\n", "", ("chart-field", 9)),
    ("title: ดอกเบี้ยรวม\n", "title:\n", ("chart-field", 10)),
    ("alt: แบบ", "alt2: แบบ", ("chart-line", 11)),
    ("unit: baht", "unit: bath", ("chart-unit", 12)),
    ("unit: baht", "unit: baht 7", ("chart-unit", 12)),
    ("unit: baht\n", "unit: baht\nunit: baht\n", ("chart-line", 13)),
    ("| เงินต้นคงที่ | flat | flat / 2 |", "| เงินต้นคงที่ | flat |", ("chart-row", 15)),
    ("| เงินต้นคงที่ | flat", "|  | flat", ("chart-row", 15)),
    ("| ดอกเบี้ย | อีกแบบ |", "| ดอกเบี้ย | ดอกเบี้ย |", ("chart-heads", 13)),
    ("| ดอกเบี้ย | อีกแบบ |", "|", ("chart-table", 13)),
    (GOOD[GOOD.index("| วิธี") :], "", ("chart-table", 9)),
    ("| ลดต้น", "ลดต้น", ("chart-line", 16)),
    ("| ลดต้นลดดอก | flat / 3 | – |\n", "| ก | 1 | 2 |\n" * 40, ("chart-long", 55)),
]


@pytest.mark.parametrize(("old", "new", "told"), WRONG, ids=[f"{w[2]}{w[1][:12]}" for w in WRONG])
def test_a_slip_in_a_chart_is_told_with_its_line(old, new, told):
    """
    What is missing, unknown or too much is told where it stands.
    """
    assert old in GOOD
    assert told in refused(GOOD.replace(old, new, 1))


def test_an_unknown_kind_of_chart_is_told_at_its_head():
    """
    Only bars and lines are drawn.
    """
    assert [("chart-shape", 9)] == refused(GOOD, "pies")


words = st.text(string.ascii_lowercase + "กขค", min_size=1, max_size=8)


@given(
    st.lists(st.tuples(words, st.lists(st.integers(0, 10**9), min_size=2, max_size=2)), min_size=1)
)
def test_every_table_of_numbers_is_drawn_with_all_of_them(rows):
    """
    Whatever the numbers, each stands in the table that is read aloud.
    """
    rows = rows[:40]
    table = "".join(f"| {label} | {one} | {two} |\n" for label, (one, two) in rows)
    text = f"title: t\nalt: a\nunit: count\n| h | one | two |\n| - | - | - |\n{table}"
    html = to_picture(read("lines", text, 1, None), FIGURES, "en")

    found = [number.replace(",", "") for number in re.findall(r"<td[^>]*>([\d,]+)</td>", html)]
    assert [str(number) for _, pair in rows for number in pair] == found


@given(st.text(st.sampled_from("|-: \nะtitlealun{}()=0ก"), max_size=300))
def test_no_text_upsets_the_reader(text):
    """
    Whatever stands in a chart's block is drawn or told, and never fails.
    """
    refused(text)


def test_a_finished_lesson_shows_its_charts_in_both_languages():
    """
    The chart's title is its heading, and where its figures come from stands below.
    """
    for lang in LANGS:
        drawn = [s for s in lesson("09-liquidity").page(lang).sections if s.kind == "chart"]
        assert drawn
        for section in drawn:
            assert section.heading
            assert section.notes
            assert "<svg" in section.html
            assert "<table" in section.html
