"""A small group's books as a committee would type them, and files of every kind made of them."""

import csv
import io
import struct
import zipfile
from datetime import date
from xml.sax.saxutils import escape

from openpyxl import load_workbook
from xlsxwriter import Workbook

FILE = "กลุ่ม.xlsx"
D = date


def grids():
    """Return the four tables, headings first, as they would stand in a spreadsheet."""
    return {
        "สมาชิก": [
            ["เลขที่สมาชิก", "ชื่อ", "ประเภท", "ตำแหน่ง", "ฝ่าย", "คู่สมรส", "ผู้ปกครอง",
             "วันที่เข้าเป็นสมาชิก", "วันที่ลาออก", "เงินสัจจะต่อเดือน", "ผู้รับผลประโยชน์"],
            ["012", "สมใจ", "สามัญ", "ประธาน", "อำนวยการ", "013", "", D(2021, 1, 10), "", 100,
             "บุตร:100"],
            ["013", "ขวัญ", "สามัญ", "", "", "012", "", D(2021, 1, 10), "", 100, ""],
            ["014", "บุญมา", "สามัญ", "", "", "", "", D(2022, 5, 10), "", 50, ""],
        ],
        "ยอดยกมา": [
            ["วันที่", "รหัสบัญชี", "เลขที่สมาชิก", "เลขที่สัญญากู้", "เดบิต", "เครดิต"],
            [D(2024, 1, 1), "101", "", "", 5000, ""],
            [D(2024, 1, 1), "301", "012", "", "", 2000],
            [D(2024, 1, 1), "301", "013", "", "", 1500],
            [D(2024, 1, 1), "302", "", "", "", 1500],
        ],
        "รายการ": [
            ["วันที่", "เลขที่ใบ", "ประเภท", "เลขที่สมาชิก", "เลขที่สัญญากู้", "จำนวนเงิน", "หมายเหตุ"],
            [D(2024, 1, 10), "R1", "รับเงินสัจจะสะสม", "012", "", 100, ""],
            [D(2024, 1, 10), "R2", "รับเงินสัจจะสะสม", "013", "", 100, ""],
            [D(2024, 1, 10), "P1", "จ่ายเงินกู้", "012", "K1", 1200, "ค่าเทอม"],
            [D(2024, 2, 10), "R3", "รับคืนเงินต้น", "012", "K1", 100.5, ""],
            [D(2024, 2, 10), "R3", "รับดอกเบี้ยเงินกู้", "012", "K1", 12, ""],
            [D(2024, 2, 25), "P2", "ค่าเครื่องเขียน", "", "", 45.25, ""],
        ],
        "สัญญากู้": [
            ["เลขที่สัญญากู้", "เลขที่สมาชิก", "ประเภท", "วันที่", "เงินต้น", "อัตราดอกเบี้ย",
             "อัตราดอกเบี้ยคิดต่อ", "วิธีคิดดอกเบี้ย", "จำนวนงวด", "วันครบกำหนดงวดแรก",
             "ผู้ค้ำประกัน", "วัตถุประสงค์", "สัญญาเดิม"],
            ["K1", "012", "เงินกู้สามัญ", D(2024, 1, 10), 1200, 1, "เดือน", "ลดต้นลดดอก ต้นเท่ากัน",
             12, D(2024, 2, 10), "013;014", "ค่าเทอม", ""],
        ],
    }  # fmt: skip


def changed(*changes, sheets=None):
    """Return the tables with cells changed: (sheet, cell, value), as ("รายการ", "F2", "x")."""
    found = sheets or grids()
    for sheet, cell, value in changes:
        put(found[sheet], cell, value)
    return found


def put(rows, cell, value):
    """Write a value into a cell named as in a spreadsheet, making room for it."""
    letter, number = cell[0], int(cell[1:])
    column = ord(letter) - 65
    while len(rows) < number:
        rows.append([])
    row = rows[number - 1]
    row.extend([""] * (column + 1 - len(row)))
    row[column] = value


def xlsx(found=None, *, hidden=(), options=None, styles=None, work=None):
    """Return an XLSX of tables.

    Parameters
    ----------
    found : dict of {sheet: rows}, optional
    hidden : collection of sheets
    options : dict, of XlsxWriter
    styles : dict of {(sheet, cell): number format}
    work : callable, takes the book and its sheets by name
    """
    held = io.BytesIO()
    book = Workbook(held, {"in_memory": True, **(options or {})})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    made = {}
    for name, rows in (grids() if found is None else found).items():
        sheet = made[name] = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for at, value in enumerate(row):
                look = (styles or {}).get((name, f"{chr(65 + at)}{number + 1}"))
                look = book.add_format({"num_format": look}) if look else None
                if isinstance(value, bool):
                    sheet.write_boolean(number, at, value)
                elif isinstance(value, date):
                    sheet.write_datetime(number, at, value, look or day)
                elif isinstance(value, str):
                    if value:
                        sheet.write_string(number, at, value, look)
                else:
                    sheet.write_number(number, at, value, look)
        if name in hidden:
            sheet.hide()
    if work:
        work(book, made)
    book.close()
    return held.getvalue()


