"""From when a payment counts: one rule per convention.

A year is cut into equal periods: twelve months, eleven, the days of the year, or one.
A convention says in which period a payment begins to count; it then counts to the end.
So the weight of a payment is (periods left) / (periods), an exact fraction.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ogs_teach.dividends.deposits import AccountingYear, Payment
from ogs_teach.errors import DividendError, Problem, Word
from ogs_teach.inputs import shown, tidy

MONTHS = 12

# The period from which a payment of this month counts.
_BY_MONTH: dict[str, Callable[[Payment], int]] = {
    "next_month": lambda p: p.month + 1,
    "same_month": lambda p: p.month,
    "lump_sum_early": lambda p: p.month + p.regular,
    "over_11": lambda p: p.month + 1,
    "running_balance": lambda p: p.month,
    "closing_balance": lambda p: 1,
    "end_of_quarter": lambda p: (p.month + 2) // 3 * 3 + 1,
}

CONVENTIONS = (
    "next_month",
    "same_month",
    "cutoff_day",
    "lump_sum_early",
    "over_11",
    "daily",
    "running_balance",
    "closing_balance",
    "end_of_quarter",
    "waiting_year",
)

_FORM = re.compile(r"([a-z0-9_]+?)(?:\s*\(\s*(-?\d{1,4})\s*\))?")


@dataclass(frozen=True)
class Convention:
    """How long a year's payments count.

    The brought-forward balance always counts in full. A withdrawal stops counting with
    its own period: the balance that earns is the lowest of the period. Which
    convention holds is the group's rule; the kit's default is set for practice.

    Parameters
    ----------
    name : str
        next_month
            From the month after: 11/12 … 0/12; most Thai co-operatives, the kit's default.
        same_month
            From its own month: 12/12 … 1/12.
        cutoff_day
            On or before `day` as same_month, after it as next_month.
        lump_sum_early
            A lump sum early in the month from its own month; a payment marked "regular"
            (the pledge at the month's end) from the next.
        over_11
            As next_month, in a year of eleven: 10/11 … 0/11, the twelfth month 0.
        daily
            From the day after, over the days of the year.
        running_balance
            Every month-end balance earns a twelfth of the rate; weighs as same_month, but
            its lines are months.
        closing_balance
            No time weight: late money earns as much as old. Unfair to those who save long.
        end_of_quarter
            From the quarter after.
        waiting_year
            A member who began the year with nothing waits; afterwards everything counts in
            full.
    day : int, optional
        1 to 31, for cutoff_day only.

    Examples
    --------
    >>> Convention.read("cutoff_day(5)")
    Convention(name='cutoff_day', day=5)
    """

    name: str
    day: int | None = None

    def __post_init__(self) -> None:
        field = "dividends.field.convention"
        if self.name not in CONVENTIONS or (self.day is not None and self.name != "cutoff_day"):
            raise DividendError(
                Problem(
                    "dividends.unknown-convention",
                    field,
                    values={"got": shown(self), "choices": ", ".join(CONVENTIONS)},
                )
            )
        if self.name == "cutoff_day" and (not isinstance(self.day, int) or not 1 <= self.day <= 31):
            got = "" if self.day is None else shown(self.day)
            raise DividendError(Problem("dividends.cutoff-day", field, values={"got": got}))

    @classmethod
    def read(cls, value: "Convention | str") -> "Convention":
        """Read a convention as the rule file writes it.

        Raises
        ------
        DividendError
            If there is no such convention, or cutoff_day lacks its day.
        """
        if isinstance(value, Convention):
            return value
        found = _FORM.fullmatch(tidy(value).lower()) if isinstance(value, str) else None
        if not found:
            return cls(shown(value))
        name, day = found.groups()
        return cls(name, None if day is None else int(day))

    def __str__(self) -> str:
        return str(self.name) if self.day is None else f"{self.name}({self.day})"

    @property
    def needs_dates(self) -> bool:
        """Whether a month's number is not enough."""
        return self.name in ("cutoff_day", "daily")

    def periods(self, year: AccountingYear) -> int:
        """Into how many equal periods the year is cut."""
        if self.name == "daily":
            return year.days
        return {"over_11": 11, "closing_balance": 1}.get(self.name, MONTHS)

    def first(self, payment: Payment, year: AccountingYear, opening: int) -> int:
        """Return the period, from 1, in which a payment in begins to count."""
        if self.name == "daily":
            return year.day_of(self._date(payment)) + 1
        if self.name == "cutoff_day":
            return payment.month + (self._date(payment).day > (self.day or 0))
        if self.name == "waiting_year":
            return 1 if opening else MONTHS + 1
        return _BY_MONTH[self.name](payment)

    def stops(self, payment: Payment, year: AccountingYear) -> int:
        """Return the first period in which money taken out no longer counts."""
        if self.name == "daily":
            return year.day_of(self._date(payment))
        return 1 if self.name == "closing_balance" else payment.month

    def weight(self, first: int, year: AccountingYear) -> Fraction:
        """Return what part of the year is left from a period on."""
        periods = self.periods(year)
        return Fraction(max(0, periods + 1 - first), periods)

    def _date(self, payment: Payment) -> date:
        if payment.on is None:
            raise DividendError(
                Problem(
                    "dividends.needs-dates",
                    "dividends.field.convention",
                    values={"convention": Word(f"dividends.convention.{self.name}")},
                )
            )
        return payment.on
