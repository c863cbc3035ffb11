"""How one cell of a group's table is read and written.

A reader takes the cell's text and its column's name, and raises an OgsError that says
what is wrong; the table adds file and row.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from ogs_teach.books.records import Beneficiary
from ogs_teach.errors import GroupError, Problem
from ogs_teach.inputs import parse_count, parse_percent, tidy, visible
from ogs_teach.money import MAX_BAHT, parse_baht
from ogs_teach.rules.keys import baht_as_text, number_as_text

LONGEST_ID = 20
LONGEST_TEXT = 200
EARLIEST_YEAR, LATEST_YEAR = 1950, 2200
_PLAIN_BAHT = re.compile(r"(\d{1,9})(?:\.(\d\d))?", re.ASCII)


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Parameters
    ----------
    name : str
    read : callable
        Takes text and the field's text key.
    write : callable
    empty : object, optional
        What an empty cell means; without it an empty cell is refused.
    may_be_absent : bool
        Whether a table that leaves all its cells empty may leave out the column.
    choices : tuple of str
        The words that may stand here, if only a few may.
    texts : str
        Text key before each choice's own name, as `group.kind`.
    """

    name: str
    read: Callable[[str, str], Any]
    write: Callable[[Any], str] = str
    empty: Any = None
    may_be_empty: bool = False
    may_be_absent: bool = False
    choices: tuple[str, ...] = ()
    texts: str = ""

    @property
    def field(self) -> str:
        """Text key of the column's name."""
        return f"group.field.{self.name}"


def _refuse(key: str, field: str, **values: object) -> GroupError:
    return GroupError(Problem(f"group.{key}", field, values=values))


def read_id(text: str, field: str) -> str:
    """Read a member's, loan's or slip's number."""
    if len(text) > LONGEST_ID or not text.isprintable() or set(text) & set(";:, "):
        raise _refuse("bad-id", field, got=text[:40], limit=LONGEST_ID)
    return text


def read_text(text: str, field: str) -> str:
    """Read a name, a purpose or a note."""
    text = visible(text)
    if len(text) > LONGEST_TEXT or not text.isprintable():
        raise _refuse("bad-text", field, limit=LONGEST_TEXT)
    return text


def read_day(text: str, field: str) -> date:
    """Read an ISO date of the common era.

    Examples
    --------
    >>> read_day("2024-02-29", "group.field.date")
    datetime.date(2024, 2, 29)
    """
    parts = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", tidy(text), re.ASCII)
    if not parts:
        raise _refuse("not-iso-date", field, got=text[:40])
    year, month, day = map(int, parts.groups())
    if EARLIEST_YEAR <= year - 543 <= LATEST_YEAR:
        raise _refuse("buddhist-year", field, got=text, instead=f"{year - 543}{text[4:]}")
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise _refuse("odd-year", field, got=text, low=EARLIEST_YEAR, high=LATEST_YEAR)
    try:
        return date(year, month, day)
    except ValueError:
        raise _refuse("no-such-day", field, got=text) from None


def read_amount(text: str, field: str) -> int:
    """Read baht above zero."""
    return read_amount_or_zero(text, field) or parse_baht(text, field, lowest="0.01")


def read_signed_amount(text: str, field: str) -> int:
    """Read baht; below zero for what takes an earlier amount back."""
    if _PLAIN_BAHT.fullmatch(text):
        return read_amount_or_zero(text, field)
    return parse_baht(text, field, lowest=-MAX_BAHT)


def read_amount_or_zero(text: str, field: str) -> int:
    """Read baht from zero up."""
    plain = _PLAIN_BAHT.fullmatch(text)
    return int(plain[1]) * 100 + int(plain[2] or 0) if plain else parse_baht(text, field)


def read_percent(text: str, field: str) -> Fraction:
    """Read a percentage."""
    return parse_percent(text, field)


def read_periods(text: str, field: str) -> int:
    """Read a number of instalments."""
    return parse_count(text, field, lowest=1, highest=360)


def read_ids(text: str, field: str) -> tuple[str, ...]:
    """Read several members, set apart by semicolons."""
    return tuple(read_id(part.strip(), field) for part in text.split(";"))


def read_beneficiaries(text: str, field: str) -> tuple[Beneficiary, ...]:
    """Read `name:percent;name:percent`, together 100 %."""
    found = []
    for part in text.split(";"):
        name, colon, percent = part.partition(":")
        if not (name.strip() and colon):
            raise _refuse("bad-beneficiaries", field, got=part[:40])
        found.append(Beneficiary(name.strip(), parse_percent(percent, field, highest=100)))
    total = sum((one.percent for one in found), Fraction(0))
    if total != 100:
        raise _refuse("beneficiaries-not-100", field, total=number_as_text(total))
    return tuple(found)


def choice(*words: str) -> Callable[[str, str], str]:
    """Return a reader for one of a few words."""

    def read(text: str, field: str) -> str:
        if text not in words:
            raise _refuse("unknown-choice", field, got=text[:40], choices=", ".join(words))
        return text

    return read


def write_day(day: date | None) -> str:
    """Write an ISO date."""
    return day.isoformat() if day else ""


def write_amount(satang: int) -> str:
    """Write baht as decimal text, empty for none."""
    return baht_as_text(satang) if satang else ""


def write_beneficiaries(found: tuple[Beneficiary, ...]) -> str:
    """Write `name:percent;name:percent`."""
    return ";".join(f"{one.name}:{number_as_text(one.percent)}" for one in found)


def named(name: str, *, optional: bool = False) -> Column:
    """Return a column of numbers that name a member, a loan or a slip."""
    return Column(name, read_id, empty="", may_be_empty=optional)


def words(name: str, *choices: str, texts: str, optional: bool = False) -> Column:
    """Return a column that takes one of a few words, each of which has a name in `texts`."""
    return Column(
        name, choice(*choices), empty="", may_be_empty=optional, choices=choices, texts=texts
    )


def text(name: str, *, optional: bool = False) -> Column:
    """Return a column of free text."""
    return Column(name, read_text, empty="", may_be_empty=optional)


def day(name: str, *, optional: bool = False) -> Column:
    """Return a column of dates."""
    return Column(name, read_day, write_day, may_be_empty=optional)


def amount(name: str, *, optional: bool = False) -> Column:
    """Return a column of baht above zero, or none where empty."""
    return Column(name, read_amount, write_amount, 0, optional)
