"""The group's own household: what it owes, expenses, the bank, the keeper, the audit."""

from fractions import Fraction

import numpy as np

from ogs_teach.money import Rounding
from ogs_teach.simulation.draws import GROUP
from ogs_teach.simulation.engine.state import State
from ogs_teach.simulation.engine.weather import Threshold
from ogs_teach.simulation.engine.whole import rounded
from ogs_teach.simulation.habits import WHOLE


def pay_what_is_owed(state: State) -> None:
    """Pay creditors as far as the cash reaches."""
    paid = np.minimum(state.payable, state.cash)
    state.cash -= paid
    state.payable -= paid


def keep_house(state: State, group: Threshold) -> None:
    """Pay expenses, take the bank's interest in, lose and find what a keeper takes."""
    policy = state.policy
    rate = policy.bank_rate / 1200
    if rate:
        bank = rounded(state.cash * rate.numerator, rate.denominator, Rounding())
        state.cash += bank
        state.income += bank
    paid = np.minimum(policy.expenses, state.cash)
    state.cash -= paid
    state.payable += policy.expenses - paid
    state.expense += policy.expenses

    drains = [number for number, shock in enumerate(state.scenario.shocks) if shock.drain]
    for number in drains:
        part = state.scenario.shocks[number].drain / 100
        active = state.shocks_left[:, number] > 0
        taken = np.where(active, state.cash * part.numerator // part.denominator, 0)
        state.cash -= taken
        state.hidden += taken
    if not state.hidden.any():
        return
    chance = int(policy.audit * WHOLE / 100 + Fraction(1, 2))
    found = (state.hidden > 0) & (group[:, GROUP - 1] < chance)
    state.expense[found] += state.hidden[found]
    state.lost[found] += state.hidden[found]
    state.hidden[found] = 0
    for number in drains:
        state.shocks_left[found, number] = 0
