"""The months of one year, in many futures; the steps are those of `scalar.OneFuture`."""

from ogs_teach.simulation.draws import GROUP as NUMBERS
from ogs_teach.simulation.engine.chance import draw
from ogs_teach.simulation.engine.closing import close_year
from ogs_teach.simulation.engine.compiled import compiled
from ogs_teach.simulation.engine.counting import count_places
from ogs_teach.simulation.engine.granting import lend
from ogs_teach.simulation.engine.house import keep_house, pay_what_is_owed
from ogs_teach.simulation.engine.layout import Bench, Ints, Record, Records, Streams, Told
from ogs_teach.simulation.engine.leaving import pay_leavers, settle
from ogs_teach.simulation.engine.repaying import collect
from ogs_teach.simulation.engine.saving import care, receive, welcome
from ogs_teach.simulation.engine.weather import shocks_begin
from ogs_teach.simulation.engine.whole import greater


@compiled
def live_year(
    told: Told,
    bench: Bench,
    places: Records,
    groups: Records,
    sureties: Ints,
    shocks_left: Ints,
    streams: Streams,
    months: Records,
    years: Records,
    year: int,
) -> None:
    """Live through a year.

    Parameters
    ----------
    told, bench
    places : records of PLACE, shape (trials, places)
    groups : records of GROUP, shape (trials,)
    sureties : array of int, shape (trials, places, guarantors)
    shocks_left : array of int, shape (trials, shocks)
    streams : array of int, shape (trials, 4)
        Of chance; see `chance`.
    months : records of MONTH, shape (trials, years, 12)
    years : records of YEAR, shape (trials, years)
        Receive what is seen.
    year : int
        0 for the first.
    """
    for trial in range(len(groups)):
        group, mine = groups[trial], places[trial]
        count_places(told.rules[0], mine, group, 0, bench.owing, bench.waiting)
        for month in range(12):
            draw(streams[trial], bench.drawn)
            _live(told, bench, mine, group, sureties[trial], shocks_left[trial], month)
            if month == 11:
                close_year(told, mine, group, bench, years[trial, year])
            for number in range(shocks_left.shape[1]):
                shocks_left[trial, number] = greater(shocks_left[trial, number] - 1, 0)
            _see(group, months[trial, year, month])


@compiled
def _live(
    told: Told,
    bench: Bench,
    places: Records,
    group: Record,
    sureties: Ints,
    shocks_left: Ints,
    month: int,
) -> None:
    """Live through a month, but for the year's end."""
    rules, count, drawn = told.rules[0], len(places), bench.drawn
    saving = drawn[NUMBERS : NUMBERS + count]
    lending = drawn[NUMBERS + count : NUMBERS + 2 * count]
    life = drawn[NUMBERS + 2 * count : NUMBERS + 3 * count]
    sizes = drawn[NUMBERS + 3 * count :]
    group.number += 1
    group.refused = group.lost = 0
    shocks_begin(told, bench, shocks_left, month)
    chance = bench.chance[0]
    pay_what_is_owed(group)
    settle(rules, places, sureties, group, life, chance.death)
    receive(rules, places, group, saving, life, chance, told.weights[month])
    collect(told, places, sureties, group, lending, bench)
    care(rules, places, group, life, sizes, chance)
    pay_leavers(rules, places, sureties, group)
    lend(told, places, sureties, group, lending, sizes, bench)
    welcome(rules, places, group, life, chance)
    keep_house(told, group, shocks_left, drawn[NUMBERS - 1])


@compiled
def _see(group: Record, month: Record) -> None:
    """Write down what the month's end shows."""
    month.cash, month.savings, month.special = group.cash, group.savings, group.special
    month.loans, month.at_risk, month.members = group.loans, group.at_risk, group.members
    month.borrowers, month.waiting = group.borrowers, group.waiting
    month.refused, month.lost = group.refused, group.lost
    month.reserve, month.welfare = group.reserve, group.welfare
    month.hidden, month.payable = group.hidden, group.payable
    month.result, month.retained = group.income - group.expense, group.retained
