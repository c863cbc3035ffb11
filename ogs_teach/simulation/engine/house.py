"""The group's own household: what it owes, expenses, the bank, the keeper, the audit."""

import numpy as np

from ogs_teach.simulation.draws import GROUP
from ogs_teach.simulation.engine.state import State
from ogs_teach.simulation.engine.weather import Threshold
from ogs_teach.simulation.engine.whole import DOWN, HALF_UP, times
from ogs_teach.simulation.habits import threshold


def pay_what_is_owed(state: State) -> None:
    """Pay creditors as far as the cash reaches."""
    paid = np.minimum(state.payable, state.cash)
    state.cash -= paid
    state.payable -= paid


def keep_house(state: State, group: Threshold) -> None:
    """Pay expenses, take the bank's interest in, lose and find what a keeper takes."""
    policy = state.policy
    bank = times(state.cash, policy.bank_rate / 1200, HALF_UP)
    state.cash += bank
    state.income += bank
    paid = np.minimum(policy.expenses, state.cash)
    state.cash -= paid
    state.payable += policy.expenses - paid
    state.expense += policy.expenses

    drains = [number for number, shock in enumerate(state.scenario.shocks) if shock.drain]
    for number in drains:
        drain = state.scenario.shocks[number].drain / 100
        taken = times(state.cash, drain, DOWN) * (state.shocks_left[:, number] > 0)
        state.cash -= taken
        state.hidden += taken
    if not state.hidden.any():
        return
    found = (state.hidden > 0) & (group[:, GROUP - 1] < threshold(policy.audit))
    state.expense[found] += state.hidden[found]
    state.lost[found] += state.hidden[found]
    state.hidden[found] = 0
    for number in drains:
        state.shocks_left[found, number] = 0
