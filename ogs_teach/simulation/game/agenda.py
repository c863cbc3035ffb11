"""What comes before a round's meeting: real requests, real debts, and dilemmas."""

from collections.abc import Callable, Collection, Mapping

from ogs_teach.simulation.game.content import Dilemma, dilemmas
from ogs_teach.simulation.game.fortune import numbers
from ogs_teach.simulation.game.records import Agenda, Case
from ogs_teach.simulation.game.world import World
from ogs_teach.simulation.policy import SMALLEST
from ogs_teach.simulation.scalar import Place, Wish
from ogs_teach.simulation.shocks import SHOCKS

LOAN = ("grant", "half", "queue")
ARREARS = ("wait", "reschedule", "guarantors")
MOST = 2
"""How many cases, and how many dilemmas, a round has."""


def agenda_of(world: World, number: int, seen: Collection[str]) -> Agenda:
    """Return what a round's meeting decides.

    Parameters
    ----------
    world : World
    number : int
        The round, 1 to 10.
    seen : collection of str
        Dilemmas that have come before.

    Examples
    --------
    >>> from ogs_teach.simulation.game.world import founded
    >>> agenda = agenda_of(founded(1), 1, ())
    >>> agenda.cases[0].kind, len(agenda.dilemmas)
    ('loan', 2)
    """
    return Agenda(cases(world, number), scenes(world, number, seen))


def cases(world: World, number: int) -> tuple[Case, ...]:
    """Return the first request in the queue, and the oldest debt in arrears."""
    places = world.future.places
    first = numbers(world.seed)[60 + number] % len(places)
    queue = [*range(first, len(places)), *range(first)]
    found = []
    asking = [each for each in queue if places[each].wish]
    if asking or (asking := [each for each in queue if _may_ask(places[each])]):
        found.append(_loan_case(world, asking[0]))
    late = [(each, loan.late) for each in queue if (loan := places[each].loan) and loan.late]
    if late:
        found.append(_arrears_case(world, max(late, key=lambda pair: pair[1])[0]))
    return tuple(found)


def _may_ask(place: Place) -> bool:
    return place.present and not place.leaving and not place.loan and place.savings >= 1_000_00


def _loan_case(world: World, number: int) -> Case:
    """Return a request that waits, or one that comes to the meeting."""
    place, terms = world.future.places[number], world.future.kinds[0]
    largest = terms.ceiling(place.savings)
    wish = place.wish or Wish(0, largest - largest % SMALLEST, terms.longest)
    values = {
        "amount": wish.amount,
        "months": wish.months,
        "savings": place.savings,
        "cash": world.future.cash + world.future.hidden,
    }
    return Case("loan", world.who[number], values, LOAN, number)


def _arrears_case(world: World, number: int) -> Case:
    place = world.future.places[number]
    loan = place.loan
    assert loan  # noqa: S101 - the caller has looked
    values = {
        "balance": loan.balance,
        "overdue": loan.overdue,
        "late": loan.late,
        "savings": place.savings + place.special,
    }
    return Case("arrears", world.who[number], values, ARREARS, number)


def scenes(world: World, number: int, seen: Collection[str]) -> tuple[Dilemma, ...]:
    """Return up to two dilemmas not met yet: one that fits how the group stands, then others."""
    order = sorted(
        (each for each in dilemmas() if each.id not in seen),
        key=lambda each: numbers(world.seed)[100 + dilemmas().index(each)],
    )
    fitting = [each for each in order if each.when != "any" and is_so(world, each.when)]
    usual = [each for each in order if each.when == "any"]
    return tuple([*fitting[:1], *usual, *fitting[1:]][:MOST])


def is_so(world: World, when: str) -> bool:
    """Say whether a dilemma's condition holds.

    Examples
    --------
    >>> from ogs_teach.simulation.game.world import founded
    >>> is_so(founded(1), "any"), is_so(founded(1), "flood")
    (True, False)
    """
    if when in SHOCKS:
        shocks = zip(world.future.shocks, world.future.shocks_left, strict=True)
        return any(shock.name == when and left for shock, left in shocks)
    return STATES[when](world)


def _surplus(world: World) -> bool:
    return world.months_lived % 12 == 0 and world.future.years[-1].surplus > 0


def _loss(world: World) -> bool:
    if world.months_lived % 12 == 0:
        return world.future.years[-1].surplus < 0
    return world.month.result < 0


def _share(world: World) -> int:
    """Return cash in percent of savings."""
    month = world.month
    return 100 * (month.cash + month.hidden) // max(month.savings + month.special, 1)


STATES: Mapping[str, Callable[[World], bool]] = {
    "any": lambda _: True,
    "arrears": lambda world: 20 * world.month.at_risk > world.month.loans,
    "surplus": _surplus,
    "loss": _loss,
    "short": lambda world: world.counts["months short"] > 0 or _share(world) < 4,
    "rich": lambda world: _share(world) > 25,
}
