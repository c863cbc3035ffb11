"""The group as it stands on the day a simulation begins."""

from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from ogs_teach.errors import Collector, SimulationError
from ogs_teach.inputs import parse_count, parse_satang
from ogs_teach.loans.terms import MAX_PERIODS

if TYPE_CHECKING:
    from ogs_teach.books.group import Group
    from ogs_teach.simulation.policy import Policy

MOST_MEMBERS = 100_000
MOST_LATE = 1_200  # a hundred years


@dataclass(frozen=True)
class Owing:
    """A loan that a member brings along; satang.

    Parameters
    ----------
    kind : int
        0 for ordinary, 1 for emergency.
    balance : int
        Principal still owed.
    left : int
        Instalments still to come, this month's among them.
    part : int
        Principal in each instalment, or the equal payment; the last one takes the rest.
    interest : int
        Flat interest in each instalment.
    flat_left : int
        Flat interest still owed.
    late : int
        Instalments unpaid; their principal and interest are due now.
    overdue, interest_due : int
        Of the instalments unpaid; nothing is overdue where none is late.
    guarantors : tuple of int
        How many places after the borrower's each guarantor sits, 1 or more.
    """

    kind: int
    balance: int
    left: int
    part: int
    interest: int = 0
    flat_left: int = 0
    late: int = 0
    overdue: int = 0
    interest_due: int = 0
    guarantors: tuple[int, ...] = ()


def _check(loan: Owing, places: int, problems: Collector) -> None:
    """Note what a loan that a member brings along cannot be."""
    field = "simulation.field.owing"
    counts = {"kind": 1, "left": MAX_PERIODS, "late": MOST_LATE}
    for name, highest in counts.items():
        with problems:
            parse_count(getattr(loan, name), field, highest=highest)
    with problems:
        parse_satang(loan.balance, field, lowest=1)
    with problems:
        parse_satang(loan.overdue, field, highest=loan.balance if loan.late else 0)
    for name in ("part", "interest", "flat_left", "interest_due"):
        with problems:
            parse_satang(getattr(loan, name), field)
    for far in loan.guarantors:
        with problems:
            parse_count(far, field, lowest=1, highest=places - 1)


@dataclass(frozen=True)
class Saver:
    """A member on the first day; satang."""

    pledge: int
    savings: int = 0
    special: int = 0
    loan: Owing | None = None


@dataclass(frozen=True)
class Start:
    """Members, their loans, and the group's money; satang.

    Parameters
    ----------
    members : tuple of Saver
    room : int
        Free places that new members may take.
    cash : int
        In the box and at the bank.
    reserve, welfare : int
    payable : int
        What the group owes to others than savers.

    Examples
    --------
    >>> start = Start.founding(12, pledge=100_00)
    >>> len(start.members), start.room, start.cash
    (12, 1, 0)
    """

    members: tuple[Saver, ...]
    room: int = 0
    cash: int = 0
    reserve: int = 0
    welfare: int = 0
    payable: int = 0
    retained: int = field(init=False)

    def __post_init__(self) -> None:
        problems = Collector(SimulationError)
        with problems:
            parse_count(
                len(self.members), "simulation.field.members", lowest=1, highest=MOST_MEMBERS
            )
        with problems:
            parse_count(self.room, "simulation.field.room", highest=MOST_MEMBERS)
        for name in ("cash", "reserve", "welfare", "payable"):
            with problems:
                parse_satang(getattr(self, name), f"simulation.field.{name}")
        for number, member in enumerate(self.members, 1):
            for name in ("pledge", "savings", "special"):
                own = Collector(SimulationError)
                with own:
                    parse_satang(getattr(member, name), f"simulation.field.{name}")
                for problem in own:
                    problems.add(problem.at(f"#{number}"))
            if member.loan:
                own = Collector(SimulationError)
                _check(member.loan, len(self.members) + self.room, own)
                for problem in own:
                    problems.add(problem.at(f"#{number}"))
        problems.close()
        owed = sum(member.loan.balance for member in self.members if member.loan)
        held = sum(member.savings + member.special for member in self.members)
        rest = self.cash + owed - held - self.reserve - self.welfare - self.payable
        object.__setattr__(self, "retained", rest)

    @property
    def offers(self) -> list[int]:
        """What each place's next member will promise; at a free one, as much as the median."""
        pledges = [member.pledge for member in self.members]
        return pledges + [sorted(pledges)[len(pledges) // 2]] * self.room

    @classmethod
    def founding(cls, members: int, *, pledge: int, savings: int = 0, cash: int = 0) -> "Start":
        """Return a group of equal savers, before the first savings day.

        Parameters
        ----------
        members : int
        pledge, savings : int
            Satang of each.
        cash : int
            Satang beyond the members' savings, as a gift to the group.

        Raises
        ------
        SimulationError
            If there are no members, or more than the kit simulates.
        """
        problems = Collector(SimulationError)
        with problems:
            parse_count(members, "simulation.field.members", lowest=1, highest=MOST_MEMBERS)
        problems.close()
        return cls(
            (Saver(pledge, savings),) * members, room=members // 10, cash=cash + members * savings
        )

    def pledging(self, times: Fraction) -> "Start":
        """Return the same members, promising so many times as much; whole baht."""
        members = tuple(
            replace(member, pledge=int(member.pledge * times / 100) * 100)
            for member in self.members
        )
        return replace(self, members=members)

    @classmethod
    def of_books(cls, group: "Group", day: date, policy: "Policy") -> "Start":
        """Take a group from its books, at the end of a day.

        Parameters
        ----------
        group : books.Group
        day : date
        policy : Policy
            Tells how a loan's instalments go on.

        Returns
        -------
        Start
            A member's contracts become one: the engine lets a member have one loan at a time.
        """
        from ogs_teach.simulation.books import start_of_books

        return start_of_books(group, day, policy)
