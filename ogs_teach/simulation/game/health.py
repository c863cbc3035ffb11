"""How well a group stands, for its money and for its members.

The formula is set for practice. Each part is a number from 0 to 100:

cash
    Cash in the box and at the bank over 12 % of all savings; each month in which members were
    refused their own money takes 25 off.
loans
    100 less four times the percentage of loans at risk, on average over the round's months.
reserve
    The reserve, and what earlier years have left, over 10 % of loans.
members
    Half for how many stayed of those who were there at first, half for how many places are taken.
served
    Of those who asked for a loan within a year, how many received one, times how much of what
    they need may be lent: the need is put at four times own savings.
return
    Dividend and refund of the last year over 5 % of savings.
virtues
    Half the mean of the five levels, half the lowest of them.

The whole is their mean.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ogs_teach.simulation.game.records import Health
from ogs_teach.simulation.game.world import MEMBERS, ROOM, World
from ogs_teach.simulation.records import Month

PARTS = ("cash", "loans", "reserve", "members", "served", "return", "virtues")


def books(month: Month) -> Month:
    """Return a month as the books have it: what is gone and not missed yet counts as cash.

    Examples
    --------
    >>> books(Month(5, 7, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0)).cash
    7
    """
    return replace(month, cash=month.cash + month.hidden, hidden=0)


def health_of(world: World, months: Sequence[Month], times: str) -> Health:
    """Return how a group stands after some months.

    Parameters
    ----------
    world : World
    months : sequence of Month
    times : str
        The option of the lever `times` in these months.

    Examples
    --------
    >>> from ogs_teach.simulation.game.world import founded
    >>> world = founded(1)
    >>> list(health_of(world, [world.month], "3").parts) == list(PARTS)
    True
    """
    month = books(world.month)
    held = max(month.savings + month.special, 1)
    short = sum(each.refused > 0 for each in months)
    granted = sum(granted for granted, _ in world.served)
    asked = granted + world.served[-1][1]
    served = 100 * granted // asked if asked else 100
    at_risk, lent = sum(each.at_risk for each in months), sum(each.loans for each in months)
    year = world.future.years[-1]
    levels = world.levels.values()
    parts: Mapping[str, int] = {
        "cash": bounded(100 * month.cash * 100 // (12 * held) - 25 * short),
        "loans": bounded(100 - 400 * at_risk // max(lent, 1)),
        "reserve": bounded(
            100
            * 10
            * (month.reserve + month.retained + min(month.result, 0))
            // max(month.loans, 1)
        ),
        "members": (
            100 * len(world.founders) // world.at_first + 100 * month.members // (MEMBERS + ROOM)
        )
        // 2,
        "served": bounded(served * min(int(times), 4) // 4),
        "return": bounded(100 * 20 * (year.dividend + year.refund) // held),
        "virtues": (sum(levels) // len(levels) + min(levels)) // 2,
    }
    return Health(parts, sum(parts.values()) // len(parts))


def bounded(number: int) -> int:
    """Return a number from 0 to 100.

    Examples
    --------
    >>> bounded(-3), bounded(120)
    (0, 100)
    """
    return min(max(number, 0), 100)
