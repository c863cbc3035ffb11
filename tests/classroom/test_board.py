"""The trainer's board: who may see it, and whether its figures are the sums of raw answers."""

import random
import re
from html import unescape
from pathlib import Path

import pytest

from ogs_teach.school import lesson
from ogs_teach.server.classroom.handlers import handlers
from tests.classroom.people import Browser, Phone, Trainer, fields_for, item, twin
from tests.classroom.test_answers import form_of

DOORS = [
    "trainer/", "trainer/class/1", "trainer/class/1/live", "trainer/class/1/results.xlsx",
    "trainer/class/1/report", "trainer/class/1/certificates",
]  # fmt: skip


@pytest.mark.parametrize("path", DOORS)
def test_without_the_passphrase_nobody_sees_the_board(running, trainer, path):
    """
    Every page of the board asks whoever has no badge for the passphrase.
    """
    page = Browser(running).get(path)

    assert "รหัสวิทยากร" in page.text
    assert trainer.code not in page.text


@pytest.mark.parametrize(
    "path", ["trainer/", "trainer/class/1", "trainer/class/1/forget", "trainer/class/1/person/1"]
)
def test_without_the_passphrase_nobody_changes_anything(running, trainer, path):
    """
    A form sent without a badge is refused, and the class stays as it was.
    """
    assert 403 == Browser(running).post(path, do="close", code=trainer.code, title="x").status
    assert trainer.code in trainer.get("trainer/").text


def test_every_door_of_the_trainer_is_in_these_tests():
    """
    A door that is added to the board is added here, or it is not tested for strangers.
    """
    where = {"wifi": None, "host": "", "port": 1}
    doors = {path for path, *_ in handlers(where) if path.startswith("trainer")}
    tried = {*DOORS, "trainer/class/1/forget", "trainer/class/1/person/1"}
    free = {"trainer/enter", "trainer/out"}

    assert [] == [
        door for door in doors - free if not any(re.fullmatch(door, path) for path in tried)
    ]


def test_another_sites_form_is_refused(running, trainer):
    """
    A form that comes from another origin changes nothing, badge or not.
    """
    answer = trainer.ask(
        f"/trainer/class/{trainer.id}", "POST", "do=close", Origin="http://evil.example"
    )

    assert 403 == answer.status
    assert "เข้าห้องแล้ว" in trainer.live


def test_the_passphrase_may_be_typed_without_spaces(running):
    """
    Spaces and hyphens between the words do not matter.
    """
    browser = Browser(running)

    assert "เปิดห้องใหม่" in browser.post("trainer/enter", words="ช้าง-ข้าวดาว").text


def test_a_class_that_cannot_be_planned_is_not_opened(running):
    """
    What is wrong is said beside the form, and all that was typed is still there.
    """
    trainer = Trainer(running)
    fields = {"title": "ห้องใหม่มาก", "start": "สาย", "end": "16:30", "rest": "15", "lunch": "60"}

    page = trainer.post("trainer/", ("lesson", "10-year-end"), **fields, count="12")

    assert 'role="alert"' in page.text
    assert "“สาย” ไม่ใช่เวลา" in page.text
    assert 'value="ห้องใหม่มาก"' in page.text


def sit(phone, sitting, chance):
    """Answer a test by chance; return what was right."""
    names = phone.test(sitting)
    if sitting == "pre":
        phone.form, phone.order = form_of(phone), names
    right = {name: chance.random() < 0.6 for name in names if chance.random() < 0.9}
    answers = [
        item(sitting, name, fields_for(twin(name, phone.form, sitting), right=is_right))
        for name, is_right in right.items()
    ]
    chance.shuffle(answers)
    phone.send(*answers, *answers[:3])  # some arrive twice
    return right


@pytest.fixture(scope="module")
def taught(running):
    """Teach a class of nine by chance; return the trainer, and what everybody had right."""
    chance = random.Random(25)
    trainer = Trainer(running)
    trainer.open_class()
    phones = [Phone(running, trainer.code, f"คน {n}", str(n % 3 + 1)) for n in range(9)]
    raw = {}
    for sitting in ("pre", "post"):
        trainer.do(f"open {sitting}")
        there = phones if sitting == "pre" else phones[:-1]  # one goes home early
        raw[sitting] = {phone: sit(phone, sitting, chance) for phone in there}
        trainer.do(f"shut {sitting}")
    return trainer, phones, raw


def test_the_board_counts_what_was_answered_by_question_and_table(taught):
    """
    Each cell of both tables is the sum of the raw answers of that question and table.
    """
    trainer, phones, raw = taught
    live = trainer.live
    tables = {phone: number % 3 + 1 for number, phone in enumerate(phones)}
    for sitting, part in zip(("pre", "post"), live.split("ตอบถูก / ตอบแล้ว")[1:], strict=True):
        rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", part.split("</table>")[0], re.S)
        assert 12 == len(rows)
        for row, name in zip(rows, phones[0].order, strict=True):
            cells = re.findall(r"(\d+)/(\d+)", row.split("</th>")[1])
            wanted = []
            for table in (None, 1, 2, 3):
                given = [
                    marks[name]
                    for phone, marks in raw[sitting].items()
                    if name in marks and table in (None, tables[phone])
                ]
                wanted.append((str(sum(given)), str(len(given))))
            assert wanted == cells


