"""A scenario, as the compiled engine is told of it."""

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from ogs_teach.money import Rounding
from ogs_teach.simulation.draws import GROUP as NUMBERS
from ogs_teach.simulation.engine.annuity import levels
from ogs_teach.simulation.engine.layout import (
    CHANCE,
    GROUP,
    PLACE,
    RULES,
    SHOCK,
    TERMS,
    Bench,
    Ints,
    Records,
    Told,
)
from ogs_teach.simulation.engine.whole import MODES
from ogs_teach.simulation.habits import CHANCES, threshold
from ogs_teach.simulation.lending import Terms, rates_of, reach, terms_of
from ogs_teach.simulation.months import MONTHS, earning_weights, year_weight
from ogs_teach.simulation.scenario import Scenario

METHODS = ("equal_principal", "equal_payment", "interest_only", "flat", "flat_total")
EQUAL_PRINCIPAL, EQUAL_PAYMENT, INTEREST_ONLY, FLAT = range(4)
FINE, INTEREST, PRINCIPAL = range(3)
DOWN = Rounding("down")


def told(scenario: Scenario) -> Told:
    """Return what is the same in every future."""
    shocks = np.zeros(len(scenario.shocks), SHOCK)
    times = np.empty((len(shocks), len(CHANCES)), np.int64)
    for number, shock in enumerate(scenario.shocks):
        span = shock.longest - shock.shortest + 1
        drain = shock.drain / 100
        shocks[number] = (
            shock.threshold(),
            shock.shortest,
            span,
            _rate(drain, DOWN),
        )
        times[number] = shock.sixteenths()
    percents = scenario.policy.rules.allocation.percents()
    unit = math.lcm(*(percent.denominator for percent in percents.values()))
    kinds = terms_of(scenario.policy)
    return Told(
        _rules(scenario),
        np.array([_terms(kind) for kind in kinds]),
        shocks,
        times,
        np.array(list(scenario.habits.thresholds().values()), np.int64),
        np.array(scenario.habits.season, np.int64),
        np.array([earning_weights(scenario.policy.rules, month) for month in MONTHS], np.int64),
        np.array([int(percent * unit) for percent in percents.values()], np.int64),
        _levels(kinds),
    )


def _levels(kinds: tuple[Terms, Terms]) -> Ints:
    tables = [levels(kind) if kind.method == "equal_payment" else None for kind in kinds]
    there = [table for table in tables if table is not None]
    shape = np.max([table.shape for table in there], axis=0) if there else (1, 2, 2)
    both = np.zeros((2, *shape), np.int64)
    for kind, table in zip(both, tables, strict=True):
        if table is not None:
            kind[: table.shape[0], :, : table.shape[2]] = table
    return both


def _filled(kind: np.dtype[np.void], values: Mapping[str, Any]) -> Records:
    record: Records = np.zeros(1, kind)
    for name in kind.fields or ():
        record[name] = values[name]
    return record


def _rate(rate: Fraction, rounding: Rounding) -> tuple[int, int, int, int]:
    return rate.numerator, rate.denominator, MODES[rounding.mode], rounding.step


