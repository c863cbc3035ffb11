"""Rows of sums that committees write under a table: looked at, then left out."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from ogs_teach.books import cells
from ogs_teach.books.causes import MOST, likely_causes
from ogs_teach.books.cells import Column
from ogs_teach.books.importing import names
from ogs_teach.books.tables import Table
from ogs_teach.errors import Problem
from ogs_teach.money import format_baht

AMOUNTS = (cells.read_amount, cells.read_amount_or_zero, cells.read_signed_amount)


class Sums:
    """What the amounts of a table come to, in all and since the last row of sums; satang.

    Parameters
    ----------
    table : Table
    records : list
        The table's rows, as far as they are read; it grows.
    """

    def __init__(self, table: Table, records: list[Any]) -> None:
        self.records = records
        names_ = [field.name for field in fields(table.record)]
        self.attributes = {
            column.name: name for name, column in zip(names_, table.columns, strict=False)
        }
        self.before = {column.name: 0 for column in table.columns if column.read in AMOUNTS}
        self.start = 0

    def _since(self, column: str) -> int:
        attribute = self.attributes[column]
        return sum(getattr(record, attribute) for record in self.records[self.start :])

    def compare(self, column: Column, written: int) -> Problem | None:
        """Compare a sum that is written with the rows above it."""
        since = self._since(column.name)
        whole = self.before[column.name] + since
        if written in (since, whole):
            return None
        close = min((since, whole), key=lambda found: abs(found - written))
        slips = [
            (record.slip, getattr(record, self.attributes[column.name]))
            for record in self.records
            if hasattr(record, "slip")
        ]
        causes = likely_causes(close, written, slips)[:MOST]
        values: dict[str, object] = {
            "written": format_baht(written, unit=False),
            "found": format_baht(close, unit=False),
            "difference": format_baht(abs(written - close), unit=False),
            "causes": tuple(causes),
        }
        return Problem("importing.total-differs", column.field, values=values)

    def begin_again(self) -> None:
        """Count from here for the next row of sums."""
        for name in self.before:
            self.before[name] += self._since(name)
        self.start = len(self.records)


def is_total(columns: Sequence[Column], row: Sequence[Any]) -> bool:
    """Say whether a row holds a word for a sum and, beside it, nothing but amounts."""
    words = 0
    for column, cell in zip(columns, row, strict=True):
        if cell == "" or (isinstance(cell, str) and not names.plainly(cell)):
            continue
        if isinstance(cell, str) and _is_sum(cell):
            words += 1
        elif column.read not in AMOUNTS:
            return False
    return words == 1


def _is_sum(text: str) -> bool:
    words = {names.plainly(word) for word in names.spellings(f"{names.WORDS}.sum.words")}
    return names.plainly(text) in words
