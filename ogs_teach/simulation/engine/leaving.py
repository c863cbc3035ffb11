"""Members who go: the dead, those whose debts are lost, those who want their money."""

import numpy as np

from ogs_teach.simulation.engine.state import State
from ogs_teach.simulation.engine.weather import Chances, Threshold
from ogs_teach.simulation.engine.whole import Ints, running, turns


def settle(state: State, life: Threshold, chances: Chances) -> None:
    """Write debts off that are lost, and settle what the dead leave behind."""
    died = (life < chances["dies"]).reshape(-1) & state.present
    going = died
    limit = state.policy.write_off_after
    if limit:
        going = died | (state.late >= limit)
    cells = np.flatnonzero(going)
    if not cells.size:
        return
    trial = state.trial[cells]
    asked = np.where(died[cells], state.policy.death_benefit, 0)
    reaches = state.welfare[trial] - running(trial, asked) + asked
    benefit = state.add(cells, np.clip(reaches, 0, asked))
    state.welfare -= benefit
    state.payable += benefit
    turn = _turns_apart(state, cells)
    for number in range(int(turn.max()) + 1):
        _settle_some(state, cells[turn == number])


def _turns_apart(state: State, cells: Ints) -> Ints:
    """Return in which turn each may be settled: neighbours, who share guarantors, in order."""
    trial, slot = state.trial[cells], state.slot[cells]
    order = np.arange(cells.size)
    follows = np.zeros(cells.size, np.bool_)
    follows[1:] = (np.diff(trial) == 0) & (np.diff(slot) <= state.reach)
    apart = order - np.maximum.accumulate(np.where(follows, 0, order))
    begins = np.flatnonzero(np.diff(trial, prepend=-1))
    ends = np.append(begins[1:], cells.size) - 1
    round_ = (begins != ends) & (slot[begins] + state.slots - slot[ends] <= state.reach)
    if round_.any():  # the last is a neighbour of the first
        in_round = np.repeat(round_, ends - begins + 1)
        apart = np.where(in_round, turns(trial), apart)
    return apart


def _settle_some(state: State, cells: Ints) -> None:
    """Set savings off against debts, then let guarantors pay; the rest is lost."""
    debt = state.balance[cells]
    own = state.savings[cells] + state.special[cells]
    rest = debt - np.minimum(own, debt)
    owes = np.flatnonzero(rest)
    if owes.size:
        rest[owes] = _guarantors_pay(state, cells[owes], rest[owes])
    lost = state.add(cells, rest)
    state.expense += lost
    state.lost += lost
    state.payable += state.add(cells, np.maximum(own - debt, 0))
    empty(state, cells)


def _guarantors_pay(state: State, cells: Ints, rest: Ints) -> Ints:
    """Let guarantors pay equal parts, as far as their savings reach; return what is left."""
    sureties = state.sureties[cells]
    sharing = (sureties > 0).sum(axis=1)
    tail = unfinished_quarter(state)
    for far in sureties.T:
        stands = far > 0
        where = state.neighbour(cells, far.astype(np.int64))
        paid = np.where(stands, np.minimum(state.savings[where], rest // np.maximum(sharing, 1)), 0)
        state.savings[where] -= paid
        state.held -= state.add(cells, paid)
        if tail:
            state.earning[where] = np.maximum(state.earning[where] - tail * paid, 0)
        rest = rest - paid
        sharing -= stands
    return rest


def unfinished_quarter(state: State) -> int:
    """Return the months of a quarter that were counted beforehand."""
    if state.rules.dividend.convention != "end_of_quarter":
        return 0
    return -(state.number - 1) % 3


def end_loans(state: State, cells: Ints) -> None:
    """Release the guarantors of loans that have come to their end."""
    sureties = state.sureties[cells]
    row, column = np.nonzero(sureties)
    where = state.neighbour(cells[row], sureties[row, column].astype(np.int64))
    np.subtract.at(state.guarantees, where, 1)
    state.sureties[cells] = 0
    for field in (state.balance, state.part, state.left, state.late, state.steady):
        field[cells] = 0
    state.owes[cells] = state.rescheduled[cells] = False
    state.borrowers -= state.count(cells)
    if state.has_flat:
        state.interest[cells] = state.flat_left[cells] = 0
    if state.has_annuity:
        state.annuity[cells] = False
    watched = cells[state.watched[cells]]
    if watched.size:
        for field in (state.overdue, state.interest_due, state.fines_due):
            field[watched] = 0
        state.given_up[watched] = state.watched[watched] = False


def empty(state: State, cells: Ints) -> None:
    """Let members go: whoever stood surety, or was stood surety for, is free."""
    state.held -= state.add(cells, state.savings[cells])
    state.held_special -= state.add(cells, state.special[cells])
    state.coming -= state.add(cells, state.due[cells])
    state.wished -= state.add(cells, state.wish[cells])
    state.lent -= state.add(cells, state.balance[cells])
    state.members -= state.count(cells)
    borrowing = cells[state.owes[cells]]
    if borrowing.size:
        end_loans(state, borrowing)
    borrowers = cells[:, None] + state.back[state.slot[cells]]
    found = state.sureties[borrowers] == np.arange(1, state.reach + 1)[:, None]
    member, back, column = np.nonzero(found)
    state.sureties[borrowers[member, back], column] = 0
    for field in (
        state.pledge,
        state.due,
        state.savings,
        state.special,
        state.slipped,
        state.guarantees,
        state.earning,
        state.special_earning,
        state.interest_paid,
        state.hospital_paid,
        state.wish,
        state.wish_months,
    ):
        field[cells] = 0
    for flag in (state.present, state.paying, state.in_default, state.opened):
        flag[cells] = False


def pay_leavers(state: State) -> None:
    """Pay who wants the money back, in order; the first who must wait stops the queue."""
    cells = np.flatnonzero(state.present & ~state.paying)
    if not cells.size:
        return
    fees = state.interest_due[cells] + state.fines_due[cells]
    own = state.savings[cells] + state.special[cells]
    payout = own - state.balance[cells] - fees
    may = payout >= 0  # who owes more than the savings stays until it is repaid
    cells, fees, payout = cells[may], fees[may], payout[may]
    if not cells.size:
        return
    trial = state.trial[cells]
    fits = running(trial, payout) <= state.cash[trial]
    state.refused += state.add(cells[~fits], payout[~fits])
    cells = cells[fits]
    state.cash -= state.add(cells, payout[fits])
    state.income += state.add(cells, fees[fits])
    empty(state, cells)
