"""A whole class: one trainer and thirty trainees, six of them in real browsers."""

import random
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import zxingcpp

from ogs_teach.school import lesson
from tests.browser import pictures
from tests.classroom.people import Phone, fields_for, item, twin
from tests.classroom.test_answers import form_of
from tests.printing.test_certificate_page import pages
from tests.server.running import PASSPHRASE, Running
from tests.tally import tally

BROWSERS, OTHERS = 6, 24
LESSON = "09-liquidity"


@pytest.fixture(scope="module")
def running():
    """Serve a class of its own."""
    with Running() as running:
        yield running


class Seat:
    """A trainee in a browser."""

    def __init__(self, seen, url, code, number):
        self.seen, self.page, self.url = seen, seen.page, url
        self.name, self.table = f"เครื่องจริง {number}", number % 6 + 1
        self.page.goto(f"{url}join/{code}")
        self.page.fill("[name=nickname]", self.name)
        self.page.fill("[name=table]", str(self.table))
        self.page.click("form.tall button >> nth=0")
        self.page.wait_for_selector("#now")
        self.first = ""

    def sit(self, sitting, chance):
        """Answer a test by touch; return what was right."""
        page, right = self.page, {}
        page.wait_for_selector(f"a[href*='class/test/{sitting}']")
        page.click(f"a[href*='class/test/{sitting}']")
        page.wait_for_selector("#test")
        for section in page.query_selector_all("#test .question"):
            name = section.get_attribute("data-question")
            prefix = section.get_attribute("data-prefix")
            if not self.first:
                said = section.query_selector("legend").inner_text().split("\n", 1)[-1].strip()
                asked = {form: twin(name, form, sitting).prompt["th"].strip() for form in "AB"}
                self.first = next(form for form, words in asked.items() if words == said)
            right[name] = chance.random() < 0.6
            fields = fields_for(twin(name, self.first, sitting), right=right[name])
            for field, value in fields.items():
                control = section.query_selector(f"[name='{prefix}{field}']")
                if control.get_attribute("type") == "radio":
                    section.query_selector(f"[value='{value}']").check()
                elif control.evaluate("e => e.tagName") == "SELECT":
                    control.select_option(value)
                else:
                    control.fill(value)
                    control.evaluate("e => e.dispatchEvent(new Event('change', {bubbles: true}))")
        page.wait_for_function(
            "() => [...document.querySelectorAll('.sent')].every((e) => e.innerText[0] == '✓')"
        )
        page.click("#test > button")
        page.wait_for_selector("#now")
        return right


def by_program(phone, sitting, seed):
    """Answer a test without a browser; return what was right."""
    chance, names = random.Random(seed), phone.test(sitting)
    if sitting == "pre":
        phone.form = form_of(phone)
    right = {name: chance.random() < 0.5 for name in names}
    for name, is_right in right.items():
        fields = fields_for(twin(name, phone.form, sitting), right=is_right)
        assert ["kept"] == phone.send(item(sitting, name, fields))
    phone.finish(sitting)
    return right


def board_sums(page, sitting):
    """Return right and answered of the whole class, by question, as the board shows them."""
    table = page.locator(f"section:has(> h2:text-is('{sitting}')) table").first
    rows = table.locator("tbody tr").all()
    return [tuple(map(int, row.locator("td").first.inner_text().split("/"))) for row in rows]


