"""What a loan was agreed on: its terms, read and exact."""

import math
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal, get_args

from ogs_teach.errors import Collector, LoanError, MoneyError, Problem
from ogs_teach.inputs import Number, parse_count, parse_percent, parse_satang, shown
from ogs_teach.loans.dates import DayCount, days_360, due_dates, lengths, read_date
from ogs_teach.money import BAHT, MAX_BAHT, Rounding

Method = Literal["flat", "equal_principal", "equal_payment", "interest_only", "flat_total"]
RatePer = Literal["month", "year", "term"]

MAX_PERIODS = 360  # thirty years of months
MAX_PERCENT = 1000  # whatever the rate is for; loan sharks compute, slips of the finger do not
FLAT = ("flat", "flat_total")


@dataclass(frozen=True)
class Terms:
    """A loan's terms, read and exact.

    Parameters
    ----------
    principal : int
        Satang.
    annual_rate : Fraction
        Percent a year as agreed: twelve times a monthly rate; a rate for the whole term
        divided by the term's years.
    periods : int
        Instalments, n.
    method, rounding, instalment_step, grace_principal, grace_interest
        As in `loans.schedule`.
    dues : tuple of (date or None), length n
    spans : tuple of Fraction, length n
        Years.
    """

    principal: int
    annual_rate: Fraction
    periods: int
    method: Method
    rounding: Rounding
    instalment_step: int
    grace_principal: int
    grace_interest: int
    dues: tuple[date | None, ...]
    spans: tuple[Fraction, ...]

    @property
    def factors(self) -> list[Fraction]:
        """Each period's interest on one satang owed, at the agreed rate; length n."""
        return [self.annual_rate / 100 * span for span in self.spans]

    @property
    def flat_interest(self) -> Fraction:
        """Satang of interest for the whole term on the first principal, not rounded."""
        return self.principal * self.annual_rate / 100 * sum(self.spans)

    @property
    def part(self) -> Fraction:
        """Satang of principal in each repaying row if all are equal, not rounded."""
        return Fraction(self.principal, self.periods - self.grace_principal)

    @cached_property
    def level(self) -> Fraction:
        """Satang of the equal payment (annuity) over the repaying rows, not rounded.

        With growths g₁…gₘ it is P·g₁g₂…gₘ ÷ (1 + gₘ + gₘgₘ₋₁ + … + gₘ…g₂), here in whole
        numbers over one denominator: 360 fractions need not be reduced.
        """
        factors = self.factors[self.grace_principal :]
        unit = math.lcm(*(factor.denominator for factor in factors))
        grown, worth, scale = self.principal, 0, 1
        for factor in factors:
            growth = int(unit + unit * factor)
            grown *= growth
            worth = worth * growth + scale
            scale *= unit
        return Fraction(grown, worth * unit)


def read(
    principal: int,
    rate: Number,
    periods: int,
    method: str,
    rate_per: str | None,
    rounding: Rounding,
    instalment_step: int,
    start: date | str | None,
    first_due: date | str | None,
    day_count: str,
    grace_principal: int,
    grace_interest: int,
) -> Terms:
    """Read a loan's terms, or say all that is wrong with them.

    Parameters are those of `loans.schedule`.

    Raises
    ------
    LoanError
        With a problem for each term that cannot be used.
    """
    problems = Collector(LoanError)
    found: dict[str, Any] = {"grace_principal": 0, "grace_interest": 0}
    graces = {"grace_principal": grace_principal, "grace_interest": grace_interest}

    with problems:
        found["principal"] = parse_satang(
            principal, "loans.field.principal", lowest=1, highest=MAX_BAHT * BAHT
        )
    with problems:
        found["rate"] = parse_percent(rate, "loans.field.rate", highest=MAX_PERCENT)
    with problems:
        found["periods"] = parse_count(
            periods, "loans.field.periods", lowest=1, highest=MAX_PERIODS
        )
    for name, grace in graces.items():
        with problems:
            longest = found.get("periods", MAX_PERIODS) - 1
            found[name] = parse_count(grace, f"loans.field.{name}", highest=longest)
    with problems:
        _known(method, get_args(Method), "method")
        found["method"] = method
    if rate_per is None:
        rate_per = "term" if method == "flat_total" else "month"
    with problems:
        _known(rate_per, get_args(RatePer), "rate_per")
        if "method" in found and not _go_together(method, rate_per):
            key = "flat-total-is-for-the-term" if method == "flat_total" else "term-is-flat"
            raise LoanError(Problem(f"loans.{key}", "loans.field.rate_per"))
    if not isinstance(rounding, Rounding):
        got = shown(rounding)
        problems.add(Problem("loans.not-a-rounding", "loans.field.rounding", values={"got": got}))
    with problems:
        found["step"] = parse_count(instalment_step, "loans.field.instalment_step", lowest=1)
    with problems:
        _known(day_count, get_args(DayCount), "day_count")
    with problems:
        found["start"] = read_date(start, "loans.field.start")
    with problems:
        found["first_due"] = read_date(first_due, "loans.field.first_due")
    if found.get("start") and found.get("first_due"):
        count = days_360 if day_count == "30/360" else date.toordinal
        if count(found["first_due"]) <= count(found["start"]):
            problems.add(Problem("loans.due-before-start", "loans.field.first_due"))
    if start is None and day_count in ("actual/365", "30/360"):
        problems.add(Problem("loans.no-start", "loans.field.start"))
    problems.close()

    dues = due_dates(found["start"], found["first_due"], found["periods"])
    spans = lengths(found["start"], dues, day_count)
    a_year = {"month": Fraction(12), "year": Fraction(1), "term": 1 / sum(spans)}
    terms = Terms(
        principal=found["principal"],
        annual_rate=found["rate"] * a_year[rate_per],
        periods=found["periods"],
        method=found["method"],
        rounding=rounding,
        instalment_step=found["step"],
        grace_principal=found["grace_principal"],
        grace_interest=found["grace_interest"],
        dues=dues,
        spans=spans,
    )
    late = terms.spans[terms.grace_principal] > Fraction(2, 12)
    interest = terms.principal * terms.factors[terms.grace_principal]
    if method == "equal_payment" and late and interest > terms.level:
        # An equal payment that does not cover its interest would bear interest on interest.
        raise LoanError(Problem("loans.interest-above-payment", "loans.field.first_due"))
    return terms


def _known(value: object, choices: tuple[str, ...], name: str) -> None:
    if value not in choices:
        raise MoneyError(
            Problem(
                "money.unknown-choice",
                f"loans.field.{name}",
                values={"got": shown(value), "choices": ", ".join(choices)},
            )
        )


def _go_together(method: str, rate_per: str) -> bool:
    if method == "flat_total":
        return rate_per == "term"
    return rate_per != "term" or method == "flat"
