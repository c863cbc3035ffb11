"""Mistakes that the kit plants, level by level, and what each teaches."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from ogs_teach.books import Line
from ogs_teach.money import BAHT
from ogs_teach.savings_day.papers import Paper

Kind = Literal[
    "left-out", "swapped", "principal-as-income", "other-card", "lost-slip", "cash-short"
]


@dataclass(frozen=True)
class Mistake:
    """One planted mistake; `paper` is the slip it is about, `amount` satang of cash short."""

    kind: Kind
    paper: str = ""
    amount: int = 0


LEVELS: Mapping[int, tuple[Mistake, ...]] = {
    1: (Mistake("left-out", "R69-0028"), Mistake("swapped", "R69-0026")),
    2: (
        Mistake("principal-as-income", "R69-0035"),
        Mistake("swapped", "R69-0033"),
        Mistake("other-card", "R69-0030"),
    ),
    3: (
        Mistake("lost-slip", "R69-0028"),
        Mistake("principal-as-income", "R69-0038"),
        Mistake("swapped", "R69-0034"),
        Mistake("cash-short", amount=120 * BAHT),
    ),
}
WRONG_CARD = "N01"


def as_helper_wrote(paper: Paper, mistakes: tuple[Mistake, ...]) -> tuple[Line, ...]:
    """Return what the helper entered from a paper; nothing where it was left out or lost."""
    lines = paper.lines
    for mistake in mistakes:
        if mistake.paper != paper.number:
            continue
        if mistake.kind in ("left-out", "lost-slip"):
            return ()
        if mistake.kind == "swapped":
            lines = (*lines[:-1], replace(lines[-1], amount=swapped(lines[-1].amount)))
        elif mistake.kind == "principal-as-income":
            lines = (Line("interest", paper.total, paper.member, paper.loan),)
        elif mistake.kind == "other-card":
            lines = tuple(replace(line, member=WRONG_CARD) for line in lines)
    return lines


def swapped(amount: int) -> int:
    """Change the places of the first two neighbouring digits that differ, in whole baht.

    Examples
    --------
    >>> swapped(150_00), swapped(750_00)
    (51000, 57000)
    """
    digits = list(str(amount // BAHT))
    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1] and digits[at + 1] != "0":
            digits[at], digits[at + 1] = digits[at + 1], digits[at]
            return int("".join(digits)) * BAHT
    raise ValueError(amount)
