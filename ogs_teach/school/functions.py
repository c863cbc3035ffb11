"""What lessons may call: the kit's own arithmetic, in baht.

Money goes in and comes out in baht, rates are percent, days are numbers, so that one day
less another is how many days lie between. Nothing is worked out here: each function asks
the part of the core that the simulators ask.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import partial

from ogs_teach import arrears, dividends, legal, loans, welfare
from ogs_teach.errors import LessonError, Problem
from ogs_teach.inputs import plain
from ogs_teach.money import BAHT, Rounding
from ogs_teach.rules import GroupRules
from ogs_teach.school.expressions import Function
from ogs_teach.thai import FIRST_YEAR, LAST_YEAR, parse_date

FIRST_DAY, LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
RULES = "training_rules"


def satang(baht: Fraction) -> int:
    """Return baht as whole satang, halves up."""
    return Rounding().apply(baht * BAHT)


def calendar_day(number: Fraction) -> date:
    """Return the day that a number stands for.

    Raises
    ------
    LessonError
        If it stands for none.

    Examples
    --------
    >>> calendar_day(_day(Fraction(2569), Fraction(5), Fraction(5)))
    datetime.date(2026, 5, 5)
    """
    if not FIRST_DAY.toordinal() <= number <= LAST_DAY.toordinal() or number.denominator != 1:
        raise LessonError(Problem("school.not-a-day", values={"got": plain(number)}))
    return date.fromordinal(int(number))


def _whole(number: Fraction, most: int, key: str = "whole-months", least: int = 1) -> int:
    if number.denominator != 1 or not least <= number <= most:
        values: dict[str, object] = {"got": plain(number), "least": least, "most": most}
        raise LessonError(Problem(f"school.{key}", values=values))
    return int(number)


# Loans: baht, percent a month, months, method


def _schedule(principal: Fraction, rate: Fraction, months: Fraction, method: str) -> loans.Schedule:
    return loans.schedule(satang(principal), rate, _whole(months, 360), method=method)  # type: ignore[arg-type]


def _interest(principal: Fraction, rate: Fraction, months: Fraction, method: str) -> Fraction:
    return Fraction(_schedule(principal, rate, months, method).total_interest, BAHT)


def _true_rate(principal: Fraction, rate: Fraction, months: Fraction, method: str) -> Fraction:
    return Fraction(_schedule(principal, rate, months, method).true_annual_rate)


def _in_row(
    what: str, principal: Fraction, rate: Fraction, months: Fraction, method: str, k: Fraction
) -> Fraction:
    """Return one amount of the k-th instalment."""
    rows = _schedule(principal, rate, months, method).rows
    return Fraction(getattr(rows[_whole(k, len(rows)) - 1], what), BAHT)


def _ceiling(own_savings: Fraction) -> Fraction:
    return Fraction(loans.ceiling(satang(own_savings), GroupRules.default().loans.ordinary), BAHT)


# The year's end


def _deposits(pledge: Fraction, first: Fraction, last: int = 12) -> list[tuple[int, int]]:
    return [(month, satang(pledge)) for month in range(_whole(first, 12), last + 1)]


def _dividend(opening: Fraction, pledge: Fraction, months: Fraction, rate: Fraction) -> Fraction:
    deposits = _deposits(pledge, Fraction(1), _whole(months, 12))
    paid = dividends.by_rate(satang(opening), deposits, rate, convention="next_month")
    return Fraction(paid.total, BAHT)


def _dividend_by(
    opening: Fraction, pledge: Fraction, first: Fraction, rate: Fraction, convention: str
) -> Fraction:
    deposits = _deposits(pledge, first)
    paid = dividends.by_rate(satang(opening), deposits, rate, convention=convention)
    return Fraction(paid.total, BAHT)


def _baht_months(opening: Fraction, pledge: Fraction, first: Fraction) -> Fraction:
    lines = dividends.lines(satang(opening), _deposits(pledge, first), "next_month")
    return dividends.weighted(lines) * 12 / BAHT


def _allocated(surplus: Fraction, item: str) -> Fraction:
    percents = GroupRules.default().allocation.percents()
    return Fraction(dividends.allocate(satang(surplus), percents)[item], BAHT)


def _refund(interest_paid: Fraction, rate: Fraction) -> Fraction:
    return Fraction(dividends.refund(satang(interest_paid), rate), BAHT)


# Welfare, arrears, days


def _hospital(nights: Fraction, paid_before: Fraction) -> Fraction:
    counted = _whole(nights, welfare.MOST_NIGHTS, "whole-nights")
    caps = GroupRules.default().welfare.hospital
    stay = welfare.hospital([counted], caps, paid_before=satang(paid_before))[0]
    return Fraction(stay.paid, BAHT)


def _par(days: Fraction, *loans_: Fraction) -> Fraction:
    debts = [
        arrears.Debt(str(number), satang(balance), _whole(late, 36_500, "whole-days", 0))
        for number, (balance, late) in enumerate(zip(loans_[::2], loans_[1::2], strict=True), 1)
    ]
    share = arrears.at_risk(debts, _whole(days, 36_500, "whole-days", 0))
    if share is None:
        raise LessonError(Problem("school.nothing-lent"))
    return share / 100


def _day(year: Fraction, month: Fraction, day: Fraction) -> Fraction:
    written = "/".join(plain(part).replace(",", "") for part in (day, month, year))
    return Fraction(parse_date(written).toordinal())


def _notice_by(default: Fraction) -> Fraction:
    return Fraction(legal.guarantor_notice_last_day(calendar_day(default)).toordinal())


_METHODS = frozenset({"flat", "equal_principal", "equal_payment", "interest_only", "flat_total"})
_LOAN = (None, None, None, _METHODS)
_CONVENTIONS = frozenset(
    {"next_month", "same_month", "closing_balance", "running_balance", "over_11", "waiting_year"}
)

FUNCTIONS: Mapping[str, Function] = {
    # baht, percent a month, months, method -> baht; percent a year; of the k-th instalment
    "interest": Function(_interest, _LOAN),
    "true_rate": Function(_true_rate, _LOAN),
    "instalment": Function(partial(_in_row, "payment"), (*_LOAN, None)),
    "interest_in": Function(partial(_in_row, "interest"), (*_LOAN, None)),
    "left": Function(partial(_in_row, "balance"), (*_LOAN, None)),
    # own savings -> baht, by the training rules
    "ceiling": Function(_ceiling, (None,), rests_on=RULES),
    # opening baht, baht a month, months saved from the first, percent -> baht
    "dividend": Function(_dividend, (None, None, None, None)),
    # opening baht, baht a month, first month, percent, convention -> baht
    "dividend_by": Function(_dividend_by, (None, None, None, None, _CONVENTIONS)),
    # opening baht, baht a month, first month -> baht times months
    "baht_months": Function(_baht_months, (None, None, None)),
    # surplus, head -> baht, by the training rules
    "allocated": Function(_allocated, (None, frozenset(dividends.ITEMS)), rests_on=RULES),
    # interest paid, percent -> baht
    "refund": Function(_refund, (None, None)),
    # nights, baht paid before in the year -> baht, by the training rules
    "hospital": Function(_hospital, (None, None), rests_on=RULES),
    # more than so many days late; balance and days late of up to 8 loans -> a fraction
    "par": Function(_par, (None,), pairs=8),
    # year in B.E., month, day -> a day; a day -> the last day of the guarantors' notice
    "day": Function(_day, (None, None, None)),
    "notice_by": Function(_notice_by, (None,)),
}
