"""Requests are heard, and loans granted in the order of the queue."""

import numpy as np

from ogs_teach.simulation.engine.instalments import first_parts
from ogs_teach.simulation.engine.state import State
from ogs_teach.simulation.engine.weather import Chances, Threshold
from ogs_teach.simulation.engine.whole import DOWN, Flags, Ints, running, times
from ogs_teach.simulation.policy import SMALLEST


def lend(
    state: State, lending: Threshold, sizes: Threshold, chances: Chances, had_loan: Flags
) -> None:
    """Hear requests, then grant what the cash allows, in the order of the queue."""
    _ask(state, lending, sizes, chances, had_loan)
    first = 7 * state.number % state.slots
    waiting = (state.wish_months > 0).reshape(state.trials, -1)
    rolled = np.flatnonzero(np.roll(waiting, -first, axis=1))
    if not rolled.size:
        return
    trial, place = np.divmod(rolled, state.slots)
    queue = trial * state.slots + (place + first) % state.slots

    amount = np.minimum(state.wish[queue], _ceiling(state, queue, state.wish_kind[queue]))
    part = state.rules.loans.largest_borrower
    if part < 100:
        largest = times(state.lent, part / (100 - part), DOWN)
        held = state.borrowers >= state.rules.loans.largest_borrower_from_loans
        amount = np.where(held[trial], np.minimum(amount, largest[trial]), amount)
    amount -= amount % SMALLEST
    state.wished -= state.add(queue, state.wish[queue] - amount)
    state.wish[queue] = amount
    state.wish_months[queue[amount == 0]] = 0
    queue, trial = queue[amount > 0], trial[amount > 0]
    amount = amount[amount > 0]
    if not queue.size:
        return

    free = (100 - state.policy.kept_back) / 100  # so that what is kept back rounds up
    savings = state.held + state.held_special
    available = state.cash - savings + times(savings, free, DOWN)
    fits = running(trial, amount) <= available[trial]
    _grant(state, queue[fits])


def _ask(
    state: State, lending: Threshold, sizes: Threshold, chances: Chances, had_loan: Flags
) -> None:
    """Note new requests."""
    asks = (lending < chances["asks_any"]).reshape(-1)
    asks &= state.paying & ~had_loan & (state.wish_months == 0)
    cells = np.flatnonzero(asks)
    if not cells.size:
        return
    drawn, limit = lending.reshape(-1)[cells], chances.at("asks", state.trial[cells])
    kind = (drawn >= limit).astype(np.uint8)
    size = sizes.reshape(-1)[cells].astype(np.int64)
    amount = _ceiling(state, cells, kind) * (3 + size // 8 % 2) // 4
    amount -= amount % SMALLEST
    longest = state.longest[kind]
    state.wish[cells] = amount
    state.wished += state.add(cells, amount)
    state.wish_kind[cells] = kind
    months = -(-longest * (3 + size // 32 % 2) // 4)
    state.wish_months[cells] = np.where(amount > 0, months, 0)


def _ceiling(state: State, cells: Ints, kind: "np.ndarray[tuple[int], np.dtype[np.uint8]]") -> Ints:
    """Return the most that each may owe."""
    savings = state.savings[cells]
    highest = [
        np.minimum(terms.highest, times(savings, terms.times, DOWN))
        if terms.times
        else np.full(len(cells), terms.highest, np.int64)
        for terms in state.terms
    ]
    return np.where(kind == 0, highest[0], highest[1])


def _grant(state: State, cells: Ints) -> None:
    """Hand out the loans whose guarantors sign."""
    wanted = state.rules.guarantors.number
    if wanted:
        cells, far = _sureties(state, cells, wanted)
        signing = state.neighbour(cells[:, None], far)
        state.guarantees[signing] += 1  # nobody signs twice on one day
        state.sureties[cells] = far
    if not cells.size:
        return
    kind, amount = state.wish_kind[cells], state.wish[cells]
    months = np.minimum(state.wish_months[cells], amount // SMALLEST)
    months = np.maximum(months, 1)
    part, interest, flat = first_parts(state, kind, amount, months)
    state.kind[cells], state.balance[cells], state.left[cells] = kind, amount, months
    state.part[cells] = part
    if state.has_flat:
        state.interest[cells], state.flat_left[cells] = interest, flat
    if state.has_annuity:
        methods = np.array([terms.method == "equal_payment" for terms in state.terms])
        state.annuity[cells] = methods[kind]
    state.wish[cells] = state.wish_months[cells] = 0
    state.owes[cells] = True
    lent = state.add(cells, amount)
    state.wished -= lent
    state.lent += lent
    state.borrowers += state.count(cells)
    state.cash -= lent


def _sureties(state: State, cells: Ints, wanted: int) -> tuple[Ints, Ints]:
    """Return who finds guarantors, and how far off they sit; see `OneFuture.sureties`."""
    can_sign = state.paying & (state.late == 0)
    can_sign &= state.guarantees < state.rules.guarantors.most_live_guarantees
    near = cells[:, None] + state.onward[state.slot[cells]]
    steps = np.arange(1, state.reach + 1)
    ready = can_sign[near]
    picked = ready & (np.cumsum(ready, axis=1) <= wanted)
    enough = picked.sum(axis=1) == wanted
    cells, near, picked = cells[enough], near[enough], picked[enough]
    named = near[picked].reshape(-1, wanted)
    far = np.broadcast_to(steps, picked.shape)[picked].reshape(-1, wanted)
    rows = np.repeat(np.arange(len(cells)), wanted)
    earliest = state.other  # only what is named here is read again
    earliest[named.reshape(-1)[::-1]] = rows[::-1]  # of several, the last one assigned stays
    free = (earliest[named] == np.arange(len(cells))[:, None]).all(axis=1)
    return cells[free], far[free]
