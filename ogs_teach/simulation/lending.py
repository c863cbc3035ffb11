"""A group's two kinds of loan, as the simulation grants them."""

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from ogs_teach.errors import Collector, Problem, SimulationError
from ogs_teach.loans.terms import FLAT, Method, RatePer, read
from ogs_teach.money import Rounding
from ogs_teach.simulation.months import year_weight
from ogs_teach.simulation.policy import SMALLEST

if TYPE_CHECKING:
    from ogs_teach.rules import GroupRules
    from ogs_teach.simulation.policy import Policy

LARGEST = 2**61
"""What the engine's numbers hold, also where they are doubled."""
MOST_LENT = 2**40
"""Satang, beyond which equal payments would not be exact: eleven billion baht."""


@dataclass(frozen=True)
class Terms:
    """One kind of loan in whole numbers.

    Parameters
    ----------
    kind : int
        0 ordinary, 1 emergency.
    times : Fraction
        Times own savings; 0 for no such limit.
    highest : int
        Satang.
    longest : int
        Months.
    method : str
    percent, per : Fraction, str
        As the rulebook writes the rate.
    rate, unit : int
        A month's interest is balance × rate ÷ unit; 0 and 1 for flat interest.
    rounding : Rounding
    """

    kind: int
    times: Fraction
    highest: int
    longest: int
    method: Method
    percent: Fraction
    per: RatePer
    rate: int
    unit: int
    rounding: Rounding

    @property
    def flat(self) -> bool:
        """Whether interest is reckoned once for the whole loan."""
        return self.method in FLAT

    def ceiling(self, savings: int) -> int:
        """Return the most that may be owed, in satang.

        Examples
        --------
        >>> from ogs_teach.simulation.policy import Policy
        >>> terms_of(Policy())[0].ceiling(1_000_00)
        300000
        """
        return min(self.highest, int(savings * self.times)) if self.times else self.highest

    def months_for(self, amount: int, months: int) -> int:
        """Return months so few that every instalment repays `SMALLEST` at least."""
        return max(min(months, amount // SMALLEST), 1)


def reach(rules: "GroupRules") -> int:
    """Return how many neighbours a borrower can ask to stand surety."""
    return rules.guarantors.number + 6


def terms_of(policy: "Policy") -> tuple[Terms, Terms]:
    """Return the ordinary and the emergency loan, their rates over one unit."""
    loans = policy.rules.loans
    kinds = (loans.ordinary, loans.emergency)
    monthly = [
        Fraction(0)
        if kind.method in FLAT
        else kind.rate / {"month": 100, "year": 1200}[kind.rate_per]
        for kind in kinds
    ]
    unit = math.lcm(*(rate.denominator for rate in monthly))
    ordinary, emergency = (
        Terms(
            number,
            kind.times_savings,
            kind.ceiling,
            kind.longest_months,
            kind.method,
            kind.rate,
            kind.rate_per,
            int(rate * unit),
            unit,
            loans.rounds(),
        )
        for number, (kind, rate) in enumerate(zip(kinds, monthly, strict=True))
    )
    return ordinary, emergency


RATES = {
    "free": "simulation.field.kept_back",
    "largest_borrower": "rules.field.loans.largest_borrower",
    "special_rate": "rules.field.savings.special_rate",
    "bank_rate": "simulation.field.bank_rate",
    "dividend_rate": "rules.field.dividend.rate",
    "refund_rate": "rules.field.refund.rate",
}
"""What the group reckons with beside its loans, and the field that says so."""


def rates_of(policy: "Policy") -> dict[str, tuple[Fraction, Rounding]]:
    """Return each of `RATES` as it is used, and how what it brings is rounded.

    Examples
    --------
    >>> from ogs_teach.simulation.policy import Policy
    >>> rates_of(Policy())["free"]  # of the savings may be lent
    (Fraction(9, 10), Rounding(mode='down', step=1))
    """
    rules, usual, down = policy.rules, Rounding(), Rounding("down")
    largest = rules.loans.largest_borrower
    dividend = rules.dividend
    units = 100 * year_weight(rules) * (12 if dividend.special_savings else 1)
    return {
        "free": ((100 - policy.kept_back) / 100, down),  # so that what is kept back rounds up
        "largest_borrower": (largest / (100 - largest) if largest < 100 else Fraction(0), down),
        "special_rate": (rules.savings.special_rate / 1200, usual),
        "bank_rate": (policy.bank_rate / 1200, usual),
        "dividend_rate": (dividend.rate / units, dividend.rounds()),
        "refund_rate": (rules.refund.rate / 100, usual),
    }


def check_rates(policy: "Policy", owed: int) -> None:
    """Refuse rates of so many decimals that the engine's numbers do not hold them.

    Parameters
    ----------
    policy : Policy
    owed : int
        Satang of the largest loan under way.

    Raises
    ------
    SimulationError
        Naming each of them.
    """
    fields = {
        RATES[name]: max(rate.numerator, rate.denominator) * rounding.step
        for name, (rate, rounding) in rates_of(policy).items()
    }
    for name, terms in zip(("ordinary", "emergency"), terms_of(policy), strict=True):
        loan = f"rules.field.loans.{name}"
        fields[f"{loan}.rate"] = max(terms.rate, terms.unit) * terms.rounding.step
        if terms.flat:
            percent = terms.percent
            most = max(percent.numerator * terms.longest, 1200 * percent.denominator)
            fields[f"{loan}.rate"] = most * terms.rounding.step
        fields[f"{loan}.times_savings"] = max(terms.times.numerator, terms.times.denominator)
        if terms.method == "equal_payment" and max(terms.highest, owed) >= MOST_LENT:
            fields[f"{loan}.rate"] = LARGEST
    parts = policy.rules.allocation.percents()
    field = f"rules.field.allocation.{next(iter(parts))}"
    fields[field] = 100 * math.lcm(*(part.denominator for part in parts.values()))
    problems = Collector(SimulationError)
    for field, size in fields.items():
        if size >= LARGEST:
            problems.add(Problem("simulation.too-exact", field))
    problems.close()


@lru_cache(maxsize=100_000)
def first_part(terms: Terms, amount: int, months: int) -> tuple[int, int, int]:
    """Return what a new loan's instalments bring, in satang.

    Returns
    -------
    part : int
        Principal in each instalment; for an equal payment, the payment.
    interest : int
        Flat interest in each instalment, else 0.
    flat : int
        Flat interest of the whole term, else 0.

    Examples
    --------
    >>> from ogs_teach.simulation.policy import Policy
    >>> first_part(terms_of(Policy())[0], 12_000_00, 12)
    (100000, 0, 0)
    """
    whole = Rounding(terms.rounding.mode)
    if terms.method == "interest_only":
        return 0, 0, 0
    if terms.method == "equal_principal":  # asked for most often, and needs no reading of terms
        return whole.apply(Fraction(amount, months)), 0, 0
    read_ = read(
        amount,
        terms.percent,
        months,
        terms.method,
        terms.per,
        terms.rounding,
        1,
        None,
        None,
        "month",
        0,
        0,
    )
    if terms.flat:
        flat = terms.rounding.apply(read_.flat_interest)
        share = Fraction(flat, months)
        interest = min(terms.rounding.apply(share), flat)
        return whole.apply(share + read_.part) - interest, interest, flat
    return whole.apply(read_.level), 0, 0
