"""How lessons are written: what a careful reader would mark, and what she would not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ogs_teach import places
from ogs_teach.school.aloud import A_MINUTE, estimate, minutes, words
from ogs_teach.school.files import File, gather
from ogs_teach.school.lint import lint
from ogs_teach.school.prose import Piece, of_page, of_table
from ogs_teach.school.typed import check_typed, check_typed_money
from ogs_teach.school.wording import wording

AGREED = wording(places.lessons(), gather())
TERMS = [
    piece.text for piece in of_table(File(places.lessons() / "glossary.toml", gather()).table())
]
THAI = "".join(map(chr, range(0x0E01, 0x0E5C)))


def file(tmp_path, text):
    path = tmp_path / "th.md"
    path.write_text(text, encoding="utf-8")
    return File(path, gather())


def told(check, text, lang="th", **more):
    nowhere = File(places.lessons() / "glossary.toml", gather())
    check([Piece(nowhere, 7, text, lang, **more)], AGREED)
    assert all(problem.where.endswith(":7") for problem in nowhere.problems)
    return [problem.key.removeprefix("check.") for problem in nowhere.problems]


RIGHT_THAI = [
    "น้ำท่วมที่นาปู่ ผู้ค้ำประกันช่วยกัน พันธุ์ข้าวสิทธิ์ของเรา ณ ที่ทำการกลุ่ม",
    "ค่อย ๆ ออม เดือนละเท่า ๆ กัน (ทุก ๆ คน) ก็พอ",
    "ป้าพูดว่า “ไม่เป็นไร” แล้วลุงก็ว่า “ดีแล้ว”",
    "ฤดูฝน ฤๅษี เกล็ด เสร็จ เก็บ เป็น เล็ก ๆ",
    "ดู PAR ใน Excel ผ่าน Wi-Fi แล้วเปิด QR",
    "จัดสรรกำไร แบ่งกำไรสุทธิ งบกำไรขาดทุน",
    "เงิน {{ baht(cash) }} กับ {{ percent(x / y) }} ของทั้งหมด",
]


@pytest.mark.parametrize("text", RIGHT_THAI)
def test_good_thai_is_left_alone(text):
    """
    Words with every kind of mark, ๆ with its spaces, quotes and agreed names pass.
    """
    assert [] == told(lint, text)


WRONG_THAI = {
    "น้้ำ": "doubled-mark",
    "ดีี": "doubled-mark",
    "มากก็็ได้": "doubled-mark",
    "สิทธิ์์": "doubled-mark",
    "มาา": "doubled-mark",
    "เท่า ๆๆ กัน": "doubled-mark",
    "ท\u0e48\u0e35นี่": "misordered-mark",
    "นำ้": "misordered-mark",
    "นํ้า": "misordered-mark",
    "นํา": "misordered-mark",
    "เเละ": "misordered-mark",
    "เ่ก": "misordered-mark",
    " ้า": "misordered-mark",
    "a่": "misordered-mark",
    "เท่าๆ กัน": "repeat-mark",
    "เท่า ๆกัน": "repeat-mark",
    "อีก ๓ คน": "thai-digits",
    "มี  สองวรรค": "double-space",
    "“ไม่ปิด": "quotes",
    "ปิดก่อน” เปิด“": "quotes",
    "พูด “ซ้อน “กัน”": "quotes",
    'พูดว่า "ดี"': "straight-quote",
    "ลอง cash flow": "latin",
    "เปิด\u200bสมุด": "unseen",
    "กลุ่มมีกำไร": "word",
    "ผู้ค้ำมาแล้ว": "word",
    "ขออนุญาติ": "word",
    "ก" * 121: "long-stretch",
    "กข " * 170: "long-paragraph",
}


@pytest.mark.parametrize(("text", "key"), WRONG_THAI.items(), ids=lambda value: value[:14])
def test_a_slip_in_thai_is_marked(text, key):
    """
    Each kind of slip is named for what it is.
    """
    assert key in told(lint, text)


def test_english_has_its_own_words():
    """
    A surplus is no profit, and a whole sentence of good English passes.
    """
    assert ["word"] == told(lint, "The group's profits grew.", "en")
    assert [] == told(lint, "The group's surplus, “kept” for the reserve, is {{ baht(x) }}.", "en")


@given(st.sampled_from(TERMS), st.data())
def test_a_tone_typed_twice_is_always_seen(term, data):
    """
    Wherever a tone mark of the glossary is typed once more, it is marked.
    """
    places_ = [place for place, letter in enumerate(term) if "\u0e48" <= letter <= "\u0e4b"]
    if places_:
        place = data.draw(st.sampled_from(places_))
        assert "doubled-mark" in told(lint, term[: place + 1] + term[place] + term[place + 1 :])


@settings(deadline=None)
@given(st.text(THAI + " “”{}ab\u200b", max_size=200))
def test_no_text_upsets_the_reader(text):
    """
    Whatever stands there is read to its end.
    """
    told(lint, text)
    told(check_typed, text)
    assert words(text) >= 0


ALLOWED = [
    "วันที่ 6 มีนาคม และ 6–8 มีนาคม",
    "มาตรา 686 และ ม.680–681/1",
    "ดูข้อ 2 และงวดที่ 12",
    "นัด 09.30 น. ที่ศาลา",
    "คุณธรรม 5 ประการ",
    "เงิน {{ baht(cash) }} ใน {{ count(3) }} เดือน ปี {{ year(2568) }}",
    "สามคน สิบสองเดือน",
]


@pytest.mark.parametrize("text", ALLOWED)
def test_numbers_that_nothing_computes_may_be_typed(text):
    """
    Days without a year, sections of law, places in a row, times of day and listed names.
    """
    assert [] == told(check_typed, text)


TYPED = [
    "เงิน 1,560 บาท",
    "ร้อยละ 12",
    "๑๒ เดือน",
    "6 มีนาคม 2567",
    "คุณธรรม 15 ประการ",
    "มาตรา 686 ปรับ 200",
    "งวดที่ 1,200",
    "พ.ศ. 2568",
    "ผ่อน 12 งวด",
]


@pytest.mark.parametrize("text", TYPED)
def test_a_number_typed_by_hand_is_seen(text):
    """
    Amounts, percentages, counts and years are figures wherever they stand.
    """
    assert ["typed-number"] == told(check_typed, text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{{ baht(1560) }}", True),
        ("{{ percent(12 / 100) }}", True),
        ("{{ rate(15) }}", True),
        ("{{ count(160) }}", True),
        ("{{ count(12) }}", False),
        ("{{ year(2568) }}", False),
        ("{{ date(day(2568, 3, 6)) }}", False),
        ("{{ baht(pledge * 12) }}", False),
        ("{{ baht( }}", False),
    ],
)
def test_a_figure_that_holds_only_digits_is_typed_too(text, found):
    """
    Braces around a typed number hide nothing; a year and a place in a row may be typed.
    """
    assert (["bare-figure"] if found else []) == told(check_typed, text)


def test_the_first_cell_of_a_row_may_count():
    """
    เดือน 3 at the head of a row is a label; the same words in a sentence hold a number.
    """
    assert [] == told(check_typed, "เดือน 3", leads=True)
    assert [] == told(check_typed, "12", leads=True)
    assert ["typed-number"] == told(check_typed, "เดือน 3")
    assert ["typed-number"] == told(check_typed, "1,200 บาท", leads=True)


def test_a_trainers_page_may_count_but_not_calculate():
    """
    Minutes and beans are typed; money and percentages are worked out.
    """
    assert [] == told(check_typed_money, "แบ่งโต๊ะคุย 5 นาที ใช้ถั่ว 120 เม็ด")
    assert ["typed-number"] == told(check_typed_money, "ดอกเบี้ย 150 บาท")
    assert ["typed-number"] == told(check_typed_money, "about 12 % a year", "en")


PAGE = """::: story
## หัวเรื่อง

