"""Rows of sums that committees write under a table: looked at, then left out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ogs_teach.books import cells
from ogs_teach.books.causes import likely_causes
from ogs_teach.books.cells import Column
from ogs_teach.books.importing import names
from ogs_teach.errors import Problem, Word
from ogs_teach.i18n import Lang
from ogs_teach.money import format_baht

AMOUNTS = (cells.read_amount, cells.read_amount_or_zero)


@dataclass(frozen=True)
class Causes(Word):
    """What may have gone wrong, said after what is wrong."""

    causes: tuple[Problem, ...] = ()

    def say(self, lang: Lang) -> str:
        """Return the causes, each as a sentence of its own."""
        return "".join(f" · {cause.say(lang)}" for cause in self.causes)


@dataclass
class Sums:
    """What the amounts of a table come to, in all and since the last row of sums; satang."""

    columns: Sequence[Column]
    all: dict[str, int] = field(default_factory=dict)
    since: dict[str, int] = field(default_factory=dict)
    parts: dict[str, list[tuple[str, int]]] = field(default_factory=dict)

    def post(self, values: Sequence[Any]) -> None:
        """Take in a row."""
        slip = next((v for c, v in zip(self.columns, values, strict=True) if c.name == "slip"), "")
        for column, value in zip(self.columns, values, strict=True):
            if column.read in AMOUNTS and value:
                self.since[column.name] = self.since.get(column.name, 0) + value
                if slip:
                    self.parts.setdefault(column.name, []).append((slip, value))

    def compare(self, column: Column, written: int) -> Problem | None:
        """Compare a sum that is written with the rows above it."""
        since = self.since.get(column.name, 0)
        whole = self.all.get(column.name, 0) + since
        if written in (since, whole):
            return None
        close = min((since, whole), key=lambda found: abs(found - written))
        causes = likely_causes(close, written, self.parts.get(column.name, ()))[:3]
        values: dict[str, object] = {
            "written": format_baht(written, unit=False),
            "found": format_baht(close, unit=False),
            "difference": format_baht(abs(written - close), unit=False),
            "causes": Causes("", tuple(causes)),
        }
        return Problem("importing.total-differs", column.field, values=values)

    def begin_again(self) -> None:
        """Count from here for the next row of sums."""
        for name, amount in self.since.items():
            self.all[name] = self.all.get(name, 0) + amount
        self.since.clear()


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
