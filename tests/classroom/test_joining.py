"""Into a class and back, and who is kept out."""

import re

import pytest

from tests.classroom.people import Browser, Phone, Trainer
from tests.server.running import Running


def test_a_phone_joins_with_a_code_and_a_nickname(running, trainer):
    """
    After the door a phone shows the class, the name and three words to come back with.
    """
    phone = Phone(running, trainer.code, "ป้าแดง", "3")

    assert "สวัสดี ป้าแดง" in phone.page.text
    assert "โต๊ะ 3" in phone.page.text
    assert 3 == len(phone.words.split())


def test_thai_digits_and_spaces_in_the_code_are_understood(running, trainer):
    """
    A code typed in Thai digits, with a space, opens the same class.
    """
    thai = trainer.code.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))

    assert "สวัสดี" in Phone(running, f"{thai[:2]} {thai[2:]}").page.text


def test_the_words_bring_a_person_back_on_another_phone(running, trainer):
    """
    Another phone with the three words is the same person, and the first stays in.
    """
    first = Phone(running, trainer.code, "ลุงสม")
    other = Browser(running)

    page = other.post("join", words=first.words, back="1")

    assert "สวัสดี ลุงสม" in page.text
    assert "สวัสดี ลุงสม" in first.get("class").text
    assert 1 == trainer.live.count(">ลุงสม<")


def test_leaving_frees_the_phone_and_keeps_the_person(running, trainer):
    """
    After leaving, the phone is asked to join; the person can still come back.
    """
    phone = Phone(running, trainer.code, "น้าทอง")
    words = phone.words

    assert "รหัสห้อง" in phone.post("class/leave").text
    assert "สวัสดี น้าทอง" in phone.post("join", words=words, back="1").text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"code": "00000", "nickname": "ก"}, "ไม่พบห้อง"),
        ({"nickname": "ก", "table": "สาม"}, "เลขโต๊ะ"),
        ({"nickname": "ก", "table": "100"}, "เลขโต๊ะ"),
    ],
)
def test_what_is_wrong_at_the_door_is_said_and_nothing_typed_is_lost(
    running, trainer, fields, said
):
    """
    A wrong code or table is named, and what was typed stands in the form again.
    """
    typed = {"code": trainer.code, **fields}

    page = Browser(running).post("join", **typed)

    assert said in page.text
    assert all(f'value="{value}"' in page.text for value in typed.values())


@pytest.mark.parametrize(
    "nickname",
    ["", "   ", "ก" * 10_000, "\u0e49\u0e49\u0e49", "\u202e\u200b"],
    ids=["empty", "spaces", "long", "only marks", "invisible"],
)
def test_a_nickname_that_cannot_be_shown_is_refused_kindly(running, trainer, nickname):
    """
    No such name comes into the class; the page says what to do, and is no error page.
    """
    page = Browser(running).post("join", code=trainer.code, nickname=nickname)

    assert 200 == page.status
    assert 'role="alert"' in page.text
    assert "เข้าห้องแล้ว 0 คน" in trainer.live


@pytest.mark.parametrize(
    "nickname", ["<script>alert(1)</script>", "a & b", "ป้าแดง 🌾", "=1+1", '"><b>']
)
def test_a_strange_nickname_is_shown_as_text(running, trainer, nickname):
    """
    Whatever a name holds, no page takes it for HTML.
    """
    phone = Phone(running, trainer.code, nickname)

    for page in (phone.get("class").text, trainer.live):
        assert "<script>alert" not in page
        assert "><b>" not in page


def test_formulas_in_names_stay_text_in_the_spreadsheet(running, trainer):
    """
    A nickname that begins with = + - or @ is text in the results.
    """
    names = ["=1+1", "+66", "-5", "@SUM(A1)"]
    for name in names:
        Phone(running, trainer.code, name)

    cells = [cell for row in trainer.workbook().worksheets[0].iter_rows() for cell in row]

    assert {"s"} == {cell.data_type for cell in cells if cell.value in names}
    assert names == sorted((c.value for c in cells if c.value in names), key=names.index)


def test_half_the_class_meets_each_form_first(running, trainer):
    """
    At any moment the halves differ by at most one, and which comes first is chance.
    """
    forms = []
    for number in range(8):
        phone = Phone(running, trainer.code, f"คนที่ {number}")
        trainer.do("open pre")
        forms.append(re.findall(r"<legend>.*?</legend>", phone.get("class/test/pre").text, re.S)[0])
        sizes = [forms.count(form) for form in set(forms)]
        assert 1 >= max(sizes) - (min(sizes) if len(sizes) > 1 else 0)


def test_a_closed_class_lets_nobody_in(running):
    """
    After closing, neither the code nor the words open the class.
    """
    trainer = Trainer(running)
    trainer.open_class()
    phone = Phone(running, trainer.code)
    words = phone.words
    trainer.do("close")

    assert "ปิดแล้ว" in Browser(running).post("join", code=trainer.code, nickname="ก").text
    assert "ปิดแล้ว" in Browser(running).post("join", words=words, back="1").text
    assert "รหัสห้อง" in phone.get("class").text


def test_guessing_codes_and_passphrases_is_slowed_down():
    """
    After a few wrong tries the next must wait, longer each time; the page says how long.
    """
    with Running() as running:
        guesser = Browser(running)
        codes = [guesser.post("join", code=f"{n:05}", nickname="ก").status for n in range(20)]
        words = [guesser.post("trainer/enter", words=f"คำ {n}").status for n in range(20)]
        page = guesser.post("trainer/enter", words="คำ")

        assert 429 in codes
        assert 429 in words
        assert 12 >= words.count(403)
        assert "วินาที" in page.text
        assert int(page.headers["Retry-After"]) >= 1
