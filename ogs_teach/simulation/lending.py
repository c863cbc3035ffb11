"""A group's two kinds of loan, as the simulation grants them."""

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from ogs_teach.errors import Collector, Problem, SimulationError
from ogs_teach.loans.terms import FLAT, Method, RatePer, read
from ogs_teach.money import Rounding
from ogs_teach.simulation.policy import SMALLEST

if TYPE_CHECKING:
    from ogs_teach.rules import GroupRules
    from ogs_teach.simulation.policy import Policy

LARGEST = 2**61
"""Products of money and rates below it fit into 64 bits, also where they are doubled."""


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


def check_rates(policy: "Policy", owed: int) -> None:
    """Refuse rates so exact that interest on the largest loan passes the engine's numbers.

    Parameters
    ----------
    policy : Policy
    owed : int
        Satang of the largest loan under way.

    Raises
    ------
    SimulationError
        Naming each kind whose rate has too many decimals.
    """
    problems = Collector(SimulationError)
    for name, terms in zip(("ordinary", "emergency"), terms_of(policy), strict=True):
        most = max(terms.highest, owed) * terms.rate
        if max(most, terms.unit) * terms.rounding.step >= LARGEST:
            problems.add(Problem("simulation.too-exact", f"rules.field.loans.{name}.rate"))
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
    whole = Rounding(terms.rounding.mode)
    if terms.flat:
        flat = terms.rounding.apply(read_.flat_interest)
        share = Fraction(flat, months)
        interest = min(terms.rounding.apply(share), flat)
        return whole.apply(share + read_.part) - interest, interest, flat
    if terms.method == "interest_only":
        return 0, 0, 0
    if terms.method == "equal_payment":
        return whole.apply(read_.level), 0, 0
    return whole.apply(read_.part), 0, 0
