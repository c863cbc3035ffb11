"""Chance, in whole numbers that do not depend on how a run is cut into blocks.

Every trial has a stream of its own, read a year at a time: for each month eight numbers of
the whole group, then for each of four questions one number of each place. A number lies
from 0 to `WHOLE - 1`, so that a chance of `WHOLE` always comes true and one of 0 never.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from ogs_teach.simulation.habits import WHOLE

GROUP = 8  # numbers of the whole group a month: what shocks begin, how long they last, audits
SAVING, LENDING, LIFE, SIZES = range(4)  # the questions
Draws = npt.NDArray[np.uint16]


def stream(seed: int, trial: int) -> np.random.SFC64:
    """Return a trial's own stream."""
    return np.random.SFC64(np.random.SeedSequence(seed, spawn_key=(trial,)))


def years(seed: int, trials: range, slots: int) -> Iterator[tuple[Draws, Draws]]:
    """Yield year after year what falls to some trials.

    Parameters
    ----------
    seed : int
    trials : range
    slots : int
        Places of members.

    Yields
    ------
    group : array, shape (12, trials, 8)
    own : array, shape (12, 4, trials, slots)

    Examples
    --------
    >>> _, alone = next(years(1, range(3, 4), 5))
    >>> _, among = next(years(1, range(10), 5))
    >>> bool((alone[:, :, 0] == among[:, :, 3]).all())
    True
    """
    streams = [stream(seed, trial) for trial in trials]
    width = GROUP + 4 * slots
    words = -(-12 * width // 4)  # 64 bits at a time
    group = np.empty((12, len(streams), GROUP), np.uint16)
    own = np.empty((12, 4, len(streams), slots), np.uint16)
    while True:
        for place, bits in enumerate(streams):
            drawn = bits.random_raw(words).view(np.uint16)[: 12 * width].reshape(12, width)
            group[:, place] = drawn[:, :GROUP]
            own[:, :, place] = drawn[:, GROUP:].reshape(12, 4, slots)
        np.minimum(group, WHOLE - 1, out=group)
        np.minimum(own, WHOLE - 1, out=own)
        yield group, own
