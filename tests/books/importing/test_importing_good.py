"""Spreadsheets as people write them: each is read, and reads the same."""

# ruff: noqa: E501 - one form, one line

import dataclasses
import io
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from ogs_teach.books import Group
from ogs_teach.books.importing import names, read_group
from ogs_teach.books.tables import TABLES
from ogs_teach.places import sample_data
from tests.books.importing import making
from tests.books.importing.making import FILE, changed, csvs, grids, ods, put, xls, xlsx
from tests.tally import tally

MEMBERS, OPENING, ENTRIES, LOANS = grids()


def bare(group):
    """Return what a group holds, whatever the rows it stood in."""
    return [
        [dataclasses.replace(row, row=0) for row in rows]
        for rows in (group.members.values(), group.opening, group.entries, group.loans.values())
    ]


PLAIN = bare(read_group({FILE: xlsx()}))


def inserted(sheet, *rows, at=0):
    found = grids()
    found[sheet][at:at] = [list(row) for row in rows]
    return found


def turned():
    """Return tables with their columns in another order and a blank column between."""
    return {name: [[*row[3:], "", *row[:3]] for row in rows] for name, rows in grids().items()}


def renamed(*pairs):
    found = grids()
    for sheet, cell, value in pairs:
        put(found[sheet], cell, value)
    return found


def in_english():
    """Return the tables with English names of sheets, headings and choices."""
    from ogs_teach.i18n import t

    found = {}
    for table, (_, rows) in zip(TABLES, grids().items(), strict=True):
        words = {}
        for column in table.columns:
            words[t(column.field, "th")] = t(column.field, "en").title()
            for choice in column.choices:
                key = f"{column.texts}.{choice}"
                words[t(key, "th")] = t(key, "en").upper()
        name = names.Names(names.table_key(table)).say("en")
        found[name] = [[words.get(cell, cell) for cell in row] for row in rows]
    return found


def title(book, sheets):
    sheets[ENTRIES].merge_range("A1:G1", "กลุ่มออมทรัพย์บ้านสมมติ ปี 2567")


def filtered(book, sheets):
    sheets[ENTRIES].autofilter("A1:G7")
    sheets[ENTRIES].set_row(3, None, None, {"hidden": True})


def blank_rows(book, sheets):
    look = book.add_format({"border": 1})
    for row in range(7, 3000):
        for column in range(7):
            sheets[ENTRIES].write_blank(row, column, None, look)


def a_million_rows(name, content):
    """Write a formatted row without cells for every row that a sheet can have."""
    if not name.endswith("sheet3.xml"):
        return content
    rows = b"".join(b'<row r="%d" ht="20"><c r="A%d" s="1"/></row>' % (n, n)
                    for n in range(9, 1_048_577, 9))  # fmt: skip
    return content.replace(b"</sheetData>", rows + b"</sheetData>")


def moment(book, sheets):
    look = book.add_format({"num_format": "d/m/yyyy h:mm"})
    sheets[ENTRIES].write_datetime("A2", datetime(2024, 1, 10, 9, 30), look)


def thai_calendar(book, sheets):
    look = book.add_format({"num_format": "[$-107041E]d mmm yyyy;@"})
    sheets[ENTRIES].write_datetime("A2", date(2024, 1, 10), look)


def computed(book, sheets):
    sheets[ENTRIES].write_formula("F2", "=50+50", None, 100)


def empty_text(name, content):
    """Write a formula that gives an empty text, as Excel does."""
    cell = b'<c r="G2" t="str"><f>""</f><v></v></c></row>'
    head, row, tail = content.partition(b'<row r="2"')
    if not name.endswith("sheet3.xml"):
        return content
    return head + row + tail.replace(b"</row>", cell, 1)


def by_openpyxl():
    held = io.BytesIO()
    load_workbook(io.BytesIO(xlsx())).save(held)
    return held.getvalue()


