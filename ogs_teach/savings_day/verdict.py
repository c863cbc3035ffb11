"""What an auditor would say of the day, and hints in two steps."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ogs_teach.books.causes import likely_causes
from ogs_teach.errors import Problem, Word
from ogs_teach.money import bare_baht
from ogs_teach.savings_day.papers import Paper

if TYPE_CHECKING:
    from ogs_teach.savings_day.day import SavingsDay


def verdict(day: "SavingsDay") -> list[Problem]:
    """Compare slips with the register, and the register with the cash.

    Mistakes in what is entered come first, then papers that wait, then the cash: a
    difference means something only when all papers are in.
    """
    wrong: list[Problem] = []
    waiting: list[Problem] = []
    for paper in day.papers:
        problem = _paper(day, paper)
        if problem:
            (waiting if problem.key == "savings_day.waiting" else wrong).append(problem)
    return [*wrong, *waiting, *_cash(day, complete=not wrong and not waiting)]


def _paper(day: "SavingsDay", paper: Paper) -> Problem | None:
    """Say how the register differs from one paper."""
    entered = day.lines(paper.number)
    found = sum(line.amount for line in entered)
    values: dict[str, object] = {
        "slip": paper.number,
        "member": paper.member,
        "total": bare_baht(paper.total),
        "found": bare_baht(found),
        "difference": bare_baht(abs(paper.total - found)),
    }

    def say(key: str) -> Problem:
        return Problem(f"savings_day.{key}", values=values)

    if not entered:
        if paper.kind == "passbook":
            return say("lost-slip")
        return say("left-out" if paper.helper else "waiting")
    if {line.member for line in entered} != {line.member for line in paper.lines}:
        values["other"] = ", ".join(sorted({line.member for line in entered}))
        return say("other-card")
    if found != paper.total:
        values["causes"] = tuple(likely_causes(found, paper.total))
        return say("differs")
    if paper.kind != "loan" and Counter(entered) != Counter(paper.lines):
        principal = sum(line.amount for line in entered if line.kind == "principal")
        wanted = sum(line.amount for line in paper.lines if line.kind == "principal")
        values |= {
            "principal": bare_baht(wanted),
            "entered": bare_baht(principal),
            "loan": paper.loan,
        }
        return say("principal-as-income" if principal < wanted else "parts")
    return None


def _cash(day: "SavingsDay", *, complete: bool) -> Iterator[Problem]:
    book, counted = day.journal.cash, day.counted
    if complete and counted != book:
        yield Problem(
            "savings_day.cash",
            values={
                "counted": bare_baht(counted),
                "book": bare_baht(book),
                "difference": bare_baht(abs(counted - book)),
                "which": Word(f"savings_day.{'over' if counted > book else 'short'}"),
            },
        )
    elif day.recorded and day.recorded != -day.short:
        yield Problem("savings_day.buried", values={"amount": bare_baht(abs(day.recorded))})


def hint(day: "SavingsDay") -> Problem | None:
    """Return the next hint for what stands first in the verdict: where, then what."""
    found = verdict(day)
    if not found:
        return None
    # A difference means something only when all papers are in.
    first = next((each for each in found if each.key == "savings_day.waiting"), found[0])
    kind = first.key.rpartition(".")[2]
    place = kind, str(first.values.get("slip", ""))
    step = min(day.hints.get(place, 0) + 1, 2)
    day.hints[place] = step
    if step == 2 and kind not in ("waiting", "cash", "buried"):
        return first
    return Problem(
        f"savings_day.hint.{kind}.{step}",
        values={k: v for k, v in first.values.items() if k != "causes"},
    )