def test_the_spreadsheet_tells_the_same_sums(taught):
    """
    Every person's right answers before and after, and the gain, as in the raw answers.
    """
    trainer, phones, raw = taught
    rows = {
        row[0]: row[2:5]
        for row in trainer.workbook().worksheets[0].iter_rows(values_only=True)
        if str(row[0]).startswith("คน ")
    }

    for number, phone in enumerate(phones):
        before = sum(raw["pre"][phone].values())
        after = sum(raw["post"][phone].values()) if phone in raw["post"] else None
        wanted = (None,) * 3 if after is None else (before, after, after - before)
        assert wanted == rows[f"คน {number}"]


def test_the_board_tells_each_person_s_right_answers_before_and_after(taught):
    """
    How many a person answered stands apart from how many were right; who left early has a dash.
    """
    trainer, phones, raw = taught
    people = trainer.live.split('id="people"')[1]
    rows = dict(re.findall(r'<tr><th scope="row">(คน \d)</th>(.*?)<td><form', people, re.S))

    assert len(phones) == len(rows)
    for number, phone in enumerate(phones):
        cells = re.findall(r"<td[^>]*>(.*?)</td>", rows[f"คน {number}"])
        before, after = raw["pre"][phone], raw["post"].get(phone, {})
        right = f"{sum(before.values())} → {sum(after.values())}" if after else "–"
        wanted = [f"{len(before)}/12", f"{len(after)}/12", right]
        assert wanted == [cell.removesuffix(" ✓") for cell in cells[1:4]]


def test_the_gain_counts_only_who_sat_both_tests(taught):
    """
    The board's whole: eight people, their right answers before and after.
    """
    trainer, _phones, raw = taught
    both = [phone for phone in raw["pre"] if phone in raw["post"]]
    before, after = (sum(sum(raw[s][phone].values()) for phone in both) for s in ("pre", "post"))

    said = f"{len(both)} คนทำทั้งสองครั้ง ก่อนเรียนถูก {before} ข้อ หลังเรียนถูก {after} ข้อ จาก 96 ข้อ"
    assert said in trainer.live


def test_the_wall_shows_totals_and_no_name(taught):
    """
    Whatever the wall shows, it names nobody, and the gain it shows is the board's.
    """
    trainer, phones, raw = taught
    both = [phone for phone in raw["pre"] if phone in raw["post"]]
    after = sum(sum(raw["post"][phone].values()) for phone in both)
    for screen in ("join", "plan", "lesson", "test", "gains"):
        trainer.do(f"screen {screen}")
        wall = Browser(trainer.running).get(f"screen/{trainer.code}").text
        assert not any(f"คน {number}<" in wall for number in range(len(phones)))
        assert phones[0].words not in wall
        if screen == "gains":
            assert f"หลังเรียนถูก {after} ข้อ" in wall


def test_each_person_sees_only_the_own_result(taught):
    """
    When the trainer shows results, a phone shows its own two counts.
    """
    trainer, phones, raw = taught
    trainer.do("gains on")
    for phone in phones[:-1]:
        before, after = (sum(raw[s][phone].values()) for s in ("pre", "post"))
        assert f"ก่อนเรียนถูก {before} ข้อ หลังเรียนถูก {after} ข้อ" in phone.get("class").text
    assert "หลังเรียนถูก" not in phones[-1].get("class").text


def test_the_report_tells_the_classs_figures_and_no_name(taught):
    """
    One page for the officer: people, right answers before and after, and nobody's nickname.
    """
    trainer, phones, raw = taught
    both = [phone for phone in raw["pre"] if phone in raw["post"]]
    before, after = (sum(sum(raw[s][phone].values()) for phone in both) for s in ("pre", "post"))

    page = trainer.get(f"trainer/class/{trainer.id}/report").text

    assert "อบรมทดสอบ" in page
    for right in (before, after):
        assert re.search(rf"\b{right}\b", page)
    assert not any(f"คน {number}<" in page for number in range(len(phones)))


def test_certificates_carry_the_gain_and_keep_no_real_name(taught):
    """
    A typed name is printed with the person's own gain and a code; it is kept nowhere.
    """
    trainer, phones, raw = taught
    before, after = (sum(raw[s][phones[2]].values()) for s in ("pre", "post"))
    path = f"trainer/class/{trainer.id}/certificates"
    fields = {f"name-{phones[2].me}": "นางสมมติ ใจดี", "day": "28 พฤศจิกายน 2569"}

    page = trainer.post(path, **fields, school="โรงเรียนกลุ่มออมทรัพย์ตัวอย่าง").text

    assert "นางสมมติ ใจดี" in page
    assert 1 == page.count('class="qr"')
    said = unescape(re.sub(r"<[^>]+>", "", page))
    assert all(re.search(rf"\b{right}\b", said) for right in (before, after, 12))
    kept = [path for path in Path(trainer.running.folder.name).rglob("*") if path.is_file()]
    assert kept
    assert not [path for path in kept if "นางสมมติ".encode() in path.read_bytes()]
    assert "นางสมมติ" not in trainer.get(path).text


