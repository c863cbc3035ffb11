"""Pledges, fines and special savings come in; welfare goes out; new members come."""

import numpy as np

from ogs_teach.simulation.engine.state import State
from ogs_teach.simulation.engine.weather import Chances, Threshold
from ogs_teach.simulation.engine.whole import Flags, running
from ogs_teach.simulation.habits import WHOLE

LATE, MISSED = 1, 2


def earn(state: State, weight: int) -> None:
    """Let savings count towards the dividend."""
    if not weight:
        return
    counted = state.savings if weight == 1 else weight * state.savings
    if state.rules.dividend.convention == "waiting_year":
        counted = counted * state.opened
    state.earning += counted


def receive(state: State, saving: Threshold, life: Threshold, chances: Chances) -> None:
    """Take pledges, fines and special savings in."""
    if state.special_counts:
        state.special_earning += state.special
    behind = np.flatnonzero(state.slipped)
    if behind.size:
        fine = state.rules.fines.missed_pledge
        paid = np.where(state.slipped[behind] == LATE, state.pledge[behind], 0)
        state.savings[behind] += paid
        state.slipped[behind] = 0
        fines = state.add(behind, np.full(behind.size, fine, np.int64))
        state.cash += state.add(behind, paid) + fines
        state.income += fines

    came = state.total(state.due)
    state.savings += state.due
    leave, missed = chances.of("leave"), chances.of("leave", "missed")
    late = chances.of("leave", "missed", "late")
    away = np.flatnonzero((saving < late).reshape(-1) & state.paying)
    if away.size:
        trial = state.trial[away]
        drawn = saving.reshape(-1)[away]
        due = state.due[away]
        state.savings[away] -= due
        came -= state.add(away, due)
        goes = drawn < leave[trial, 0]
        state.slipped[away] = np.where(goes, 0, np.where(drawn < missed[trial, 0], MISSED, LATE))
        going = away[goes]
        state.paying[going] = False
        state.due[going] = state.wish[going] = 0
        state.wish_months[going] = 0
    state.cash += came

    if state.rules.savings.special_savings:
        gives = life >= WHOLE - chances.of("special")
        givers = np.flatnonzero(gives.reshape(-1) & state.paying)
        amount = state.scenario.habits.special_amount
        state.special[givers] += amount
        state.cash += state.add(givers, np.full(givers.size, amount, np.int64))


def care(state: State, life: Threshold, sizes: Threshold, chances: Chances) -> None:
    """Pay for nights in hospital, within the caps and the fund."""
    ill = (life >= chances.of("death")) & (life < chances.of("death", "illness"))
    cells = np.flatnonzero(ill.reshape(-1) & state.present)
    if not cells.size:
        return
    caps = state.rules.welfare.hospital
    trial = state.trial[cells]
    nights = 1 + sizes.reshape(-1)[cells].astype(np.int64) % 8
    asked = np.minimum(
        np.minimum(nights * caps.per_night, caps.per_stay),
        np.maximum(caps.per_year - state.hospital_paid[cells], 0),
    )
    reaches = np.minimum(state.welfare, state.cash)[trial]
    paid = np.clip(reaches - running(trial, asked) + asked, 0, asked)
    state.hospital_paid[cells] += paid
    total = state.add(cells, paid)
    state.welfare -= total
    state.cash -= total


def welcome(state: State, life: Threshold, chances: Chances, free: Flags) -> None:
    """Let new members take places that were free when the month began."""
    cells = np.flatnonzero((life < chances.of("join")).reshape(-1) & free)
    if not cells.size:
        return
    state.present[cells] = state.paying[cells] = True
    offer = state.offer[cells]
    state.pledge[cells] = state.due[cells] = state.savings[cells] = offer
    fees = state.add(cells, np.full(cells.size, state.rules.savings.entry_fee, np.int64))
    state.cash += state.add(cells, offer) + fees
    state.income += fees
