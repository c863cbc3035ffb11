"""What each payment adds to a member's baht-months, line by line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ogs_teach.dividends.conventions import MONTHS, Convention
from ogs_teach.dividends.deposits import (
    AccountingYear,
    Deposit,
    Payment,
    accounting_year,
    at,
    listed,
    read_account,
)

_ANY_YEAR = AccountingYear(date(2025, 1, 1))  # without a dated payment, any year weighs alike


@dataclass(frozen=True)
class Line:
    """One amount and the part of the year for which it counts.

    Parameters
    ----------
    month : int
        1 to 12 of the accounting year; 0 for the balance brought forward.
    on : date, optional
        The day, where it is known.
    amount : int
        Satang; negative for a withdrawal.
    weight : Fraction
        Of the year, 0 to 1.
    """

    month: int
    on: date | None
    amount: int
    weight: Fraction

    @property
    def weighted(self) -> Fraction:
        """Satang times years."""
        return self.amount * self.weight


def lines(
    opening: int,
    deposits: Iterable[Deposit],
    convention: Convention | str = "next_month",
    *,
    year: AccountingYear | None = None,
    where: str = "",
) -> list[Line]:
    """Weigh one member's year.

    Parameters
    ----------
    opening : int
        Satang brought forward; counts in full.
    deposits : iterable of (month, satang) or (date, satang)
        Withdrawals are negative.
    convention : str or Convention
    year : AccountingYear, optional
        Where the payments have dates.
    where : str
        Whose they are, for messages.

    Returns
    -------
    list of Line
        In order of time. Under running_balance one line a month: its closing balance.

    Raises
    ------
    DividendError
        All problems of the payments at once, or that the convention needs dates.

    Notes
    -----
    A withdrawal stops counting with its own period, also where money paid in during that
    period does not count yet. No period earns on less than nothing, so a member's weight is
    never negative.

    Examples
    --------
    >>> [str(line.weight) for line in lines(800_000, [(1, 35_000), (12, 35_000)])]
    ['1', '11/12', '0']
    """
    convention = Convention.read(convention)
    deposits = listed(deposits)
    year = year or accounting_year(deposits) or _ANY_YEAR
    opening, payments = read_account(opening, deposits, year, where)
    if convention.name == "running_balance":
        return _running(opening, payments)
    with at(where):
        return _by_payment(opening, payments, convention, year)


def weighted(found: Iterable[Line]) -> Fraction:
    """Add lines up: satang times years. Times 12, over 100: baht-months (บาท-เดือน)."""
    return sum((line.weighted for line in found), Fraction(0))


def _running(opening: int, payments: list[Payment]) -> list[Line]:
    months, balance = [], opening
    for month in range(1, MONTHS + 1):
        balance += sum(p.amount for p in payments if p.month == month)
        months.append(Line(month, None, balance, Fraction(1, MONTHS)))
    return months


def _by_payment(
    opening: int, payments: list[Payment], convention: Convention, year: AccountingYear
) -> list[Line]:
    counts_from = [convention.first(p, year, opening) for p in payments]
    earning = [opening] * convention.periods(year)
    for payment, first in zip(payments, counts_from, strict=True):
        if payment.amount > 0:
            for period in range(first - 1, len(earning)):
                earning[period] += payment.amount
    found = [Line(0, None, opening, Fraction(1))]
    for payment, first in zip(payments, counts_from, strict=True):
        if payment.amount >= 0:
            weight = convention.weight(first, year)
        else:
            taken = 0
            for period in range(convention.stops(payment, year) - 1, len(earning)):
                taken += min(-payment.amount, max(0, earning[period]))
                earning[period] += payment.amount
            weight = Fraction(taken, -payment.amount * len(earning))
        found.append(Line(payment.month, payment.on, payment.amount, weight))
    return found
