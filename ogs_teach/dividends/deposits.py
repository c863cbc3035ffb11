"""A member's payments of one accounting year, read and checked."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, TypeGuard

from ogs_teach.errors import Collector, DividendError, OgsError, Problem
from ogs_teach.inputs import exact, parse_count, shown, tidy
from ogs_teach.money import BAHT, MAX_BAHT

When = int | date | str
Deposit = tuple[When, int] | tuple[When, int, Literal["regular"]]

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_BUDDHIST = 2400  # no savings group kept books before this C.E. year, nor will any soon


@dataclass(frozen=True)
class AccountingYear:
    """Twelve months from the first day of a month; ปีบัญชี.

    Parameters
    ----------
    start : date
        First day, by default 1 January in every calculator (the kit's default).

    Examples
    --------
    >>> year = AccountingYear(date(2024, 4, 1))
    >>> year.end, year.days, year.month_of(date(2025, 1, 31))
    (datetime.date(2025, 3, 31), 365, 10)
    """

    start: date

    @property
    def end(self) -> date:
        """Last day."""
        return self.start.replace(year=self.start.year + 1) - timedelta(days=1)

    @property
    def days(self) -> int:
        """365 or 366."""
        return (self.end - self.start).days + 1

    def month_of(self, day: date) -> int:
        """Return 1 to 12."""
        return 12 * (day.year - self.start.year) + day.month - self.start.month + 1

    def day_of(self, day: date) -> int:
        """Return 1 to 366."""
        return (day - self.start).days + 1


@dataclass(frozen=True)
class Payment:
    """One payment into the savings, or out of them.

    Parameters
    ----------
    month : int
        1 to 12 of the accounting year.
    amount : int
        Satang; negative for a withdrawal.
    on : date, optional
        The day, where it is known.
    regular : bool
        Whether it is the month's ordinary pledge; only `lump_sum_early` asks.
    """

    month: int
    amount: int
    on: date | None = None
    regular: bool = False


def satang(value: object, field: str, *, lowest: int | None = 0) -> int:
    """Check an amount that is already in satang.

    Text is refused: what a person typed is in baht, and `money.parse_baht` reads it.

    Raises
    ------
    MoneyError or DividendError
        Naming the field.
    """
    if isinstance(value, str):
        raise DividendError(Problem("dividends.not-satang", field, values={"got": value[:40]}))
    number = exact(value, field, lowest=lowest, highest=MAX_BAHT * BAHT)  # type: ignore[arg-type]
    if lowest is None:
        exact(abs(number), field, highest=MAX_BAHT * BAHT)
    if number.denominator != 1:
        raise DividendError(Problem("dividends.not-satang", field, values={"got": shown(value)}))
    return int(number)


def dated(when: object) -> TypeGuard[date | str]:
    """Tell a date, or text meant as one, from a month's number."""
    return isinstance(when, date) or (isinstance(when, str) and "-" in when.strip("- "))


def read_date(value: date | str, field: str) -> date:
    """Check a date, or read one in ISO form (C.E.).

    Raises
    ------
    DividendError
        If there is no such day, or the year is a Buddhist-Era one.
    """
    if isinstance(value, str):
        found = _ISO.fullmatch(tidy(value))
        year, month, day = map(int, found.groups()) if found else (0, 0, 0)
    elif isinstance(value, date):
        year, month, day = value.year, value.month, value.day
    else:
        year = month = day = 0
    # Asked first: 29 February 2567 is a day that existed, in 2024.
    if year > _BUDDHIST:
        raise DividendError(
            Problem("dividends.buddhist-year", field, values={"got": year, "instead": year - 543})
        )
    try:
        return date(year, month, day)
    except ValueError:
        raise DividendError(
            Problem("dividends.no-such-date", field, values={"got": shown(value)})
        ) from None


def accounting_year(
    deposits: Iterable[object], start: date | str | None = None
) -> AccountingYear | None:
    """Find the year that the payments belong to.

    Parameters
    ----------
    deposits : iterable of (when, satang)
        Of all members.
    start : date or ISO text, optional
        First day of the accounting year. Without it: 1 January of the earliest payment's
        year; None if no payment has a date.

    Raises
    ------
    DividendError
        If `start` is no first day of a month.
    """
    if start is not None:
        first = read_date(start, "dividends.field.start")
        if first.day != 1:
            raise DividendError(
                Problem("dividends.mid-month-start", "dividends.field.start", values={"got": first})
            )
        return AccountingYear(first)
    years = []
    for deposit in deposits:
        when = deposit[0] if isinstance(deposit, tuple | list) and deposit else None
        if dated(when):
            try:
                years.append(read_date(when, "dividends.field.date").year)
            except DividendError:
                continue  # told in full when the payment itself is read
    return AccountingYear(date(min(years), 1, 1)) if years else None


def listed(deposits: Any) -> list[Any]:
    """Keep a generator's payments, which are read twice; what is no list is no payment."""
    if isinstance(deposits, str | bytes) or not isinstance(deposits, Iterable):
        return [deposits]
    return list(deposits)


def read_account(
    opening: object,
    deposits: Iterable[object],
    year: AccountingYear | None,
    where: str = "",
) -> tuple[int, list[Payment]]:
    """Read one member's opening balance and payments.

    Parameters
    ----------
    opening : int
        Satang brought forward, zero or more.
    deposits : iterable of (month, satang) or (date, satang)
        A third item "regular" marks the month's ordinary pledge. Withdrawals are negative.
    year : AccountingYear, optional
        What dates are counted in.
    where : str
        Whose they are, for the messages.

    Returns
    -------
    opening : int
        Satang.
    payments : list of Payment
        In order of time, whatever the order they came in.

    Raises
    ------
    DividendError
        All problems at once: months 1-12, days that exist and lie in the year, whole
        satang, and no balance below zero.
    """
    problems = Collector(DividendError)
    brought, payments = 0, []
    with problems, at(where):
        brought = satang(opening, "dividends.field.opening")
    for number, row in enumerate(listed(deposits), 1):
        with problems, at(f"{where} #{number}".strip()):
            payments.append(_payment(row, year))
    problems.close()
    payments.sort(key=lambda p: (p.month, p.on or date.min, -p.amount, p.regular))
    _check_balance(brought, payments, where)
    return brought, payments


def _payment(row: object, year: AccountingYear | None) -> Payment:
    if not isinstance(row, tuple | list) or len(row) not in (2, 3):
        raise DividendError(_malformed(row))
    when, amount = row[0], row[1]
    if len(row) == 3 and row[2] != "regular":
        raise DividendError(_malformed(row))
    regular = len(row) == 3
    problems = Collector(DividendError)
    month, on, paid = 1, None, 0
    with problems:
        paid = satang(amount, "dividends.field.deposit", lowest=None)
    with problems:
        if dated(when):
            on = read_date(when, "dividends.field.date")
            year = year or AccountingYear(on.replace(month=1, day=1))
            if not year.start <= on <= year.end:
                raise DividendError(
                    Problem(
                        "dividends.outside-year",
                        "dividends.field.date",
                        values={"got": on, "first": year.start, "last": year.end},
                    )
                )
            month = year.month_of(on)
        else:
            month = parse_count(when, "dividends.field.month", lowest=1, highest=12)
    problems.close()
    return Payment(month, paid, on, regular)


def _check_balance(opening: int, payments: list[Payment], where: str) -> None:
    """Refuse a month, or a day, that ends below zero."""
    balance = opening
    last = len(payments) - 1
    for index, payment in enumerate(payments):
        balance += payment.amount
        same_time = index < last and (
            (payment.month, payment.on) == (payments[index + 1].month, payments[index + 1].on)
        )
        if balance < 0 and not same_time:
            raise DividendError(
                Problem(
                    "dividends.overdrawn",
                    "dividends.field.deposit",
                    where,
                    {"month": payment.month, "short": _baht(-balance)},
                )
            )


def _baht(amount: int) -> str:
    return f"{amount // BAHT:,}.{amount % BAHT:02d}"


def _malformed(row: object) -> Problem:
    return Problem("dividends.not-a-payment", "dividends.field.deposit", values={"got": shown(row)})


@contextmanager
def at(where: str) -> Iterator[None]:
    """Say where, if something inside is refused."""
    try:
        yield
    except OgsError as error:
        raise DividendError(*(p.at(where) if where else p for p in error.problems)) from None
