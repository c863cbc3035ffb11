"""Chance that repeats: the same on every system and every Python."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A seeded source of whole numbers.

    Only `random.random` is drawn on: Python promises its sequence for a seed, and does
    not promise those of `shuffle`, `sample` or `randrange`.
    """

    def __init__(self, seed: int) -> None:
        self._source = random.Random(seed)

    def below(self, end: int) -> int:
        """Return a whole number from 0 to `end` - 1."""
        return int(self._source.random() * end)

    def between(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both possible."""
        return low + self.below(high - low + 1)

    def happens(self, in_thousand: int) -> bool:
        """Return whether something happens that does so so many times in a thousand."""
        return self.below(1000) < in_thousand

    def pick(self, items: Sequence[T]) -> T:
        """Return one of some items."""
        return items[self.below(len(items))]

    def weighted(self, items: Sequence[T], weights: Sequence[int]) -> T:
        """Return one of some items, the heavier the likelier."""
        mark = self.below(sum(weights))
        for item, weight in zip(items, weights, strict=True):
            mark -= weight
            if mark < 0:
                return item
        raise AssertionError("unreachable: the mark lies below the sum of the weights")

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Return the items in another order."""
        left = list(items)
        return [left.pop(self.below(len(left))) for _ in items]
