"""Broken files, one trap each: what they are, where it stands, and what is said."""

# ruff: noqa: E501 - one trap, one line

import io
import zipfile
from datetime import date, time

from ogs_teach.rules import GroupRules
from tests.books.importing import making
from tests.books.importing.making import (
    FILE,
    changed,
    csvs,
    grids,
    ods,
    reopened,
    rezipped,
    xls,
    xlsx,
)

MEMBERS, OPENING, ENTRIES, LOANS = grids()


def book(*changes, **more):
    """Return one workbook with cells changed, as files."""
    return {FILE: xlsx(changed(*changes), **more)}


def rows(sheet, *added, at=None):
    """Return tables with rows put in, by default at the end."""
    found = grids()
    found[sheet][slice(at, at) if at else slice(99, 99)] = added
    return found


def without(sheet, column):
    """Return tables without one column of a sheet."""
    found = grids()
    at = found[sheet][0].index(column)
    found[sheet] = [row[:at] + row[at + 1 :] for row in found[sheet]]
    return found


def no_value(book):
    book[ENTRIES]["F2"] = "=50+50"


def merged_headings(book):
    sheet = book[ENTRIES]
    sheet.insert_rows(1)
    for row in sheet.iter_rows(min_row=1, max_row=1, min_col=1, max_col=7):
        for cell in row[:2]:
            cell.value = sheet.cell(2, cell.column).value
            sheet.cell(2, cell.column).value = None
    sheet["C1"] = "ข้อมูลรายการ"
    sheet.merge_cells("C1:G1")


def error(name):
    def work(book, sheets):
        sheets[ENTRIES].write_formula("F2", "=NA()", None, name)

    return work


