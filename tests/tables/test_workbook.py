"""Spreadsheets to take home, read back as Excel reads them."""

from fractions import Fraction
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ogs_teach.tables import Column, Sheet, Table, write

COLUMNS = [Column("ชื่อ"), Column("เงินปันผล", "baht"), Column("ร้อยละ", "percent")]


def read(sheets):
    return load_workbook(BytesIO(write(sheets)))


def one(rows, total=None):
    table = Table(COLUMNS, rows, "เงินปันผลรายคน", total)
    return read([Sheet("ปันผล", [table], ["กลุ่มตัวอย่าง"])]).active


def test_headings_are_thai_and_amounts_are_numbers():
    """
    Caption and headings stand above; an amount is a number cell with two decimals.
    """
    leaf = one([["สมศรี", 123450, Fraction(5, 4)]], total=["รวม", 123450, None])

    assert "กลุ่มตัวอย่าง" == leaf["A1"].value
    assert "เงินปันผลรายคน" == leaf["A3"].value
    assert ["ชื่อ", "เงินปันผล", "ร้อยละ"] == [cell.value for cell in leaf[4][:3]]
    assert (1234.5, "n", "#,##0.00") == (
        leaf["B5"].value,
        leaf["B5"].data_type,
        leaf["B5"].number_format,
    )
    assert 1.25 == leaf["C5"].value
    assert ["รวม", "=SUM(B5)", None] == [cell.value for cell in leaf[6][:3]]
    assert leaf["B6"].font.bold


def test_a_total_is_a_live_sum_that_shows_the_kits_figure():
    """
    Whoever changes a cell at home sees the total follow; before that it is the exact figure.
    """
    table = Table(COLUMNS, [["ก", 10, 1], ["ข", None, 2], ["ค", 25, 3]], "รวมยอด", ["รวม", 35, 6])
    content = BytesIO(write([Sheet("ก", [table])]))

    live, figures = load_workbook(content).active, load_workbook(content, data_only=True).active
    assert "=SUM(B3:B5)" == live["B6"].value
    assert 0.35 == figures["B6"].value
    assert 6 == live["C6"].value  # percentages are not added up


@pytest.mark.parametrize(
    ("rows", "total"),
    [([["ก", 10, 1], ["ข", 20, 1]], 15), ([["ก", 10, 1], ["ข", "–", 1]], 10), ([], 0)],
)
def test_a_total_that_is_no_sum_stays_a_number(rows, total):
    """
    An average, a column with words in it and an empty table get no formula.
    """
    leaf = one(rows, total=["รวม", total, None])

    last = [row for row in leaf.iter_rows(values_only=True) if row[0] == "รวม"][-1]
    assert total / 100 == last[1]


@pytest.mark.parametrize("tables", [[], [Table(COLUMNS, [["ก", 1, 1]], "เงินปันผล")]])
def test_a_long_note_is_whole_on_paper(tables):
    """
    It runs on over several lines, across the columns of the page, in a row that is high enough.
    """
    short, long = "สั้น", "กฎหมายกำหนดดอกเบี้ยไม่เกินร้อยละสิบห้าต่อปี " * 8

    leaf = read([Sheet("บันทึก", tables, [short, long])]).active

    assert [short, long] == [leaf["A1"].value, leaf["A2"].value]
    assert leaf["A2"].alignment.wrap_text
    spans = sorted(str(span) for span in leaf.merged_cells.ranges)
    assert ["A1", "A2"] == [span.partition(":")[0] for span in spans]
    assert leaf.row_dimensions[2].height >= 4 * leaf.row_dimensions[1].height


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(-(10**14), 10**14), min_size=1, max_size=100))
def test_every_satang_arrives(amounts):
    """
    What Excel shows with two decimals is the exact amount, up to a trillion baht.
    """
    leaf = one([["ก", satang, None] for satang in amounts])

    shown = [leaf.cell(5 + row, 2).value for row in range(len(amounts))]
    assert amounts == [round(Fraction(str(value)) * 100) for value in shown]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://x.example","ดู")',
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "http://x.example",
        "0123",
        "{=1}",
        "<b>ก</b>",
    ],
)
def test_text_stays_text(text):
    """
    A name that looks like a formula, a link or a number is the text that was typed.
    """
    content = write([Sheet("ก", [Table(COLUMNS, [[text, 1, 1]], text)], [text])])
    leaf = load_workbook(BytesIO(content)).active

    assert [(text, "s")] * 3 == [(leaf[at].value, leaf[at].data_type) for at in ("A1", "A3", "A5")]
    with ZipFile(BytesIO(content)) as parts:
        for name in parts.namelist():
            assert b"<f>" not in parts.read(name)
            assert (
                b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink'
                not in parts.read(name)
            )


@pytest.mark.parametrize(
    ("titles", "tabs"),
    [
        (["ปันผล"], ["ปันผล"]),
        (["a/b:c*d?[e]\\f"], ["a b c d  e  f"]),
        (["ก" * 40], ["ก" * 31]),
        (["ก" * 40, "ก" * 40], ["ก" * 31, "ก" * 27 + " (2)"]),
        (["Sum", "SUM", "sum"], ["Sum", "SUM (2)", "sum (3)"]),
        (["", "'"], ["Sheet", "Sheet (2)"]),
    ],
)
def test_tabs_have_names_that_excel_allows(titles, tabs):
    """
    Forbidden signs go, long names are cut, and no two tabs are called alike.
    """
    assert tabs == read([Sheet(title, [Table(COLUMNS, [], "ก")]) for title in titles]).sheetnames


def test_several_tables_stand_under_each_other():
    """
    A blank line lies between two tables of a sheet.
    """
    table = Table(COLUMNS, [["ก", 100, 1]], "หนึ่ง")
    leaf = read([Sheet("ก", [table, Table(COLUMNS, [], "สอง")])]).active

    assert ["หนึ่ง", "ชื่อ", "ก", None, "สอง", "ชื่อ"] == [leaf.cell(row, 1).value for row in range(1, 7)]
