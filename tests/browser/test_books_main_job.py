"""A committee reads its books on a phone: from the balance sheet down to the slips behind it."""

import pytest

from ogs_teach.books import Group
from ogs_teach.books.statements import balance_sheet
from ogs_teach.money import format_baht, parse_baht
from ogs_teach.places import sample_data
from tests.browser.conftest import STILL

APP = "voila/render/books.ipynb"
MESSAGE = 250_000  # bytes: the largest that a phone is sent after the page has opened
TABLES = """
() => [...document.querySelectorAll('.ogs-app table')].filter(table => table.offsetParent).map(
  table => ({
    caption: table.caption.textContent,
    rows: [...table.querySelectorAll('tr')].map(row => [...row.children].map(c => c.textContent)),
  }))
"""


class Books:
    """The app on a screen, and what a person does there."""

    def __init__(self, visit, server, lang="th"):
        self.visit, self.sent = visit, visit.sent
        self.page = visit.open(f"{server}{APP}?lang={lang}")
        self.sent.clear()

    def choose(self, **choices):
        for name, label in choices.items():
            box = self.page.locator(f".ogs-{name} select")
            shown = box.locator("option:checked").inner_text()
            if " ".join(shown.split()) == label:
                continue
            with self.visit.answered():
                box.select_option(label=label)

    def said(self):
        return " ".join(self.page.locator(".ogs-sentence").inner_text().split())

    def tables(self):
        return {table["caption"]: table["rows"] for table in self.page.evaluate(TABLES)}


@pytest.fixture
def group():
    return Group.open(sample_data() / "group_a")


@pytest.fixture
def books(server, phone):
    """Open the app on a phone, and in it group A."""
    opened = Books(phone, server)
    opened.choose(group="กลุ่ม ก 163 คน (สมมติ)")
    return opened


def test_a_figure_of_the_balance_sheet_is_the_sum_of_the_lines_behind_it(books, group):
    """
    Group A's emergency loans at 390x844: brought forward and every line make the figure.
    """
    sheet = balance_sheet(group, group.year(2025).end)
    tables = books.tables()
    figures = {row[0]: row[1] for name in ("สินทรัพย์", "หนี้สิน", "ทุน") for row in tables[name][1:]}
    assets = sum(sheet.assets.values())

    assert f"กลุ่มมีสินทรัพย์ {format_baht(assets, short=True)} เท่ากับหนี้สินและทุนพอดี" == books.said()
    assert sheet.assets["112"] == parse_baht(figures["112 ลูกหนี้เงินกู้ฉุกเฉิน"])
    for account in ("112 ลูกหนี้เงินกู้ฉุกเฉิน", "302 ทุนสำรอง", "207 กองทุนสาธารณประโยชน์และการศึกษา"):
        books.choose(account=account)
        head, opening, *lines, total = books.tables()[f"รายการของบัญชี {account}"]
        balance = head.index("คงเหลือ")
        summed = parse_baht(opening[balance])
        for title, sign in (("เพิ่ม", 1), ("ลด", -1)):
            if title in head:
                amounts = [row[head.index(title)] for row in lines]
                summed += sign * sum(parse_baht(text) for text in amounts if text != "–")
        assert parse_baht(figures[account]) == summed == parse_baht(total[balance])
        books.page.get_by_text(f"✓ ตรงกับตัวเลขในงบ {format_baht(summed, short=True)}").wait_for()
        assert [] == books.visit.faults()


def test_the_account_that_is_chosen_stays_where_the_thumb_is(books):
    """
    Entries come in below the choice; they do not carry the page to its end.
    """
    box = books.page.locator(".ogs-account select")
    box.evaluate("box => box.scrollIntoView({ block: 'center' })")
    before = box.bounding_box()["y"]
    books.choose(account="111 ลูกหนี้เงินกู้สามัญ")

    assert abs(before - box.bounding_box()["y"]) < 5


