"""The rules that a committee can set each half-year, and what each of them does.

All of it is set for practice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import Any

from ogs_teach.rules import GroupRules, with_values
from ogs_teach.simulation.policy import Policy

LEVERS: Mapping[str, tuple[str, ...]] = {
    "times": ("2", "3", "5"),
    "kept_back": ("0", "10", "20", "30"),
    "sharing": ("dividend", "balanced", "reserve"),
    "audit": ("yearly", "quarterly", "monthly"),
    "arrears": ("wait", "talk", "guarantors"),
}
"""Each lever's options: times own savings that may be borrowed, percent of savings that is
never lent, what the surplus is for, how often the books are audited, and what is done first
about arrears."""

USUAL: Mapping[str, str] = {
    "times": "3",
    "kept_back": "10",
    "sharing": "balanced",
    "audit": "quarterly",
    "arrears": "talk",
}
"""How the group lived before the game."""


@dataclass(frozen=True)
class Effect:
    """What an option does.

    Parameters
    ----------
    rules : dict
        Keys of the rulebook.
    policy : dict
        Fields of `Policy`.
    expenses : int
        Satang a month.
    times : dict of {chance: Fraction}
        What the members' chances are multiplied by.
    virtues : dict of {virtue: int}
        By how much the levels move each round.
    """

    rules: Mapping[str, Any] = field(default_factory=dict)
    policy: Mapping[str, Any] = field(default_factory=dict)
    expenses: int = 0
    times: Mapping[str, Fraction] = field(default_factory=dict)
    virtues: Mapping[str, int] = field(default_factory=dict)


def _shares(*percents: int) -> dict[str, Fraction]:
    heads = ("reserve", "dividend", "refund", "reward", "welfare", "public")
    return {
        f"allocation.{head}": Fraction(percent)
        for head, percent in zip(heads, percents, strict=True)
    }


EFFECTS: Mapping[str, Mapping[str, Effect]] = {
    "times": {
        "2": Effect(
            {"loans.ordinary.times_savings": Fraction(2)},
            times={"slip": Fraction(3, 4), "leave": Fraction(5, 4)},
        ),
        "3": Effect({"loans.ordinary.times_savings": Fraction(3)}),
        "5": Effect(
            {"loans.ordinary.times_savings": Fraction(5)},
            times={"slip": Fraction(7, 4), "give_up": Fraction(2)},
        ),
    },
    "kept_back": {
        percent: Effect(policy={"kept_back": Fraction(percent)}) for percent in LEVERS["kept_back"]
    },
    "sharing": {
        "dividend": Effect(
            _shares(0, 85, 5, 10, 0, 0),
            times={"special": Fraction(3, 2), "join": Fraction(5, 4)},
            virtues={"sacrifice": -2},
        ),
        "balanced": Effect(_shares(20, 45, 10, 5, 15, 5)),
        "reserve": Effect(
            _shares(70, 10, 0, 0, 15, 5),
            times={"special": Fraction(1, 2), "leave": Fraction(3, 2)},
            virtues={"trust": -1},
        ),
    },
    "audit": {
        "yearly": Effect(policy={"audit": Fraction(3)}, virtues={"honesty": -1}),
        "quarterly": Effect(policy={"audit": Fraction(12)}, expenses=200_00),
        "monthly": Effect(policy={"audit": Fraction(40)}, expenses=800_00, virtues={"honesty": 1}),
    },
    "arrears": {
        "wait": Effect(
            policy={"reschedule_after": 0, "write_off_after": 24},
            times={"catch_up": Fraction(3, 4)},
            virtues={"responsibility": -2},
        ),
        "talk": Effect(policy={"reschedule_after": 3, "write_off_after": 12}, expenses=200_00),
        "guarantors": Effect(
            policy={"reschedule_after": 0, "write_off_after": 4},
            times={"catch_up": Fraction(5, 4)},
            virtues={"compassion": -2, "responsibility": 1},
        ),
    },
}
EXPENSES = 900_00
"""Satang a month that the group pays whatever it decides."""


def effects(chosen: Mapping[str, str]) -> list[Effect]:
    """Return what the chosen options do.

    Examples
    --------
    >>> len(effects(USUAL)) == len(LEVERS)
    True
    """
    return [EFFECTS[lever][option] for lever, option in chosen.items()]


def policy_of(chosen: Mapping[str, str]) -> Policy:
    """Return the policy that the chosen options make.

    Examples
    --------
    >>> policy_of(USUAL).kept_back
    Fraction(10, 1)
    """
    return _policy(tuple(chosen[lever] for lever in LEVERS))


@cache
def _policy(options: tuple[str, ...]) -> Policy:
    rules: dict[str, Any] = {"loans.largest_borrower": Fraction(20)}  # few people, few loans
    settings: dict[str, Any] = {}
    expenses = EXPENSES
    for effect in effects(dict(zip(LEVERS, options, strict=True))):
        rules |= effect.rules
        settings |= effect.policy
        expenses += effect.expenses
    return Policy(with_values(GroupRules.default(), rules), expenses=expenses, **settings)
