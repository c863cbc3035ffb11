"""Chance in the game: one seed brings every team the same."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from ogs_teach.simulation.draws import stream, years

Draw = tuple[Sequence[int], Sequence[Sequence[int]]]


@lru_cache(maxsize=8)
def numbers(seed: int) -> tuple[int, ...]:
    """Return 200 whole numbers of the game's own, beside those of the simulation.

    Examples
    --------
    >>> numbers(1) == numbers(1), numbers(1) == numbers(2)
    (True, False)
    """
    return tuple(int(number) for number in stream(seed, 1).random_raw(200))


def draws(seed: int, slots: int) -> Iterator[Draw]:
    """Yield what falls to the group, month by month."""
    for group, own in years(seed, range(1), slots):
        for month in range(12):
            yield group[month, 0].tolist(), own[month, :, 0].tolist()


@lru_cache(maxsize=8)
def fortune(seed: int, slots: int, months: int) -> tuple[Draw, ...]:
    """Return what falls to every team that plays with a seed.

    Examples
    --------
    >>> group, own = fortune(1, 60, 84)[0]
    >>> len(group), len(own), len(own[0])
    (8, 4, 60)
    """
    found = draws(seed, slots)
    return tuple(next(found) for _ in range(months))
