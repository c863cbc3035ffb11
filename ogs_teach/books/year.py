"""One accounting year of a group, as the dividend calculators take it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from ogs_teach.books.balances import Balances, year_bounds
from ogs_teach.books.kinds import KINDS, SAVINGS, SPECIAL
from ogs_teach.books.records import Entry, Member

if TYPE_CHECKING:
    from ogs_teach.books.group import Group

Account = tuple[int, list[tuple[date, int]]]
Moves = dict[str, defaultdict[str, list[tuple[date, int]]]]


@dataclass(frozen=True)
class GroupYear:
    """What a group did in one accounting year; satang.

    Parameters
    ----------
    year : int
        C.E. year in which it ends.
    start, end : date
    people : dict of {id: Member}
    members, special : dict of {id: (opening, [(date, satang), ...])}
        Pledged and special savings of all who were members in the year, in the order of
        the register; withdrawals are negative.
    interest_paid : dict of {id: satang}
        Loan interest that members really paid.
    defaulters : frozenset of id
        Borrowers who were in default at some time, by the rulebook's number of days.
    left : dict of {id: date}
        Who left by the year's end; of those who left before it began, only who still
        held something or paid interest.
    income, expenses : int
    """

    year: int
    start: date
    end: date
    people: Mapping[str, Member]
    members: dict[str, Account]
    special: dict[str, Account]
    interest_paid: dict[str, int]
    defaulters: frozenset[str]
    left: dict[str, date]
    income: int
    expenses: int

    @property
    def surplus(self) -> int:
        """Income less expenses (กำไรสุทธิ); negative for a loss."""
        return self.income - self.expenses

    def name_of(self, member: str) -> str:
        """Return a member's name."""
        return self.people[member].name


def read_year(group: "Group", year: int) -> GroupYear:
    """Gather one accounting year, by the C.E. year it ends in; the books hold it whole."""
    first, last = year_bounds(year, group.rules.accounting.year_starts_in_month)
    before = group.balances(first - timedelta(days=1))
    entries = group.between(first, last)
    stood = _that_stood(entries)
    moved = _moved(entries, stood, before)
    interest: defaultdict[str, int] = defaultdict(int)
    income = expenses = 0
    for entry in stood:
        kind = KINDS[entry.kind]
        if entry.kind == "interest":
            interest[entry.member] += entry.amount
        income += entry.amount * (kind.credit[:1] == "4")
        expenses += entry.amount * (kind.debit[:1] == "5")

    brought = {account: before.parts(account) for account in moved}
    takes_part = [
        member.id
        for member in group.members.values()
        if (member.joined <= last and (member.left is None or member.left >= first))
        or member.id in interest
        or any(brought[a].get(member.id) or member.id in moved[a] for a in moved)
    ]

    def accounts(account: str) -> dict[str, Account]:
        return {
            member: (brought[account].get(member, 0), moved[account].get(member, []))
            for member in takes_part
        }

    return GroupYear(
        year=year,
        start=first,
        end=last,
        people=group.members,
        members=accounts(SAVINGS),
        special={member: account for member, account in accounts(SPECIAL).items() if any(account)},
        interest_paid={member: paid for member, paid in interest.items() if paid > 0},
        defaulters=group.defaulters(first, last),
        left={
            member: day
            for member in takes_part
            if (day := group.members[member].left) and day <= last
        },
        income=income,
        expenses=expenses,
    )


def _moved(entries: Sequence[Entry], stood: Sequence[Entry], before: Balances) -> Moves:
    """Return what each member's savings did in a year.

    Where money was spent before the receipt behind it was taken back, both stay on their
    own days: no account was ever below zero.
    """
    found, every = _movements(stood), _movements(entries)
    for account, members in found.items():
        brought = before.parts(account)
        for member in [*members]:
            running = accumulate(
                (amount for _, amount in members[member]), initial=brought.get(member, 0)
            )
            if min(running) < 0:
                members[member] = every[account][member]
    return found


def _that_stood(entries: Sequence[Entry]) -> list[Entry]:
    """Return a year's entries without those that were taken back in the same year.

    Money that never came earns nothing for the months until somebody noticed. What an
    earlier year's books still counted is taken back on the day of its reversal.
    """
    gone = {entry.reverses for entry in entries} & {entry.slip for entry in entries} - {""}
    return [e for e in entries if e.slip not in gone and e.reverses not in gone]


def _movements(entries: Iterable[Entry]) -> Moves:
    """Sort deposits and withdrawals, which are negative, by account and member."""
    found: Moves = {SAVINGS: defaultdict(list), SPECIAL: defaultdict(list)}
    for entry in entries:
        kind = KINDS[entry.kind]
        if kind.credit in found:
            found[kind.credit][entry.member].append((entry.date, entry.amount))
        elif kind.debit in found:
            found[kind.debit][entry.member].append((entry.date, -entry.amount))
    return found
