"""What a group's books say: trial balance, income statement, balance sheet, cash flow.

Amounts are satang, each on the side where its account grows; accounts without an amount
are left out, and all stand in the order of the chart.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ogs_teach.books.balances import accounting_year, year_bounds
from ogs_teach.books.group import Group
from ogs_teach.books.kinds import BANK, CASH, KINDS, RESULT, SAVINGS, grows_by_debit

Amounts = dict[str, int]


@dataclass(frozen=True)
class TrialBalance:
    """Every account at the end of a day (งบทดลอง); `debits` and `credits` have one sum."""

    day: date
    debits: Amounts
    credits: Amounts

    @property
    def difference(self) -> int:
        """Debits less credits: 0 in books that are right."""
        return sum(self.debits.values()) - sum(self.credits.values())


def trial_balance(group: Group, day: date) -> TrialBalance:
    """Return every account's balance at the end of a day, on its side.

    An account that stands below zero goes to the other side, as a loss brought forward does.
    """
    debits: Amounts = {}
    credits: Amounts = {}
    for account, amount in group.balances(day).accounts().items():
        on_debit = grows_by_debit(account) == (amount > 0)
        (debits if on_debit else credits)[account] = abs(amount)
    return TrialBalance(day, debits, credits)


@dataclass(frozen=True)
class IncomeStatement:
    """Income and expenses of a period, both days counted (งบกำไรขาดทุน)."""

    first: date
    last: date
    income: Amounts
    expenses: Amounts

    @property
    def surplus(self) -> int:
        """Income less expenses (กำไรสุทธิ); below zero for a loss."""
        return sum(self.income.values()) - sum(self.expenses.values())


def income_statement(group: Group, first: date, last: date) -> IncomeStatement:
    """Return what came in and went out for good; principal and savings are neither.

    Examples
    --------
    >>> from ogs_teach.places import sample_data
    >>> group = Group.open(sample_data() / "group_12")
    >>> year = income_statement(group, date(2025, 1, 1), date(2025, 12, 31))
    >>> year.surplus == group.year(2025).surplus
    True
    """
    income: defaultdict[str, int] = defaultdict(int)
    expenses: defaultdict[str, int] = defaultdict(int)
    for entry in group.between(first, last):
        kind = KINDS[entry.kind]
        if kind.credit[:1] == "4":
            income[kind.credit] += entry.amount
        if kind.debit[:1] == "5":
            expenses[kind.debit] += entry.amount
    return IncomeStatement(
        first, last, dict(sorted(income.items())), dict(sorted(expenses.items()))
    )


@dataclass(frozen=True)
class BalanceSheet:
    """What a group has, what it owes and what is its own at the end of a day (งบดุล).

    The result of the year so far stands in `equity` on 305, with what earlier years left
    there. Where pledged savings stand is the rulebook's to say.
    """

    day: date
    assets: Amounts
    liabilities: Amounts
    equity: Amounts

    @property
    def difference(self) -> int:
        """Assets less liabilities and equity: 0 in books that are right."""
        return (
            sum(self.assets.values()) - sum(self.liabilities.values()) - sum(self.equity.values())
        )


def balance_sheet(group: Group, day: date) -> BalanceSheet:
    """Return what a group has, owes and owns; an allowance (119) reduces the assets."""
    owed = group.rules.accounting.pledged_savings_shown_as == "liability"
    sides: dict[str, Amounts] = {"1": {}, "2": {}, "3": {}}
    result = 0
    for account, amount in group.balances(day).accounts().items():
        if account[0] in "45":
            result += amount if account[0] == "4" else -amount
        elif account == RESULT:
            result += amount
        else:
            side = "2" if owed and account == SAVINGS else account[0]
            reduces = account[0] == "1" and not grows_by_debit(account)
            sides[side][account] = -amount if reduces else amount
    if result:
        sides["3"][RESULT] = result
    return BalanceSheet(day, sides["1"], sides["2"], sides["3"])


@dataclass(frozen=True)
class CashFlow:
    """Money that came in and went out of box and bank in a period, by kind of event.

    What only moves between box and bank is neither.
    """

    first: date
    last: date
    opening: int
    receipts: Amounts
    payments: Amounts

    @property
    def closing(self) -> int:
        """Cash and bank at the end."""
        return self.opening + sum(self.receipts.values()) - sum(self.payments.values())


def cash_flow(group: Group, first: date, last: date) -> CashFlow:
    """Return what made cash and bank grow or shrink between two days, both counted."""
    money = (CASH, BANK)
    receipts: defaultdict[str, int] = defaultdict(int)
    payments: defaultdict[str, int] = defaultdict(int)
    for entry in group.between(first, last):
        kind = KINDS[entry.kind]
        if kind.debit in money and kind.credit not in money:
            receipts[entry.kind] += entry.amount
        elif kind.credit in money and kind.debit not in money:
            payments[entry.kind] += entry.amount
    opening = group.balances(first - timedelta(days=1)).total(*money)
    in_order = list(KINDS).index
    return CashFlow(
        first,
        last,
        opening,
        {kind: receipts[kind] for kind in sorted(receipts, key=in_order)},
        {kind: payments[kind] for kind in sorted(payments, key=in_order)},
    )


def history(group: Group, days: Sequence[date], *accounts: str) -> dict[str, list[int]]:
    """Return what accounts hold at the end of each of some days.

    Parameters
    ----------
    group : Group
    days : sequence of date
    *accounts : str
        Codes.

    Examples
    --------
    >>> from ogs_teach.places import sample_data
    >>> group = Group.open(sample_data() / "group_12")
    >>> cash = history(group, month_ends(group), CASH)[CASH]
    >>> len(cash), cash[-1] == group.summary(date(2025, 12, 31)).cash
    (24, True)
    """
    balances = [group.balances(day) for day in days]
    return {account: [each.total(account) for each in balances] for account in accounts}


def month_ends(group: Group) -> list[date]:
    """Return the last day of every month that the books have entries in or between.

    Examples
    --------
    >>> from ogs_teach.places import sample_data
    >>> len(month_ends(Group.open(sample_data() / "group_12")))
    24
    """
    if not group.entries:
        return []
    last = max(entry.date for entry in group.entries)
    day, found = group.begins, []
    while day <= last:
        day = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
        found.append(day - timedelta(days=1))
    return found


def year_of(group: Group, day: date) -> tuple[date, date]:
    """Return first and last day of the accounting year that a day lies in."""
    month = group.rules.accounting.year_starts_in_month
    return year_bounds(accounting_year(day, month), month)