def test_a_class_from_joining_to_certificates(running, visit):
    """
    Join, test, lesson, task in the app, test, certificates; the board sums the raw answers.
    """
    chance = random.Random(30)
    laptop = visit("laptop")
    board = laptop.page
    board.goto(f"{running.url}trainer/")
    board.fill("[name=words]", PASSPHRASE)
    board.click("form.tall button")
    for box in board.locator("[name=lesson]").all():
        box.set_checked(box.get_attribute("value") in (LESSON, "03-savings-day", "10-year-end"))
    board.fill("[name=title]", "อบรมคณะกรรมการสามสิบคน")
    board.click("form.tall button.wide-button")
    board.wait_for_selector("#live")
    code = re.search(r"รหัสห้อง (\d{5})", board.inner_text("main"))[1]

    seats = [Seat(visit("phone"), running.url, code, n) for n in range(BROWSERS)]
    with ThreadPoolExecutor(8) as pool:
        phones = list(
            pool.map(lambda n: Phone(running, code, f"คน {n}", str(n % 6 + 1)), range(OTHERS))
        )
        raw = {}
        for sitting, words in (("pre", "แบบทดสอบก่อนเรียน"), ("post", "แบบทดสอบหลังเรียน")):
            board.click(f"button[value='open {sitting}']")
            board.wait_for_selector(f"button[value='shut {sitting}']")
            others = [
                pool.submit(by_program, phone, sitting, seed) for seed, phone in enumerate(phones)
            ]
            raw[sitting] = [seat.sit(sitting, chance) for seat in seats]
            raw[sitting] += [each.result() for each in others]
            board.reload()
            names = list(raw[sitting][0])
            wanted = [
                (sum(marks[name] for marks in raw[sitting]), BROWSERS + OTHERS) for name in names
            ]
            assert wanted == board_sums(board, words)
            board.click(f"button[value='shut {sitting}']")
            if sitting == "pre":
                teach(board, seats, phones)
    pictures.keep(board, "class-board-after", whole=True)

    before, after = (sum(sum(m.values()) for m in raw[s]) for s in ("pre", "post"))
    said = f"30 คนทำทั้งสองครั้ง ก่อนเรียนถูก {before} ข้อ หลังเรียนถูก {after} ข้อ จาก 360 ข้อ"
    assert said in board.inner_text("main")
    tally["answers of a whole class that the board sums"] = 2 * 12 * (BROWSERS + OTHERS)
    certificates(running, laptop, seats)
    assert [] == [fault for seat in seats for fault in seat.seen.complaints] + laptop.complaints


def teach(board, seats, phones):
    """Begin the lesson; one does the task in its app, the others on the page."""
    question = lesson(LESSON).quiz("task")[0]
    answer = fields_for(question)["answer"]
    board.click(f"button[value='teach {LESSON}']")
    page = seats[0].page
    page.wait_for_selector(f"a.wide-button[href*='lessons/{LESSON}']")
    page.click(f"a.wide-button[href*='lessons/{LESSON}']")
    page.wait_for_selector(".open-app a")
    with page.context.expect_page() as opened:
        page.click(".open-app a")
    app = opened.value
    app.wait_for_selector(".ogs-sentence", timeout=60_000)
    app.wait_for_selector(".task-bar")
    pictures.keep(app, "class-task-in-app")
    assert "87,729.90" in app.inner_text("#rendered_cells")  # the lesson's group, year and view
    app.fill(".task-bar [name=answer]", answer)
    app.click(".task-bar form button.button")
    app.wait_for_selector(".task-bar .reported")
    app.close()
    for phone in phones[:9]:
        phone.post(f"lessons/{LESSON}", question=question.id, fragment="1", answer=answer)
    board.wait_for_function("() => document.body.innerText.includes('ทำแบบฝึกเสร็จ 10 คน')")
    for seat in seats:
        seat.page.goto(f"{seat.url}class")


def certificates(running, laptop, seats):
    """Print a certificate and read its code as another phone would."""
    board = laptop.page
    board.click("a[href*='/certificates']")
    name = "นางสาวตัวอย่าง ใจซื่อ"
    board.locator("label", has_text=seats[0].name).locator("input").fill(name)
    if board.locator("[name=school]").count():
        board.fill("[name=school]", "โรงเรียนกลุ่มออมทรัพย์ตัวอย่าง")
    board.click("button.wide-button")
    board.wait_for_selector(".certificate")
    pictures.keep(board, "class-certificate", whole=True)
    (page,) = pages(board.pdf(prefer_css_page_size=True), 150)
    (scanned,) = zxingcpp.read_barcodes(page)
    board.goto(f"{running.url}verify")
    board.fill("[name=text]", scanned.text)
    board.locator("main form button, form button").first.click()
    board.wait_for_load_state()
    assert name in board.inner_text("body")
    board.go_back()
    board.fill("[name=text]", scanned.text[:-3] + "AAA")
    board.locator("main form button, form button").first.click()
    board.wait_for_load_state()
    assert name not in board.inner_text("body")
