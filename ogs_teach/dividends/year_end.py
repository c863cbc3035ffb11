"""A group's whole year end: the surplus, its heads, every member's dividend and refund."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ogs_teach.dividends.allocation import Allocation, allocate
from ogs_teach.dividends.conventions import Convention
from ogs_teach.dividends.deposits import accounting_year, at, listed, read_date, satang
from ogs_teach.dividends.members import Account, share, weigh
from ogs_teach.errors import Collector, DividendError, Problem
from ogs_teach.inputs import Number, check_list, check_switch, shown

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class YearEnd:
    """What the meeting is shown.

    Parameters
    ----------
    allocation : Allocation
        Surplus and heads.
    convention : Convention
    weights : dict of {id: Fraction}
        Satang times years; 0 for who does not take part.
    dividends, refunds : dict of {id: int}
        Satang, of every member; they add up to their heads.
    """

    allocation: Allocation
    convention: Convention
    weights: dict[Any, Fraction]
    dividends: dict[Any, int]
    refunds: dict[Any, int]

    @property
    def dividend_rate(self) -> Fraction | None:
        """Percent a year that the pool comes to; None if nobody's savings count."""
        counted = sum(self.weights.values(), Fraction(0))
        return self.allocation["dividend"] * 100 / counted if counted else None

    def baht_months(self, member: Any) -> Fraction:
        """Return บาท-เดือน: baht times twelfths of a year."""
        return self.weights[member] * 12 / 100

    def payout(self, member: Any) -> int:
        """Return dividend and refund together, in satang."""
        return self.dividends[member] + self.refunds[member]

    def to_frame(self) -> "pd.DataFrame":
        """Return a row for every member; amounts in whole satang."""
        import pandas as pd

        return pd.DataFrame(
            {
                "dividend_satang": self.dividends,
                "refund_satang": self.refunds,
                "payout_satang": {member: self.payout(member) for member in self.dividends},
            }
        ).rename_axis("member")


def year_end(
    surplus: int,
    percents: Mapping[str, Number],
    members: Mapping[Any, Account],
    *,
    interest_paid: Mapping[Any, int],
    convention: Convention | str = "next_month",
    start: date | str | None = None,
    accrued_interest: int = 0,
    special: Mapping[Any, Account] | None = None,
    left: Mapping[Any, date | str] | None = None,
    pay_leavers: bool = False,
    defaulters: Collection[Any] = (),
    refund_defaulters: bool = False,
) -> YearEnd:
    """Close a group's year: allocate, then share dividend and refund out by pool.

    Parameters
    ----------
    surplus : int
        Satang: income less expenses; negative for a loss.
    percents : dict of {str: number}
        As in `allocate`; the heads `dividend` and `refund` go to members.
    members : dict of {id: (opening, deposits)}
        Pledged savings, satang, with their dates or months; withdrawals negative.
    interest_paid : dict of {id: int}
        Satang of loan interest received; who is not named paid none.
    convention : str or Convention
    start : date, optional
        First day of the accounting year; by default 1 January of the earliest payment.
    accrued_interest : int
        Satang within the surplus that nobody has paid yet: taken out before sharing.
    special : dict of {id: (opening, deposits)}, optional
        Special savings, where the group's rules let them earn dividend too.
    left : dict of {id: date}, optional
        Who left during the year, and when.
    pay_leavers : bool
        False: who left receives nothing. True: a dividend on the savings until leaving,
        and the refund on interest paid.
    defaulters : collection of id
    refund_defaulters : bool
        Whether who was in default during the year receives a refund.

    Returns
    -------
    YearEnd
        After a loss every dividend and refund is 0.

    Raises
    ------
    AllocationError, DividendError
        DividendError with all problems of the members at once; AllocationError for the
        surplus and its percents alone.

    Notes
    -----
    Every switch is the group's own rule; the defaults are set for practice and are no
    official ones.

    Examples
    --------
    >>> done = year_end(
    ...     1_000_000,
    ...     {"reserve": 40, "dividend": 50, "refund": 10},
    ...     {"ก": (3_000_000, []), "ข": (1_000_000, [(6, 100_000)])},
    ...     interest_paid={"ข": 50_000},
    ... )
    >>> done.dividends, done.refunds
    ({'ก': 370370, 'ข': 129630}, {'ก': 0, 'ข': 100000})
    """
    problems = Collector(DividendError)
    accrued = 0
    with problems:
        accrued = satang(accrued_interest, "dividends.field.accrued")
    with problems:
        weights, paid = take_part(
            members,
            interest_paid=interest_paid,
            convention=convention,
            start=start,
            special=special,
            left=left,
            pay_leavers=pay_leavers,
            defaulters=defaulters,
            refund_defaulters=refund_defaulters,
        )
    problems.close()
    allocation = allocate(surplus, percents)
    if accrued:
        allocation = allocate(surplus - accrued, percents)
    return YearEnd(
        allocation,
        Convention.read(convention),
        weights,
        share(weights, allocation["dividend"], "dividends.nobody-saved"),
        share(paid, allocation["refund"], "dividends.nobody-paid-interest"),
    )


