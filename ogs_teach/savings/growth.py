"""How a member's savings grow over the years, and when they reach an amount.

The dividend of a year is reckoned on the pledged savings at the start of each month, so
what comes in during a month counts from the next one (the convention `next_month`), and
is rounded once, half-up. It is added, or paid out, at the end of the year's last month.
Special savings bear interest of their own in the same way, and that always stays.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, get_args

from ogs_teach.errors import Collector, SavingsError
from ogs_teach.inputs import Number, exact, parse_percent, shown
from ogs_teach.money import Rounding
from ogs_teach.savings.accounts import (
    MAX_MONTHS,
    Account,
    Change,
    Deposit,
    Event,
    Missed,
    Month,
    Pair,
    Plan,
)
from ogs_teach.savings.checks import check_count, check_satang, wrong
from ogs_teach.savings.pledges import TRAINING_RULES, PledgeRules

if TYPE_CHECKING:
    import pandas as pd

MAX_YEARS = MAX_MONTHS // 12
ROUNDING = Rounding()

DividendUse = Literal["taken", "pledged", "special"]


@dataclass(frozen=True)
class Year:
    """One year of growth; everything but `year` in satang.

    `taken` is the dividend paid out in cash, `dividend` the one that stays in either
    account, `interest` what special savings earned.
    """

    year: int
    paid_in: int
    special_in: int
    dividend: int
    taken: int
    interest: int
    fines: int
    balance: int
    special: int

    @property
    def dividends(self) -> int:
        """The year's dividend, kept or taken."""
        return self.dividend + self.taken

    @property
    def total(self) -> int:
        """Pledged and special savings together."""
        return self.balance + self.special


@dataclass(frozen=True)
class Growth:
    """An account over whole years.

    Parameters
    ----------
    account : Account
    years : tuple of Year, shape (n,)
    """

    account: Account
    years: tuple[Year, ...]

    @property
    def total(self) -> int:
        """Pledged and special savings at the end, in satang."""
        return self.years[-1].total

    @property
    def dividends(self) -> int:
        """All dividends, kept and taken, in satang."""
        return sum(year.dividends for year in self.years)

    def to_frame(self) -> "pd.DataFrame":
        """Return the years as a table, shape (n, 9), index `year`, in satang."""
        import pandas as pd

        rows = [{**vars(year), "total": year.total} for year in self.years]
        return pd.DataFrame(rows).set_index("year")