def test_a_long_account_comes_a_month_at_a_time(books):
    """
    The cash account's 4,104 entries of a year are counted; only a month's are sent.
    """
    books.choose(view="งบทดลอง", account="101 เงินสด", month="มีนาคม 2568")
    rows = books.tables()["รายการของบัญชี 101 เงินสด · มีนาคม 2568"]

    assert books.page.get_by_text("รายการ จากทั้งช่วง 4,104 รายการ").is_visible()
    assert 200 < len(rows) < 450
    assert MESSAGE > max(books.sent)
    assert [] == books.visit.faults()


def test_a_member_s_passbook_is_opened_by_number(books, group):
    """
    Typing 12 shows the passbook of A012, line by line to what the sentence says.
    """
    books.choose(view="สมุดสัจจะของสมาชิก")
    books.page.locator(".ogs-member input").fill("12")
    books.page.keyboard.press("Enter")
    name = group.members["A012"].name
    books.page.wait_for_function(
        "name => document.querySelector('.ogs-sentence').innerText.startsWith(name)", arg=name
    )
    books.page.evaluate(STILL, 300)
    head, opening, *lines, total = books.tables()[f"สมุดสัจจะของ A012 {name}"]
    saved = group.savings_on(group.year(2025).end)["A012"]
    paid = sum(parse_baht(row[head.index("เพิ่ม")]) for row in lines)

    assert f"{name} มีเงินสัจจะสะสม {format_baht(saved, short=True)}" == books.said()
    assert saved == parse_baht(opening[head.index("คงเหลือ")]) + paid
    assert saved == parse_baht(total[head.index("คงเหลือ")])
    books.page.locator(".ogs-member input").fill("ไม่มีคนนี้")
    books.page.keyboard.press("Enter")
    books.page.get_by_text("ไม่พบ “ไม่มีคนนี้”").wait_for()
    assert [] == books.visit.faults()


def test_everything_goes_home_as_one_spreadsheet(books, group, tmp_path):
    """
    The file that a phone fetches holds every statement and register, with the group's figures.
    """
    import openpyxl

    books.page.locator(".ogs-take").click()
    link = books.page.locator("a.ogs-download")
    link.wait_for()
    with books.page.expect_download() as waiting:
        link.click()
    path = tmp_path / "books.xlsx"
    waiting.value.save_as(path)
    book = openpyxl.load_workbook(path, data_only=True)
    summary = group.summary(group.year(2025).end)

    def last(name):
        rows = [row for row in book[name].iter_rows(values_only=True) if row[0] == "รวม"]
        return [cell for cell in rows[-1] if isinstance(cell, int | float)]

    assert {"งบทดลอง", "งบกำไรขาดทุน", "งบดุล", "เงินเข้าและเงินออก", "สมุดสัจจะของสมาชิก"} <= set(
        book.sheetnames
    )
    assert summary.savings == round(last("ทะเบียนคุมเงินสัจจะสะสม")[-1] * 100)
    assert summary.loans == round(last("ทะเบียนคุมลูกหนี้")[0] * 100)
    assert summary.cash == round(last("สมุดเงินสด")[-1] * 100)


def test_every_view_is_fit_for_people_and_keeps_its_place_in_english(server, phone):
    """
    All twelve views of group A: no fault, light messages, the same place after the toggle.
    """
    books = Books(phone, server)
    books.choose(group="กลุ่ม ก 163 คน (สมมติ)")
    options = books.page.locator(".ogs-view option").all_inner_texts()
    views = [" ".join(option.split()) for option in options]
    assert 12 == len(views)
    for view in views:
        books.choose(view=view)
        assert [] == books.visit.faults_at_every_size(), view
        assert books.page.get_by_text("อ่านอย่างไร").is_visible()
    books.page.locator(".ogs-language").click()
    books.page.get_by_text("How to read this").wait_for()
    books.page.evaluate(STILL, 300)
    chosen = books.page.locator(".ogs-view select option:checked").inner_text()

    assert "What an auditor would say" == " ".join(chosen.split())
    assert [] == books.visit.faults_at_every_size()
    assert MESSAGE > max(books.sent)
    assert [] == books.visit.complaints
