"""Why two sums that should agree do not: what an auditor looks for first."""

from collections.abc import Iterable

from ogs_teach.errors import Problem
from ogs_teach.money import bare_baht

DIGITS = 9  # swapping two digits changes a number by a multiple of nine

MOST = 3  # slips named: a list of forty helps nobody


def likely_causes(
    found: int, wanted: int, amounts: Iterable[tuple[str, int]] = ()
) -> list[Problem]:
    """Return what may have gone wrong, the likeliest first.

    Parameters
    ----------
    found, wanted : int
        Satang: what was counted or read, and what the book says.
    amounts : iterable of (name, satang)
        Slips or entries that could be missing or posted on the wrong side.

    Returns
    -------
    list of Problem
        A slip of exactly the difference; one of exactly half of it, posted on the wrong
        side (three of each at most); a point that slid by a place or two; two digits
        that changed places, or may have, where the difference is divisible by 9. Empty where
        nothing is likely.

    Examples
    --------
    >>> [cause.key for cause in likely_causes(29_820_00, 29_280_00)]
    ['causes.swapped']
    >>> [cause.key for cause in likely_causes(160_00, 100_00, [("R1", 60_00), ("R2", 30_00)])]
    ['causes.slip', 'causes.wrong-side']
    """
    difference = abs(found - wanted)
    if not difference:
        return []
    named = list(amounts)
    causes = [
        Problem(f"causes.{key}", values={"slip": name, "amount": bare_baht(amount)})
        for key, times in (("slip", 1), ("wrong-side", 2))
        for name, amount in [pair for pair in named if times * pair[1] == difference][:MOST]
    ]
    values: dict[str, object] = {"found": bare_baht(found), "wanted": bare_baht(wanted)}
    low, high = sorted((found, wanted))
    if low > 0 and high in (10 * low, 100 * low):
        causes.append(Problem("causes.slid", values=values))
    elif _digits_swapped(found, wanted):
        causes.append(Problem("causes.swapped", values=values))
    elif not causes and _divisible(difference):
        causes.append(Problem("causes.by-nine", values={"difference": bare_baht(difference)}))
    return causes


def _digits_swapped(found: int, wanted: int) -> bool:
    """Say whether one number becomes the other by two neighbouring digits changing places."""
    one, other = (
        f"{abs(number):0{len(str(max(abs(found), abs(wanted))))}d}" for number in (found, wanted)
    )
    different = [
        place for place, pair in enumerate(zip(one, other, strict=True)) if len(set(pair)) > 1
    ]
    if len(different) != 2 or different[1] - different[0] != 1:
        return False
    first, second = different
    return one[first] == other[second] and one[second] == other[first]


def _divisible(difference: int) -> bool:
    """Say whether a difference, in baht where it is whole baht, is divisible by nine."""
    return (difference // 100 if difference % 100 == 0 else difference) % DIGITS == 0
