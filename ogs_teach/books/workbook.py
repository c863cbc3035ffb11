"""A group's year as a spreadsheet: statements and registers, their totals live sums."""

from collections.abc import Iterable, Mapping
from datetime import date

from ogs_teach.books.balances import accounting_year
from ogs_teach.books.group import Group
from ogs_teach.books.kinds import BANK, CASH
from ogs_teach.books.registers import (
    Book,
    cash_book,
    debtors,
    member_register,
    savings_control,
)
from ogs_teach.books.statements import (
    balance_sheet,
    cash_flow,
    income_statement,
    trial_balance,
)
from ogs_teach.i18n import Lang, t
from ogs_teach.tables import Cell, Column, Kind, Sheet, Table, write
from ogs_teach.thai import format_date, month_name

WORDS = "books"


def to_xlsx(group: Group, year: int, lang: Lang = "th") -> bytes:
    """Write one accounting year of a group's books.

    Parameters
    ----------
    group : Group
    year : int
        C.E. year in which the accounting year ends.
    lang : "th" or "en"

    Returns
    -------
    bytes
        XLSX: trial balance, income statement, balance sheet, cash flow, cash book, bank
        book, savings control, debtors. Totals are formulas that show the kit's figures.

    Raises
    ------
    KeyError
        If the books do not hold the whole year.
    """
    books = group.year(year)
    return write(sheets(group, books.start, books.end, lang))


def sheets(group: Group, first: date, last: date, lang: Lang = "th") -> list[Sheet]:
    """Return the leaves of `to_xlsx`, for days of one accounting year, both counted."""
    writer = Writer(group, first, last, lang)
    leaves = {
        "trial-balance": writer.trial_balance(),
        "income-statement": writer.income_statement(),
        "balance-sheet": writer.balance_sheet(),
        "cash-flow": writer.cash_flow(),
        "cash-book": writer.book("cash-book", CASH),
        "bank-book": writer.book("bank-book", BANK),
        "members": writer.members(),
        "savings-control": writer.savings_control(),
        "debtors": writer.debtors(),
    }
    period = t(
        f"{WORDS}.period", lang, first=format_date(first, lang), last=format_date(last, lang)
    )
    notes = [group.name(lang), period]
    return [Sheet(writer.say(name), tables, notes) for name, tables in leaves.items()]


