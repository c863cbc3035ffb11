"""Equal payments, exact: their rates are fractions of hundreds of digits.

A large number is kept in limbs of 18 bits, the lowest first. Amounts lie below
`lending.MOST_LENT`.
"""

from fractions import Fraction
from functools import lru_cache

import numpy as np

from ogs_teach.loans.terms import read
from ogs_teach.money import Rounding
from ogs_teach.simulation.engine.compiled import compiled
from ogs_teach.simulation.engine.layout import Ints
from ogs_teach.simulation.engine.whole import DOWN, HALF_UP, portion
from ogs_teach.simulation.lending import Terms

BITS = 18
GUESS = 1 << 30


@lru_cache(maxsize=16)
def levels(terms: Terms) -> Ints:
    """Return a loan's equal payments for one satang.

    Returns
    -------
    array of int, shape (longest + 1, 2, limbs)
        For each number of months numerator and denominator; their first limb is a guess, the
        payment for 2³⁰ satang in whole ones, then 0.
    """
    exact = [Fraction(0), *(_level(terms, months) for months in range(1, terms.longest + 1))]
    width = max(max(level.numerator, level.denominator).bit_length() for level in exact)
    table = np.zeros((len(exact), 2, 2 + width // BITS), np.int64)
    for months, level in enumerate(exact):
        table[months, 0, 0] = level * GUESS // 1
        for row, number in enumerate((level.numerator, level.denominator)):
            for place in range(1, table.shape[2]):
                table[months, row, place] = number >> BITS * (place - 1) & (1 << BITS) - 1
    return table


def _level(terms: Terms, months: int) -> Fraction:
    return read(
        1,
        terms.percent,
        months,
        terms.method,
        terms.per,
        Rounding(),
        1,
        None,
        None,
        "month",
        0,
        0,
    ).level


@compiled
def payment(amount: int, level: Ints, mode: int) -> int:
    """Return the equal payment of an amount, rounded to whole satang.

    Parameters
    ----------
    amount : int
    level : array of int, shape (2, limbs)
        As `levels` has it for the months.
    mode : int
    """
    paid = portion(amount, level[0, 0], GUESS)[0]
    while _compare(amount, level, 2 * (paid + 1), 2) >= 0:
        paid += 1
    if mode != DOWN:
        half = _compare(amount, level, 2 * paid + 1, 2)
        if half > 0 or (half == 0 and (mode == HALF_UP or paid % 2 == 1)):
            paid += 1
    return paid


@compiled
def _compare(amount: int, level: Ints, over: int, under: int) -> int:
    """Return 1, 0 or -1 as amount × level is more than, equal to or less than over ÷ under."""
    carry, any_rest = 0, False
    for place in range(1, level.shape[1]):
        carry += under * amount * level[0, place] - over * level[1, place]
        any_rest |= carry & (1 << BITS) - 1 != 0
        carry >>= BITS
    return 1 if carry > 0 or (carry == 0 and any_rest) else -1 if carry < 0 else 0
