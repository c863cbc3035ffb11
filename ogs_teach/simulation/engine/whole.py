"""Whole-number arithmetic on arrays: rounding, running totals, sharing out."""

from fractions import Fraction

import numpy as np
import numpy.typing as npt

from ogs_teach.money import Rounding, split
from ogs_teach.simulation.lending import LARGEST

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
DOWN, HALF_UP = Rounding("down"), Rounding()


def rounded(numerator: Ints, denominator: int | Ints, rounding: Rounding) -> Ints:
    """Return numerator ÷ denominator, none below zero, as `Rounding.apply` would.

    Examples
    --------
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


def times(amounts: Ints, rate: Fraction, rounding: Rounding) -> Ints:
    """Return amounts, none below zero, times a rate: exact, whatever the rate's decimals.

    Examples
    --------
    >>> times(np.array([100, 10**17]), Fraction(1, 300), DOWN).tolist()
    [0, 333333333333333]
    """
    largest = int(amounts.max(initial=0))
    if max(largest * rate.numerator, rate.denominator) * rounding.step >= LARGEST:
        return np.array([rounding.apply(amount * rate) for amount in amounts.tolist()], np.int64)
    return rounded(amounts * rate.numerator, rate.denominator, rounding)


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
    if int(pools.max(initial=0)) * int(weights.max(initial=0)) >= LARGEST:
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
