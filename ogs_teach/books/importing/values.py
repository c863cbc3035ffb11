"""A spreadsheet's cells as the text that the kit's columns read.

Nothing is guessed. A date cell holds a day of the common era; where its year can only be
a Buddhist one, the program that made it took พ.ศ. for ค.ศ., and may have taken the month
for the day as well, so that it is refused with the date to type instead.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ogs_teach.books import cells
from ogs_teach.books.cells import EARLIEST_YEAR, LATEST_YEAR, Column
from ogs_teach.books.importing import names
from ogs_teach.errors import Day, GroupError, Problem
from ogs_teach.inputs import shown, tidy, visible
from ogs_teach.thai import BE_OFFSET, parse_date

FIRST_GROUP = 1974  # the movement's first year: an earlier date was typed with two digits
_NONE = frozenset({"-", "–", "—"})
_EPOCH = date(1899, 12, 30)  # day 0, as Excel counts from March 1900 on
_FIRST_DAY = (date(EARLIEST_YEAR, 1, 1) - _EPOCH).days
_LAST_DAY = (date(LATEST_YEAR + BE_OFFSET, 12, 31) - _EPOCH).days
_FINEST = Decimal("1e-10")
_HAIR = Fraction(1, 10**6)  # of a satang: what a double can be wrong by
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+\d+")

Cell = Any
Convert = Callable[[Cell, Column], str]


def reader(column: Column, *, counts_from_1904: bool = False) -> Callable[[Cell], Any]:
    """Return what turns a column's cells into the kit's values.

    Parameters
    ----------
    column : Column
    counts_from_1904 : bool
        Whether the workbook's day numbers begin in 1904, as those of old Macintoshes.

    Returns
    -------
    callable
        Raises OgsError where a cell cannot be used.

    Examples
    --------
    >>> from ogs_teach.books.tables import ENTRIES
    >>> day, amount = reader(ENTRIES.columns[0]), reader(ENTRIES.columns[5])
    >>> day("๕ มี.ค. ๒๕๖๗"), day(45356.0), amount(1234.5), amount("1,500.-")
    (datetime.date(2024, 3, 5), datetime.date(2024, 3, 5), 123450, 150000)
    """
    convert = _choice if column.choices else _CONVERT.get(column.read, _text)

    def read(cell: Cell) -> Any:
        if counts_from_1904 and convert is _day and isinstance(cell, int | float):
            raise _wrong("day-number-1904", column, cell)
        text = convert(cell, column)
        if text:
            return column.read(text, column.field)
        if not column.may_be_empty:
            raise GroupError(Problem("group.empty-cell", column.field))
        return column.empty

    return read


def percent(cell: Cell) -> Cell:
    """Return the number that a cell with a percent sign shows: 0.01 is seen as 1 %."""
    return str(_decimal(cell) * 100) if isinstance(cell, int | float) else cell


def _wrong(key: str, column: Column, cell: object, **values: object) -> GroupError:
    return GroupError(
        Problem(f"importing.{key}", column.field, values={"got": shown(cell), **values})
    )


def _decimal(cell: float) -> Decimal:
    """Return the number that a person sees in the cell."""
    number = Decimal(repr(cell))
    if number.is_finite() and abs(number) < 10**15:
        return number.quantize(_FINEST) if number != number.quantize(_FINEST) else number
    return number


def _plain(cell: float) -> str:
    text = f"{_decimal(cell):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(cell: Cell, column: Column) -> str:
    if isinstance(cell, str):
        text = tidy(cell)
        if not text or text in _NONE:
            return ""
        return parse_date(text, column.field).isoformat()
    if isinstance(cell, bool | time | timedelta):
        raise _wrong("not-a-date", column, cell)
    if isinstance(cell, int | float):
        if not _FIRST_DAY <= cell <= _LAST_DAY:
            raise _wrong("not-a-date", column, _plain(cell))
        cell = _EPOCH + timedelta(int(cell))
    day = cell.date() if isinstance(cell, datetime) else cell
    _check_era(day, column)
    return str(day.isoformat())


def _check_era(day: date, column: Column) -> None:
    """Refuse a date cell of a year that nobody can have meant."""
    if EARLIEST_YEAR <= day.year - BE_OFFSET <= LATEST_YEAR:
        seen = f"{day.day}/{day.month}/{day.year}"
        meant = day.year - BE_OFFSET
        try:
            instead = day.replace(year=meant)
        except ValueError:
            raise _wrong("no-such-buddhist-day", column, seen) from None
        values = {"day": Day(instead), "instead": instead.isoformat(), "year": day.year}
        raise _wrong("buddhist-year-cell", column, seen, **values)
    if day.year < FIRST_GROUP:
        be = 2500 + day.year % 100
        seen = f"{day.day}/{day.month}/{day.year}"
        raise _wrong("short-year-cell", column, seen, be=be, ce=be - BE_OFFSET)


def _amount(cell: Cell, column: Column) -> str:
    if isinstance(cell, bool | date | time | timedelta):
        raise _wrong("not-an-amount", column, cell)
    if isinstance(cell, int | float):
        satang = Fraction(cell) * 100
        nearest = round(satang)
        if column.may_be_empty and not nearest and abs(satang) <= _HAIR:
            return ""
        if abs(satang - nearest) <= _HAIR:
            sign = "-" if nearest < 0 else ""
            return f"{sign}{abs(nearest) // 100}.{abs(nearest) % 100:02d}"
        return _plain(cell)
    text = tidy(cell).removesuffix(".-").strip()
    if text.startswith("(") and text.endswith(")"):
        text = f"-{text[1:-1].strip()}"
    if text in _NONE or (column.may_be_empty and re.fullmatch(r"0+(\.0*)?", text)):
        return ""
    return text


def _number(cell: Cell, column: Column) -> str:
    if isinstance(cell, bool | date | time | timedelta):
        raise _wrong("not-a-number", column, cell)
    if isinstance(cell, int | float):
        return _plain(cell)
    text = tidy(cell)
    return "" if text in _NONE else text


def _id(cell: Cell, column: Column) -> str:
    if isinstance(cell, date | time | timedelta):
        raise _wrong("number-became-date", column, cell)
    if isinstance(cell, bool):
        raise _wrong("not-an-id", column, cell)
    if isinstance(cell, int | float):
        if cell != int(cell) or abs(cell) >= 10**15:
            raise _wrong("number-lost", column, _plain(cell))
        return str(int(cell))
    text = visible(cell)
    if _SCIENTIFIC.fullmatch(text):
        raise _wrong("number-lost", column, text)
    return "" if text in _NONE else text


def _ids(cell: Cell, column: Column) -> str:
    if not isinstance(cell, str):
        return _id(cell, column)
    parts = re.split(r"[;,\s]+", visible(cell))
    return ";".join(part for part in parts if part and part not in _NONE)


def _text(cell: Cell, column: Column) -> str:
    if isinstance(cell, bool):
        raise _wrong("not-a-text", column, cell)
    if isinstance(cell, int | float):
        return _plain(cell)
    if isinstance(cell, date):
        return str(cell.isoformat())[:10]
    if not isinstance(cell, str):
        return str(cell)
    return re.sub(r"\s*[\r\n\t]+\s*", " ", visible(cell))


def _shares(cell: Cell, column: Column) -> str:
    """Read beneficiaries, who may stand one under the other."""
    if not isinstance(cell, str):
        return _text(cell, column)
    lines = [line.strip(" ;") for line in re.split(r"[\r\n]+", visible(cell))]
    text = ";".join(line for line in lines if line)
    return "" if text in _NONE else text


def _choice(cell: Cell, column: Column) -> str:
    if isinstance(cell, bool | date | time | timedelta):
        text = shown(cell)
    else:
        text = _plain(cell) if isinstance(cell, int | float) else tidy(cell)
    if not text or text in _NONE:
        return ""
    spellings = names.choices(column)
    plain = names.plainly(text)
    found = spellings.get(plain)
    if code := re.match(r"\d+", plain):  # "101 เงินสด", as long as code and name agree
        named = spellings.get(plain[code.end() :])
        found = spellings.get(code[0]) if named in (None, code[0]) else None
    if found:
        return found
    meant = list(dict.fromkeys(spellings[word] for word in names.near(text, spellings)))
    if len(column.choices) <= 8:
        meant = list(column.choices)
    if not meant:
        raise _wrong("unknown-choice-of-many", column, text)
    keys = [f"{column.texts}.{word}" for word in meant]
    raise _wrong("unknown-choice", column, text, choices=names.Names.of(keys))


_CONVERT: dict[Any, Convert] = {
    cells.read_day: _day,
    cells.read_amount: _amount,
    cells.read_amount_or_zero: _amount,
    cells.read_signed_amount: _amount,
    cells.read_percent: _number,
    cells.read_periods: _number,
    cells.read_id: _id,
    cells.read_ids: _ids,
    cells.read_beneficiaries: _shares,
}
