"""Counts of what the tests really did, printed at the end of a run."""

from collections import Counter

tally: Counter[str] = Counter()
