"""Results to take home, as an XLSX that Excel, LibreOffice and phones open.

Amounts are numbers with two decimals; whatever is text stays text, also where it begins
with an equals sign. The file is made in memory: nothing is written to disk.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from math import ceil
from typing import Any

from ogs_teach.money import BAHT
from ogs_teach.tables.table import Cell, Kind, Table

FORMATS = {"text": "@", "baht": "#,##0.00", "percent": "0.00##", "count": "#,##0"}
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_TITLE = 31  # Excel's own limit
_NARROWEST = 80  # letters that a note is given, however narrow the tables are
_UNSET_WIDTH = 8.43  # letters, of a column that nothing was said of
_LINE = 18  # points, for Thai in this size


@dataclass(frozen=True)
class Sheet:
    """One leaf of a workbook.

    Parameters
    ----------
    title : str
        On the tab; what Excel forbids there is left out.
    tables : sequence of Table
        One under the other.
    notes : sequence of str
        Lines above the tables.
    one_page : bool
        Whether it prints upright on one page, as what hangs on a wall does.
    """

    title: str
    tables: Sequence[Table]
    notes: Sequence[str] = ()
    one_page: bool = False


def write(sheets: Sequence[Sheet]) -> bytes:
    """Make a workbook.

    Parameters
    ----------
    sheets : sequence of Sheet
        At least one.

    Returns
    -------
    bytes
        XLSX.
    """
    from xlsxwriter import Workbook

    held = BytesIO()
    book = Workbook(held, {"in_memory": True})
    font = {"font_name": "Tahoma", "font_size": 11, "valign": "top"}
    looks = {
        kind: book.add_format({**font, "num_format": number}) for kind, number in FORMATS.items()
    }
    looks |= {
        f"total {kind}": book.add_format({**font, "num_format": number, "bold": True, "top": 1})
        for kind, number in FORMATS.items()
    }
    looks["head"] = book.add_format(
        {**font, "bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#f3f6f1"}
    )
    looks["caption"] = book.add_format({**font, "bold": True})
    looks["note"] = book.add_format({**font, "text_wrap": True})
    taken: set[str] = set()
    for sheet in sheets:
        _fill(book.add_worksheet(_tab(sheet.title, taken)), sheet, looks)
    book.close()
    return held.getvalue()


def _tab(title: str, taken: set[str]) -> str:
    """Return a title that Excel allows and that no other sheet of the book has."""
    base = _FORBIDDEN.sub(" ", title).strip().strip("'") or "Sheet"
    name, number = base[:_LONGEST_TITLE], 1
    while name.casefold() in taken:
        number += 1
        end = f" ({number})"
        name = base[: _LONGEST_TITLE - len(end)] + end
    taken.add(name.casefold())
    return name


def _fill(leaf: Any, sheet: Sheet, looks: dict[str, Any]) -> None:
    row = len(sheet.notes) + bool(sheet.notes)
    widths: dict[int, int] = {}
    for table in sheet.tables:
        leaf.write_string(row, 0, table.caption, looks["caption"])
        row += 1
        for at, column in enumerate(table.columns):
            leaf.write_string(row, at, column.title, looks["head"])
            widths[at] = max(widths.get(at, 12), min(len(column.title) + 2, 30))
        row += 1
        for index, cells in enumerate(table.rows):
            look = "total " if index in table.headings else ""
            row = _line(leaf, row, table, cells, look, looks, widths)
        if table.total is not None:
            _line(leaf, row, table, table.total, "total ", looks, widths)
            _live_sums(leaf, row, table, looks)
            row += 1
        row += 1
    for at, wide in widths.items():
        leaf.set_column(at, at, wide)
    _write_notes(leaf, sheet.notes, widths, looks["note"])
    leaf.set_paper(9)  # A4
    if sheet.one_page:
        leaf.set_portrait()
        leaf.fit_to_pages(1, 1)
    else:
        leaf.set_landscape()
        leaf.fit_to_pages(1, 0)


def _write_notes(leaf: Any, notes: Sequence[str], widths: dict[int, int], look: Any) -> None:
    """Write each note across the table's columns, as high as its lines: so that it prints."""
    wide: float = sum(widths.values())
    last = max(widths, default=0)
    while wide < _NARROWEST:
        last += 1
        wide += _UNSET_WIDTH
    for row, note in enumerate(notes):
        leaf.merge_range(row, 0, row, last, "", look)
        leaf.write_string(row, 0, note, look)
        leaf.set_row(row, _LINE * ceil(len(note) / wide))


def _line(
    leaf: Any,
    row: int,
    table: Table,
    cells: Sequence[Cell],
    look: str,
    looks: dict[str, Any],
    widths: dict[int, int],
) -> int:
    for at, (column, cell) in enumerate(zip(table.columns, cells, strict=True)):
        style = looks[look + column.kind]
        if cell is None:
            leaf.write_blank(row, at, None, style)
        elif isinstance(cell, str):
            leaf.write_string(row, at, cell, looks[look + "text"])
            widths[at] = max(widths[at], min(len(cell) + 2, 44))
        else:
            leaf.write_number(row, at, _number(cell, column.kind), style)
    return row + 1


def _live_sums(leaf: Any, row: int, table: Table, looks: dict[str, Any]) -> None:
    """Let a total that is its column's sum be one in the spreadsheet too; the figure stays.

    Whoever changes a cell at home sees the total follow. A total that is anything else, as
    an average is, stays a number.
    """
    from xlsxwriter.utility import xl_range

    for at, (column, total) in enumerate(zip(table.columns, table.total or (), strict=True)):
        if column.kind not in ("baht", "count") or total is None or isinstance(total, str):
            continue
        cells = [cells[at] for cells in table.rows]
        numbers = [cell for cell in cells if not (cell is None or isinstance(cell, str))]
        if numbers and len(numbers) + cells.count(None) == len(cells) and sum(numbers) == total:
            span = xl_range(row - len(cells), at, row - 1, at)
            figure = _number(total, column.kind)
            leaf.write_formula(row, at, f"=SUM({span})", looks[f"total {column.kind}"], figure)


def _number(cell: int | Fraction, kind: Kind) -> float:
    """Return what Excel stores: the double nearest to the exact value."""
    return float(Fraction(cell) / (BAHT if kind == "baht" else 1))
