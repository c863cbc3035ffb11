"""What befalls the groups this month, and what it does to their members' chances."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ogs_teach.simulation.draws import GROUP
from ogs_teach.simulation.engine.state import State
from ogs_teach.simulation.engine.whole import Ints
from ogs_teach.simulation.habits import CHANCES, WHOLE
from ogs_teach.simulation.shocks import PARTS

Threshold = npt.NDArray[np.uint16]


LIMITS: dict[str, tuple[str, ...]] = {
    "dies": ("death",),
    "ill": ("death", "illness"),
    "leaves": ("leave",),
    "misses": ("leave", "missed"),
    "is_late": ("leave", "missed", "late"),
    "joins": ("join",),
    "gives_up": ("give_up",),
    "fails": ("give_up", "slip"),
    "catches_up": ("catch_up",),
    "pays_half": ("catch_up", "half"),
    "asks": ("ask",),
    "asks_any": ("ask", "emergency"),
    "from_special": ("special",),
    "from_prepay": ("prepay",),
    "from_give_up": ("give_up",),
}
"""Draws below a limit mean yes; of those that begin with `from`, draws from it upwards."""
_SUMS = np.array([[name in names for names in LIMITS.values()] for name in CHANCES], np.int64)
_FROM = np.array([name.startswith("from_") for name in LIMITS])
PLACES = {name: place for place, name in enumerate(LIMITS)}


@dataclass(frozen=True)
class Chances:
    """The month's limits of each trial, shape (trials, limits)."""

    table: Threshold

    def __getitem__(self, name: str) -> Threshold:
        """Return one limit, shape (trials, 1)."""
        place = PLACES[name]
        return self.table[:, place : place + 1]

    def at(self, name: str, trial: Ints) -> Threshold:
        """Return one limit for some members, by their trials."""
        return np.asarray(self.table[trial, PLACES[name]])


def begin(state: State, group: npt.NDArray[np.uint16], of_year: int) -> Chances:
    """Let shocks begin; return the chances of the month."""
    scenario = state.scenario
    chances = np.tile(state.chances, (state.trials, 1))
    for number, shock in enumerate(scenario.shocks):
        left = state.shocks_left[:, number]
        starts = (left == 0) & (group[:, number] < state.shock_begins[number])
        if starts.any():
            span = shock.longest - shock.shortest + 1
            lasts = shock.shortest + group[:, GROUP - 2].astype(np.int64) * span // WHOLE
            left[starts] = lasts[starts]
        active = left > 0
        if active.any():
            worse = chances[active] * state.shock_times[number] // PARTS
            chances[active] = np.minimum(WHOLE, worse)
    ask = CHANCES.index("ask")
    chances[:, ask] = np.minimum(
        WHOLE, chances[:, ask] * scenario.habits.season[of_year - 1] // PARTS
    )
    limits = np.minimum(chances @ _SUMS, WHOLE)
    return Chances(np.where(_FROM, WHOLE - limits, limits).astype(np.uint16))
