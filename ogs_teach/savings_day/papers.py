"""The papers on the table: what each says, and what is right to enter from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from ogs_teach.books import Group, Journal, Line
from ogs_teach.books.registers import debtors
from ogs_teach.money import BAHT
from ogs_teach.places import sample_data

JANUARY, DAY = date(2026, 1, 10), date(2026, 2, 10)
MONTH_END = date(2026, 1, 31)
FLOAT = 10_000 * BAHT  # in the cash box when the day opens: enough for the loan asked for
LATE_SAVER, LATE_BORROWER = "N11", "N07"
BORROWER, ASKED, MONTHS = "N04", 9_000 * BAHT, 12
DECIDING = ("N06",)  # the loans division decides today
STATIONERY = 60 * BAHT
TEAM = ("N04", "N11")  # deposits that the helper left for the team
TEAM_LOANS = ("K14", "K17", "K19")

Kind = Literal["deposit", "repayment", "loan", "payment", "passbook"]


@dataclass(frozen=True)
class Paper:
    """One paper.

    Parameters
    ----------
    number : str
        Printed on it; the series has no gaps.
    kind : str
    member : str
        Who brought the money, or gets it.
    total : int
        Satang in figures and words.
    lines : tuple of Line
        What is right to enter.
    loan : str
        The contract, of a repayment or a loan.
    instalments : int
        How many of them are paid, or how many pledges.
    helper : bool
        Whether the helper says it is entered already.
    """

    number: str
    kind: Kind
    member: str
    total: int
    lines: tuple[Line, ...]
    loan: str = ""
    instalments: int = 1
    helper: bool = False


@cache
def start() -> Group:
    """Return the twelve members' books as they stand when the day opens.

    The sample group's January is entered and closed; N11 missed a pledge in it and N07 an
    instalment.
    """
    journal = Journal(Group.open(sample_data() / "group_12"))
    for number, (member, pledge) in enumerate(journal.group.pledges_on(JANUARY).items(), 1):
        if member != LATE_SAVER:
            journal.post(JANUARY, f"R69-{number:04d}", Line("savings", pledge, member))
    owing = [one for one in debtors(journal.group, JANUARY) if one.member != LATE_BORROWER]
    for number, one in enumerate(owing, 13):
        lines = repayment(journal.group, one.loan, 1)
        journal.post(JANUARY, f"R69-{number:04d}", *lines)
    journal.post(JANUARY, "B69-0001", Line("from_bank", FLOAT - journal.cash))
    journal.close_month(MONTH_END, FLOAT)
    return journal.group


def repayment(group: Group, loan: str, instalments: int) -> tuple[Line, ...]:
    """Split what a borrower pays: the fine first, then interest, then principal.

    Parameters
    ----------
    group : Group
    loan : str
        A contract of equal principal parts with a monthly rate.
    instalments : int
        How many fall due together; each but the last is late and bears a fine, and interest
        runs on the whole balance for as many months.
    """
    contract = group.loans[loan]
    owed = group.balances(DAY).parts("111")[loan]
    part = contract.principal // contract.periods
    interest = group.rules.loans.rounds().apply(owed * contract.rate / 100) * instalments
    lines = [
        ("fine", group.rules.fines.late_instalment * (instalments - 1)),
        ("interest", interest),
        ("principal", min(part * instalments, owed)),
    ]
    return tuple(Line(kind, amount, contract.member, loan) for kind, amount in lines if amount)


@cache
def papers() -> tuple[Paper, ...]:
    """Return the day's papers in the order of their numbers: receipts, then payments."""
    group = start()
    receipts = [*_deposits(group), *_repayments(group)]
    return (
        *(Paper(f"R69-{number:04d}", *rest) for number, rest in enumerate(receipts, 21)),
        Paper(
            "P69-0001", "loan", BORROWER, ASKED, (Line("loan_out", ASKED, BORROWER, "K20"),), "K20"
        ),
        Paper("P69-0002", "payment", "", STATIONERY, (Line("stationery", STATIONERY),)),
    )


def _deposits(group: Group) -> Iterator[tuple[Kind, str, int, tuple[Line, ...], str, int, bool]]:
    for member, pledge in group.pledges_on(DAY).items():
        times = 2 if member == LATE_SAVER else 1
        lines = [Line("savings", pledge * times, member)]
        if times > 1:
            lines.append(Line("fine", group.rules.fines.missed_pledge, member))
        total = sum(line.amount for line in lines)
        yield "deposit", member, total, tuple(lines), "", times, member not in TEAM


def _repayments(group: Group) -> Iterator[tuple[Kind, str, int, tuple[Line, ...], str, int, bool]]:
    for one in debtors(group, DAY):
        times = 2 if one.member == LATE_BORROWER else 1
        lines = repayment(group, one.loan, times)
        total = sum(line.amount for line in lines)
        helper = one.loan not in TEAM_LOANS
        yield "repayment", one.member, total, lines, one.loan, times, helper