EMPTY_END = (
    '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
    'table:number-columns-repeated="16384"/></table:table-row>'
)
PERCENT_STYLE = b"\xe0\x00\x14\x00" + b"\0\0\x09\0" + bytes(16)
CSV = csvs()
GOOD = {
    "XLSX": {FILE: xlsx()},
    "XLSX as openpyxl writes it": {FILE: by_openpyxl()},
    "XLSM's name": {"กลุ่ม.xlsm": xlsx()},
    "capital letters in the ending": {"กลุ่ม.XLSX": xlsx()},
    "XLS, dates as numbers": {"กลุ่ม.xls": xls()},
    "ODS": {"กลุ่ม.ods": ods()},
    "ODS with a million empty rows": {"กลุ่ม.ods": ods(after=EMPTY_END)},
    "CSV UTF-8": CSV,
    "CSV with a byte order mark": csvs(encoding="utf-8-sig"),
    "CSV in TIS-620": csvs(encoding="cp874"),
    "CSV in UTF-16": csvs(encoding="utf-16"),
    "CSV with semicolons": csvs(delimiter=";"),
    "CSV with tabs": csvs(delimiter="\t", ending=".txt"),
    "CSV whose names say nothing": {f"ข้อมูล{n}.csv": c for n, c in enumerate(CSV.values())},
    "CSV with old line ends": {n: c.replace(b"\r\n", b"\r") for n, c in CSV.items()},
    "CSV without a last line end": {n: c.rstrip(b"\r\n") for n, c in CSV.items()},
    "one workbook and one CSV": {
        FILE: xlsx({name: rows for name, rows in grids().items() if name != ENTRIES}),
        "รายการ.csv": CSV["รายการ.csv"],
    },
    "English throughout": {"group.xlsx": xlsx(in_english())},
    "sheets whose names say nothing": {
        FILE: xlsx({f"Sheet{n}": rows for n, rows in enumerate(grids().values(), 1)})
    },
    "other columns first": {FILE: xlsx(turned())},
    "headings with breaks, stars and marks": {
        FILE: xlsx(renamed((ENTRIES, "F1", " จำนวน\nเงิน (บาท) *"), (ENTRIES, "A1", "วัน\u200bที่ ")))
    },
    "other words for headings": {
        FILE: xlsx(renamed((ENTRIES, "B1", "เลขที่ใบเสร็จ"), (ENTRIES, "C1", "เหตุการณ์")))
    },
    "a title above, merged": {
        FILE: xlsx(inserted(ENTRIES, [""], [""], ["ข้อมูล ณ สิ้นปี"]), work=title)
    },
    "headings once more on page two": {FILE: xlsx(inserted(ENTRIES, grids()[ENTRIES][0], at=4))},
    "empty rows between": {FILE: xlsx(inserted(ENTRIES, [""], ["", " ", "\u200b"], at=3))},
    "rows with borders and nothing in them": {FILE: xlsx(work=blank_rows)},
    "a million formatted rows": {FILE: making.rezipped(xlsx(), a_million_rows)},
    "rows hidden by a filter": {FILE: xlsx(work=filtered)},
    "empty sheets": {FILE: xlsx({**grids(), "Sheet5": [], "Sheet6": [[""]]})},
    "a sheet of notes": {FILE: xlsx({**grids(), "จด": [["โทรหาประธาน"], ["", "วันศุกร์"]]})},
    "the template's explanation": {FILE: xlsx({**grids(), "คำอธิบาย": [["ก", "ข", "ค", "ง"]]})},
    "a right total": {FILE: xlsx(inserted(ENTRIES, ["รวม", "", "", "", "", 1557.75], at=7))},
    "a total of each page": {
        FILE: xlsx({**grids(), ENTRIES: [
            *grids()[ENTRIES][:4], ["", "", "", "", "รวม", "1,400.00 บาท"],
            *grids()[ENTRIES][4:], ["", "รวมทั้งสิ้น", "", "", "", 1557.75],
        ]})
    },
    "Thai digits": {FILE: xlsx(changed((ENTRIES, "F2", "๑๐๐.๐๐"), (ENTRIES, "A2", "๑๐/๑/๒๕๖๗")))},
    "Thai months": {FILE: xlsx(changed((ENTRIES, "A2", "10 ม.ค. 2567"), (ENTRIES, "A3", "10 มกราคม พ.ศ. 2567")))},
    "ISO dates as text": {FILE: xlsx(changed((ENTRIES, "A2", "2024-01-10")))},
    "a date as a number": {FILE: xlsx(changed((ENTRIES, "A2", 45301)))},
    "a date with a time": {FILE: xlsx(work=moment)},
    "a date shown in the Buddhist era": {FILE: xlsx(work=thai_calendar)},
    "dates counted from 1904": {FILE: xlsx(options={"date_1904": True})},
    "thousands and baht": {FILE: xlsx(changed((ENTRIES, "F4", "1,200 บาท"), (LOANS, "E2", "1,200.-")))},
    "a double's last digit": {FILE: xlsx(changed((ENTRIES, "F5", 100.5000000001)))},
    "amounts as text": {FILE: xlsx(changed((ENTRIES, "F5", " 100.50 ")))},
    "zero on the other side": {FILE: xlsx(changed((OPENING, "F2", 0), (OPENING, "E3", "-")))},
    "a computed formula": {FILE: xlsx(work=computed)},
    "a formula that gives an empty text": {FILE: making.rezipped(xlsx(), empty_text)},
    "a percent sign": {
        FILE: xlsx(changed((LOANS, "F2", 0.01)), styles={(LOANS, "F2"): "0.0%"})
    },
    "a percent sign as text": {FILE: xlsx(changed((LOANS, "F2", "1 %")))},
    "a percent sign in XLS": {"กลุ่ม.xls": xls(changed((LOANS, "F2", 0.01)), extra=PERCENT_STYLE)},
    "a percent sign in ODS": {"กลุ่ม.ods": ods(changed((LOANS, "F2", (
        b'<table:table-cell office:value-type="percentage" office:value="0.01">'
        b"<text:p>1%</text:p></table:table-cell>"))))},
    "choices with capitals and spaces": {FILE: xlsx(changed((LOANS, "H2", " ลดต้น ลดดอก  ต้นเท่ากัน")))},
    "the kit's own words": {FILE: xlsx(changed((ENTRIES, "C2", "savings"), (LOANS, "G2", "month")))},
    "an account with its name": {FILE: xlsx(changed((OPENING, "B2", "101 เงินสด")))},
    "an account by its name": {FILE: xlsx(changed((OPENING, "B2", "เงินสด")))},
    "an account as a number": {FILE: xlsx(changed((OPENING, "B2", 101)))},
    "guarantors with commas": {FILE: xlsx(changed((LOANS, "K2", "013, 014")))},
    "invisible marks in a number": {FILE: xlsx(changed((ENTRIES, "D2", "\u200b012 ")))},
    "a note in two lines": {FILE: xlsx(changed((LOANS, "L2", "ค่าเทอม\n")))},
    "a dash for none": {FILE: xlsx(changed((ENTRIES, "D7", "-"), (MEMBERS, "I2", "–")))},
    "optional columns left out": {
        FILE: xlsx({**grids(), LOANS: [row[:12] for row in grids()[LOANS]]})
    },
    "entries in two sheets": {
        FILE: xlsx({
            **{n: r for n, r in grids().items() if n != ENTRIES},
            "รายการ 2567": grids()[ENTRIES][:4],
            "รายการ 2568": [grids()[ENTRIES][0], *grids()[ENTRIES][4:]],
        })
    },
}  # fmt: skip


