"""Members who go: the dead, those whose debts are lost, those who want their money."""

from ogs_teach.simulation.engine.compiled import compiled
from ogs_teach.simulation.engine.layout import Ints, Numbers, Record, Records
from ogs_teach.simulation.engine.whole import greater, lesser, onward


@compiled
def settle(
    rules: Record, places: Records, sureties: Ints, group: Record, life: Numbers, death: int
) -> None:
    """Write debts off that are lost, and settle what the dead leave behind."""
    limit = rules.write_off_after
    for number in range(len(places)):
        place = places[number]
        died = life[number] < death
        if place.present and (died or (limit > 0 and place.late >= limit)):
            _settle_one(rules, places, sureties, group, number, died)


@compiled
def _settle_one(
    rules: Record, places: Records, sureties: Ints, group: Record, number: int, died: bool
) -> None:
    """Set savings off against the debt, then let guarantors pay; the rest is lost."""
    place = places[number]
    if died:
        benefit = lesser(rules.death_benefit, group.welfare)
        group.welfare -= benefit
        group.payable += benefit
    own = place.savings + place.special
    rest = place.balance - lesser(own, place.balance)
    group.payable += greater(own - place.balance, 0)
    if rest > 0:
        tail = -(group.number - 1) % 3 if rules.whole_quarters else 0  # counted beforehand
        sharing = 0
        for far in sureties[number]:
            sharing += far > 0
        for far in sureties[number]:
            if far > 0:
                guarantor = places[onward(number, far, len(places))]
                paid = lesser(guarantor.savings, rest // sharing)
                guarantor.savings -= paid
                guarantor.earning = greater(guarantor.earning - tail * paid, 0)
                rest -= paid
                sharing -= 1
    group.expense += rest
    group.lost += rest
    empty(rules, places, sureties, number, group.number)


@compiled
def end_loan(places: Records, sureties: Ints, number: int, today: int) -> None:
    """Release a loan's guarantors."""
    for turn in range(sureties.shape[1]):
        if sureties[number, turn] > 0:
            places[onward(number, sureties[number, turn], len(places))].guarantees -= 1
            sureties[number, turn] = 0
    place = places[number]
    place.balance = place.part = place.interest = place.flat_left = 0
    place.overdue = place.interest_due = place.fines_due = 0
    place.left = place.late = place.steady = 0
    place.has_loan = place.given_up = place.rescheduled = False
    place.changed = today


@compiled
def empty(rules: Record, places: Records, sureties: Ints, number: int, today: int) -> None:
    """Let a member go: whoever stood surety, or was stood surety for, is free."""
    place = places[number]
    if place.has_loan:
        end_loan(places, sureties, number, today)
    if place.guarantees > 0:
        for back in range(1, rules.reach + 1):
            borrower = onward(number, len(places) - back, len(places))
            for turn in range(sureties.shape[1]):
                if sureties[borrower, turn] == back:
                    sureties[borrower, turn] = 0
    place.pledge = place.savings = place.special = place.wish = 0
    place.earning = place.special_earning = place.interest_paid = place.hospital_paid = 0
    place.guarantees = place.wish_months = place.slipped = 0
    place.present = place.leaving = place.opened = place.in_default = False
    place.changed = today


@compiled
def pay_leavers(rules: Record, places: Records, sureties: Ints, group: Record) -> None:
    """Pay who wants the money back, in order; the first who must wait stops the queue."""
    for number in range(len(places)):
        place = places[number]
        if not place.leaving:
            continue
        fees = place.interest_due + place.fines_due
        payout = place.savings + place.special - place.balance - fees
        if payout < 0:
            continue  # who owes more than the savings stays until it is repaid
        if group.refused > 0 or payout > group.cash:
            group.refused += payout
            continue
        group.cash -= payout
        group.income += fees
        empty(rules, places, sureties, number, group.number)
