"""Balances of every account and sub-ledger, day by day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from ogs_teach.books.kinds import (
    ACCOUNTS,
    BY_LOAN,
    BY_MEMBER,
    KINDS,
    LOAN,
    RESULT,
    grows_by_debit,
    loan_account,
)
from ogs_teach.books.records import Entry, Loan, Opening

Key = tuple[str, str]  # account, and the member or loan whose sub-ledger it is


class Balances:
    """What stands on every account, each on the side where it grows; satang.

    Parameters
    ----------
    opening : iterable of Opening
    loans : dict of {loan: Loan}
        To know 111 from 112.
    first_month : int
        Of the accounting year; income and expenses close to 305 at each year's end.
    """

    def __init__(
        self, opening: Iterable[Opening], loans: Mapping[str, Loan], first_month: int = 1
    ) -> None:
        self._loans = loans
        self._first_month = first_month
        self._year: int | None = None
        self.of: defaultdict[Key, int] = defaultdict(int)
        for line in opening:
            self._year = accounting_year(line.date, first_month)
            amount = line.debit - line.credit
            place = sub_ledger(line.account, line.member, line.loan)
            self.of[place] += amount if grows_by_debit(line.account) else -amount

    def post(self, entry: Entry) -> list[Key]:
        """Post an entry and return the balances that it made smaller.

        An amount below zero takes an earlier entry back.
        """
        self.reach(entry.date)
        places = self.legs(entry)
        if places is None:
            return []
        debit, credit = places
        debit_grows, credit_grows = grows_by_debit(debit[0]), not grows_by_debit(credit[0])
        self.of[debit] += entry.amount if debit_grows else -entry.amount
        self.of[credit] += entry.amount if credit_grows else -entry.amount
        reversed_ = entry.amount < 0
        shrank = ((debit, debit_grows == reversed_), (credit, credit_grows == reversed_))
        return [key for key, smaller in shrank if smaller]

    def copy(self) -> "Balances":
        """Return balances that can go on by themselves."""
        other = Balances((), self._loans, self._first_month)
        other.of, other._year = self.of.copy(), self._year
        return other

    def legs(self, entry: Entry) -> tuple[Key, Key] | None:
        """Return the sub-ledgers that an entry debits and credits; None if no money moves."""
        kind = KINDS[entry.kind]
        if not kind.debit:
            return None
        credited = entry.loan
        if entry.kind == "reschedule":
            credited = self._loans[entry.loan].reschedules
        return (
            sub_ledger(self._account(kind.debit, entry.loan), entry.member, entry.loan),
            sub_ledger(self._account(kind.credit, credited), entry.member, credited),
        )

    def reach(self, day: date) -> None:
        """Go on to a day: the first of a new year finds income and expenses closed."""
        year = accounting_year(day, self._first_month)
        if self._year is not None and year > self._year:
            self.close_year()
        self._year = year

    def close_year(self) -> None:
        """Move income and expenses to the result of the year."""
        for account, key in [place for place in self.of if place[0][0] in "45"]:
            amount = self.of.pop((account, key))
            self.of[(RESULT, "")] += amount if account[0] == "4" else -amount

    def accounts(self) -> dict[str, int]:
        """Return every account with a balance, in the order of the chart."""
        sums: defaultdict[str, int] = defaultdict(int)
        for (account, _), amount in self.of.items():
            sums[account] += amount
        return {account: sums[account] for account in ACCOUNTS if sums[account]}

    def total(self, *accounts: str) -> int:
        """Return the sum of some accounts."""
        return sum(amount for (account, _), amount in self.of.items() if account in accounts)

    def parts(self, *accounts: str) -> dict[str, int]:
        """Return the sub-ledger of some accounts: member or loan to satang."""
        found: defaultdict[str, int] = defaultdict(int)
        for (account, key), amount in self.of.items():
            if account in accounts:
                found[key] += amount
        return dict(found)

    def _account(self, account: str, loan: str) -> str:
        return loan_account(self._loans[loan].kind) if account == LOAN else account


def sub_ledger(account: str, member: str, loan: str) -> Key:
    """Return the place of an amount: some accounts are kept by member, some by loan."""
    if account in BY_MEMBER:
        return account, member
    if account in BY_LOAN:
        return account, loan
    return account, ""


def accounting_year(day: date, first_month: int) -> int:
    """Return the C.E. year in which the accounting year of a day ends."""
    return day.year + (first_month > 1 and day.month >= first_month)


def year_bounds(year: int, first_month: int) -> tuple[date, date]:
    """Return first and last day of an accounting year."""
    first = date(year - (first_month > 1), first_month, 1)
    last = date.fromordinal(date(first.year + 1, first_month, 1).toordinal() - 1)
    return first, last
