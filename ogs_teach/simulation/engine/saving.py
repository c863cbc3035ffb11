"""Pledges, fines and special savings come in; welfare goes out; new members come."""

from ogs_teach.simulation.engine.compiled import compiled
from ogs_teach.simulation.engine.layout import Ints, Numbers, Record, Records
from ogs_teach.simulation.engine.whole import greater, lesser
from ogs_teach.simulation.habits import LATE, MISSED, WHOLE


@compiled
def receive(
    rules: Record,
    places: Records,
    group: Record,
    saving: Numbers,
    life: Numbers,
    chance: Record,
    weights: Ints,
) -> None:
    """Take pledges, fines and special savings in; savings count towards the dividend."""
    leave = chance.leave
    missed = lesser(WHOLE, leave + chance.missed)
    late = lesser(WHOLE, missed + chance.late)
    gives = WHOLE - chance.special if rules.special_savings else WHOLE
    came = fines = 0
    for number in range(len(places)):
        place = places[number]
        place.special_earning += place.special
        if not place.present:
            continue
        counts = place.opened or not rules.waiting_year
        place.earning += weights[0] * place.savings * counts
        if place.slipped > 0:
            if place.slipped == LATE:
                place.savings += place.pledge
                came += place.pledge
            fines += rules.pledge_fine
            place.slipped = 0
        if not place.leaving:
            drawn = saving[number]
            if drawn >= late:
                place.savings += place.pledge
                came += place.pledge
            elif drawn < leave:
                place.leaving = True
                place.wish = place.wish_months = 0
            else:
                place.slipped = MISSED if drawn < missed else LATE
            if life[number] >= gives and not place.leaving:
                place.special += rules.special_amount
                came += rules.special_amount
        place.earning += weights[1] * place.savings * counts
    group.cash += came + fines
    group.income += fines


@compiled
def care(
    rules: Record, places: Records, group: Record, life: Numbers, sizes: Numbers, chance: Record
) -> None:
    """Pay for nights in hospital, within the caps and the fund."""
    ill = lesser(WHOLE, chance.death + chance.illness)
    for number in range(len(places)):
        if life[number] < ill and places[number].present:
            place = places[number]
            stay = lesser((1 + sizes[number] % 8) * rules.per_night, rules.per_stay)
            paid = lesser(stay, greater(rules.per_year - place.hospital_paid, 0))
            paid = lesser(paid, lesser(group.welfare, group.cash))
            place.hospital_paid += paid
            group.welfare -= paid
            group.cash -= paid


@compiled
def welcome(rules: Record, places: Records, group: Record, life: Numbers, chance: Record) -> None:
    """Let new members take places that were free when the month began."""
    for number in range(len(places)):
        place = places[number]
        if life[number] < chance.join and not place.present and place.changed < group.number:
            place.present = True
            group.members += 1
            group.savings += place.offer
            place.pledge = place.savings = place.offer
            group.cash += place.offer + rules.entry_fee
            group.income += rules.entry_fee
