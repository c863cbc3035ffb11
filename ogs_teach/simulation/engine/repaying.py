"""Borrowers pay their instalments, or fall into arrears; debts get a new schedule."""

from ogs_teach.simulation.engine.annuity import payment
from ogs_teach.simulation.engine.compiled import compiled
from ogs_teach.simulation.engine.layout import Bench, Ints, Numbers, Record, Records, Told
from ogs_teach.simulation.engine.leaving import end_loan
from ogs_teach.simulation.engine.told import (
    EQUAL_PAYMENT,
    EQUAL_PRINCIPAL,
    FINE,
    FLAT,
    INTEREST,
    INTEREST_ONLY,
)
from ogs_teach.simulation.engine.whole import at_rate, greater, lesser, rounded
from ogs_teach.simulation.habits import WHOLE
from ogs_teach.simulation.policy import SMALLEST


@compiled
def months_for(amount: int, months: int) -> int:
    """Return months so few that every instalment repays `SMALLEST` at least."""
    return greater(lesser(months, amount // SMALLEST), 1)


@compiled
def first_part(told: Told, kind: int, amount: int, months: int) -> tuple[int, int, int]:
    """Return part, flat interest of a month and of the term; see `lending.first_part`."""
    terms = told.terms[kind]
    mode = terms.monthly.mode
    if terms.method == EQUAL_PRINCIPAL:
        return rounded(amount, 1, months, mode, 1), 0, 0
    if terms.method == EQUAL_PAYMENT:
        return payment(amount, told.level[kind, months], mode), 0, 0
    if terms.method == INTEREST_ONLY:
        return 0, 0, 0
    rate = terms.flat
    over = rate.over * months if terms.flat_by_month else rate.over
    flat = rounded(amount, over, rate.under, mode, rate.step)
    interest = lesser(rounded(flat, 1, months, mode, rate.step), flat)
    return rounded(flat + amount, 1, months, mode, 1) - interest, interest, flat


@compiled
def collect(
    told: Told,
    places: Records,
    sureties: Ints,
    group: Record,
    lending: Numbers,
    bench: Bench,
) -> None:
    """Take instalments in."""
    chance = bench.chance[0]
    fails = lesser(WHOLE, chance.give_up + chance.slip)
    prepays = WHOLE - chance.prepay
    repaid = earned = 0
    for number in bench.owing[: group.borrowers]:
        place = places[number]
        if not place.has_loan:
            continue  # settled since
        drawn = lending[number]
        owed = place.interest_due + place.fines_due
        if place.late == 0 and owed == 0 and fails <= drawn < prepays:
            interest, principal = _row(told, place)
            place.flat_left -= lesser(interest, place.flat_left)
            place.left = greater(place.left - 1, 0)
            place.interest_paid += interest
            place.balance -= principal
            place.steady += place.rescheduled
            repaid += principal
            earned += interest
        else:
            _in_trouble(told, place, group, drawn, chance)
        if place.balance == 0:
            end_loan(places, sureties, number, group.number)
    group.cash += repaid + earned
    group.income += earned


@compiled
def _row(told: Told, place: Record) -> tuple[int, int]:
    """Return the interest and the principal of this month's instalment."""
    terms = told.terms[place.kind]
    if terms.method == FLAT:
        interest = place.flat_left
        if place.left != 1:
            interest = lesser(place.interest, place.flat_left)
    else:
        interest = at_rate(place.balance, terms.monthly)
    if place.left == 0:
        return interest, 0
    clear = place.balance - place.overdue
    if place.left == 1:
        return interest, clear
    part = place.part - interest if terms.method == EQUAL_PAYMENT else place.part
    return interest, greater(lesser(part, clear), 0)


@compiled
def _in_trouble(told: Told, place: Record, group: Record, drawn: int, chance: Record) -> None:
    """Let one borrower pay all, half or nothing."""
    rules = told.rules[0]
    interest, principal = _row(told, place)
    half = False
    if place.late == 0:
        gives_up = drawn < chance.give_up
        pays = drawn >= lesser(WHOLE, chance.give_up + chance.slip)
        if pays and drawn >= WHOLE - chance.prepay:
            principal = place.balance
            if place.flat_left > 0:
                interest = place.flat_left
    else:
        gives_up = drawn >= WHOLE - chance.give_up
        can_pay = not (gives_up or place.given_up)
        pays = can_pay and drawn < chance.catch_up
        half = can_pay and not pays and drawn < lesser(WHOLE, chance.catch_up + chance.half)
    place.given_up |= gives_up
    fines = place.fines_due
    interest_due = place.interest_due + interest
    overdue = place.overdue + principal
    place.flat_left -= lesser(interest, place.flat_left)
    place.left = greater(place.left - 1, 0)

    money = fines + interest_due + overdue
    if not pays:
        money = money // 2 if half else 0
    order = rules.payment_order
    for _ in range(3):
        what = order % 4
        order //= 4
        if what == FINE:
            paid = lesser(money, fines)
            fines -= paid
            group.income += paid
        elif what == INTEREST:
            paid = lesser(money, interest_due)
            interest_due -= paid
            group.income += paid
            place.interest_paid += paid
        else:
            paid = lesser(money, overdue)
            overdue -= paid
            place.balance -= paid
        group.cash += paid
        money -= paid
    place.fines_due, place.interest_due, place.overdue = fines, interest_due, overdue

    if pays:
        place.steady += place.rescheduled and place.late == 0
        place.late = 0
    elif not half:
        place.late += 1
        place.fines_due += rules.instalment_fine
        place.steady = 0
        if 30 * (place.late - 1) > rules.default_days:
            place.in_default = True
        if place.late == rules.reschedule_after and not (place.rescheduled or place.given_up):
            _reschedule(told, place)


@compiled
def _reschedule(told: Told, place: Record) -> None:
    """Give a debt a new schedule; what was due of interest and fines stays due."""
    months = months_for(place.balance, told.terms[place.kind].longest)
    place.left = months
    place.part = first_part(told, place.kind, place.balance, months)[0]
    place.interest = place.flat_left // months
    place.late = place.overdue = 0
    place.rescheduled = True