def reopened(work, found=None):
    """Return an XLSX after a change by openpyxl, which leaves formulas without values."""
    book = load_workbook(io.BytesIO(xlsx(found)))
    work(book)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def rezipped(content, change):
    """Return a packed file with its parts changed: `change` takes name and bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)), zipfile.ZIP_DEFLATED)
    return held.getvalue()


def as_text(value):
    return value.isoformat() if isinstance(value, date) else str(value)


def csvs(found=None, *, delimiter=",", encoding="utf-8", ending=".csv"):
    """Return a CSV file for each table."""
    made = {}
    for name, rows in (grids() if found is None else found).items():
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=delimiter)
        writer.writerows([[as_text(value) for value in row] for row in rows])
        made[name + ending] = out.getvalue().encode(encoding)
    return made


# --- ODS ---------------------------------------------------------------------------------------

_SPACES = (
    "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def ods_cell(value):
    """Return one cell as LibreOffice writes it; raw XML is passed on as bytes."""
    if isinstance(value, bytes):
        return value.decode()
    if value == "":
        return "<table:table-cell/>"
    if isinstance(value, date):
        about = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, str):
        about = 'office:value-type="string"'
    else:
        about = f'office:value-type="float" office:value="{value}"'
    return f"<table:table-cell {about}><text:p>{escape(as_text(value))}</text:p></table:table-cell>"


def ods(found=None, *, after="", manifest=""):
    """Return an ODS of tables; `after` is raw XML after the first sheet's rows."""
    body = ""
    for name, rows in (grids() if found is None else found).items():
        lines = "".join(
            f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows
        )
        body += f'<table:table table:name="{name}">{lines}{after}</table:table>'
        after = ""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{_SPACES}>'
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("mimetype", ODS_TYPE, zipfile.ZIP_STORED)
        packed.writestr("META-INF/manifest.xml", manifest or "<manifest/>")
        packed.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


# --- XLS ---------------------------------------------------------------------------------------

EPOCH = date(1899, 12, 30)


def _record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def _biff(found, extra=b""):
    """Return a workbook stream of Excel 97; dates stand in it as day numbers."""
    bof = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    leaf = struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6)
    bodies = []
    for rows in found.values():
        body = bytearray(_record(0x0809, leaf))
        for number, row in enumerate(rows):
            for at, value in enumerate(row):
                place = struct.pack("<HHH", number, at, 0)
                if isinstance(value, bytes):
                    body += _record(0x0205, place + value)  # a truth value or an error
                elif isinstance(value, str):
                    if value:
                        text = value.encode("utf-16-le")
                        body += _record(0x0204, place + struct.pack("<HB", len(value), 1) + text)
                else:
                    day = (value - EPOCH).days if isinstance(value, date) else value
                    body += _record(0x0203, place + struct.pack("<d", day))
        bodies.append(bytes(body) + _record(0x000A))
    names = [name.encode("utf-16-le") for name in found]
    head = sum(4 + 8 + len(name) for name in names)
    at = len(_record(0x0809, bof)) + len(extra) + head + 4
    stream = _record(0x0809, bof) + extra
    for name, body in zip(names, bodies, strict=True):
        about = struct.pack("<IBBBB", at, 0, 0, len(name) // 2, 1)
        stream += _record(0x0085, about + name)
        at += len(body)
    return stream + _record(0x000A) + b"".join(bodies)


def compound(streams):
    """Return an OLE file that holds streams, as {name: bytes}."""
    sector, free, end = 512, 0xFFFFFFFF, 0xFFFFFFFE
    padded = {
        name: data + bytes(-max(len(data), 4096) % sector + max(0, 4096 - len(data)))
        for name, data in streams.items()
    }
    entries = [("Root Entry", 5, end, 0)]
    fat, body, next_sector = [], b"", 0
    for name, data in padded.items():
        data += bytes(-len(data) % sector)
        count = len(data) // sector
        entries.append((name, 2, next_sector, len(data)))
        fat += [*range(next_sector + 1, next_sector + count), end]
        next_sector += count
        body += data
    directory = b""
    for number, (name, kind, start, size) in enumerate(entries):
        right = number + 1 if 0 < number < len(entries) - 1 else free
        child = 1 if number == 0 and len(entries) > 1 else free
        text = (name + "\0").encode("utf-16-le")
        directory += text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
        directory += struct.pack("<III", free, right, child) + bytes(36)
        directory += struct.pack("<IQ", start, size)
    directory += bytes(-len(directory) % sector)
    first_directory = next_sector
    count = len(directory) // sector
    fat += [*range(next_sector + 1, next_sector + count), end]
    next_sector += count
    fats = -(-(len(fat) + 2) // (sector // 4 - 1))
    first_fat = next_sector
    fat += [0xFFFFFFFD] * fats
    table = b"".join(struct.pack("<I", one) for one in fat)
    table += b"\xff" * (fats * sector - len(table))
    header = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, fats, first_directory, 0, 4096, end, 0, end, 0)
    difat = [first_fat + number for number in range(fats)]
    header += b"".join(struct.pack("<I", one) for one in difat + [free] * (109 - len(difat)))
    return header + body + directory + table


def xls(found=None, extra=b""):
    """Return an XLS of tables, of numbers and text only."""
    return compound({"Workbook": _biff(grids() if found is None else found, extra)})


# --- packed files that lie -----------------------------------------------------------------------


def zeros_deflated(megabytes):
    """Return that many megabytes of zeros, deflated: the same block again and again."""
    import zlib

    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(2**26)) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * (megabytes // 64) + packer.flush(zlib.Z_FINISH)


def raw_zip(parts):
    """Return a packed file of parts as they are given: (name, deflated bytes, declared size)."""
    body, directory = b"", b""
    for name, data, size in parts:
        about = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, 0, len(data), size, len(name), 0)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + about
        directory += struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + name
        body += b"PK\x03\x04" + about + name + data
    end = struct.pack("<HHHHIIH", 0, 0, len(parts), len(parts), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end
