"""The books and registers of the books app, as a committee keeps them by hand."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from ogs_teach import charts
from ogs_teach.apps.books_entries import book_table
from ogs_teach.apps.books_page import Page, first_of, month_title
from ogs_teach.apps.books_statements import money_chart
from ogs_teach.apps.parts import Block, Column, Heading, Note, Table, View, escape
from ogs_teach.arrears import AGES, ageing, at_risk
from ogs_teach.books.kinds import CASH, SPECIAL
from ogs_teach.books.registers import (
    Book,
    cash_book,
    debtors,
    member_register,
    passbook,
    savings_control,
)
from ogs_teach.inputs import plain
from ogs_teach.thai import month_name

RISK = 30  # days; of the portfolio at risk that the sentence tells


def show_money_book(page: Page, view: str, account: str, month: date) -> View:
    """Show one month of the cash book or the bank book, under the choice of the month."""
    book = cash_book(page.group, max(first_of(month), page.first), month, account)
    figures = _moved(page, book)
    name = month_title(month, page.lang)
    count = page.say(
        "entries.count-month",
        month=name,
        shown=f"{len(book.lines):,}",
        count=f"{len(cash_book(page.group, page.first, page.last, account).lines):,}",
    )
    shown = book_table(page, book, f"{page.say(f'view.{view}')} {name}", cash=True)
    key = "cash_book" if account == CASH else "bank_book"
    return View(
        sentence=page.say(f"{key}.sentence", month=name, closing=figures["closing"]),
        blocks=[
            Heading(page.say(f"{key}.chart")),
            money_chart(page, account),
            page.how(
                page.say(f"{key}.read-sum", month=name, **figures),
                page.say(f"{key}.read-count", closing=figures["closing"]),
            ),
        ],
        below=[Note(count), *shown],
    )


def show_members(page: Page) -> View:
    """Show the member register: who belongs to the group, and what each holds and owes."""
    register = member_register(page.group, page.last)
    present = [row for row in register if row.present]
    group = page.group
    left = len(register) - len(present)
    joined = sum(page.first <= group.members[row.member].joined for row in register)
    (table,) = page.tables.members()
    return View(
        sentence=page.say("members.sentence", count=len(present)),
        blocks=[
            page.how(
                page.say("members.read-movement", joined=joined, left=left),
                page.say(
                    "members.read-pledge", pledge=page.baht(sum(row.pledge for row in present))
                ),
                page.say("members.read-dash"),
            ),
            *page.head(table),
        ],
    )


def show_passbook(page: Page, found: Sequence[str]) -> View:
    """Show a member's passbook, or the list of members if it is not yet clear whose."""
    if len(found) != 1:
        return _several(page, found)
    member = found[0]
    values = {"number": member, "name": page.group.members[member].name}
    book = passbook(page.group, member, page.first, page.last)
    special = passbook(page.group, member, page.first, page.last, SPECIAL)
    deposits = sum(line.came > 0 for line in book.lines)
    lines = [page.say("passbook.read-sum", count=deposits, **_moved(page, book))]
    has_special = bool(special.opening or special.lines)
    if has_special:
        lines.append(page.say("passbook.read-special", special=page.baht(special.closing)))
    lines.append(page.say("passbook.read-compare"))
    return View(
        sentence=page.say(
            "passbook.sentence", name=escape(values["name"]), closing=page.baht(book.closing)
        ),
        blocks=[page.how(*lines), *passbook_tables(page, member), _growth(page, book, values)],
    )


def passbook_tables(page: Page, member: str) -> list[Table]:
    """Return a member's passbook, and that of special savings where there are any."""
    values = {"number": member, "name": page.group.members[member].name}
    tables = []
    for key, account in (("caption", None), ("special", SPECIAL)):
        book = passbook(page.group, member, page.first, page.last, *([account] if account else []))
        if account is None or book.opening or book.lines:
            caption = page.say(f"passbook.{key}", **values)
            tables.append(book_table(page, book, caption, whose=False, most=None)[0])
    return [table for table in tables if isinstance(table, Table)]


def _growth(page: Page, book: Book, values: dict[str, str]) -> str:
    ends = [
        ([book.opening] + [line.balance for line in book.lines if line.entry.date <= day])[-1]
        for day in page.months
    ]
    title = page.say("passbook.chart", name=values["name"])
    return charts.lines(
        {title: ends},
        [month_name(day.month, page.lang, "short") for day in page.months],
        title=title,
        description=page.say("money_book.described", closing=page.baht(book.closing)),
        lang=page.lang,
    )


