"""Borrowers pay their instalments, or fall into arrears; debts get a new schedule.

Most loans are paid on time: they are reckoned all at once. The few in trouble, or that may
fall into it this month, are taken out and reckoned step by step.
"""

import numpy as np

from ogs_teach.simulation.engine.instalments import first_parts
from ogs_teach.simulation.engine.leaving import end_loans
from ogs_teach.simulation.engine.state import State
from ogs_teach.simulation.engine.weather import PLACES, Chances, Threshold
from ogs_teach.simulation.engine.whole import Flags, Ints, rounded
from ogs_teach.simulation.policy import SMALLEST


def collect(state: State, lending: Threshold, chances: Chances) -> Flags:
    """Take instalments in; return who had a loan."""
    live = state.owes.copy()
    interest, principal = _rows(state)
    falls = lending < chances["fails"]
    falls |= lending >= chances["from_prepay"]
    odd = np.flatnonzero((falls.reshape(-1) | state.watched) & live)
    unpaid = odd
    if odd.size:
        drawn = lending.reshape(-1)[odd]
        interest[odd], principal[odd], unpaid = _in_trouble(
            state, odd, drawn, interest[odd], principal[odd], chances
        )
    state.balance -= principal
    state.interest_paid += interest
    earned, repaid = state.total(interest), state.total(principal)
    state.income += earned
    state.cash += earned + repaid
    state.lent -= repaid
    state.left -= state.left > 0
    _renew(state, unpaid)
    ended = np.flatnonzero(live & (state.balance == 0))
    if ended.size:
        end_loans(state, ended)
    return live


def _rows(state: State) -> tuple[Ints, Ints]:
    """Return every loan's interest and principal of the month."""
    ordinary, emergency = state.terms
    rate = (
        ordinary.rate
        if ordinary.rate == emergency.rate
        else np.array([ordinary.rate, emergency.rate])[state.kind]
    )
    rounding, unit = ordinary.rounding, ordinary.unit
    if rounding.mode == "half_up" and rounding.step == 1:  # as `rounded` does, in place
        interest = np.multiply(state.balance, 2 * rate, out=state.buffer)
        interest += unit
        interest //= 2 * unit
    else:
        interest = rounded(state.balance * rate, unit, rounding)
    last = state.left == 1
    part = state.part
    if state.has_flat:
        flat = np.where(last, state.flat_left, np.minimum(state.interest, state.flat_left))
        state.flat_left -= flat
        interest += flat
    if state.has_annuity:
        part = np.maximum(part - np.where(state.annuity, interest, 0), 0)
    principal = np.minimum(part, state.balance, out=state.other)
    ending = np.flatnonzero(last)
    principal[ending] = state.balance[ending]
    return interest, principal


def _in_trouble(
    state: State,
    cells: Ints,
    drawn: Threshold,
    interest: Ints,
    principal: Ints,
    chances: Chances,
) -> tuple[Ints, Ints, Ints]:
    """Return what some borrowers pay of interest and principal, and who pays nothing."""
    limits = chances.table[state.trial[cells]]

    def below(name: str) -> Flags:
        return np.asarray(drawn < limits[:, PLACES[name]])

    def above(name: str) -> Flags:
        return np.asarray(drawn >= limits[:, PLACES[name]])

    late, balance = state.late[cells], state.balance[cells]
    overdue, left = state.overdue[cells], state.left[cells]
    on_time = late == 0
    clear = balance - overdue
    principal = np.minimum(principal, clear)
    last = left == 1
    principal[last] = clear[last]
    principal[left == 0] = 0
    np.maximum(principal, 0, out=principal)

    behind = ~on_time
    gives_up = (on_time & below("gives_up")) | (behind & above("from_give_up"))
    given_up = state.given_up[cells] | gives_up
    pays = (on_time & ~below("fails")) | (behind & ~given_up & below("catches_up"))
    half = behind & ~pays & ~given_up & below("pays_half")
    prepays = on_time & pays & above("from_prepay")
    principal[prepays] = balance[prepays]
    if state.has_flat:
        rest = state.flat_left[cells] * prepays
        state.flat_left[cells] -= rest
        interest = interest + rest

    due = {
        "fine": state.fines_due[cells],
        "interest": state.interest_due[cells] + interest,
        "principal": overdue + principal,
    }
    whole = due["fine"] + due["interest"] + due["principal"]
    money = whole * pays + (whole >> 1) * half
    paid = {}
    for what in state.rules.loans.payment_order:
        paid[what] = np.minimum(money, due[what])
        money = money - paid[what]

    unpaid = ~pays & ~half
    fines = state.add(cells, paid["fine"])
    state.cash += fines
    state.income += fines
    fine = state.rules.fines.late_instalment
    state.fines_due[cells] = due["fine"] - paid["fine"] + fine * unpaid
    state.interest_due[cells] = due["interest"] - paid["interest"]
    state.overdue[cells] = due["principal"] - paid["principal"]
    state.given_up[cells] = given_up
    rescheduled = state.rescheduled[cells]
    steady = state.steady[cells] + (pays & rescheduled & on_time)
    steady *= ~unpaid
    state.steady[cells] = steady
    late = (late + unpaid) * ~pays
    state.late[cells] = late
    days = 30 * (late.astype(np.int64) - 1)
    state.in_default[cells] |= unpaid & (days > state.rules.refund.default_after_days)
    shaky = rescheduled & (steady < state.rules.loans.performs_after)
    state.watched[cells] = (late > 0) | shaky
    return paid["interest"], paid["principal"], cells[unpaid]


def _renew(state: State, unpaid: Ints) -> None:
    """Give debts that have been late for long a new schedule."""
    after = state.policy.reschedule_after
    if not after or not unpaid.size:
        return
    long = state.late[unpaid] == after
    cells = unpaid[long & ~state.rescheduled[unpaid] & ~state.given_up[unpaid]]
    if not cells.size:
        return
    kind, balance = state.kind[cells], state.balance[cells]
    months = np.maximum(np.minimum(state.longest[kind], balance // SMALLEST), 1)
    state.left[cells] = months
    state.part[cells] = first_parts(state, kind, balance, months)[0]
    if state.has_flat:
        state.interest[cells] = state.flat_left[cells] // months
    state.late[cells] = 0
    state.overdue[cells] = 0
    state.rescheduled[cells] = True
