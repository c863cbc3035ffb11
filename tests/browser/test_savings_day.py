"""The savings-day lab, played on a phone: wrong, right, to the end."""

import io

import pytest
from openpyxl import load_workbook

from ogs_teach.savings_day import LEVELS, SavingsDay
from ogs_teach.tables import written
from tests.browser import pictures

APP = "voila/render/savings-day.ipynb"


class Table:
    """A team at its table, with a phone."""

    def __init__(self, visit, server, lang="th"):
        self.visit = visit
        self.page = visit.open(f"{server}{APP}?lang={lang}")

    def said(self):
        return self.page.locator(".ogs-sentence").inner_text().replace("\N{NO-BREAK SPACE}", " ")

    def press(self, name):
        """Press a button."""
        with self.visit.answered():
            self.page.locator(f".ogs-{name} button").click()

    def take(self, number):
        """Take a slip in hand."""
        options = self.page.locator(".ogs-paper option").all_inner_texts()
        at = next(place for place, text in enumerate(options) if number in text)
        if self.page.locator(".ogs-paper select").evaluate("box => box.selectedIndex") == at:
            return
        with self.visit.answered():
            self.page.locator(".ogs-paper select").select_option(index=at)

    def level(self, level):
        if level > 1:
            with self.visit.answered():
                self.page.locator(".ogs-level button").nth(level - 1).click()

    def write(self, **parts):
        """Type amounts into the boxes that are there."""
        for name, satang in parts.items():
            box = self.page.locator(f".ogs-{name.replace('_', '-')} input")
            box.fill(written(satang, "baht"))
            with self.visit.answered():
                box.press("Tab")

    def enter(self, paper, guarantor="N10"):
        self.take(paper.number if paper.kind != "passbook" else paper.member)
        self.write(**{line.kind: line.amount for line in paper.lines})
        if paper.kind == "loan":
            box = self.page.locator(".ogs-guarantor select")
            at = [text[:3] for text in box.locator("option").all_inner_texts()].index(guarantor)
            with self.visit.answered():
                box.select_option(index=at)
        self.press("enter")

    def card(self):
        return self.page.locator(".ogs-card").inner_text()


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_is_played_to_its_end_on_a_phone(server, phone, level):
    """
    Every paper entered or mended by thumb; the auditor has nothing to say; the sheet comes along.
    """
    table = Table(phone, server)
    table.level(level)
    day = SavingsDay(level)
    for paper in day.papers:
        if day.lines(paper.number) == paper.lines:
            continue
        if day.lines(paper.number):
            table.take(paper.number)
            table.press("take-back")
        table.enter(paper)
    if day.short:
        assert "ขาด 120 บาท" in table.said()
        table.press("record")
    assert "เท่ากับสมุดเงินสด" in table.said()
    table.press("close")
    pictures.keep(table.page, f"savings-day-closed-{level}", whole=True)

    assert "ปิดวันแล้ว ใบ = ทะเบียน = เงินสด" in table.said()
    assert [] == phone.faults()
    table.page.locator("button.ogs-take", has_text="Excel").click()
    with table.page.expect_download() as download:
        table.page.locator(".ogs-download").click()
    book = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    text = " ".join(str(cell) for row in book.worksheets[0].values for cell in row if cell)
    assert all(mistake.paper in text for mistake in day.mistakes)
    assert "ป้องกันอย่างไร" in text


def test_a_team_that_goes_wrong_is_told_how(server, phone):
    """
    A wrong amount, a guarantor who decides, a difference buried, closing too early; undo, hints.
    """
    table = Table(phone, server)
    table.write(savings=500_00)
    table.press("enter")
    assert "รับเงินมา 50 บาท ต่างกัน 450 บาท" in table.card()
    assert "ยังรอลง 7 ใบ" in table.said()
    pictures.keep(table.page, "savings-day-refused")
    assert [] == phone.faults()

    table.write(savings=50_00)
    table.press("enter")
    assert "ยังรอลง 6 ใบ" in table.said()
    assert "" == table.card()
    table.enter(SavingsDay(1).paper("P69-0001"), guarantor="N06")
    assert "ยังทำไม่ได้" in table.card()

    table.press("record")
    table.press("close")
    told = table.page.locator(".ogs-warning").all_inner_texts()
    assert any("R69-0026 เขียน 150 บาท แต่ทะเบียนลง 510 บาท" in text for text in told)
    assert any("กลบความผิดพลาด" in text for text in told)
    pictures.keep(table.page, "savings-day-auditor", whole=True)
    assert [] == phone.faults()

    table.press("undo")
    table.press("hint")
    first = table.page.locator(".ogs-told").inner_text()
    table.press("hint")
    second = table.page.locator(".ogs-told").inner_text()
    assert "○" in first
    assert "R69-0031" in second
    assert "R69-0031" not in first
    table.press("undo")
    assert "ยังรอลง 7 ใบ" in table.said()
