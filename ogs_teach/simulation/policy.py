"""What a group decides: its rulebook, and how careful it is with cash and arrears."""

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, Literal, get_args

from ogs_teach.errors import Collector, Problem, SimulationError
from ogs_teach.inputs import parse_count, parse_percent, parse_satang, shown
from ogs_teach.money import bare_baht
from ogs_teach.rules import GroupRules

DividendTo = Literal["cash", "savings"]
SMALLEST = 100_00
"""Satang: loans are multiples of it, and every instalment repays at least as much."""


@dataclass(frozen=True)
class Policy:
    """A group's rules.

    Parameters
    ----------
    rules : GroupRules
        Pledges, fines, loans, guarantors, allocation, dividend, refund, welfare.
    kept_back : Fraction
        Percent of all savings that is never lent, so that members find their money.
    reschedule_after, write_off_after : int
        Instalments unpaid, running; 0 for never.
    expenses : int
        Satang a month.
    bank_rate : Fraction
        Percent a year on cash, credited monthly.
    death_benefit : int
        Satang, as far as the welfare fund reaches.
    audit : Fraction
        Percent chance a month that an audit finds what is missing.
    dividend_to : "cash" or "savings"
        Whether dividend and refund are paid out or added to pledged savings.

    Notes
    -----
    All but the rulebook's own keys are set for practice.
    """

    rules: GroupRules = field(default_factory=GroupRules.default)
    kept_back: Fraction = Fraction(10)
    reschedule_after: int = 3
    write_off_after: int = 12
    expenses: int = 1_500_00
    bank_rate: Fraction = Fraction(1, 2)
    death_benefit: int = 3_000_00
    audit: Fraction = Fraction(10)
    dividend_to: DividendTo = "cash"

    def __post_init__(self) -> None:
        problems = Collector(SimulationError)
        for name in ("kept_back", "bank_rate", "audit"):
            with problems:
                percent = parse_percent(
                    getattr(self, name), f"simulation.field.{name}", lowest=0, highest=100
                )
                object.__setattr__(self, name, percent)
        for name in ("expenses", "death_benefit"):
            with problems:
                parse_satang(getattr(self, name), f"simulation.field.{name}")
        for name in ("reschedule_after", "write_off_after"):
            with problems:
                parse_count(getattr(self, name), f"simulation.field.{name}", highest=120)
        if self.dividend_to not in get_args(DividendTo):
            values: dict[str, object] = {
                "got": shown(self.dividend_to),
                "choices": ", ".join(get_args(DividendTo)),
            }
            problems.add(
                Problem("money.unknown-choice", "simulation.field.dividend_to", values=values)
            )
        for kind in ("ordinary", "emergency"):
            with problems:
                _worth_asking(self.rules, kind)
        problems.close()

    def but(self, **changes: Any) -> "Policy":
        """Return the same policy with some of it changed."""
        return replace(self, **changes)


def _worth_asking(rules: GroupRules, kind: str) -> None:
    """Refuse a ceiling under which nobody could borrow the smallest loan."""
    terms = getattr(rules.loans, kind)
    pledge = rules.savings.least_shares * rules.savings.share_value
    lowest = max(SMALLEST, pledge)
    if terms.ceiling < lowest:
        values: dict[str, object] = {
            "got": bare_baht(terms.ceiling),
            "lowest": bare_baht(lowest),
        }
        raise SimulationError(
            Problem(
                "simulation.ceiling-too-low", f"rules.field.loans.{kind}.ceiling", values=values
            )
        )
