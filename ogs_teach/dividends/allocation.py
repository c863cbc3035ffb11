"""Sharing out the year's surplus, the reserve before all."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from ogs_teach.dividends.deposits import at, satang
from ogs_teach.errors import AllocationError, Collector, Problem
from ogs_teach.inputs import Number, parse_percent, plain, shown
from ogs_teach.money import split

# Heads that the kit has words for, in table order; a group may add its own.
ITEMS = ("reserve", "dividend", "refund", "reward", "welfare", "public")


@dataclass(frozen=True)
class Allocation:
    """What each head receives.

    Parameters
    ----------
    surplus : int
        Satang; negative for a loss.
    percents : dict of {str: Fraction}
        In table order, reserve first; they make 100.
    parts : dict of {str: int}
        Satang; they add up to the surplus, or are all zero after a loss.
    """

    surplus: int
    percents: dict[str, Fraction]
    parts: dict[str, int]

    @property
    def distributed(self) -> bool:
        """Whether there was anything to share out."""
        return self.surplus > 0

    def __getitem__(self, item: str) -> int:
        return self.parts.get(item, 0)


def allocate(surplus: int, percents: Mapping[str, Number]) -> Allocation:
    """Share out the surplus; after a loss, or with nothing earned, nothing is shared out.

    Parameters
    ----------
    surplus : int
        Satang: income less expenses; negative for a loss.
    percents : dict of {str: number}
        Percent of each head. `reserve` must be among them, above zero. The reserve
        comes first; the others keep their order.

    Returns
    -------
    Allocation
        Parts by the largest-remainder method: they add up to the surplus to the satang,
        ties to the earlier head.

    Raises
    ------
    AllocationError
        All problems at once: a head below zero, no reserve, a total that is not 100
        (the message names the total).

    Notes
    -----
    Order and checks are common practice. The heads and their percents are the
    meeting's; those shipped with the kit are set for practice and are no official figures.

    Examples
    --------
    >>> percents = {
    ...     "reserve": 15, "dividend": 50, "refund": 10,
    ...     "reward": 10, "welfare": 10, "public": 5,
    ... }
    >>> list(allocate(8_643_755, percents).parts.values())
    [1296563, 4321878, 864376, 864375, 864375, 432188]
    >>> allocate(-1, percents).distributed
    False
    """
    problems = Collector(AllocationError)
    if not isinstance(percents, Mapping):
        field = "dividends.field.percents"
        raise AllocationError(
            Problem("dividends.not-a-table", field, values={"got": shown(percents)})
        )
    earned = 0
    with problems:
        earned = satang(surplus, "dividends.field.surplus", lowest=None)
    shares = {}
    for item in sorted(percents, key=lambda item: item != "reserve"):
        known = item in ITEMS
        field = f"dividends.item.{item}" if known else "dividends.field.percent"
        with problems, at("" if known else shown(item)):
            shares[item] = parse_percent(percents[item], field)
    if shares.get("reserve", 1 if "reserve" in percents else 0) == 0:
        problems.add(Problem("dividends.no-reserve", "dividends.item.reserve"))
    total = sum(shares.values(), Fraction(0))
    if len(shares) == len(percents) and total != 100:
        problems.add(
            Problem(
                "dividends.total-short" if total < 100 else "dividends.total-over",
                "dividends.field.percents",
                values={"total": plain(total), "gap": plain(abs(100 - total))},
            )
        )
    problems.close()
    parts = split(max(0, earned), list(shares.values()))
    return Allocation(earned, shares, dict(zip(shares, parts, strict=True)))