@pytest.mark.parametrize("title", GOOD)
def test_what_people_write_is_read_as_they_mean_it(title):
    """
    The same group comes out of every form.
    """
    assert PLAIN == bare(read_group(GOOD[title]))
    tally["spreadsheets as people write them, read"] += 1


def test_a_number_typed_without_zeros_is_a_number():
    """
    Numbers that Excel keeps as numbers name the same member everywhere.
    """
    found = grids()
    for rows in found.values():
        for row in rows:
            row[:] = [int(cell) if cell in ("012", "013", "014") else cell for cell in row]
    found[LOANS][1][10] = "13;14"

    group = read_group({FILE: xlsx(found)})

    assert ["12", "13", "14"] == list(group.members)


@pytest.mark.parametrize("name", ["group_12", "group_a"])
def test_the_kits_own_files_are_read_as_the_kit_reads_them(name):
    """
    The five files of a group's folder give the group, rules and rows included.
    """
    folder = sample_data() / name
    files = {path.name: path.read_bytes() for path in folder.iterdir()}

    assert Group.open(folder) == read_group(files)


def test_problems_stand_in_the_order_of_files_sheets_and_rows():
    """
    Who works through the list goes through each sheet once, from the top.
    """
    from ogs_teach.errors import GroupError

    found = changed(
        (ENTRIES, "F6", "x"), (ENTRIES, "A2", "x"), (ENTRIES, "C3", "x"), (MEMBERS, "J4", "x"),
        (MEMBERS, "C4", "x"), (LOANS, "I2", "x"), (OPENING, "E2", "x"),
    )  # fmt: skip
    with pytest.raises(GroupError) as caught:
        read_group({FILE: xlsx(found)})

    cells = [problem.where.cell for problem in caught.value.problems]
    assert ["C4", "J4", "E2", "A2", "C3", "F6", "I2"] == cells


def test_every_spelling_means_one_thing():
    """
    No heading of a table and no choice of a column can be taken for another.
    """
    for table in TABLES:
        columns = {}
        for column in table.columns:
            keys = (column.field, f"importing.heading.{column.name}")
            for word in [column.name, *(w for key in keys for w in names.spellings(key))]:
                assert column is columns.setdefault(names.plainly(word), column), word
            words = {}
            for choice in column.choices:
                for word in [choice, *names.spellings(f"{column.texts}.{choice}")]:
                    assert choice == words.setdefault(names.plainly(word), choice), word