def bomb(declared=None):
    """Return an XLSX with a sheet of zeros, which unpacks to more than the kit takes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            zeros = bytes(2**24)
            for _ in range(17):
                part.write(zeros)
    content = held.getvalue()
    if declared is None:
        return content
    # The size in the directory is made a lie; the one in the file stays.
    at = content.rindex(b"PK\x01\x02")
    size = (17 * 2**24).to_bytes(4, "little")
    head, tail = content[:at], content[at:]
    return head + tail.replace(size, declared.to_bytes(4, "little"))


def far_cell(name, content):
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return content.replace(b"</sheetData>", cell, 1) if name.endswith("sheet1.xml") else content


def nameless_cells(name, content):
    row = b'<row r="1048576">' + b"<c><v>1</v></c>" * 300 + b"</row></sheetData>"
    return content.replace(b"</sheetData>", row, 1) if name.endswith("sheet1.xml") else content


def since_1904(name, content):
    return (
        content.replace(b"<workbookPr", b'<workbookPr date1904="1"')
        if (name == "xl/workbook.xml")
        else content
    )


def broken_xml(name, content):
    return content[: len(content) // 2] if name.endswith("sheet1.xml") else content


def locked_zip():
    content = bytearray(xlsx())
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := content.find(sign, at + 1)) >= 0:
            content[at + offset] |= 1
    return bytes(content)


ENCRYPTED = making.compound({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": bytes(5000)})
FILEPASS = (0x2F).to_bytes(2, "little") + (6).to_bytes(2, "little") + bytes(6)
CSV = csvs()
RULES = GroupRules.default().to_toml().encode()
WITH_TOTAL = rows(ENTRIES, ["รวม", "", "", "", "", 1575.75, ""])
S = grids()

# title: (files, where, what the English message says)
BROKEN = {
    # --- files that cannot be used --------------------------------------------------------------
    "empty file": ({FILE: b""}, FILE, "This file is empty"),
    "nothing but blanks": ({"รายการ.csv": b"\xef\xbb\xbf ,,\r\n"}, "รายการ.csv", "This file is empty"),
    "password on XLSX": ({FILE: ENCRYPTED}, FILE, "locked with a password"),
    "password on XLS": ({"ก.xls": xls(extra=FILEPASS)}, "ก.xls", "locked with a password"),
    "password on ODS": ({"ก.ods": ods(manifest="<encryption-data/>")}, "ก.ods", "with a password"),
    "password on the parts": ({FILE: locked_zip()}, FILE, "locked with a password"),
    "cut in half": ({FILE: xlsx()[:4000]}, FILE, "damaged or incomplete"),
    "XLS cut short": ({"ก.xls": xls()[:-512]}, "ก.xls", "damaged or incomplete"),
    "first bytes only": ({FILE: b"PK\x03\x04" + bytes(80)}, FILE, "damaged or incomplete"),
    "a sheet cut in half": ({FILE: rezipped(xlsx(), broken_xml)}, FILE, "damaged or incomplete"),
    "no sheet at all": ({FILE: rezipped(xlsx(), lambda n, c: b"")}, FILE, "damaged or incomplete"),
    "unpacks to 272 MB": (lambda: {FILE: bomb()}, FILE, "would unpack to 272 MB"),
    "says it unpacks to 1 MB": (lambda: {FILE: bomb(2**20)}, FILE, "damaged or incomplete"),
    "larger than 32 MB": (lambda: {"ก.csv": b"x" * (33 * 2**20)}, "ก.csv", "has 33 MB; 32 MB are taken"),
    "a cell in the last corner": (
        {FILE: rezipped(xlsx(), far_cell)}, FILE, "reaches to row 1,048,576 and column 16,384"
    ),
    "cells without addresses": (
        {FILE: rezipped(xlsx(), nameless_cells)}, FILE, "250,000 rows and 200 columns are taken"
    ),
    "one ODS cell for a million rows": (
        {"ก.ods": ods(after='<table:table-row table:number-rows-repeated="1000000">'
                            '<table:table-cell office:value-type="float" office:value="1"/>'
                            "</table:table-row>")},
        "ก.ods", "reaches to row 1,000,004",
    ),
    "one long text in ten thousand cells": (
        lambda: {FILE: xlsx({**S, "จด": [["ก" * 30_000]] * 10_000})},
        FILE,
        "would unpack to",
    ),
    "PDF called .xlsx": ({FILE: b"%PDF-1.7\n"}, FILE, "is a PDF document"),
    "picture called .xlsx": ({FILE: b"\xff\xd8\xff\xe0JFIF"}, FILE, "is a picture"),
    "web page called .xls": ({"ก.xls": b"<html><table><tr><td>1"}, "ก.xls", "is a web page"),
    "Excel 2003 XML": ({"ก.xls": b'<?xml version="1.0"?><Workbook/>'}, "ก.xls", "is XML data"),
    "archive": ({FILE: b"Rar!\x1a\x07"}, FILE, "is an archive"),
    "Word document": (
        {FILE: making.compound({"WordDocument": bytes(99)})}, FILE, "of another program"
    ),
    "binary": ({"ก.csv": b"a,b\x00c\n1,2,3\n"}, "ก.csv", "of an unknown kind"),
    "CSV called .xlsx": ({FILE: CSV["รายการ.csv"]}, FILE, "Change the ending to .csv"),
    "XLSX called .csv": ({"ก.csv": xlsx()}, "ก.csv", "Change the ending to .xlsx"),
    "XLS called .xlsx": ({FILE: xls()}, FILE, "Change the ending to .xls"),
    "ODS called .xlsx": ({FILE: ods()}, FILE, "Change the ending to .ods"),
    "no ending": ({"กลุ่ม": xlsx()}, "กลุ่ม", "Change the ending to .xlsx"),
    "control characters": ({"ก.csv": b"a,b\x07\n"}, "ก.csv", "letters of this file cannot be read"),
    "UTF-16 cut in half": ({"ก.csv": b"\xff\xfea\x00b"}, "ก.csv", "cannot be read"),
    "quotation mark left open": (
        {**CSV, "รายการ.csv": CSV["รายการ.csv"].replace(b"R1", b'"R1')}, "รายการ.csv", "not a readable CSV"
    ),
    "rule file that is none": (
        {FILE: xlsx(), "rules.toml": b"[group"}, "rules.toml", "not the form of a rule file"
    ),
    "two rule files": ({FILE: xlsx(), "a.toml": RULES, "b.toml": b""}, "b.toml", "two rule files"),
    # --- sheets and headings --------------------------------------------------------------------
    "a table is missing": ({FILE: xlsx({k: S[k] for k in (MEMBERS, ENTRIES)})}, "", "no table of opening"),
    "no file but rules": ({"rules.toml": RULES}, "", "no table of members"),
    "no headings": (
        {FILE: xlsx({**S, ENTRIES: S[ENTRIES][1:]})}, f"{FILE}, {ENTRIES}", "row of headings was not"
    ),
    "a sheet nobody knows": (
        {FILE: xlsx({**S, "อื่นๆ": [["ก", "ข", "ค"], [1, 2, 3]]})}, f"{FILE}, อื่นๆ", "not clear which"
    ),
    "hidden sheet": ({FILE: xlsx(hidden=[LOANS])}, f"{FILE}, {LOANS}", "This sheet is hidden"),
    "merged headings": (
        lambda: {FILE: reopened(merged_headings)}, f"{FILE}, {ENTRIES}", "stand in two rows"
    ),
    "a column is missing": (
        {FILE: xlsx(without(ENTRIES, "จำนวนเงิน"))}, f"{FILE}, {ENTRIES}, 1", "column is missing"
    ),
    "a heading nearly right": (
        book((ENTRIES, "F1", "จำนวนเงน")), f"{FILE}, {ENTRIES}, 1", "If it is “จำนวนเงน”"
    ),
    "a heading nobody knows": (
        book((ENTRIES, "H1", "พยาน"), (ENTRIES, "H3", "นายก")), f"{ENTRIES}, H1", "such as “นายก”"
    ),
    "an optional heading nearly right": (
        book((ENTRIES, "E1", "เลขที่สัญญากู")), f"{ENTRIES}, E1", "Change it to “loan number”"
    ),
    "a heading twice": (book((ENTRIES, "G1", "จำนวนเงิน")), f"{ENTRIES}, G1", "stands more than once"),
    "data without a heading": (book((ENTRIES, "H4", "x")), f"{ENTRIES}, H4", "column has no heading"),
    "a row too long": (
        {**CSV, "รายการ.csv": CSV["รายการ.csv"].replace(b"P1,", b"P1,,")}, "รายการ.csv, 4", "has 8 cells"
    ),
    "a row too short": (
        {**CSV, "รายการ.csv": CSV["รายการ.csv"].replace(b"R1,", b"R1")}, "รายการ.csv, 2", "has 6 cells"
    ),
    "the same file twice": (
        {FILE: xlsx(), "สำเนา.xlsx": xlsx({ENTRIES: S[ENTRIES]})}, "สำเนา.xlsx, รายการ, 2", "6 rows are the same"
    ),
    # --- dates ----------------------------------------------------------------------------------
    "two-digit year": (book((ENTRIES, "A2", "10/1/67")), f"{ENTRIES}, A2", "four digits"),
    "two-digit year that became a day": (
        book((ENTRIES, "A2", date(1967, 1, 10))), f"{ENTRIES}, A2", "type the year 2024 in full"
    ),
    "Buddhist year as a day": (
        book((ENTRIES, "A2", date(2567, 1, 10))), f"{ENTRIES}, A2", "type 2024-01-10"
    ),
    "Buddhist leap day that is none": (
        book((ENTRIES, "A2", date(2568, 2, 29))), f"{ENTRIES}, A2", "February of that year has 28"
    ),
    "Buddhist year as a day's number": (
        book((ENTRIES, "A2", 243622)), f"{ENTRIES}, A2", "type 2024-01-04"
    ),
    "Buddhist year in ISO": (book((ENTRIES, "A2", "2567-01-10")), f"{ENTRIES}, A2", "Type 2024"),
    "common year the Thai way": (book((ENTRIES, "A2", "10/1/2024")), f"{ENTRIES}, A2", "2567"),
    "a day that is none": (book((ENTRIES, "A2", "31/2/2567")), f"{ENTRIES}, A2", "29 days"),
    "a month that is none": (book((ENTRIES, "A2", "10/13/2567")), f"{ENTRIES}, A2", "no such month"),
    "a year alone": (book((ENTRIES, "A2", 2567)), f"{ENTRIES}, A2", "“2567” is not a date"),
    "a day written as a number": (book((ENTRIES, "A2", 20240110)), f"{ENTRIES}, A2", "is not a date"),
    "a time": (
        book(work=lambda _, s: s[ENTRIES].write_datetime("A2", time(10, 30), _.add_format(
            {"num_format": "hh:mm"}))),
        f"{ENTRIES}, A2", "is not a date",
    ),
    "words for a date": (book((ENTRIES, "A2", "เมื่อวาน")), f"{ENTRIES}, A2", "cannot be read as a date"),
    "no date": (book((ENTRIES, "A2", "")), f"{ENTRIES}, A2", "the cell is empty"),
    "a day's number since 1904": (
        {FILE: rezipped(xlsx(changed((ENTRIES, "A2", 43840))), since_1904)},
        f"{ENTRIES}, A2", "counted from 1904",
    ),
    "truth for a date": (book((ENTRIES, "A2", True)), f"{ENTRIES}, A2", "is not a date"),
    # --- amounts --------------------------------------------------------------------------------
    "letters": (book((ENTRIES, "F2", "ร้อยบาท")), f"{ENTRIES}, F2", "is not a number"),
    "three decimals": (book((ENTRIES, "F2", 12.345)), f"{ENTRIES}, F2", "“12.345” is finer than"),
    "negative": (book((ENTRIES, "F2", -100)), f"{ENTRIES}, F2", "To reverse an entry"),
    "accountant's brackets": (book((ENTRIES, "F2", "(1,000.00)")), f"{ENTRIES}, F2", "To reverse an entry"),
    "zero": (book((ENTRIES, "F2", 0)), f"{ENTRIES}, F2", "there is no amount"),
    "a dash for an amount": (book((ENTRIES, "F2", "-")), f"{ENTRIES}, F2", "the cell is empty"),
    "commas at wrong places": (book((ENTRIES, "F2", "1,00,0")), f"{ENTRIES}, F2", "not well formed"),
    "decimal comma": (book((ENTRIES, "F2", "1.234,50")), f"{ENTRIES}, F2", "not well formed"),
    "a stray tone mark": (book((ENTRIES, "F2", "๑๐่๐")), f"{ENTRIES}, F2", "stray mark"),
    "truth for an amount": (book((ENTRIES, "F2", True)), f"{ENTRIES}, F2", "“True” is not an amount"),
    "a day for an amount": (book((ENTRIES, "F2", date(1900, 4, 9))), f"{ENTRIES}, F2", "not an amount"),
    "a formula never computed": (lambda: {FILE: reopened(no_value)}, f"{ENTRIES}, F2", "never computed"),
    "#N/A": (book(work=error("#N/A")), f"{ENTRIES}, F2", "a formula's error"),
    "#REF!": (book(work=error("#REF!")), f"{ENTRIES}, F2", "a formula's error"),
    "an error in an optional cell": (
        book(work=lambda _, s: s[ENTRIES].write_formula("G3", "=NA()", None, "#N/A")),
        f"{ENTRIES}, G3", "a formula's error",
    ),
    "an error in ODS": (
        {"ก.ods": ods(changed((ENTRIES, "G3", b'<table:table-cell table:formula="of:=NA()" '
            b'office:value-type="string" calcext:value-type="error"><text:p>#N/A</text:p>'
            b"</table:table-cell>")))},
        f"ก.ods, {ENTRIES}, G3", "a formula's error",
    ),
    "a formula never computed in ODS": (
        {"ก.ods": ods(changed((ENTRIES, "F2", b'<table:table-cell table:formula="of:=1+1"/>')))},
        f"ก.ods, {ENTRIES}, F2", "never computed",
    ),
    "an error in XLS": (
        {"ก.xls": xls(changed((ENTRIES, "G3", b"\x2a\x01")))}, f"ก.xls, {ENTRIES}, G3", "formula's error"
    ),
    "a total that differs": (
        {FILE: xlsx(WITH_TOTAL)}, f"{ENTRIES}, F8", "a difference of 18.00 baht"
    ),
    "a total that says why": (
        {FILE: xlsx(rows(ENTRIES, ["", "รวมทั้งสิ้น", "", "", "", 1512.5, ""]))},
        f"{ENTRIES}, F8", "Slip P2 is for 45.25 baht",
    ),
    # --- numbers that name something, and choices ------------------------------------------------
    "leading zero lost": (book((ENTRIES, "D2", 12)), f"{ENTRIES}, D2", "but there is “012”"),
    "Thai digits in a number": (book((ENTRIES, "D2", "๐๑๒")), f"{ENTRIES}, D2", "there is “012”"),
    "a number that became a day": (
        book((ENTRIES, "B2", date(2024, 1, 2))), f"{ENTRIES}, B2", "turned this number into a date"
    ),
    "a number shortened": (
        {**CSV, "รายการ.csv": CSV["รายการ.csv"].replace(b"R1,", b"1.23E+11,")}, "รายการ.csv, B2", "not be the number"
    ),
    "a number with decimals": (book((ENTRIES, "B2", 1.5)), f"{ENTRIES}, B2", "may not be the number"),
    "truth for a number": (book((ENTRIES, "B2", False)), f"{ENTRIES}, B2", "not a number of a member"),
    "a number with a space": (book((ENTRIES, "B2", "R 1")), f"{ENTRIES}, B2", "cannot be used"),
    "the same member twice": ({FILE: xlsx(rows(MEMBERS, [*S[MEMBERS][3]]))}, f"{MEMBERS}, A5", "stands in row 4"),
    "an unknown member": (book((ENTRIES, "D2", "099")), f"{ENTRIES}, D2", "no member “099”"),
    "an unknown loan": (book((ENTRIES, "E4", "K9")), f"{ENTRIES}, E4", "no loan “K9”"),
    "an unknown kind": (book((ENTRIES, "C2", "รับเงินสัจจสะสม")), f"{ENTRIES}, C2", "pledged savings"),
    "a kind nobody knows": (book((ENTRIES, "C2", "zzz")), f"{ENTRIES}, C2", "list in the template"),
    "an unknown role": (book((MEMBERS, "D2", "หัวหน้า")), f"{MEMBERS}, D2", "Choose one of chair"),
    "an unknown account": (book((OPENING, "B2", 999)), f"{OPENING}, B2", "“999” is not known"),
    "a code and another's name": (
        book((OPENING, "B2", "101 ทุนสำรอง")), f"{OPENING}, B2", "“101 ทุนสำรอง” is not known"
    ),
    "shares of 90 per cent": (book((MEMBERS, "K2", "บุตร:90")), f"{MEMBERS}, K2", "add up to 90 %"),
    "half an instalment": (book((LOANS, "I2", 1.5)), f"{LOANS}, I2", "must be a whole number"),
    "truth for a rate": (book((LOANS, "F2", True)), f"{LOANS}, F2", "is not a number"),
    # --- between rows ---------------------------------------------------------------------------
    "opening does not balance": (book((OPENING, "E2", 5001)), f"{FILE}, {OPENING}", "of 1 baht"),
    "slip of two days": (book((ENTRIES, "B5", "P1")), f"{ENTRIES}, B5", "see row 4"),
    "loan never paid out": (
        {FILE: xlsx(rows(LOANS, ["K2", *S[LOANS][1][1:]]))}, f"{LOANS}, A3", "no entry “loan paid out”"
    ),
    "cash below zero": (
        {FILE: xlsx(changed((ENTRIES, "F4", 9200), (LOANS, "E2", 9200)))}, f"{ENTRIES}, F4", "below zero"
    ),
    "an entry before the books": (
        book((ENTRIES, "A2", "๑๐ ธ.ค. ๒๕๖๖")), f"{ENTRIES}, A2", "1 January 2024"
    ),
}  # fmt: skip
