"""Pledges, fines and special savings come in; welfare goes out; new members come."""

import numpy as np

from ogs_teach.simulation.engine.state import State
from ogs_teach.simulation.engine.weather import Chances, Threshold
from ogs_teach.simulation.engine.whole import Flags, running
from ogs_teach.simulation.habits import LATE, MISSED


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
    behind = np.flatnonzero(state.slipped > 0)
    if behind.size:
        fine = state.rules.fines.missed_pledge
        paid = state.pledge[behind] * (state.slipped[behind] == LATE)
        state.savings[behind] += paid
        state.slipped[behind] = 0
        fines = fine * state.count(behind)
        arrived = state.add(behind, paid)
        state.held += arrived
        state.cash += arrived + fines
        state.income += fines

    came = state.coming.copy()
    state.savings += state.due
    away = np.flatnonzero((saving < chances["is_late"]).reshape(-1) & state.paying)
    if away.size:
        trial = state.trial[away]
        drawn = saving.reshape(-1)[away]
        due = state.due[away]
        state.savings[away] -= due
        came -= state.add(away, due)
        goes = drawn < chances.at("leaves", trial)
        late = np.where(drawn < chances.at("misses", trial), MISSED, LATE)
        state.slipped[away] = late * ~goes
        going = away[goes]
        state.coming -= state.add(going, due[goes])
        state.wished -= state.add(going, state.wish[going])
        state.paying[going] = False
        state.due[going] = state.wish[going] = 0
        state.wish_months[going] = 0
    state.held += came
    state.cash += came

    if state.rules.savings.special_savings:
        gives = (life >= chances["from_special"]).reshape(-1)
        givers = np.flatnonzero(gives & state.paying)
        amount = state.scenario.habits.special_amount
        state.special[givers] += amount
        state.special_earning[givers] += amount * (-state.number % 12)
        given = amount * state.count(givers)
        state.held_special += given
        state.cash += given


def care(state: State, life: Threshold, sizes: Threshold, chances: Chances) -> None:
    """Pay for nights in hospital, within the caps and the fund."""
    ill = (life < chances["ill"]).reshape(-1) & state.present  # the dead are gone
    cells = np.flatnonzero(ill)
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
    cells = np.flatnonzero((life < chances["joins"]).reshape(-1) & free)
    if not cells.size:
        return
    state.present[cells] = state.paying[cells] = True
    offer = state.offer[cells]
    state.pledge[cells] = state.due[cells] = state.savings[cells] = offer
    new = state.count(cells)
    fees = state.rules.savings.entry_fee * new
    brought = state.add(cells, offer)
    state.members += new
    state.held += brought
    state.coming += brought
    state.cash += brought + fees
    state.income += fees
