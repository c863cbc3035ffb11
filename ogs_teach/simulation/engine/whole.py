"""Whole-number arithmetic on arrays: rounding, running totals, sharing out."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ogs_teach.money import split

if TYPE_CHECKING:
    from ogs_teach.money import Rounding

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
LIMIT = 2**63


def rounded(numerator: Ints, denominator: int | Ints, rounding: "Rounding") -> Ints:
    """Return numerator ÷ denominator, none below zero, as `Rounding.apply` would.

    Examples
    --------
    >>> from ogs_teach.money import Rounding
    >>> rounded(np.array([5, 6, 7]), 2, Rounding()).tolist()
    [3, 3, 4]
    >>> rounded(np.array([5, 6, 7]), 2, Rounding("half_even", 2)).tolist()
    [2, 4, 4]
    """
    unit = denominator * rounding.step
    if rounding.mode == "down":
        steps = numerator // unit
    elif rounding.mode == "half_up":
        steps = (2 * numerator + unit) // (2 * unit)
    else:
        steps, rest = np.divmod(numerator, unit)
        steps += (2 * rest > unit) | ((2 * rest == unit) & (steps % 2 == 1))
    return steps if rounding.step == 1 else steps * rounding.step


def per_trial(trials: int, trial: Ints, amounts: Ints) -> Ints:
    """Add amounts up by trial."""
    total = np.zeros(trials, np.int64)
    np.add.at(total, trial, amounts)
    return total


def running(trial: Ints, amounts: Ints) -> Ints:
    """Return each amount and all before it in the same trial; `trial` never falls.

    Examples
    --------
    >>> running(np.array([0, 0, 2, 2]), np.array([5, 1, 2, 3])).tolist()
    [5, 6, 2, 5]
    """
    total = np.cumsum(amounts)
    begins = np.flatnonzero(np.diff(trial, prepend=-1))
    before = (total - amounts)[begins]
    return total - np.repeat(before, np.diff(begins, append=len(trial)))


def turns(trial: Ints) -> Ints:
    """Return how many of the same trial stand before each; `trial` never falls.

    Examples
    --------
    >>> turns(np.array([0, 0, 2])).tolist()
    [0, 1, 0]
    """
    return running(trial, np.ones(len(trial), np.int64)) - 1


def shared(pools: Ints, weights: Ints) -> Ints:
    """Share each row's pool by its weights, as `money.split` would.

    Parameters
    ----------
    pools : array of int, shape (trials,)
    weights : array of int, shape (trials, n)
        None below zero; a row without weight receives nothing.

    Returns
    -------
    array of int, shape (trials, n)

    Examples
    --------
    >>> shared(np.array([100]), np.array([[1, 1, 1]])).tolist()
    [[34, 33, 33]]
    """
    whole = weights.sum(axis=1)
    if int(pools.max(initial=0)) * int(weights.max(initial=0)) >= LIMIT:
        return np.array(
            [
                split(int(pool), row.tolist()) if total else [0] * len(row)
                for pool, row, total in zip(pools, weights, whole, strict=True)
            ],
            np.int64,
        )
    parts, rest = np.divmod(pools[:, None] * weights, np.maximum(whole, 1)[:, None])
    odd = np.where(whole > 0, pools - parts.sum(axis=1), 0)
    ordered = np.sort(rest, axis=1)
    count = weights.shape[1]
    bound = np.take_along_axis(ordered, np.minimum(count - odd, count - 1)[:, None], axis=1)
    above = rest > bound
    level = rest == bound
    room = (odd - above.sum(axis=1))[:, None]
    gets = (above | (level & (np.cumsum(level, axis=1) <= room))) & (odd > 0)[:, None]
    return np.asarray(parts + gets)
