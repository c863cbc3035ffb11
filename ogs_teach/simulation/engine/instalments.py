"""The instalments of many new loans at once."""

import numpy as np
import numpy.typing as npt

from ogs_teach.money import Rounding
from ogs_teach.simulation.engine.state import State
from ogs_teach.simulation.engine.whole import Ints, rounded
from ogs_teach.simulation.lending import first_part


def first_parts(
    state: State, kind: npt.NDArray[np.uint8], amount: Ints, months: Ints
) -> tuple[Ints, Ints, Ints]:
    """Return part, flat interest of a month and of the term; see `lending.first_part`."""
    part = np.zeros(len(kind), np.int64)
    interest, flat = part.copy(), part.copy()
    for terms in state.terms:
        mine = np.flatnonzero(kind == terms.kind)
        if not mine.size or terms.method == "interest_only":
            continue
        if terms.method == "equal_principal":
            part[mine] = rounded(amount[mine], months[mine], Rounding(terms.rounding.mode))
            continue
        pairs, place = np.unique(
            np.stack([amount[mine], months[mine]]), axis=1, return_inverse=True
        )
        found = np.array([first_part(terms, *pair) for pair in pairs.T.tolist()])
        part[mine], interest[mine], flat[mine] = found[place.reshape(-1)].T
    return part, interest, flat
