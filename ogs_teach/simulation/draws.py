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
    while True:
        words = [bits.random_raw(3 * width) for bits in streams]  # of 64 bits
        drawn = np.minimum(np.array(words).view("<u2"), WHOLE - 1).reshape(-1, 12, width)
        own = drawn[:, :, GROUP:].reshape(-1, 12, 4, slots)
        yield drawn[:, :, :GROUP].transpose(1, 0, 2), own.transpose(1, 2, 0, 3)


def states(seed: int, trials: range) -> npt.NDArray[np.uint64]:
    """Return the streams of some trials as they begin, for whoever draws in compiled code.

    Returns
    -------
    array, shape (trials, 4)
    """
    found = [stream(seed, trial).state["state"]["state"] for trial in trials]
    return np.array(found, np.uint64)
