"""Borrowers pay their instalments, or fall into arrears; debts get a new schedule.

Most loans are paid on time: they are reckoned all at once. The few in trouble, or that may
fall into it this month, are taken out and reckoned step by step.
"""

import numpy as np

from ogs_teach.simulation.engine.instalments import first_parts
from ogs_teach.simulation.engine.leaving import end_loans
from ogs_teach.simulation.engine.state import State
from ogs_teach.simulation.engine.weather import Chances, Threshold
from ogs_teach.simulation.engine.whole import Flags, Ints, rounded
from ogs_teach.simulation.habits import WHOLE
from ogs_teach.simulation.policy import SMALLEST


def collect(state: State, lending: Threshold, chances: Chances) -> Flags:
    """Take instalments in; return who had a loan."""
    live = state.owes.copy()
    interest, principal = _rows(state)
    falls = lending < chances.of("give_up", "slip")
    falls |= lending >= WHOLE - chances.of("prepay")
    odd = np.flatnonzero((falls.reshape(-1) | state.watched) & live)
    unpaid = odd
    if odd.size:
        drawn = lending.reshape(-1)[odd]
        interest[odd], principal[odd], unpaid = _in_trouble(
            state, odd, drawn, interest[odd], principal[odd], chances
        )
    state.balance -= principal
    state.interest_paid += interest
    earned = state.total(interest)
    state.income += earned
    state.cash += earned + state.total(principal)
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
    trial = state.trial[cells]

    def below(*names: str) -> Flags:
        return np.asarray(drawn < chances.of(*names)[trial, 0])

    def above(name: str) -> Flags:
        return np.asarray(drawn >= WHOLE - chances.of(name)[trial, 0])

    late, balance = state.late[cells], state.balance[cells]
    overdue, left = state.overdue[cells], state.left[cells]
    on_time = late == 0
    clear = balance - overdue
    principal = np.where(left == 0, 0, np.where(left == 1, clear, np.minimum(principal, clear)))
    principal = np.maximum(principal, 0)

    gives_up = np.where(on_time, below("give_up"), above("give_up"))
    given_up = state.given_up[cells] | gives_up
    pays = np.where(on_time, ~below("give_up", "slip"), ~given_up & below("catch_up"))
    half = ~on_time & ~pays & ~given_up & below("catch_up", "half")
    prepays = on_time & pays & above("prepay")
    principal = np.where(prepays, balance, principal)
    if state.has_flat:
        rest = np.where(prepays, state.flat_left[cells], 0)
        state.flat_left[cells] -= rest
        interest = interest + rest

    due = {
        "fine": state.fines_due[cells],
        "interest": state.interest_due[cells] + interest,
        "principal": overdue + principal,
    }
    whole = due["fine"] + due["interest"] + due["principal"]
    money = np.where(pays, whole, np.where(half, whole // 2, 0))
    paid = {}
    for what in state.rules.loans.payment_order:
        paid[what] = np.minimum(money, due[what])
        money = money - paid[what]

    unpaid = ~pays & ~half
    fines = state.add(cells, paid["fine"])
    state.cash += fines
    state.income += fines
    state.fines_due[cells] = (
        due["fine"] - paid["fine"] + np.where(unpaid, state.rules.fines.late_instalment, 0)
    )
    state.interest_due[cells] = due["interest"] - paid["interest"]
    state.overdue[cells] = due["principal"] - paid["principal"]
    state.given_up[cells] = given_up
    rescheduled = state.rescheduled[cells]
    steady = state.steady[cells] + (pays & rescheduled & on_time)
    state.steady[cells] = np.where(unpaid, 0, steady)
    late = np.where(pays, 0, late + unpaid).astype(np.int16)
    state.late[cells] = late
    days = 30 * (late.astype(np.int64) - 1)
    state.in_default[cells] |= unpaid & (days > state.rules.refund.default_after_days)
    state.watched[cells] = (late > 0) | rescheduled
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
    longest = np.array([terms.longest for terms in state.terms])[kind]
    months = np.maximum(np.minimum(longest, balance // SMALLEST), 1)
    state.left[cells] = months
    state.part[cells] = first_parts(state, kind, balance, months)[0]
    if state.has_flat:
        state.interest[cells] = state.flat_left[cells] // months
    state.late[cells] = 0
    state.overdue[cells] = 0
    state.rescheduled[cells] = True
