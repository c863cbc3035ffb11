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


@dataclass(frozen=True)
class Chances:
    """Each chance of each trial, shape (trials, chances)."""

    table: Ints

    def of(self, *names: str) -> Threshold:
        """Return the chance that one of some things comes, shape (trials, 1)."""
        total = sum(self.table[:, CHANCES.index(name)] for name in names)
        return np.minimum(total, WHOLE).astype(np.uint16)[:, None]


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
    return Chances(chances)
