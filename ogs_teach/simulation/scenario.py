"""Everything that one simulation is told."""

from dataclasses import dataclass, field, replace
from typing import Any

from ogs_teach.errors import Collector, SimulationError
from ogs_teach.inputs import parse_count
from ogs_teach.simulation.draws import GROUP
from ogs_teach.simulation.habits import Habits
from ogs_teach.simulation.lending import check_rates, reach
from ogs_teach.simulation.policy import Policy
from ogs_teach.simulation.shocks import SHOCKS, Shock
from ogs_teach.simulation.start import Start

MOST_YEARS = 50
MOST_SHOCKS = GROUP - 2  # beside their length and the audit, as many numbers are drawn


@dataclass(frozen=True)
class Scenario:
    """A group, its rules, its members' habits and what may befall it.

    Parameters
    ----------
    start : Start
    policy : Policy
    habits : Habits
    shocks : tuple of Shock
    years : int
        1 to 50, each of twelve months from the first of the accounting year.

    Raises
    ------
    SimulationError
        Naming everything that cannot be simulated.

    Examples
    --------
    >>> Scenario(Start.founding(12, pledge=100_00), years=2).months
    24
    """

    start: Start
    policy: Policy = field(default_factory=Policy)
    habits: Habits = field(default_factory=Habits)
    shocks: tuple[Shock, ...] = tuple(SHOCKS.values())
    years: int = 10

    def __post_init__(self) -> None:
        problems = Collector(SimulationError)
        with problems:
            parse_count(self.years, "simulation.field.years", lowest=1, highest=MOST_YEARS)
        with problems:
            parse_count(len(self.shocks), "simulation.field.shocks", highest=MOST_SHOCKS)
        with problems:
            loans = [member.loan.balance for member in self.start.members if member.loan]
            check_rates(self.policy, max(loans, default=0))
        for member in self.start.members:
            for far in member.loan.guarantors if member.loan else ():
                with problems:
                    parse_count(far, "simulation.field.owing", highest=reach(self.policy.rules))
        problems.close()

    @property
    def months(self) -> int:
        """How many months are simulated."""
        return 12 * self.years

    @property
    def slots(self) -> int:
        """Members' places, taken or free."""
        return len(self.start.members) + self.start.room

    def but(self, **changes: Any) -> "Scenario":
        """Return the same scenario with some of it changed."""
        return replace(self, **changes)
