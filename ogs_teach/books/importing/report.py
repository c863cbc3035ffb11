"""A list of problems that a committee can work through: by file and sheet, numbered."""

from collections.abc import Sequence

from ogs_teach.books.importing.names import WORDS
from ogs_teach.books.importing.places import Cell
from ogs_teach.errors import Problem
from ogs_teach.i18n import Lang, t

MOST = 200  # that a person is shown at once


def lines(problems: Sequence[Problem], langs: Sequence[Lang], most: int | None = MOST) -> list[str]:
    r"""Write problems as a numbered list, under the sheet in which they stand.

    Parameters
    ----------
    problems : sequence of Problem
        In the order of `read_group`.
    langs : sequence of "th" and "en"
        Each problem is said in each of them.
    most : int, optional
        How many are listed; the rest are counted. None for all.

    Returns
    -------
    list of str

    Examples
    --------
    >>> print(*lines([Problem("importing.empty", where="a.xlsx")], ["en"]), sep="\n")
    1 thing to correct
    a.xlsx
      1. This file is empty. Choose the file that holds the data
    """
    count = len(problems)
    key = "report-one" if count == 1 else "report-many"
    said = [" / ".join(t(f"{WORDS}.{key}", lang, count=f"{count:,}") for lang in langs)]
    title = ""
    for number, problem in enumerate(problems[:most], 1):
        titles = [_title(problem, lang) for lang in langs]
        if " / ".join(dict.fromkeys(titles)) != title:
            title = " / ".join(dict.fromkeys(titles))
            said += [title] if title else []
        mark = f"{number}."
        for lang in langs:
            said.append(f"  {mark} {_line(problem, lang)}")
            mark = " " * len(mark)
    if most is not None and count > most:
        rest = f"{count - most:,}"
        said.append(" / ".join(t(f"{WORDS}.report-more", lang, rest=rest) for lang in langs))
    return said


def _title(problem: Problem, lang: Lang) -> str:
    where = problem.where
    return where.said_sheet(lang) if isinstance(where, Cell) else where


def _line(problem: Problem, lang: Lang) -> str:
    said = Problem(problem.key, problem.field, "", problem.values).say(lang)
    where = problem.where
    cell = where.said_cell(lang) if isinstance(where, Cell) else ""
    return f"{cell} {said}" if cell else said