@dataclass(frozen=True)
class Saver:
    """A member's habits, the same every year but for changes of the pledge.

    Parameters
    ----------
    pledge : int
        Satang a month.
    changes : mapping of {year: satang a month}
        The pledge from the first month of a year on; changed at the yearly meeting.
    missed : collection of int
        Months of the year, 1 to 12, in which the pledge does not come.
    paid_after : int, optional
        Months later that a missed pledge is paid; None for never.
    special : int
        Satang of special savings put in each month.
    opening, opening_special : int
        Satang already saved.
    rate : number
        Dividend in percent a year.
    dividend : "taken", "pledged" or "special"
        Whether the dividend is paid out, added to pledged savings, or kept as special
        savings. Which of them a group allows is its own rule.
    special_rate : number
        Interest on special savings in percent a year.
    rules : PledgeRules

    Raises
    ------
    SavingsError
        Naming everything that is wrong.

    Examples
    --------
    >>> saver = Saver(100_00, rate="3", dividend="pledged")
    >>> saver.grow(10).total  # 12,000 baht put in
    1394582
    >>> saver.reach(10_000_00), replace(saver, missed={6, 7}).reach(10_000_00)
    (91, 108)
    """

    pledge: int
    changes: Mapping[int, int] = field(default_factory=dict)
    missed: Collection[int] = ()
    paid_after: int | None = None
    special: int = 0
    opening: int = 0
    opening_special: int = 0
    rate: Number = 0
    dividend: DividendUse = "taken"
    special_rate: Number = 0
    rules: PledgeRules = TRAINING_RULES

    def __post_init__(self) -> None:
        problems = Collector(SavingsError)
        with problems:
            self.rules.check(self.pledge)
        for year, pledge in self.changes.items():
            with problems:
                check_count(year, "change_year", lowest=2, highest=MAX_YEARS)
            with problems:
                self.rules.check(pledge, "change")
        for month in self.missed:
            with problems:
                check_count(month, "missed", lowest=1, highest=12)
        if self.paid_after is not None:
            with problems:
                check_count(self.paid_after, "late", lowest=1, highest=12)
        for name in ("special", "opening", "opening_special"):
            with problems:
                check_satang(getattr(self, name), name)
        for name in ("rate", "special_rate"):
            with problems:
                rate = parse_percent(getattr(self, name), f"savings.field.{name}", highest=100)
                object.__setattr__(self, name, rate)
        if self.dividend not in get_args(DividendUse):
            problems.add(wrong("unknown-use", "dividend_use", got=shown(self.dividend)).problems[0])
        if not self.rules.special_savings:
            if self.special:
                problems.add(wrong("no-special", "special").problems[0])
            if self.dividend == "special":
                problems.add(wrong("no-special", "dividend_use").problems[0])
        problems.close()

    def grow(self, years: int) -> Growth:
        """Save for some years.

        Parameters
        ----------
        years : int
            1 to 100.

        Returns
        -------
        Growth

        Raises
        ------
        SavingsError
            If there are too few or too many years.
        """
        problems = Collector(SavingsError)
        with problems:
            years = check_count(years, "years", lowest=1, highest=MAX_YEARS)
        problems.close()
        taken: list[int] = []
        interest: list[int] = []
        months = tuple(self._walk(years, taken, interest))
        rows = []
        for index in range(years):
            year = months[12 * index : 12 * index + 12]
            added = sum(month.dividend + month.special_dividend for month in year)
            rows.append(
                Year(
                    year=index + 1,
                    paid_in=sum(month.paid + month.late for month in year),
                    special_in=sum(month.special_in for month in year),
                    dividend=added - interest[index],
                    taken=taken[index],
                    interest=interest[index],
                    fines=sum(month.fine for month in year),
                    balance=year[-1].balance,
                    special=year[-1].special,
                )
            )
        return Growth(Account(self.opening, self.opening_special, months), tuple(rows))

    def reach(self, target: int) -> int | None:
        """Say in which month the savings first reach an amount.

        Parameters
        ----------
        target : int
            Satang of pledged and special savings together; dividends taken do not count.

        Returns
        -------
        int or None
            Month, 1 the first; 0 if it is there already, None if not within 100 years.

        Raises
        ------
        SavingsError
            If the target is no amount above zero.
        """
        check_satang(target, "target", lowest=1)
        if self.opening + self.opening_special >= target:
            return 0
        for month in self._walk(MAX_YEARS, [], []):
            if month.total >= target:
                return month.month
        return None

    def on_time(self) -> "Saver":
        """Return the same member, missing no month."""
        return replace(self, missed=())

    def _walk(self, years: int, taken: list[int], interest: list[int]) -> Iterator[Month]:
        """Yield months; note at each year's end what was taken and what interest came."""

        def year_end(starts: Sequence[Pair]) -> Pair:
            dividend = a_year(self.rate, [pledged for pledged, _ in starts])
            interest.append(a_year(self.special_rate, [special for _, special in starts]))
            taken.append(dividend if self.dividend == "taken" else 0)
            return (
                dividend if self.dividend == "pledged" else 0,
                interest[-1] + (dividend if self.dividend == "special" else 0),
            )

        problems = Collector(SavingsError)  # nothing is withdrawn, so nothing is refused
        plan = Plan(
            self.pledge,
            12 * years,
            self.opening,
            self.opening_special,
            self._events(years),
            rules=self.rules,
        )
        return plan.walk(problems, year_end)

    def _events(self, years: int) -> Iterator[Event]:
        for year, pledge in self.changes.items():
            if year <= years:
                yield Change(12 * year - 11, pledge)
        for before in range(0, 12 * years, 12):
            for month in set(self.missed):
                number = before + month
                yield Missed(number, number + self.paid_after if self.paid_after else None)
        if self.special:
            for month in range(1, 12 * years + 1):
                yield Deposit(month, self.special)


def a_year(rate: Number, starts: Sequence[int]) -> int:
    """Return a year's dividend on the balances at the start of its months.

    Parameters
    ----------
    rate : number
        Percent a year.
    starts : sequence of int, shape (12,)
        Satang.

    Returns
    -------
    int
        Satang, rounded half-up once.

    Examples
    --------
    >>> a_year("4.35", [8_000_00 + 350_00 * month for month in range(12)])
    43174
    """
    return ROUNDING.apply(sum(starts) * exact(rate, "savings.field.rate") / 1200)


def spread(count: int) -> tuple[int, ...]:
    """Return `count` months of the year, spread evenly.

    Raises
    ------
    SavingsError
        If there are fewer than 0 or more than 12.

    Examples
    --------
    >>> spread(1), spread(3), spread(0)
    ((7,), (3, 7, 11), ())
    """
    problems = Collector(SavingsError)
    with problems:
        count = check_count(count, "missed_a_year", highest=12)
    problems.close()
    return tuple(1 + (12 * turn + 6) // count for turn in range(count))