def _rules(scenario: Scenario) -> Records:
    policy, rules = scenario.policy, scenario.policy.rules
    dividend, refund, units = rules.dividend, rules.refund, year_weight(rules)
    order = [("fine", "interest", "principal").index(what) for what in rules.loans.payment_order]
    return _filled(
        RULES,
        {name: _rate(*rate) for name, rate in rates_of(policy).items()}
        | {
            "reach": min(reach(rules), scenario.slots - 1),
            "guarantors": rules.guarantors.number,
            "most_guarantees": rules.guarantors.most_live_guarantees,
            "pledge_fine": rules.fines.missed_pledge,
            "instalment_fine": rules.fines.late_instalment,
            "entry_fee": rules.savings.entry_fee,
            "special_amount": scenario.habits.special_amount,
            "default_days": refund.default_after_days,
            "performs_after": rules.loans.performs_after,
            "borrower_from": rules.loans.largest_borrower_from_loans,
            "payment_order": sum(what << 2 * turn for turn, what in enumerate(order)),
            "per_night": rules.welfare.hospital.per_night,
            "per_stay": rules.welfare.hospital.per_stay,
            "per_year": rules.welfare.hospital.per_year,
            "reschedule_after": policy.reschedule_after,
            "write_off_after": policy.write_off_after,
            "expenses": policy.expenses,
            "death_benefit": policy.death_benefit,
            "audit": threshold(policy.audit),
            "units": units,
            "has_largest": rules.loans.largest_borrower < 100,
            "special_savings": rules.savings.special_savings,
            "waiting_year": dividend.convention == "waiting_year",
            "whole_quarters": dividend.convention == "end_of_quarter",
            "dividend_on_special": dividend.special_savings,
            "refund_defaulters": refund.defaulters,
            "dividend_by_rate": dividend.form == "rate",
            "refund_by_rate": refund.form == "rate",
            "dividend_in_cash": policy.dividend_to == "cash",
        },
    )


def _terms(kind: Terms) -> Any:
    per = {"month": 100, "year": 1200, "term": 100}[kind.per]
    flat = kind.percent / per if kind.flat else Fraction(0)
    return _filled(
        TERMS,
        {
            "highest": kind.highest,
            "longest": kind.longest,
            "method": min(METHODS.index(kind.method), FLAT),
            "flat_by_month": kind.per != "term",
            "has_times": bool(kind.times),
            "times": _rate(kind.times, DOWN),
            "monthly": (kind.rate, kind.unit, MODES[kind.rounding.mode], kind.rounding.step),
            "flat": _rate(flat, kind.rounding),
        },
    )[0]


def first_day(scenario: Scenario) -> tuple[Records, Records, Ints]:
    """Return the places, the group, and how far off each place's guarantors sit (0: nobody)."""
    start = scenario.start
    places, group = np.zeros(scenario.slots, PLACE), np.zeros(1, GROUP)
    loans = [member.loan for member in start.members if member.loan]
    width = max([scenario.policy.rules.guarantors.number, *(len(x.guarantors) for x in loans)])
    sureties = np.zeros((scenario.slots, width), np.int64)
    places["offer"] = start.offers
    for number, member in enumerate(start.members):
        place = places[number]
        place["present"] = True
        place["opened"] = member.savings > 0
        for name in ("pledge", "savings", "special"):
            place[name] = getattr(member, name)
        if not (loan := member.loan):
            continue
        place["has_loan"] = True
        for name in (
            "kind",
            "balance",
            "left",
            "part",
            "interest",
            "flat_left",
            "late",
            "overdue",
            "interest_due",
        ):
            place[name] = getattr(loan, name)
        sureties[number, : len(loan.guarantors)] = loan.guarantors
        for far in loan.guarantors:
            places["guarantees"][(number + far) % scenario.slots] += 1
    for name in ("cash", "reserve", "welfare", "payable", "retained"):
        group[name] = getattr(start, name)
    return places, group, sureties


def bench(scenario: Scenario, width: int) -> Bench:
    """Return room to work in."""
    slots = scenario.slots
    chances = np.zeros(len(CHANCES), np.int64)

    def amounts() -> Ints:
        return np.zeros(slots, np.int64)

    return Bench(
        chances=chances,
        chance=chances.view(CHANCE),
        named=np.zeros(slots, np.bool_),
        owing=amounts(),
        waiting=amounts(),
        granted=amounts(),
        signing=np.zeros((slots, width), np.int64),
        weight=amounts(),
        rest=amounts(),
        dividend=amounts(),
        refund=amounts(),
        heads=np.zeros((2, len(scenario.policy.rules.allocation.percents())), np.int64),
        drawn=np.zeros(NUMBERS + 4 * slots, np.uint16),
    )
