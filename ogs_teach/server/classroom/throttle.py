"""Slows down whoever guesses."""

import math
import time
from collections.abc import Callable

FORGET = 3600.0  # seconds after which somebody's failures are forgotten


class Throttle:
    """Counts failures; after a few free ones each next try must wait twice as long.

    Parameters
    ----------
    free : int
        Failures that cost nothing: fingers slip.
    longest : float
        Seconds of the longest wait.
    clock : callable
        Seconds that never run backwards.

    Examples
    --------
    >>> throttle = Throttle(free=1, clock=lambda: 0.0)
    >>> throttle.attempt("10.0.0.7"), throttle.attempt("10.0.0.7"), throttle.attempt("10.0.0.7")
    (0, 0, 2)
    """

    def __init__(
        self,
        free: int = 5,
        longest: float = 300,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.free, self.longest, self.clock = free, longest, clock
        self._failures: dict[str, tuple[int, float]] = {}

    def attempt(self, who: str) -> int:
        """Return the seconds somebody must still wait; at 0, count a failure in advance.

        Counting first means that a hundred tries sent at once cannot all slip through
        before the first of them has failed; `passed` takes it back.
        """
        self._forget()
        failures, last = self._failures.get(who, (0, 0.0))
        # a float's exponent has a largest value, and patient guessers reach it
        wait = (
            min(self.longest, 2.0 ** min(failures - self.free, 20)) if failures > self.free else 0
        )
        left = last + wait - self.clock()
        if wait and left > 0:
            return math.ceil(left)
        self._failures[who] = (failures + 1, self.clock())
        return 0

    def passed(self, who: str) -> None:
        """Forget somebody's failures: they knew."""
        self._failures.pop(who, None)

    def _forget(self) -> None:
        long_ago = self.clock() - FORGET
        self._failures = {w: f for w, f in self._failures.items() if f[1] > long_ago}
