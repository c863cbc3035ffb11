"""The books as beancount text, for a program of other people's to check.

Accounts keep their codes: `Assets:111:L67-001`. Every month ends with a balance assertion
for every account, without tolerance, so that one satang changed anywhere is found.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from ogs_teach.books.balances import Balances, Key, accounting_year, year_bounds
from ogs_teach.books.group import Group
from ogs_teach.books.kinds import ACCOUNTS, RESULT, SAVINGS, grows_by_debit
from ogs_teach.books.records import Entry
from ogs_teach.books.statements import month_ends
from ogs_teach.i18n import Lang, t
from ogs_teach.money import format_baht

ROOTS = {"1": "Assets", "2": "Liabilities", "3": "Equity", "4": "Income", "5": "Expenses"}
_PART = re.compile(r"[A-Z0-9][A-Za-z0-9-]*")

Leg = tuple[Key, int]  # satang, above zero for a debit


def to_beancount(group: Group, lang: Lang = "th") -> str:
    """Write a group's books as beancount text, version 3.

    Parameters
    ----------
    group : Group
    lang : "th" or "en"
        Of names and descriptions.

    Returns
    -------
    str
        Accounts opened, balances brought forward, a transaction for every slip, the year's
        closing, and balance assertions at every month's end.

    Examples
    --------
    >>> from ogs_teach.places import sample_data
    >>> text = to_beancount(Group.open(sample_data() / "group_12"))
    >>> text.splitlines()[1]
    'option "operating_currency" "THB"'
    """
    return "\n".join(_Writer(group, lang).lines()) + "\n"


class _Writer:
    def __init__(self, group: Group, lang: Lang) -> None:
        self.group, self.lang = group, lang
        self.balances = Balances(
            group.opening, group.loans, group.rules.accounting.year_starts_in_month
        )
        self.owed = group.rules.accounting.pledged_savings_shown_as == "liability"

    def lines(self) -> Iterator[str]:
        """Yield the whole file; the accounts are known once all has been written."""
        body = list(self._body())
        yield f'option "title" {_quoted(self.group.name(self.lang))}'
        yield 'option "operating_currency" "THB"'
        yield ""
        for account in ACCOUNTS:
            name = t(f"group.account.{account}", self.lang)
            yield f"{self.group.begins} open {self.name((account, ''))} THB ; {name}"
        for key in sorted(key for key in self.balances.of if key[1]):
            yield f"{self.group.begins} open {self.name(key)} THB"
        yield from body

    def _body(self) -> Iterator[str]:
        group = self.group
        brought = [
            (key, amount if grows_by_debit(key[0]) else -amount)
            for key, amount in self.balances.of.items()
        ]
        yield from self._transaction(group.begins, "*", t("group.brought", self.lang), brought)
        month = group.rules.accounting.year_starts_in_month
        first = group.begins
        for end in month_ends(group):
            # Entries of one slip stand in one transaction.
            for (day, slip), entries in groupby(
                group.between(first, end), key=lambda entry: (entry.date, entry.slip)
            ):
                yield from self._slip(day, slip, list(entries))
            if end == year_bounds(accounting_year(end, month), month)[1]:
                yield from self._year_end(end)
            yield from self._assertions(end + timedelta(days=1))
            first = end + timedelta(days=1)

    def _slip(self, day: date, slip: str, entries: list[Entry]) -> Iterator[str]:
        legs: list[Leg] = []
        for entry in entries:
            places = self.balances.legs(entry)
            if places is not None:
                legs += [(places[0], entry.amount), (places[1], -entry.amount)]
            self.balances.post(entry)
        kinds = dict.fromkeys(t(f"group.kind.{entry.kind}", self.lang) for entry in entries)
        yield from self._transaction(day, slip, ", ".join(kinds), legs)

    def _year_end(self, day: date) -> Iterator[str]:
        before = {key: amount for key, amount in self.balances.of.items() if key[0][0] in "45"}
        self.balances.close_year()
        legs = [(key, -amount if key[0][0] == "5" else amount) for key, amount in before.items()]
        legs.append(((RESULT, ""), -sum(amount for _, amount in legs)))
        yield from self._transaction(day, "*", t("group.year-closed", self.lang), legs)

    def _transaction(self, day: date, payee: str, text: str, legs: Iterable[Leg]) -> Iterator[str]:
        found = [(key, amount) for key, amount in legs if amount]
        if found:
            yield ""
            yield f"{day} * {_quoted(payee)} {_quoted(text)}"
            for key, amount in found:
                yield f"  {self.name(key)}  {_baht(amount)} THB"

    def _assertions(self, day: date) -> Iterator[str]:
        """Yield what every account holds at the start of a day, its sub-ledgers with it."""
        yield ""
        held = self.balances.accounts()
        for account in ACCOUNTS:
            amount = held.get(account, 0)
            signed = amount if grows_by_debit(account) else -amount
            yield f"{day} balance {self.name((account, ''))}  {_baht(signed)} ~ 0 THB"

    def name(self, key: Key) -> str:
        """Return an account's name; marks that beancount does not take are spelled out."""
        account, part = key
        root = "Liabilities" if self.owed and account == SAVINGS else ROOTS[account[0]]
        if not part:
            return f"{root}:{account}"
        plain = part if _PART.fullmatch(part) else f"X-{part.encode().hex()}"
        return f"{root}:{account}:{plain}"


def _baht(satang: int) -> str:
    return format_baht(satang, unit=False).replace(",", "")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
