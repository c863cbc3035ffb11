"""A year's books as a spreadsheet, read back as Excel reads it."""

import re
from datetime import date
from fractions import Fraction
from io import BytesIO

import pytest
from openpyxl import load_workbook

from ogs_teach.books import Group
from ogs_teach.books.workbook import to_xlsx
from ogs_teach.places import sample_data
from tests.tally import tally

SUM = re.compile(r"=SUM\(([A-Z]+)(\d+)(?::[A-Z]+(\d+))?\)")


@pytest.fixture(scope="module", params=["group_a", "group_12"])
def group(request):
    return Group.open(sample_data() / request.param)


def satang(value):
    """Return what a cell's baht are in satang, exactly."""
    return round(Fraction(value).limit_denominator(100) * 100)


def test_every_live_sum_equals_the_kits_figure(group):
    """
    Each formula, added up anew from its cells, gives the figure that is stored beside it.
    """
    for year in group.years:
        content = BytesIO(to_xlsx(group, year))
        live, figures = load_workbook(content), load_workbook(content, data_only=True)
        found = 0
        for sheet in live:
            shown = figures[sheet.title]
            for row in sheet.iter_rows():
                for cell in row:
                    span = SUM.fullmatch(str(cell.value))
                    if not span:
                        continue
                    cells = [
                        shown[f"{span[1]}{at}"].value
                        for at in range(int(span[2]), int(span[3] or span[2]) + 1)
                    ]
                    total = sum(satang(value) for value in cells if value is not None)
                    assert satang(shown[cell.coordinate].value) == total, (
                        sheet.title,
                        cell.coordinate,
                    )
                    found += 1
        assert 25 < found
        tally["live sums of exported books equal to the kit's figures"] += found


def test_sheets_have_thai_names_and_the_groups_name(group):
    """
    A committee finds its books by the names that it knows.
    """
    book = load_workbook(BytesIO(to_xlsx(group, 2025)))

    assert [
        "งบทดลอง",
        "งบกำไรขาดทุน",
        "งบดุล",
        "เงินเข้าและเงินออก",
        "สมุดเงินสด",
        "สมุดเงินฝากธนาคาร",
        "ทะเบียนสมาชิก",
        "ทะเบียนคุมเงินสัจจะสะสม",
        "ทะเบียนคุมลูกหนี้",
    ] == book.sheetnames
    assert all(group.name() == sheet["A1"].value for sheet in book)
    assert "ตั้งแต่ 1 มกราคม 2568 ถึง 31 ธันวาคม 2568" == book.worksheets[0]["A2"].value


def test_the_books_figures_stand_in_the_sheets(group):
    """
    The cash book ends with the cash there is, the register with all pledged savings.
    """
    book = load_workbook(BytesIO(to_xlsx(group, 2025, "en")), data_only=True)
    summary = group.summary(date(2025, 12, 31))

    def last(name):
        rows = [row for row in book[name].iter_rows(values_only=True) if row[0] == "Total"]
        return rows[-1]

    assert summary.cash == satang(last("Cash book")[-1])
    assert summary.bank == satang(last("Bank book")[-1])
    assert summary.savings == satang(last("Savings control")[-1])
    assert summary.loans == satang(last("Debtor register")[2])
    assert last("Trial balance")[1] == last("Trial balance")[2]


def test_a_year_that_the_books_do_not_hold_is_refused(group):
    """
    There is nothing to write of it.
    """
    with pytest.raises(KeyError):
        to_xlsx(group, 2030)
