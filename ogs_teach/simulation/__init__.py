"""A group over years: its members, its money, and what may befall it."""

from ogs_teach.simulation.habits import Habits
from ogs_teach.simulation.policy import Policy
from ogs_teach.simulation.records import Month, Year
from ogs_teach.simulation.scalar import OneFuture
from ogs_teach.simulation.scenario import Scenario
from ogs_teach.simulation.shocks import NO_SHOCKS, SHOCKS, Shock
from ogs_teach.simulation.start import Owing, Saver, Start

__all__ = [
    "NO_SHOCKS",
    "SHOCKS",
    "Habits",
    "Month",
    "OneFuture",
    "Owing",
    "Policy",
    "Saver",
    "Scenario",
    "Shock",
    "Start",
    "Year",
]
