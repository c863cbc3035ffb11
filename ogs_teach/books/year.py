"""One accounting year of a group, as the dividend calculators take it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ogs_teach.books.records import Member

Account = tuple[int, list[tuple[date, int]]]


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