ย่อหน้าแรก **หนา** กับ[ลิงก์](term:group)
ต่อบรรทัด

1. ข้อหนึ่ง {{ baht(a * b) }}
2. ข้อสอง
   ต่อข้อสอง

| หัว | ค่า |
| --- | ---: |
| แถว | {{ baht(x) }} |
:::

::: chart bars
title: ชื่อ
alt: คำบรรยาย
unit: baht
| ก | ข |
| -- | -- |
| ป้าย | x * 2 |
:::
"""


def test_a_page_is_cut_into_what_people_read(tmp_path):
    """
    Each paragraph, item and cell has its line, no marks, its figures; a chart's cells are none.
    """
    pieces = [(piece.line, piece.text) for piece in of_page(file(tmp_path, PAGE), "th")]

    assert [
        (2, "หัวเรื่อง"),
        (4, "ย่อหน้าแรก หนา กับลิงก์ ต่อบรรทัด"),
        (7, "ข้อหนึ่ง {{ baht(a * b) }}"),
        (8, "ข้อสอง ต่อข้อสอง"),
        (11, "หัว"),
        (11, "ค่า"),
        (13, "แถว"),
        (13, "{{ baht(x) }}"),
        (17, "ชื่อ"),
        (18, "คำบรรยาย"),
        (20, "ก"),
        (20, "ข"),
        (22, "ป้าย"),
    ] == pieces


@pytest.mark.parametrize("name", [path.parent.name for path in places.lessons().glob("*/th.md")])
def test_the_estimate_of_words_is_near(name):
    """
    Without PyThaiNLP a page's words are estimated within twelve in a hundred.
    """
    text = (places.lessons() / name / "th.md").read_text(encoding="utf-8")

    assert words(text) == pytest.approx(estimate(text), rel=0.12)


def test_numbers_take_as_long_as_their_words():
    """
    Read aloud, 789,002,813 is a dozen words and not one.
    """
    assert minutes("789,002,813") * A_MINUTE >= 10
    assert minutes("1.25") * A_MINUTE >= 3
    assert 0 == minutes("")
