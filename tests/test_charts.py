"""Charts: the same each time, readable on a phone, understood without eyes."""

import re
from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ogs_teach import charts
from ogs_teach.charts.texts import WIDTH, width

SVG = "{http://www.w3.org/2000/svg}"
KINDS = [charts.lines, charts.bars, charts.stacked]
WORDS = {"title": "เงินออม", "description": "เงินออมเพิ่มขึ้นทุกปี"}
YEARS = ["2567", "2568", "2569"]
TWO = {"เงินต้น": [100_000_00, 80_000_00, 50_000_00], "ดอกเบี้ย": [1_000_00, 900_00, 800_00]}


def parse(svg):
    return ElementTree.fromstring(svg)


def texts(svg):
    return [text.text for text in parse(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("draw", KINDS)
def test_the_same_values_give_the_same_text(draw):
    """
    Notebooks and reports do not differ from run to run; other values get other ids.
    """
    first = draw(TWO, YEARS, **WORDS)
    other = draw({**TWO, "ดอกเบี้ย": [1, 2, 3]}, YEARS, **WORDS)

    assert first == draw(dict(TWO), list(YEARS), **WORDS)
    assert not set(re.findall(r'id="([^"]+)"', first)) & set(re.findall(r'id="([^"]+)"', other))


@pytest.mark.parametrize("draw", KINDS)
def test_a_chart_runs_nothing_and_asks_nobody(draw):
    """
    No script, no style sheet, no event, no address but SVG's own name.
    """
    svg = draw({"<script>": [1], "x' onload='y": [2]}, ["&"], title="<b>", description='"')

    assert [] == [node.tag for node in parse(svg).iter() if "script" in node.tag.lower()]
    assert {"http://www.w3.org/2000/svg"} == set(re.findall(r"https?://[^\"'\s<]+", svg))
    assert "<style" not in svg
    for node in parse(svg).iter():
        assert not [name for name in node.attrib if name.startswith("on")]


@pytest.mark.parametrize("draw", KINDS)
def test_a_chart_tells_its_title_description_and_numbers(draw):
    """
    A screen reader hears what eyes see.
    """
    svg = draw(TWO, YEARS, **WORDS)
    root = parse(svg)
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")

    assert "img" == root.get("role")
    assert root.get("aria-labelledby") == title.get("id")
    assert root.get("aria-describedby") == desc.get("id")
    assert "เงินออม" == title.text
    assert desc.text.startswith("เงินออมเพิ่มขึ้นทุกปี เงินต้น: 2567 100,000, 2568 80,000")
    assert "ดอกเบี้ย: 2567 1,000, 2568 900, 2569 800" in desc.text


def test_a_long_line_is_told_by_its_ends_and_its_top():
    """
    Nobody listens to 120 numbers.
    """
    svg = charts.lines({"หนี้": [n * 100 for n in range(120)]}, [str(n) for n in range(120)], **WORDS)

    told = parse(svg).find(f"{SVG}desc").text
    assert "หนี้ เริ่มที่ 0 (0) จบที่ 119 (119) สูงสุด 119" in told
    assert len(told) < 200


@pytest.mark.parametrize("draw", KINDS)
def test_text_is_large_enough_on_a_phone(draw):
    """
    At 350 px, a phone's column, letters stand 16 px or larger.
    """
    root = parse(draw(TWO, YEARS, **WORDS))
    wide = int(root.get("viewBox").split()[2])

    assert float(root.get("font-size")) * 350 / wide >= 16
    assert [] == [text for text in root.iter(f"{SVG}text") if text.get("font-size")]


def test_colour_is_not_the_only_cue():
    """
    Lines differ in dashes and bars in patterns, in print as for the colour-blind.
    """
    svg = charts.lines({name: [1, 2, 3] for name in "กขคง"}, YEARS, **WORDS)
    strokes = [p for p in parse(svg).iter(f"{SVG}path") if p.get("fill") == "none"]
    assert 4 == len({path.get("stroke-dasharray") for path in strokes})

    svg = charts.bars({name: [1, 2, 3] for name in "กขคง"}, YEARS, **WORDS)
    patterns = [p.find(f"{SVG}path[2]").get("d") for p in parse(svg).iter(f"{SVG}pattern")]
    assert 3 == len(patterns) == len(set(patterns))


@pytest.mark.parametrize(
    ("satang", "caption", "written"),
    [
        (150_000, "บาท", ["0", "500", "1,000", "1,500"]),
        (90_000_000, "บาท", ["0", "500,000", "1,000,000"]),
        (200_000_000, "ล้านบาท", ["0", "0.5", "1", "1.5", "2"]),
        (1_234_500_000, "ล้านบาท", ["0", "5", "10", "15"]),
    ],
)
def test_the_axis_speaks_as_people_do(satang, caption, written):
    """
    Baht in full below a million, millions above; round steps from zero.
    """
    seen = texts(charts.lines({"ก": [0, satang]}, ["ก", "ข"], **WORDS))

    assert caption in seen
    assert written == [text for text in seen if re.fullmatch(r"[\d,.]+", text)]


def test_axis_units():
    """
    Percent and pieces are not baht; pieces are never split.
    """
    percent = texts(charts.bars({"ก": [Fraction(1, 2), 1]}, YEARS[:2], unit="percent", **WORDS))
    count = texts(charts.bars({"ก": [1, 2]}, YEARS[:2], unit="count", **WORDS))

    assert "ร้อยละ" in percent
    assert "0.5" in percent
    assert ["0", "1", "2"] == [text for text in count if re.fullmatch(r"[\d,.]{1,3}", text)]
    assert "บาท" not in count


@pytest.mark.parametrize("draw", [charts.lines, charts.bars])
def test_debts_go_below_the_line(draw):
    """
    A negative amount has its own tick, and zero a thicker line.
    """
    seen = texts(draw({"ก": [-50_000, 100_000]}, YEARS[:2], **WORDS))

    assert {"-500", "0", "1,000"} <= set(seen)


def test_labels_are_written_only_as_far_as_they_fit():
    """
    Of 120 months a few are named, evenly; of 3 years all.
    """
    few = texts(charts.lines({"ก": [1] * 120}, [f"ด{n}" for n in range(120)], **WORDS))
    months = [int(text[1:]) for text in few if re.fullmatch(r"ด\d+", text)]

    assert 3 <= len(months) <= 8
    assert 1 == len({b - a for a, b in pairwise(months)})
    assert set(YEARS) <= set(texts(charts.lines(TWO, YEARS, **WORDS)))


def test_bars_with_long_labels_lie_down():
    """
    Names too long to stand side by side each get a line, and a number beside the bar.
    """
    names = ["ทุนสำรองของกลุ่ม", "เงินปันผลสมาชิก", "เงินเฉลี่ยคืนผู้กู้", "ค่าตอบแทนกรรมการ"]
    seen = texts(charts.bars({"ก": [400, 300, 250, 0]}, names, **WORDS))

    assert set(names) <= set(seen)
    assert {"4", "3", "2.50", "0", "บาท"} <= set(seen)


@pytest.mark.parametrize("draw", KINDS)
@pytest.mark.parametrize("name", ["ดอกเบี้ยแบบเงินต้นคงที่ " * 4, "ก้" * 90, "a" * 100])
def test_long_names_go_on_in_the_next_line(draw, name):
    """
    No name leaves the chart, no letter is lost, no line begins with a loose mark.
    """
    seen = texts(draw({name: [1, 2], "ข": [1, 2]}, ["ปี 1", "ปี 2"], **WORDS))
    pieces = [text for text in seen if text in name]

    assert name.replace(" ", "") == "".join(pieces).replace(" ", "")
    assert max(map(width, pieces)) <= WIDTH - 36
    assert not [piece for piece in pieces if width(piece[0]) == 0]


def test_a_gap_breaks_the_line():
    """
    What is not known is not drawn.
    """
    svg = charts.lines({"ก": [1, None, 3, 4]}, list("abcd"), **WORDS)
    path = next(p.get("d") for p in parse(svg).iter(f"{SVG}path") if p.get("fill") == "none")

    assert 2 == path.count("M")


@pytest.mark.parametrize("draw", KINDS)
@pytest.mark.parametrize(
    ("series", "labels"), [({}, []), ({"ก": []}, []), ({"ก": [None, None]}, ["a", "b"])]
)
def test_nothing_to_draw_is_said(draw, series, labels):
    """
    An empty chart is a sentence, not an empty frame.
    """
    assert ["ยังไม่มีข้อมูลให้วาดกราฟ"] == texts(draw(series, labels, **WORDS))


def test_a_series_of_another_length_is_a_mistake():
    """
    No value is dropped in silence.
    """
    with pytest.raises(ValueError, match="2 values for 3 labels"):
        charts.lines({"ก": [1, 2]}, YEARS, **WORDS)


def test_english_speaks_english():
    """
    The chart's own words follow the language.
    """
    svg = charts.lines({"owed": [500_000_000, 0]}, ["2567", "2568"], lang="en", **WORDS)

    assert "million baht" in texts(svg)
    assert "en" == parse(svg).get("lang")


@settings(deadline=None)
@given(
    st.sampled_from(KINDS),
    st.integers(1, 30).flatmap(
        lambda n: st.dictionaries(
            st.text(min_size=1, max_size=12, alphabet="กขค ก่ี&<abc"),
            st.lists(st.integers(0, 10**14) | st.none(), min_size=n, max_size=n),
            min_size=1,
            max_size=6,
        )
    ),
)
def test_every_chart_is_well_formed_and_stays_in_its_frame(draw, series):
    """
    Whatever the values, the SVG can be read and no mark stands outside it.
    """
    count = len(next(iter(series.values())))
    root = parse(draw(series, [str(n) for n in range(count)], **WORDS))
    _, _, wide, high = map(float, root.get("viewBox").split())

    for node in root.iter():
        x, y = float(node.get("x", 0)), float(node.get("y", 0))
        assert -0.1 <= x <= wide + 0.1
        assert -0.1 <= y <= high + 0.1
        if node.tag == f"{SVG}rect":
            assert x + float(node.get("width")) <= wide + 0.1
            assert y + float(node.get("height")) <= high + 0.1


def test_a_loss_stands_below_the_line_however_long_its_label():
    """
    Bars lie down for long labels only where nothing is below zero; stacks take no such value.
    """
    labels = ["ปีที่ขายข้าวได้ราคาดีมากกว่าทุกปี", "ปีที่น้ำท่วมใหญ่ทั้งตำบลตั้งแต่ต้นปี"]
    words = {"title": "กำไร", "description": "กำไรและขาดทุน"}

    standing = charts.bars({"กำไร": [50_000, -50_000]}, labels, **words)
    heights = re.findall(r'<rect[^>]* height="([\d.]+)"', standing)

    assert heights[0] == heights[1]
    with pytest.raises(ValueError, match="below zero"):
        charts.stacked({"กำไร": [1, -1]}, ["ก", "ข"], **words)
