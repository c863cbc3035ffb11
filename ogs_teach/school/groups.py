"""What the sample groups' books say at the end of B.E. 2568, for lessons to quote.

The books are opened only for a lesson that asks for a group.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from ogs_teach import places
from ogs_teach.money import BAHT

if TYPE_CHECKING:
    from ogs_teach.books import Group

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
FEW = 20  # members: so small a group is followed person by person


@cache
def group_figures(name: str, prefix: str) -> dict[str, Fraction]:
    """Return a sample group's figures of the year and of its last day.

    Parameters
    ----------
    name : str
        Its folder in the sample data.
    prefix : str
        What each name begins with.

    Returns
    -------
    dict of {name: Fraction}
        Baht, people, days, fractions of what is lent (`par30`, `par90`); of a small group
        also what each member holds and owes (`savings_n02`, `owed_n02`).

    Examples
    --------
    >>> figures = group_figures("group_12", "t_")
    >>> figures["t_members"], figures["t_income"] - figures["t_expenses"] == figures["t_surplus"]
    (Fraction(12, 1), True)
    >>> sum(held for key, held in figures.items() if "savings_n" in key) == figures["t_savings"]
    True
    """
    from ogs_teach.books import Group

    group = Group.open(places.sample_data() / name)
    found = {key: Fraction(amount, BAHT) for key, amount in _satang(group).items()}
    summary = group.summary(LAST)
    found |= {"members": Fraction(summary.members), "borrowers": Fraction(summary.borrowers)}
    found |= _at_risk(group)
    if summary.members <= FEW:
        found |= _each(group)
    return {f"{prefix}{key}": value for key, value in found.items()}


def _satang(group: Group) -> dict[str, int | Fraction]:
    from ogs_teach.books import kinds
    from ogs_teach.books.statements import cash_flow, income_statement

    balances = group.balances(LAST)
    year, money = income_statement(group, FIRST, LAST), cash_flow(group, FIRST, LAST)
    return {
        "cash": balances.total(kinds.CASH),
        "bank": balances.total(kinds.BANK),
        "ordinary_loans": balances.total(kinds.ORDINARY),
        "emergency_loans": balances.total(kinds.EMERGENCY),
        "loans": balances.total(kinds.ORDINARY, kinds.EMERGENCY),
        "savings": balances.total(kinds.SAVINGS),
        "special_savings": balances.total(kinds.SPECIAL),
        "reserve": balances.total(kinds.RESERVE),
        "retained": balances.total(kinds.RETAINED),
        "welfare_fund": balances.total("203"),
        "loan_interest": year.income.get("401", 0),
        "bank_interest": year.income.get("402", 0),
        "fees": year.income.get("403", 0),
        "fines": year.income.get("404", 0),
        "income": sum(year.income.values()),
        "expenses": sum(year.expenses.values()),
        "surplus": year.surplus,
        "saved_in_year": money.receipts.get("savings", 0),
        "withdrawn_in_year": money.payments.get("savings_out", 0),
        "lent_in_year": money.payments.get("loan_out", 0),
        "repaid_in_year": money.receipts.get("principal", 0),
        "month_out": Fraction(sum(money.payments.values()), 12),
    }


def _at_risk(group: Group) -> dict[str, Fraction]:
    """Return the shares at risk, none where nothing is lent, and how late loans are."""
    from ogs_teach.arrears import at_risk
    from ogs_teach.books.registers import debtors

    debts = [debtor.debt for debtor in debtors(group, LAST)]
    shares = {f"par{days}": at_risk(debts, days) for days in (30, 90)}
    found = {key: share / 100 for key, share in shares.items() if share is not None}
    found["most_days_late"] = Fraction(max((debt.days_late for debt in debts), default=0))
    found["late_loans"] = Fraction(sum(debt.days_late > 0 for debt in debts))
    return found


def _each(group: Group) -> dict[str, Fraction]:
    """Return each member's pledged savings and debt, as the member register has them."""
    from ogs_teach.books.registers import member_register

    return {
        f"{what}_{row.member.lower()}": Fraction(amount, BAHT)
        for row in member_register(group, LAST)
        for what, amount in (("savings", row.savings), ("owed", row.owed))
    }
