"""The year's end: special interest, a loss covered or a surplus shared out."""

import math

import numpy as np

from ogs_teach.simulation.engine.state import State
from ogs_teach.simulation.engine.whole import HALF_UP, Ints, shared, times


def close_year(state: State) -> tuple[Ints, Ints, Ints, Ints]:
    """Close the books; return surplus, dividend, refund and weight of savings by trial."""
    rules = state.rules
    if state.special_counts and rules.savings.special_rate:
        interest = times(state.special_earning, rules.savings.special_rate / 1200, HALF_UP)
        state.special += interest
        total = state.total(interest)
        state.held_special += total
        state.expense += total
    surplus = state.income - state.expense
    state.income[:] = state.expense[:] = 0

    lacking = np.minimum(state.retained, 0)
    free = surplus + lacking
    good = free > 0
    state.retained += np.where(good, -lacking, surplus)
    covered = np.where(good, 0, np.minimum(state.reserve, np.maximum(-state.retained, 0)))
    state.reserve -= covered
    state.retained += covered
    heads = _heads(state, np.where(good, free, 0))

    dividends = _dividends(state, heads["dividend"])
    refunds = _refunds(state, heads["refund"])
    given = dividends + refunds
    dividend, refund = state.total(dividends), state.total(refunds)
    kept = heads["dividend"] + heads["refund"] - dividend - refund
    state.reserve += heads["reserve"] + kept
    state.welfare += heads["welfare"]
    state.payable += heads["reward"] + heads["public"]
    total = dividend + refund
    pays = (total <= state.cash) & (state.policy.dividend_to == "cash")
    state.cash -= np.where(pays, total, 0)
    if state.policy.dividend_to == "cash":
        state.refused += np.where(pays, 0, total)
    if not pays.all():
        state.savings += given * ~np.repeat(pays, state.slots)
        state.held += np.where(pays, 0, total)

    weight = state.total(state.earning)
    for field in (
        state.earning,
        state.special_earning,
        state.interest_paid,
        state.hospital_paid,
        state.in_default,
    ):
        field[:] = 0
    if state.special_counts:
        state.special_earning += 12 * state.special  # what comes later, counts from then on
    state.opened[:] = state.savings > 0
    return surplus, dividend, refund, weight


def _heads(state: State, free: Ints) -> dict[str, Ints]:
    """Share the surplus out among its heads."""
    percents = state.rules.allocation.percents()
    unit = math.lcm(*(percent.denominator for percent in percents.values()))
    weights = np.array([int(percent * unit) for percent in percents.values()])
    parts = shared(free, np.tile(weights, (state.trials, 1)))
    return dict(zip(percents, parts.T, strict=True))


def _dividends(state: State, pools: Ints) -> Ints:
    """Share the dividend out among the members."""
    rules = state.rules.dividend
    weights = state.earning
    scale = 100 * state.units
    if rules.special_savings:
        weights = 12 * weights + state.units * state.special_earning
        scale *= 12

    rated = times(weights, rules.rate / scale, rules.rounds()) if rules.form == "rate" else None
    return _shared(state, pools, weights, rated)


def _refunds(state: State, pools: Ints) -> Ints:
    """Share the refund out among the borrowers."""
    rules = state.rules.refund
    weights = state.interest_paid
    if not rules.defaulters:
        weights = weights * ~state.in_default

    rated = times(weights, rules.rate / 100, HALF_UP) if rules.form == "rate" else None
    return _shared(state, pools, weights, rated)


def _shared(state: State, pools: Ints, weights: Ints, rated: Ints | None) -> Ints:
    """Pay what a rate brings where the pool reaches, else share the pool by weight."""
    parts = shared(pools, weights.reshape(state.trials, -1)).reshape(-1)
    if rated is None:
        return parts
    reaches = np.repeat(state.total(rated) <= pools, state.slots)
    return np.where(reaches, rated, parts)
