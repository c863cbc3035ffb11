"""Exact whole-number arithmetic for compiled code: rates, rounding, sharing out.

All numbers lie from 0 to `MOST`, and so must what comes out; products may be larger.
"""

import numpy as np

from ogs_teach.simulation.engine.compiled import compiled
from ogs_teach.simulation.engine.layout import Ints, Record

MOST = 2**61 - 1
HALF_UP, HALF_EVEN, DOWN = range(3)
MODES = {"half_up": HALF_UP, "half_even": HALF_EVEN, "down": DOWN}


@compiled
def lesser(one: int, other: int) -> int:
    """Return the lesser of two; Python's own takes long to compile."""
    return one if one < other else other


@compiled
def greater(one: int, other: int) -> int:
    """Return the greater of two."""
    return one if one > other else other


@compiled
def onward(number: int, far: int, count: int) -> int:
    """Return the place so far on from another, round a table."""
    place = number + far
    return place - count if place >= count else place


@compiled
def _long_portion(amount: int, over: int, under: int) -> tuple[int, int]:
    """Do what `portion` does bit by bit, where 64 bits do not hold the product."""
    whole, rest = over // under, over % under
    quotient = left = 0
    bit = 1
    while bit <= amount >> 1:
        bit <<= 1
    while bit:
        quotient, left = 2 * quotient, 2 * left
        if amount & bit:
            quotient, left = quotient + whole, left + rest
        while left >= under:
            quotient, left = quotient + 1, left - under
        bit >>= 1
    return quotient, left


@compiled
def portion(amount: int, over: int, under: int) -> tuple[int, int]:
    """Return the quotient and the rest of amount × over ÷ under.

    Examples
    --------
    >>> portion(7, 2, 3), portion(10**18, 10**18, 10**18 + 1)
    ((4, 2), (999999999999999999, 1))
    """
    if amount | over < 2**31 or over == 0 or amount <= MOST // over:
        product = np.uint64(amount * over)  # without a sign, division is faster
        quotient = int(product // np.uint64(under))
        return quotient, amount * over - quotient * under
    return _long_portion(amount, over, under)


@compiled
def rounded(amount: int, over: int, under: int, mode: int, step: int) -> int:
    """Return amount × over ÷ under in whole steps, as `money.Rounding` does.

    Examples
    --------
    >>> rounded(5, 1, 2, HALF_UP, 1), rounded(5, 1, 2, HALF_EVEN, 1), rounded(7, 1, 2, DOWN, 2)
    (3, 2, 2)
    """
    unit = under * step
    steps, rest = portion(amount, over, unit)
    if mode != DOWN:
        half = 2 * rest - unit
        if half > 0 or (half == 0 and (mode == HALF_UP or steps % 2 == 1)):
            steps += 1
    return steps * step


@compiled
def at_rate(amount: int, rate: Record) -> int:
    """Return what a rate of `layout.RATE` brings on an amount."""
    return rounded(amount, rate.over, rate.under, rate.mode, rate.step)


@compiled
def share(pool: int, weight: Ints, part: Ints, rest: Ints) -> int:
    """Share a pool by weights as `money.split` does; return what nobody has weight for.

    Parameters
    ----------
    pool : int
    weight : array of int, shape (n,)
    part : array of int, shape (n,)
        Receives the parts.
    rest : array of int, shape (n,)
        Room to work in.

    Examples
    --------
    >>> part, rest = np.empty((2, 3), np.int64)
    >>> share(100, np.array([1, 1, 1]), part, rest), part.tolist()
    (0, [34, 33, 33])
    """
    total, odd = 0, pool
    for number in range(len(weight)):
        total += weight[number]
    for number in range(len(weight)):
        part[number], rest[number] = portion(weight[number], pool, total) if total else (0, 0)
        odd -= part[number]
    if total == 0 or odd == 0:
        return odd
    bound, highest = 0, total - 1  # of more than it are fewer rests than satang left over
    while bound < highest:
        middle = (bound + highest) // 2
        if _count_above(rest, middle) < odd:
            highest = middle
        else:
            bound = middle + 1
    level = odd - _count_above(rest, bound)
    for number in range(len(rest)):
        if rest[number] > bound:
            part[number] += 1
        elif rest[number] == bound and level > 0:
            part[number] += 1
            level -= 1
    return 0


@compiled
def _count_above(amounts: Ints, bound: int) -> int:
    count = 0
    for amount in amounts:
        count += amount > bound
    return count
