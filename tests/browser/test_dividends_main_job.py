"""The kit's main job: every member's money, read off a phone, adds up to the satang."""

import re

import pytest

from ogs_teach.books import Group
from ogs_teach.i18n import t
from ogs_teach.money import parse_baht
from ogs_teach.places import sample_data

APP = "voila/render/dividends.ipynb"
ROWS = """
() => [...document.querySelectorAll('.ogs-app table')].map(table =>
  [...table.querySelectorAll('tr')].map(row => [...row.children].map(cell => cell.textContent)))
"""


def members(page):
    """Read the members' table: numbers of rows, and the total below them."""
    *_, (head, *rows, total) = page.evaluate(ROWS)
    assert head[:4] == ["เลขที่", "ชื่อ", "เงินปันผล", "เงินเฉลี่ยคืน"]
    return rows, total


@pytest.mark.parametrize("convention", [None, "ดูยอดสิ้นปีอย่างเดียว", "นับเป็นรายวัน"])
def test_every_dividend_and_refund_adds_up_on_a_phone(server, phone, convention):
    """
    Group A at 390x844: the columns that a member can read sum to what was allocated.
    """
    page = phone.open(f"{server}{APP}?lang=th")
    if convention:
        with phone.answered():
            page.locator("select").first.select_option(label=convention)
    rows, total = members(page)
    group = Group.open(sample_data() / "group_a")
    books = group.year(group.years[-1])
    percents = group.rules.allocation.percents()

    assert set(books.members) == {row[0] for row in rows}
    for column, item in ((2, "dividend"), (3, "refund")):
        paid = sum(parse_baht(row[column]) for row in rows)
        assert parse_baht(total[column]) == paid
        assert abs(paid - books.surplus * percents[item] / 100) < 1
        said = page.get_by_text(re.compile(rf"^✓ {t(f'dividends.item.{item}')} .*พอดี$"))
        assert f"รวม {total[column]} บาท" in said.inner_text().replace("\N{NO-BREAK SPACE}", " ")


def test_a_member_finds_their_own_money_on_a_phone(server, phone):
    """
    Typing a number shows that member's money as the key sentence, as the table has it.
    """
    page = phone.open(f"{server}{APP}?lang=th")
    rows, _ = members(page)
    mine = next(row for row in rows if row[0] == "A012")
    page.locator(".ogs-member input").fill("12")
    page.keyboard.press("Enter")
    sentence = page.locator(".ogs-sentence").filter(has_text=mine[1])
    sentence.wait_for()

    said = sentence.inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert said == f"{mine[1]} ได้ปันผล {mine[2]} บาท เฉลี่ยคืน {mine[3]} บาท รวม {mine[4]} บาท"
    assert [] == phone.faults()


def test_percentages_short_of_a_hundred_are_refused_on_a_phone(server, phone):
    """
    99 % brings a card that names the total; nothing new is shown until it is 100 again.
    """
    page = phone.open(f"{server}{APP}?lang=th")
    before = page.locator(".ogs-sentence").inner_text()
    page.locator(".ogs-fold").first.click()
    page.locator(".ogs-reserve input").first.fill("14")
    page.keyboard.press("Enter")
    page.get_by_text("รวมกันได้ร้อยละ 99 ยังขาดอีก 1").wait_for()

    assert before == page.locator(".ogs-sentence").inner_text()
    assert [] == phone.faults()


def test_the_spreadsheet_comes_by_an_ordinary_link(server, phone, tmp_path):
    """
    The file that a phone fetches opens, and holds every member.
    """
    import openpyxl

    page = phone.open(f"{server}{APP}?lang=th")
    rows, total = members(page)
    page.locator(".ogs-take").click()
    link = page.locator("a.ogs-download")
    link.wait_for()
    assert link.get_attribute("href").startswith("/")
    with page.expect_download() as waiting:
        link.click()
    path = tmp_path / "taken.xlsx"
    waiting.value.save_as(path)

    sheet = openpyxl.load_workbook(path, data_only=True).worksheets[1]
    found = {row[0]: row for row in sheet.iter_rows(values_only=True)}
    assert {row[0] for row in rows} <= set(found)
    assert parse_baht(total[2]) == round(found["รวม"][2] * 100)
