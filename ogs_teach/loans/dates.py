"""When a loan's instalments fall due, and how long each period lasts."""

import calendar
import itertools
import re
from datetime import date
from fractions import Fraction
from typing import Literal

from ogs_teach.errors import DateError, Problem
from ogs_teach.inputs import shown, tidy

DayCount = Literal["month", "actual/365", "30/360"]

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_YEARS = range(1900, 2400)  # C.E.; what lies above was meant as พ.ศ.


def read_date(value: date | str | None, field: str) -> date | None:
    """Read a date of the common era, given as a date or as ISO text.

    Raises
    ------
    DateError
        If there is no such day, or its year is a Buddhist one.

    Examples
    --------
    >>> read_date("2026-05-31", "loans.field.start")
    datetime.date(2026, 5, 31)
    """

    def refuse(key: str, **more: object) -> DateError:
        return DateError(Problem(f"loans.{key}", field, values={"got": shown(value), **more}))

    if value is None:
        return None
    if isinstance(value, str):
        parts = _ISO.fullmatch(tidy(value))
        year, month, day = map(int, parts.groups()) if parts else (0, 0, 0)
    elif type(value) is date:
        year, month, day = value.year, value.month, value.day
    else:
        raise refuse("no-such-date")
    if year not in _YEARS and year - 543 in _YEARS:  # asked first: 29 February 2567 existed
        raise refuse("buddhist-year", year=year - 543)
    try:
        found = date(year, month, day)
    except ValueError:
        raise refuse("no-such-date") from None
    if year not in _YEARS:
        raise refuse("no-such-date")
    return found


def due_dates(start: date | None, first_due: date | None, periods: int) -> tuple[date | None, ...]:
    """Return each instalment's due date, month by month from the first date.

    A day that a month lacks becomes the month's last day; the next month goes back to the
    first date's day.

    Examples
    --------
    >>> [f"{due:%d %b}" for due in due_dates(date(2024, 1, 31), None, 3)]
    ['29 Feb', '31 Mar', '30 Apr']
    """
    if first_due is not None:
        return tuple(_months_later(first_due, number) for number in range(periods))
    if start is not None:
        return tuple(_months_later(start, number) for number in range(1, periods + 1))
    return (None,) * periods


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def lengths(
    start: date | None, dues: tuple[date | None, ...], day_count: str
) -> tuple[Fraction, ...]:
    """Return each period's length in years.

    actual/365 counts every day, in leap years too. 30/360 makes every full month 30 days,
    also where its due date was clipped to the month's end.
    """
    if day_count == "month":
        return (Fraction(1, 12),) * len(dues)
    days = [day for day in (start, *dues) if day is not None]
    if day_count == "actual/365":
        return tuple(Fraction((end - begin).days, 365) for begin, end in itertools.pairwise(days))
    first = days_360(days[1]) - days_360(days[0])
    months = 12 * (days[1].year - days[0].year) + days[1].month - days[0].month
    if days[1] == _months_later(days[0], months):
        first = 30 * months
    return (Fraction(first, 360), *[Fraction(30, 360)] * (len(dues) - 1))


def days_360(day: date) -> int:
    """Return a date's number in a calendar of twelve months of 30 days.

    Examples
    --------
    >>> days_360(date(2026, 5, 31)) - days_360(date(2026, 4, 30))
    30
    """
    return day.year * 360 + day.month * 30 + min(day.day, 30)
