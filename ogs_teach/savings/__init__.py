"""Savings: a member's account, how it grows, and how a whole group does.

    account(pledge, months, events=…) -> Account     month by month, whatever happens
    Saver(pledge, …).grow(years) -> Growth           and .reach(amount): when is it enough?
    GroupPlan(…).project(years) -> Projection        members, loans, surplus, year by year

`pledges` holds what a group lets its members promise.
"""

from ogs_teach.savings.accounts import (
    Account,
    Change,
    Deposit,
    Dividend,
    Leaving,
    Missed,
    Month,
    Withdrawal,
    account,
)
from ogs_teach.savings.group import GroupPlan, Projection
from ogs_teach.savings.growth import Growth, Saver, a_year, spread
from ogs_teach.savings.pledges import TRAINING_RULES, PledgeRules

__all__ = [
    "TRAINING_RULES",
    "Account",
    "Change",
    "Deposit",
    "Dividend",
    "GroupPlan",
    "Growth",
    "Leaving",
    "Missed",
    "Month",
    "PledgeRules",
    "Projection",
    "Saver",
    "Withdrawal",
    "a_year",
    "account",
    "spread",
]
