"""The day as a team plays it: what is entered, taken back, counted, and closed."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial

from ogs_teach.books import Entry, Group, Journal, Line, Loan, refusals
from ogs_teach.books.kinds import BY_LOAN
from ogs_teach.errors import GroupError, Problem
from ogs_teach.loans import Request, check_request
from ogs_teach.savings_day.mistakes import LEVELS, Mistake, as_helper_wrote
from ogs_teach.savings_day.papers import (
    DAY,
    DECIDING,
    FLOAT,
    MONTHS,
    Paper,
    papers,
    start,
)
from ogs_teach.savings_day.verdict import hint, verdict


class SavingsDay:
    """A savings day of the twelve-member group, with planted mistakes.

    Parameters
    ----------
    level : int
        1 to 3; each plants its own mistakes.

    Examples
    --------
    >>> day = SavingsDay(1)
    >>> [mistake.kind for mistake in day.mistakes]
    ['left-out', 'swapped']
    >>> day.take_back("R69-0026")
    >>> day.enter("R69-0026", Line("savings", 150_00, "N06"))
    >>> day.undo()
    >>> day.lines("R69-0026")
    ()
    """

    def __init__(self, level: int) -> None:
        self.level = level
        self.mistakes: tuple[Mistake, ...] = LEVELS[level]
        self._steps: list[Callable[[], object]] = []
        self.closed = False
        self.hints: dict[tuple[str, str], int] = {}
        self._begin()

    def _begin(self) -> None:
        self.journal = Journal(start())
        for paper in papers():
            if paper.helper and (lines := as_helper_wrote(paper, self.mistakes)):
                self.journal.post(DAY, paper.number, *lines)

    # What lies on the table

    @property
    def group(self) -> Group:
        """The books as they stand now."""
        return self.journal.group

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The papers in the order of their numbers; of a lost slip, the passbook."""
        lost = {m.paper for m in self.mistakes if m.kind == "lost-slip"}
        return tuple(
            replace(paper, kind="passbook") if paper.number in lost else paper for paper in papers()
        )

    def paper(self, number: str) -> Paper:
        """Return a paper.

        Raises
        ------
        KeyError
            If none has this number.
        """
        return {paper.number: paper for paper in self.papers}[number]

    @property
    def counted(self) -> int:
        """Satang that two people counted in the cash box at the end of the day."""
        came = sum(
            paper.total if paper.kind in ("deposit", "repayment", "passbook") else -paper.total
            for paper in self.papers
        )
        return FLOAT + came - self.short

    @property
    def short(self) -> int:
        """Satang that are missing and that no paper explains."""
        return sum(mistake.amount for mistake in self.mistakes if mistake.kind == "cash-short")

    @property
    def register(self) -> tuple[Entry, ...]:
        """Everything entered today, in the order of writing, reversals too."""
        return self.journal.entries[len(start().entries) :]

    def entries(self, number: str) -> list[Entry]:
        """Return what stands in the register from a paper, without what was taken back."""
        of_paper = [e for e in self.register if e.slip.partition("/")[0] == number]
        taken_back = {entry.reverses for entry in self.register}
        return [e for e in of_paper if not e.reverses and e.slip not in taken_back]

    def lines(self, number: str) -> tuple[Line, ...]:
        """Return the same as lines that can be compared with the paper's."""
        return tuple(Line(e.kind, e.amount, e.member, e.loan) for e in self.entries(number))

    @property
    def recorded(self) -> int:
        """Satang by which the team recorded cash as over (above zero) or short (below)."""
        sign = {"cash_over": 1, "cash_short": -1}
        return sum(sign.get(entry.kind, 0) * entry.amount for entry in self.register)

    # What the team does

    def enter(self, number: str, *lines: Line, guarantor: str = "") -> None:
        """Enter a paper in the register.

        Raises
        ------
        GroupError
            If it stands there already, the parts do not make the paper's total, or the
            journal or the group's rules refuse it.
        """
        self._do(partial(self._enter, number, lines, guarantor))

    def take_back(self, number: str) -> None:
        """Reverse what stands in the register from a paper.

        Raises
        ------
        GroupError
            If nothing does.
        """
        self._do(partial(self._take_back, number))

    def record(self, amount: int) -> None:
        """Record satang as cash over, or below zero as cash short, waiting to be looked into.

        Raises
        ------
        GroupError
            If it is nothing, or recorded already.
        """
        self._do(partial(self._record, amount))

    def undo(self) -> None:
        """Rub out the last thing that the team did, as with a pencil."""
        if self._steps and not self.closed:
            self._steps.pop()
            self._begin()
            for step in self._steps:
                step()

    @property
    def can_undo(self) -> bool:
        """Whether there is something to rub out."""
        return bool(self._steps) and not self.closed

    def _do(self, step: Callable[[], object]) -> None:
        if self.closed:
            raise GroupError(Problem("savings_day.closed-already"))
        step()
        self._steps.append(step)

    def _take_back(self, number: str) -> None:
        entries = self.entries(self.paper(number).number)
        if not entries:
            raise GroupError(Problem("savings_day.nothing-there", where=number))
        slip = entries[0].slip
        self.journal.reverse(slip, DAY, f"J-{slip}")

    def _record(self, amount: int) -> None:
        if not amount or self.recorded:
            raise GroupError(Problem("savings_day.record-once"))
        kind = "cash_over" if amount > 0 else "cash_short"
        self.journal.post(DAY, "D69-0001", Line(kind, abs(amount)))

    def _enter(self, number: str, lines: tuple[Line, ...], guarantor: str) -> None:
        paper = self.paper(number)
        if self.entries(paper.number):
            raise GroupError(Problem("savings_day.entered-already", where=paper.number))
        used = {e.slip for e in self.register if e.slip.partition("/")[0] == paper.number}
        slip = f"{paper.number}/{len(used) + 1}" if used else paper.number
        if paper.kind != "loan":
            self.journal.post(DAY, slip, *lines, received=paper.total)
            return
        reasons = self.reasons_against(paper, guarantor)
        total = sum(line.amount for line in lines)
        if total != paper.total:
            reasons.append(refusals.parts_differ(total, paper.total))
        if reasons:
            raise GroupError(*(problem.at(paper.number) for problem in reasons))
        contract = f"{paper.loan}/{len(used) + 1}" if used else paper.loan
        self.journal.lend(self._contract(paper, contract, guarantor), slip)

    def reasons_against(self, paper: Paper, guarantor: str) -> list[Problem]:
        """Return everything that the group's rules say against the loan asked for."""
        group = start()
        live = group.balances(DAY).parts(*BY_LOAN)
        guarantees = {
            member: sum(
                bool(live.get(loan.id)) and member in loan.guarantors
                for loan in group.loans.values()
            )
            for member in group.members
        }
        request = Request(
            member=paper.member,
            kind="ordinary",
            principal=paper.total,
            months=MONTHS,
            savings=group.savings_on(DAY)[paper.member],
            guarantors=(guarantor,) if guarantor else (),
            spouse=group.members[paper.member].spouse,
            guarantees=guarantees,
            present=list(group.savings_on(DAY)),
            deciding=DECIDING,
            portfolio=sum(live.values()),
            live_loans=sum(map(bool, live.values())),
        )
        return check_request(request, group.rules)

    def _contract(self, paper: Paper, number: str, guarantor: str) -> Loan:
        rules = start().rules.loans.ordinary
        return Loan(
            id=number,
            member=paper.member,
            kind="ordinary",
            date=DAY,
            principal=paper.total,
            rate=Fraction(rules.rate),
            rate_per=rules.rate_per,
            method=rules.method,
            periods=MONTHS,
            first_due=DAY.replace(month=DAY.month + 1),
            guarantors=(guarantor,),
            purpose="",
            reschedules="",
        )

    # How the day ends

    def verdict(self) -> list[Problem]:
        """Return what an auditor would say now, what to look at first coming first."""
        return verdict(self)

    def close(self) -> list[Problem]:
        """Close the day if slips, register and cash agree; else say what an auditor would."""
        found = self.verdict()
        self.closed = not found
        return found

    def hint(self) -> Problem | None:
        """Return the next hint: where to look, and asked again, what it is."""
        return hint(self)
