"""One month of many futures; the steps are those of `scalar.OneFuture`."""

import numpy as np

from ogs_teach.simulation.engine.closing import close_year
from ogs_teach.simulation.engine.granting import lend
from ogs_teach.simulation.engine.house import keep_house, pay_what_is_owed
from ogs_teach.simulation.engine.leaving import pay_leavers, settle
from ogs_teach.simulation.engine.repaying import collect
from ogs_teach.simulation.engine.saving import care, earn, receive, welcome
from ogs_teach.simulation.engine.state import Draws, State
from ogs_teach.simulation.engine.weather import begin
from ogs_teach.simulation.engine.whole import Ints


def live(state: State, draws: Draws) -> tuple[Ints, Ints, Ints, Ints] | None:
    """Live through one month; after the twelfth, return what `close_year` does."""
    state.number += 1
    of_year = (state.number - 1) % 12 + 1
    chances = begin(state, draws.group, of_year)
    state.refused[:] = state.lost[:] = 0
    pay_what_is_owed(state)
    free = ~state.present
    settle(state, draws.life, chances)
    before, after = state.weights[of_year - 1]
    earn(state, before)
    receive(state, draws.saving, draws.life, chances)
    earn(state, after)
    had_loan = collect(state, draws.lending, chances)
    care(state, draws.life, draws.sizes, chances)
    pay_leavers(state)
    lend(state, draws.lending, draws.sizes, chances, had_loan)
    welcome(state, draws.life, chances, free)
    keep_house(state, draws.group)
    closed = close_year(state) if of_year == 12 else None
    state.shocks_left -= state.shocks_left > 0
    return closed


def seen(state: State) -> dict[str, Ints]:
    """Return what the month's end shows, by trial; the names are those of `records.Month`."""
    watched = np.flatnonzero(state.watched)
    shaky = state.steady[watched] < state.rules.loans.performs_after
    at_risk = watched[(state.late[watched] >= 2) | (state.rescheduled[watched] & shaky)]
    return {
        "cash": state.cash.copy(),
        "savings": state.held.copy(),
        "special": state.held_special.copy(),
        "loans": state.lent.copy(),
        "at_risk": state.add(at_risk, state.balance[at_risk]),
        "members": state.members.copy(),
        "borrowers": state.borrowers.copy(),
        "waiting": state.wished.copy(),
        "refused": state.refused.copy(),
        "lost": state.lost.copy(),
        "reserve": state.reserve.copy(),
        "welfare": state.welfare.copy(),
        "hidden": state.hidden.copy(),
        "payable": state.payable.copy(),
        "result": state.income - state.expense,
        "retained": state.retained.copy(),
    }
