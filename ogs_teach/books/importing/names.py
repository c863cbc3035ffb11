"""Words as committees write them: headings, sheets, choices, in Thai, English or the kit's own.

Spaces, line breaks, invisible marks, stars and what stands in brackets make no difference.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath

from ogs_teach.books.cells import Column
from ogs_teach.books.tables import TABLES, Table
from ogs_teach.errors import Word
from ogs_teach.i18n import LANGS, Lang, catalogue, t
from ogs_teach.inputs import visible

WORDS = "importing"
ALIKE, HARDLY = 7 / 10, 6 / 10  # how much of two words must agree, for one to be meant by the other
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_BETWEEN = re.compile(r"[\s_*★:;.,/\\\-–—'\"“”]+")


def plainly(text: str) -> str:
    r"""Return a word by what makes it this word.

    Examples
    --------
    >>> plainly(" จำนวน\nเงิน (บาท)* ") == plainly("จำนวนเงิน"), plainly("First_Due")
    (True, 'firstdue')
    """
    plain = unicodedata.normalize("NFKC", visible(text)).casefold()
    return _BETWEEN.sub("", _BRACKETS.sub("", plain)) or _BETWEEN.sub("", plain)


@dataclass(frozen=True)
class Names(Word):
    """Several names, told one after the other."""

    others: tuple[str, ...] = ()

    @classmethod
    def of(cls, keys: Iterable[str]) -> "Names":
        """Gather text keys; at least one."""
        first, *others = keys
        return cls(first, tuple(others))

    def say(self, lang: Lang) -> str:
        """Return the names."""
        return ", ".join(t(key, lang).partition("|")[0] for key in (self.key, *self.others))


def table_key(table: Table) -> str:
    """Return the text key of a table's name."""
    return f"{WORDS}.table.{table.file.removesuffix('.csv')}"


def spellings(key: str) -> list[str]:
    """Return what a text is in each language; a bar divides several words for one thing."""
    room, _, rest = key.partition(".")
    texts = catalogue(room).get(rest, {})
    return [word for lang in LANGS if lang in texts for word in texts[lang].split("|")]


@cache
def headings(table: Table) -> dict[str, Column]:
    """Map every heading of a table, plainly, to its column."""
    found: dict[str, Column] = {}
    for column in table.columns:
        keys = (column.field, f"{WORDS}.heading.{column.name}")
        for word in [column.name, *(word for key in keys for word in spellings(key))]:
            found.setdefault(plainly(word), column)
    return found


def known(table: Table, cells: Sequence[object]) -> list[Column | None]:
    """Return the column that each cell of a row is the heading of."""
    words = headings(table)
    return [words.get(plainly(cell)) if isinstance(cell, str) and cell else None for cell in cells]


def familiar(cells: Sequence[object]) -> int:
    """Return how many headings of one table a row holds."""
    return max(len({column.name for column in known(table, cells) if column}) for table in TABLES)


@cache
def _table_names() -> dict[str, Table]:
    return {
        plainly(word): table
        for table in TABLES
        for word in [*spellings(table_key(table)), table.file.removesuffix(".csv")]
    }


def table_named(name: str) -> Table | None:
    """Return the table that a sheet or a file is named for; digits, as of a year, may follow."""
    plain = re.sub(r"\d+", "", plainly(name))
    return _table_names().get(plain)


def is_help(sheet: str) -> bool:
    """Say whether a sheet is one of the template's own beside the tables."""
    keys = (f"{WORDS}.table.help", f"{WORDS}.table.choices")
    return plainly(sheet) in {plainly(word) for key in keys for word in spellings(key)}


def stem(file: str) -> str:
    """Return a file's name without folder and ending."""
    return PurePath(file).stem


@cache
def choices(column: Column) -> dict[str, str]:
    """Map every spelling of a column's words, plainly, to the kit's own word."""
    return {
        plainly(word): choice
        for choice in column.choices
        for word in [choice, *spellings(f"{column.texts}.{choice}")]
    }


def near(word: str, known_words: Iterable[str], likeness: float = ALIKE) -> list[str]:
    """Return what a word may have been meant to be, the likeliest first."""
    return difflib.get_close_matches(plainly(word), list(known_words), n=3, cutoff=likeness)