class Writer:
    """The tables of one period, in one language: the same for a spreadsheet and a page."""

    def __init__(self, group: Group, first: date, last: date, lang: Lang) -> None:
        self.group, self.first, self.last, self.lang = group, first, last, lang

    def say(self, key: str) -> str:
        """Name a statement, a register or a total."""
        return t(f"{WORDS}.{key}", self.lang)

    def account(self, code: str) -> str:
        """Name an account, its code before it."""
        return f"{code} {t(f'group.account.{code}', self.lang)}"

    def columns(self, *names: str) -> list[Column]:
        """Name the columns; those that are not of money begin with what they are."""
        found = []
        for name in names:
            word, _, kind = name.partition(":")
            found.append(Column(self.say(f"column.{word}"), _kind(kind)))
        return found

    def amounts(self, key: str, amounts: Mapping[str, int]) -> Table:
        """Return accounts with their amounts and the sum."""
        rows: list[list[Cell]] = [[self.account(code), amount] for code, amount in amounts.items()]
        return self._table(key, ["account:text", "amount"], rows, sum(amounts.values()))

    def _table(
        self, key: str, names: Iterable[str], rows: list[list[Cell]], *totals: Cell
    ) -> Table:
        return Table(self.columns(*names), rows, self.say(key), [self.say("total"), *totals])

    def trial_balance(self) -> list[Table]:
        """Return every account at the end of the period, on its side."""
        trial = trial_balance(self.group, self.last)
        rows: list[list[Cell]] = [
            [self.account(code), trial.debits.get(code), trial.credits.get(code)]
            for code in sorted({*trial.debits, *trial.credits})
        ]
        sums = sum(trial.debits.values()), sum(trial.credits.values())
        return [self._table("trial-balance", ["account:text", "debit", "credit"], rows, *sums)]

    def income_statement(self) -> list[Table]:
        """Return income, expenses and the surplus."""
        found = income_statement(self.group, self.first, self.last)
        surplus: list[list[Cell]] = [[self.say("surplus"), found.surplus]]
        return [
            self.amounts("income", found.income),
            self.amounts("expenses", found.expenses),
            Table(self.columns("account:text", "amount"), surplus, self.say("surplus")),
        ]

    def balance_sheet(self) -> list[Table]:
        """Return assets, liabilities and equity at the end of the period."""
        sheet = balance_sheet(self.group, self.last)
        return [
            self.amounts("assets", sheet.assets),
            self.amounts("liabilities", sheet.liabilities),
            self.amounts("equity", sheet.equity),
        ]

    def cash_flow(self) -> list[Table]:
        """Return what came in and went out by kind of event, and what was there."""
        flow = cash_flow(self.group, self.first, self.last)
        kinds = {**flow.receipts, **flow.payments}
        rows: list[list[Cell]] = [
            [t(f"group.kind.{kind}", self.lang), flow.receipts.get(kind), flow.payments.get(kind)]
            for kind in kinds
        ]
        sums = sum(flow.receipts.values()), sum(flow.payments.values())
        carried: list[list[Cell]] = [
            [self.say("opening"), flow.opening],
            [self.say("closing"), flow.closing],
        ]
        return [
            self._table("cash-flow", ["event:text", "came", "went"], rows, *sums),
            Table(self.columns("account:text", "amount"), carried, self.say("cash-and-bank")),
        ]

    def book(self, key: str, account: str) -> list[Table]:
        """Return the cash book or the bank book."""
        book = cash_book(self.group, self.first, self.last, account)
        names = ["date:text", "slip:text", "event:text", "member:text", "came", "went", "balance"]
        rows = [[*self._opening(book)], *map(list, self._lines(book))]
        total = [self.say("total"), None, None, None, book.came, book.went, book.closing]
        return [Table(self.columns(*names), rows, self.say(key), total)]

    def _opening(self, book: Book) -> list[Cell]:
        day = format_date(book.first, self.lang, "short")
        return [day, None, self.say("opening"), None, None, None, book.opening]

    def _lines(self, book: Book) -> Iterable[list[Cell]]:
        for line in book.lines:
            entry = line.entry
            yield [
                format_date(entry.date, self.lang, "short"),
                entry.slip,
                t(f"group.kind.{entry.kind}", self.lang),
                entry.member or None,
                line.came or None,
                line.went or None,
                line.balance,
            ]

    def members(self) -> list[Table]:
        """Return the member register at the period's end."""
        rows: list[list[Cell]] = []
        register = member_register(self.group, self.last)
        for row in register:
            person = self.group.members[row.member]
            gone = person.left if person.left and not row.present else None
            rows.append(
                [
                    row.member,
                    person.name,
                    row.savings or None,
                    row.pledge or None,
                    row.owed or None,
                    row.special or None,
                    t(f"group.member_kind.{person.kind}", self.lang),
                    t(f"group.role.{person.role}", self.lang) if person.role else None,
                    format_date(person.joined, self.lang, "short"),
                    format_date(gone, self.lang, "short") if gone else None,
                ]
            )
        words = ("kind:text", "role:text", "joined:text", "left:text")
        sums = ("savings", "pledge", "debt", "special")
        columns = self.columns("member:text", "name:text", *sums, *words)
        total: list[Cell] = [self.say("total"), None]
        total += [
            sum(getattr(row, name) for row in register)
            for name in ("savings", "pledge", "owed", "special")
        ]
        total += [None] * len(words)
        return [Table(columns, rows, self.say("members"), total)]

    def savings_control(self) -> list[Table]:
        """Return pledged savings, members by months."""
        first_month = self.group.rules.accounting.year_starts_in_month
        control = savings_control(
            self.group, accounting_year(self.last, first_month), until=self.last
        )
        months = [
            Column(month_name(month.month, self.lang, "short"), "baht") for month in control.months
        ]
        edges = self.columns("opening", "withdrawn", "closing")
        columns = [*self.columns("member:text", "name:text"), edges[0], *months, *edges[1:]]
        rows: list[list[Cell]] = [
            [
                row.member,
                self.group.members[row.member].name,
                row.opening,
                *(paid or None for paid in row.months),
                row.withdrawn or None,
                row.closing,
            ]
            for row in control.rows
        ]
        total = control.total
        sums = [total.opening, *total.months, total.withdrawn, total.closing]
        return [Table(columns, rows, self.say("savings-control"), [self.say("total"), None, *sums])]

    def debtors(self) -> list[Table]:
        """Return the debtor register at the end of the period."""
        register = debtors(self.group, self.last)
        sums = {"owed": "balance", "days_late:count": ""}
        sums |= {name: name for name in ("lent", "repaid", "interest", "fines")}
        rows: list[list[Cell]] = [
            [
                d.loan,
                self.group.members[d.member].name,
                d.balance,
                d.days_late,
                d.lent,
                d.repaid,
                d.interest or None,
                d.fines or None,
                d.member,
            ]
            for d in register
        ]
        total: list[Cell] = [self.say("total"), None]
        total += [sum(getattr(d, of) for d in register) if of else None for of in sums.values()]
        columns = self.columns("loan:text", "name:text", *sums, "member:text")
        total.append(None)
        return [Table(columns, rows, self.say("debtors"), total)]


def _kind(name: str) -> Kind:
    return "text" if name == "text" else "count" if name == "count" else "baht"
