"""Members who go: the dead, those whose debts are lost, those who want their money."""

import numpy as np

from ogs_teach.simulation.engine.state import State
from ogs_teach.simulation.engine.weather import Chances, Threshold
from ogs_teach.simulation.engine.whole import Flags, Ints, running, turns


def settle(state: State, life: Threshold, chances: Chances) -> None:
    """Write debts off that are lost, and settle what the dead leave behind."""
    died = (life < chances.of("death")).reshape(-1) & state.present
    going = died
    limit = state.policy.write_off_after
    if limit:
        going = died | (state.late >= limit)
    cells = np.flatnonzero(going)
    if not cells.size:
        return
    turn = turns(state.trial[cells])
    for number in range(int(turn.max()) + 1):  # one of each trial: guarantors may be shared
        some = cells[turn == number]
        _settle_some(state, some, died[some])


def _settle_some(state: State, cells: Ints, died: Flags) -> None:
    """Set savings off against debts, then let guarantors pay; the rest is lost."""
    trial = state.trial[cells]
    benefit = np.where(died, np.minimum(state.policy.death_benefit, state.welfare[trial]), 0)
    state.welfare[trial] -= benefit
    state.payable[trial] += benefit
    debt = state.balance[cells]
    own = state.savings[cells] + state.special[cells]
    rest = debt - np.minimum(own, debt)
    sureties = state.sureties[cells]
    sharing = (sureties > 0).sum(axis=1)
    tail = unfinished_quarter(state)
    for far in sureties.T:
        stands = far > 0
        where = state.neighbour(cells, far.astype(np.int64))
        paid = np.where(stands, np.minimum(state.savings[where], rest // np.maximum(sharing, 1)), 0)
        state.savings[where] -= paid
        if tail:
            state.earning[where] = np.maximum(state.earning[where] - tail * paid, 0)
        rest -= paid
        sharing -= stands
    state.expense[trial] += rest
    state.lost[trial] += rest
    state.payable[trial] += np.maximum(own - debt, 0)
    empty(state, cells)


def unfinished_quarter(state: State) -> int:
    """Return the months of a quarter that were counted beforehand."""
    if state.rules.dividend.convention != "end_of_quarter":
        return 0
    return -(state.number - 1) % 3


def end_loans(state: State, cells: Ints) -> None:
    """Release the guarantors of loans that have come to their end."""
    sureties = state.sureties[cells]
    for far in sureties.T:
        stands = far > 0
        where = state.neighbour(cells[stands], far[stands].astype(np.int64))
        np.subtract.at(state.guarantees, where, 1)
    state.sureties[cells] = 0
    for field in (state.owes, state.balance, state.part, state.left, state.late):
        field[cells] = 0
    if state.has_flat:
        state.interest[cells] = state.flat_left[cells] = 0
    if state.has_annuity:
        state.annuity[cells] = False
    watched = cells[state.watched[cells]]
    for field in (state.overdue, state.interest_due, state.fines_due, state.steady):
        field[watched] = 0
    state.given_up[watched] = state.rescheduled[watched] = state.watched[watched] = False


def empty(state: State, cells: Ints) -> None:
    """Let members go: whoever stood surety, or was stood surety for, is free."""
    end_loans(state, cells)
    for back in range(1, state.reach + 1):
        borrowers = state.neighbour(cells, np.int64(-back))
        sureties = state.sureties[borrowers]
        found = sureties == back
        if found.any():
            row, column = np.nonzero(found)
            state.sureties[borrowers[row], column] = 0
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