def _several(page: Page, found: Sequence[str]) -> View:
    held = page.group.balances(page.last).parts("301")
    table = Table(
        [
            Column(page.say("column.number")),
            Column(page.say("column.name")),
            Column(page.say("column.savings"), "baht"),
        ],
        [[member, page.group.members[member].name, held.get(member, 0)] for member in found],
        page.say("passbook.found"),
    )
    return View(page.say("passbook.several", count=len(found)), blocks=page.head(table))


def show_savings_control(page: Page) -> View:
    """Show pledged savings, members by months."""
    control = savings_control(page.group, page.year, page.last)
    total = control.total
    months = [month for month in control.months if first_of(page.first) <= month <= page.last]
    title = page.say("savings_control.chart")
    lines = []
    if control.rows:
        row = max(control.rows, key=lambda row: (row.paid, row.withdrawn))
        lines.append(
            page.say(
                "savings_control.read-row",
                name=page.group.members[row.member].name,
                opening=page.baht(row.opening),
                paid=page.baht(row.paid),
                withdrawn=page.baht(row.withdrawn),
                closing=page.baht(row.closing),
            )
        )
    lines += [
        page.say("savings_control.read-dash"),
        page.say("savings_control.read-total", closing=page.baht(total.closing)),
    ]
    chart = charts.stacked(
        {title: [total.months[control.months.index(month)] for month in months]},
        [month_name(month.month, page.lang, "short") for month in months],
        title=title,
        description=page.say("savings_control.described", paid=page.baht(total.paid)),
        lang=page.lang,
    )
    (register,) = page.tables.savings_control()
    holders = sum(row.closing > 0 for row in control.rows)
    return View(
        sentence=page.say(
            "savings_control.sentence", count=holders, closing=page.baht(total.closing)
        ),
        blocks=[Heading(title), chart, page.how(*lines), *page.head(register)],
    )


def show_debtors(page: Page) -> View:
    """Show who still owes, by how late they are."""
    register = debtors(page.group, page.last)
    if not register:
        return View(page.say("debtors.none"))
    debts = [debtor.debt for debtor in register]
    ages = ageing(debts)
    owed = sum(age.balance for age in ages)
    par = plain(at_risk(debts, RISK) or 0, 2)
    risky = [debt for debt in debts if debt.rescheduled or debt.days_late > RISK]
    names = [
        page.say("debtors.on-time")
        if age.last == AGES[0]
        else page.say("debtors.late", first=age.first, last=age.last)
        if age.last is not None
        else page.say("debtors.very-late", first=age.first - 1)
        for age in ages
    ]
    title = page.say("debtors.ages")
    by_age = Table(
        [
            Column(page.say("column.age")),
            Column(page.say("column.contracts"), "count"),
            Column(page.say("column.owed"), "baht"),
            Column(page.say("column.percent"), "percent"),
        ],
        [
            [name, age.loans, age.balance, Fraction(100 * age.balance, owed)]
            for name, age in zip(names, ages, strict=True)
        ],
        title,
        [page.say("column.total"), len(debts), owed, 100],
    )
    (table,) = page.tables.debtors()
    blocks: list[Block] = [
        Heading(title),
        charts.bars(
            {page.say("column.owed"): [age.balance for age in ages]},
            names,
            title=title,
            description=page.say(
                "debtors.sentence", count=len(debts), owed=page.baht(owed), par=par
            ),
            lang=page.lang,
        ),
        page.how(
            page.say("debtors.read-time", count=ages[0].loans, amount=page.baht(ages[0].balance)),
            page.say(
                "debtors.read-risk",
                count=len(risky),
                amount=page.baht(sum(debt.balance for debt in risky)),
                par=par,
            ),
            page.say("debtors.read-whole"),
        ),
        by_age,
        *page.head(_latest_first(table)),
    ]
    return View(
        page.say("debtors.sentence", count=len(debts), owed=page.baht(owed), par=par),
        blocks=blocks,
    )


def _latest_first(table: Table) -> Table:
    """Put the contracts that are most days late on top, and mark them."""
    at = next(place for place, column in enumerate(table.columns) if column.kind == "count")
    rows = sorted(table.rows, key=lambda row: -int(row[at] or 0))
    late = sum(int(row[at] or 0) > RISK for row in rows)
    return Table(table.columns, rows, table.caption, table.total, range(late))


def _moved(page: Page, book: Book) -> dict[str, str]:
    return {
        "opening": page.baht(book.opening),
        "came": page.baht(book.came),
        "went": page.baht(book.went),
        "closing": page.baht(book.closing),
    }