def take_part(
    members: Mapping[Any, Account],
    *,
    interest_paid: Mapping[Any, int],
    convention: Convention | str = "next_month",
    start: date | str | None = None,
    special: Mapping[Any, Account] | None = None,
    left: Mapping[Any, date | str] | None = None,
    pay_leavers: bool = False,
    defaulters: Collection[Any] = (),
    refund_defaulters: bool = False,
) -> tuple[dict[Any, Fraction], dict[Any, Fraction]]:
    """Say with how much every member takes part in a year's dividend and refund.

    Parameters are those of `year_end`.

    Returns
    -------
    weights : dict of {id: Fraction}
        Satang times years of savings; 0 for who does not take part.
    paid : dict of {id: Fraction}
        Satang of interest that bears a refund; 0 for who does not take part.

    Raises
    ------
    DividendError
        All problems at once.

    Examples
    --------
    >>> take_part({"ก": (100, []), "ข": (50, [])}, interest_paid={"ข": 7}, defaulters=["ข"])[1]
    {'ก': Fraction(0, 1), 'ข': Fraction(0, 1)}
    """
    problems = Collector(DividendError)
    left = left or {}
    special = special or {}
    for table, field in (
        (members, "member"),
        (interest_paid, "interest"),
        (left, "left"),
        (special, "special"),
    ):
        if not isinstance(table, Mapping):
            problems.add(
                Problem(
                    "dividends.not-a-table",
                    f"dividends.field.{field}",
                    values={"got": shown(table)},
                )
            )
    for switch, field in (
        (pay_leavers, "pay_leavers"),
        (refund_defaulters, "refund_defaulters"),
    ):
        with problems:
            check_switch(switch, f"dividends.field.{field}")
    with problems:
        check_list(defaulters, "dividends.field.defaulters")
    problems.close()
    members, special = _kept(members), _kept(special)
    for named, field in (
        (interest_paid, "interest"),
        (defaulters, "defaulters"),
        (left, "left"),
        (special, "special"),
    ):
        for member in named:
            if member not in members:
                problems.add(
                    Problem(
                        "dividends.unknown-member",
                        f"dividends.field.{field}",
                        values={"got": shown(member)},
                    )
                )
    problems.close()
    gone: dict[Any, date] = {}
    for member, day in left.items():
        with problems, at(shown(member)):
            gone[member] = read_date(day, "dividends.field.left")
    # One year for all of it: payments decide, else the days on which people left.
    accounts = [*members.values(), *special.values()]
    year = None
    with problems:
        payments = [d for account in accounts for d in _payments(account)]
        year = accounting_year(payments, start)
        year = year or accounting_year([(day, 0) for day in gone.values()])
    first = year.start if year else start
    for member, day in gone.items():
        if year and day > year.end:
            values = {"got": day, "first": year.start, "last": year.end}
            problems.add(
                Problem(
                    "dividends.outside-year", "dividends.field.left", shown(member), dict(values)
                )
            )
    weights: dict[Any, Fraction] = {}
    with problems:
        weights = weigh(members, convention, start=first)
    with problems:
        for member, more in weigh(special, convention, start=first).items():
            weights[member] = weights.get(member, Fraction(0)) + more
    problems.close()
    paid = {}
    for member in members:
        with problems, at(shown(member)):
            interest = interest_paid.get(member, 0)
            paid[member] = Fraction(satang(interest, "dividends.field.interest"))
    for member, day in gone.items():
        weights[member] = Fraction(0)
        if not pay_leavers:
            paid[member] = Fraction(0)
        elif year is None or day >= year.start:  # who left before has no part in this year
            for table in (members, special):
                if member in table:
                    with problems, at(shown(member)):
                        until = {member: _until_leaving(table[member], day)}
                        weights[member] += weigh(until, convention, start=first)[member]
    problems.close()
    if not refund_defaulters:
        paid = {m: Fraction(0) if m in defaulters else interest for m, interest in paid.items()}
    return weights, paid


def _payments(account: object) -> list[Any]:
    well_formed = isinstance(account, tuple | list) and len(account) == 2
    return listed(account[1]) if well_formed else []  # type: ignore[index]


def _kept(accounts: Mapping[Any, Account]) -> dict[Any, Account]:
    """Keep a generator's payments: a leaver's are read twice."""
    return {
        member: (account[0], listed(account[1]))
        if isinstance(account, tuple | list) and len(account) == 2
        else account
        for member, account in accounts.items()
    }


def _until_leaving(account: Account, day: date) -> Account:
    """Take what the books still show out on the day of leaving."""
    opening, deposits = account[0], list(account[1])
    rest = opening + sum(deposit[1] for deposit in deposits)
    return (opening, [*deposits, (day, -rest)]) if rest else (opening, deposits)
