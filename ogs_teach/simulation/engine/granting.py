"""Requests are heard, and loans granted in the order of the queue."""

from ogs_teach.simulation.engine.compiled import compiled
from ogs_teach.simulation.engine.counting import count_places
from ogs_teach.simulation.engine.layout import Bench, Flags, Ints, Numbers, Record, Records, Told
from ogs_teach.simulation.engine.repaying import first_part, months_for
from ogs_teach.simulation.engine.whole import MOST, at_rate, lesser, onward
from ogs_teach.simulation.habits import WHOLE
from ogs_teach.simulation.policy import SMALLEST


@compiled
def lend(
    told: Told,
    places: Records,
    sureties: Ints,
    group: Record,
    lending: Numbers,
    sizes: Numbers,
    bench: Bench,
) -> None:
    """Hear requests, then grant what the cash allows, in the order of the queue."""
    rules, count = told.rules[0], len(places)
    _hear(told, places, group.number, lending, sizes, bench.chance[0])
    first = 7 * group.number % count
    waiting, begin = count_places(rules, places, group, first, bench.owing, bench.waiting)
    held = group.savings + group.special
    available = group.cash - held + at_rate(held, rules.free)  # so that the rest rounds up
    largest = MOST
    if rules.has_largest and group.borrowers >= rules.borrower_from:
        largest = at_rate(group.loans, rules.largest_borrower)
    asked = granted = 0
    for number in range(count):
        bench.named[number] = False
    for turn in range(waiting):
        number = bench.waiting[onward(begin, turn, waiting)]
        place = places[number]
        ceiling = _ceiling(told.terms[place.wish_kind], place.savings)
        place.wish = lesser(lesser(place.wish, ceiling), largest)
        place.wish -= place.wish % SMALLEST
        asked += place.wish
        if (
            place.wish > 0
            and asked <= available
            and _sign(rules, places, number, bench.named, bench.signing[granted])
        ):
            bench.granted[granted] = number
            granted += 1
    group.waiting = asked
    for turn in range(granted):
        bench.owing[group.borrowers] = bench.granted[turn]
        _grant(told, places, sureties, group, bench.granted[turn], bench.signing[turn])


@compiled
def _hear(
    told: Told,
    places: Records,
    today: int,
    lending: Numbers,
    sizes: Numbers,
    chance: Record,
) -> None:
    """Note new requests; who had a loan this morning asks for none today."""
    emergency = lesser(WHOLE, chance.ask + chance.emergency)
    for number in range(len(places)):
        drawn = lending[number]
        if drawn >= emergency:
            continue
        place = places[number]
        if place.has_loan or place.changed == today:
            continue
        if place.present and not place.leaving and place.wish == 0:
            kind = int(drawn >= chance.ask)
            terms, size = told.terms[kind], sizes[number]
            amount = _ceiling(terms, place.savings) * (3 + size // 8 % 2) // 4
            place.wish = amount - amount % SMALLEST
            place.wish_months = -(-terms.longest * (3 + size // 32 % 2) // 4)
            place.wish_kind = kind


@compiled
def _ceiling(terms: Record, savings: int) -> int:
    """Return the most that may be owed."""
    return (
        lesser(terms.highest, at_rate(savings, terms.times)) if terms.has_times else terms.highest
    )


@compiled
def _sign(rules: Record, places: Records, number: int, named: Flags, signing: Ints) -> bool:
    """Find a borrower's guarantors; see `OneFuture.sureties`."""
    found = far = 0
    while found < rules.guarantors:
        far += 1
        if far > rules.reach:
            return False
        other = places[onward(number, far, len(places))]
        if (
            other.present
            and not other.leaving
            and other.late == 0
            and other.guarantees < rules.most_guarantees
        ):
            signing[found] = far
            found += 1
    free = True
    for turn in range(found):
        neighbour = onward(number, signing[turn], len(places))
        free &= not named[neighbour]
        named[neighbour] = True
    return free


@compiled
def _grant(
    told: Told, places: Records, sureties: Ints, group: Record, number: int, signing: Ints
) -> None:
    """Hand a loan out."""
    place = places[number]
    months = months_for(place.wish, place.wish_months)
    place.part, place.interest, place.flat_left = first_part(
        told, place.wish_kind, place.wish, months
    )
    place.kind, place.balance, place.left = place.wish_kind, place.wish, months
    place.has_loan = True
    place.wish = 0
    group.cash -= place.balance
    group.waiting -= place.balance
    group.loans += place.balance
    group.borrowers += 1
    for turn in range(told.rules[0].guarantors):
        sureties[number, turn] = signing[turn]
        places[onward(number, signing[turn], len(places))].guarantees += 1
