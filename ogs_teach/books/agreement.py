"""Where two sums must be one: what a committee ticks off before it signs the books.

Each pair is added up in two ways: from the accounts, and from the books and registers that
are kept beside them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ogs_teach.books.balances import accounting_year
from ogs_teach.books.group import Group
from ogs_teach.books.kinds import (
    BANK,
    BY_LOAN,
    CASH,
    DIVIDEND_PAYABLE,
    REFUND_PAYABLE,
    SAVINGS,
    SPECIAL,
)
from ogs_teach.books.registers import account_book, cash_book, debtors, savings_control
from ogs_teach.books.statements import balance_sheet, trial_balance


@dataclass(frozen=True)
class Agreement:
    """Two sums that must be one, in satang; `key` is their text under `books.agree`."""

    key: str
    left: int
    right: int

    @property
    def difference(self) -> int:
        """How far they are apart: 0 in books that are right."""
        return self.left - self.right


def agreements(group: Group, day: date) -> list[Agreement]:
    """Return what must agree at the end of a day; pairs without any money are left out.

    Examples
    --------
    >>> from ogs_teach.places import sample_data
    >>> group = Group.open(sample_data() / "group_12")
    >>> [pair.key for pair in agreements(group, date(2025, 12, 31))]
    ['trial', 'sheet', 'cash', 'bank', 'savings', 'loans']
    >>> any(pair.difference for pair in agreements(group, date(2025, 12, 31)))
    False
    """
    return [pair for pair in _pairs(group, day) if pair.left or pair.right]


def _pairs(group: Group, day: date) -> Iterator[Agreement]:
    trial, sheet = trial_balance(group, day), balance_sheet(group, day)
    year = accounting_year(day, group.rules.accounting.year_starts_in_month)

    def account(*codes: str) -> int:
        """Return what the trial balance says of accounts that stand on their own side."""
        return sum(trial.debits.get(code, 0) + trial.credits.get(code, 0) for code in codes)

    yield Agreement("trial", sum(trial.debits.values()), sum(trial.credits.values()))
    yield Agreement(
        "sheet",
        sum(sheet.assets.values()),
        sum(sheet.liabilities.values()) + sum(sheet.equity.values()),
    )
    yield Agreement("cash", cash_book(group, group.begins, day).closing, account(CASH))
    yield Agreement("bank", cash_book(group, group.begins, day, BANK).closing, account(BANK))
    yield Agreement("savings", savings_control(group, year, day).total.closing, account(SAVINGS))
    for key, code in (
        ("special", SPECIAL),
        ("dividends", DIVIDEND_PAYABLE),
        ("refunds", REFUND_PAYABLE),
    ):
        yield Agreement(key, account_book(group, code, group.begins, day).closing, account(code))
    owed = sum(debtor.balance for debtor in debtors(group, day))
    yield Agreement("loans", owed, account(*BY_LOAN))
