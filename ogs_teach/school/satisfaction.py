"""The satisfaction form: one source for the phone and for paper, `lessons/satisfaction.toml`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from ogs_teach import places
from ogs_teach.school.files import File, Table, Words, gather

LONGEST_WORDS = 1000  # characters of free text


@dataclass(frozen=True)
class Form:
    """What the form asks.

    Parameters
    ----------
    items : dict of {id: {"th": text, "en": text}}
        To be rated.
    levels : dict of {int: {"th": text, "en": text}}
        5 (best) to 1.
    questions : dict of {id: {"th": text, "en": text}}
        To be answered in own words.
    """

    items: dict[str, Words]
    levels: dict[int, Words]
    questions: dict[str, Words]


@cache
def form(folder: Path | None = None) -> Form:
    """Read the form.

    Raises
    ------
    LessonError
        With everything that is wrong, each with its line.

    Examples
    --------
    >>> sorted(form().levels)
    [1, 2, 3, 4, 5]
    """
    problems = gather()
    root = File((folder or places.lessons()) / "satisfaction.toml", problems).table()
    items, levels, questions = (_by_id(root, key) for key in ("items", "levels", "questions"))
    if sorted(levels) != ["1", "2", "3", "4", "5"]:
        root.refuse("wrong-kind", "levels", expected="1, 2, 3, 4, 5")
    root.close()
    problems.close()
    return Form(items, {int(level): words for level, words in levels.items()}, questions)


def _by_id(root: Table, key: str) -> dict[str, Words]:
    table = root.table(key)
    return {id_: table.words(id_) for id_ in table}


def means(ratings: Iterable[Mapping[str, int]]) -> dict[str, tuple[Fraction, int]]:
    """Return each item's mean and how many rated it, in the order of the form.

    Examples
    --------
    >>> means([{"clear": 5}, {"clear": 4}, {}])["clear"]
    (Fraction(9, 2), 2)
    """
    given = list(ratings)
    found = {}
    for item in form().items:
        rated = [one[item] for one in given if item in one]
        if rated:
            found[item] = Fraction(sum(rated), len(rated)), len(rated)
    return found