def test_a_certificate_without_a_name_is_not_made(taught):
    """
    What is missing is said in the form, all at once.
    """
    trainer, _, _ = taught

    page = trainer.post(f"trainer/class/{trainer.id}/certificates", day="วันนี้")

    assert 400 == page.status
    assert 2 <= page.text.split('role="alert">')[1].split("</p>")[0].count("\n") + 1


def test_forgetting_a_person_takes_them_out_of_every_figure(running):
    """
    A forgotten person is nowhere on the board, and the phone is asked to join again.
    """
    trainer = Trainer(running)
    trainer.open_class()
    phone = Phone(running, trainer.code, "คนที่จะลืม")
    trainer.post(f"trainer/class/{trainer.id}/person/{phone.me}", do="forget")

    assert "คนที่จะลืม" not in trainer.live
    assert "เข้าห้องแล้ว 0 คน" in trainer.live
    assert "รหัสห้อง" in phone.get("class").text


def test_new_words_replace_lost_ones(running):
    """
    With new words a person comes back; the old ones open nothing any more.
    """
    trainer = Trainer(running)
    trainer.open_class()
    phone = Phone(running, trainer.code, "ป้าลืม")
    old = phone.words
    trainer.post(f"trainer/class/{trainer.id}/person/{phone.me}", do="words")

    assert old != phone.words
    assert "สวัสดี ป้าลืม" in Browser(running).post("join", words=phone.words, back="1").text
    assert "ไม่พบรหัสสามคำ" in Browser(running).post("join", words=old, back="1").text


def test_a_class_is_forgotten_only_when_its_code_is_typed(running):
    """
    A wrong code forgets nothing; the right one forgets the class.
    """
    trainer = Trainer(running)
    trainer.open_class(title="ห้องที่จะลืม")
    trainer.post(f"trainer/class/{trainer.id}/forget", code="1")
    assert "ห้องที่จะลืม" in trainer.get("trainer/").text

    trainer.post(f"trainer/class/{trainer.id}/forget", code=trainer.code)
    assert "ห้องที่จะลืม" not in trainer.get("trainer/").text


def test_the_satisfaction_form_is_taken_once_and_names_nobody(running):
    """
    One form for each person, none while it is closed; means and words are told afterwards only.
    """
    trainer = Trainer(running)
    trainer.open_class()
    phones = [Phone(running, trainer.code, f"ผู้ตอบ {n}") for n in range(3)]
    assert "ยังไม่เปิด" in phones[0].post("class/feedback", clear="5").text
    trainer.do("feedback on")

    assert "ยังไม่ได้เลือก" in phones[0].post("class/feedback", clear="9").text
    for number, phone in enumerate(phones):
        assert "ได้รับแล้ว" in phone.post("class/feedback", clear=str(5 - number), best="=ดี").text
    assert "ท่านส่งแบบประเมินแล้ว" in phones[0].post("class/feedback", clear="1").text

    sheet = trainer.workbook().worksheets[-1]
    assert "=ดี" not in {cell.value for row in sheet.iter_rows() for cell in row}
    trainer.do("feedback off")
    sheet = trainer.workbook().worksheets[-1]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert ["วิทยากรอธิบายเข้าใจง่าย", 4, 3] in [row[:3] for row in cells]
    assert 3 == sum(row[0] == "=ดี" for row in cells)
    assert not any("ผู้ตอบ" in str(value) for row in cells for value in row)


def test_a_lesson_that_is_on_tells_the_time_left(running):
    """
    Beginning a lesson shows it on the phones and its minutes by the plan on the board.
    """
    trainer = Trainer(running)
    trainer.open_class()
    phone = Phone(running, trainer.code)

    live = trainer.do("teach 10-year-end")

    assert "ช่วงนี้เหลือ 40 นาที" in live
    assert "เปิดบทเรียน" in phone.get("class").text


def test_a_task_that_is_done_is_seen_on_the_board(running):
    """
    The right answer after a lesson's task reports it, once; a wrong one does not.
    """
    trainer = Trainer(running)
    trainer.open_class()
    phone = Phone(running, trainer.code)
    question = lesson("09-liquidity").quiz("task")[0]
    path = "lessons/09-liquidity"
    phone.post(path, question=question.id, fragment="1", **fields_for(question, right=False))
    assert "ทำแบบฝึกเสร็จ 1 คน" not in trainer.live

    for _ in range(2):
        page = phone.post(path, question=question.id, fragment="1", **fields_for(question))
        assert "บันทึกแล้ว" in page.text
    assert 1 == trainer.live.count("ทำแบบฝึกเสร็จ 1 คน")
