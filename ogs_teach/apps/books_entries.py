"""From a figure down to the entries behind it: one account, one member's part, one month."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ogs_teach.apps.books_page import MOST_ROWS, Page, first_of, month_title
from ogs_teach.apps.books_statements import result_of_year
from ogs_teach.apps.parts import Block, Column, Heading, Note, Sheet, Table
from ogs_teach.books.kinds import BY_LOAN, KINDS, RESULT
from ogs_teach.books.registers import Book, Line, account_book, event_book
from ogs_teach.i18n import t
from ogs_teach.tables import Cell, Kind
from ogs_teach.thai import month_name

FEW = 100  # entries that are shown without asking for a month


@dataclass(frozen=True)
class Drill:
    """What is looked into: an account or a kind of event, and of an account one part.

    Parameters
    ----------
    what : str
        Code of an account, or kind of event.
    part : str
        Member or loan; empty for all together.
    """

    what: str
    part: str = ""

    def book(self, page: Page, first: date, last: date) -> Book:
        """Return its entries of some days."""
        if self.what in KINDS:
            return event_book(page.group, self.what, first, last)
        return account_book(page.group, self.what, first, last, self.part)

    def title(self, page: Page) -> str:
        """Name it."""
        if self.what in KINDS:
            event = t(f"group.kind.{self.what}", page.lang)
            return page.say("entries.event", event=event)
        account = page.say("entries.account", account=page.account(self.what))
        if not self.part:
            return account
        return page.say("entries.whose", what=account, whose=part_name(page, self.part, self.what))

    def sheet(self, page: Page, notes: Sequence[str]) -> Sheet:
        """Return all its entries of the period, for the spreadsheet."""
        book = self.book(page, page.first, page.last)
        event = self.what in KINDS
        tables = book_table(page, book, self.title(page), event=event, most=None)
        return Sheet(
            page.say("entries.sheet"), [each for each in tables if isinstance(each, Table)], notes
        )


def part_name(page: Page, part: str, account: str) -> str:
    """Name a member, or a loan with its borrower."""
    if account in BY_LOAN and part in page.group.loans:
        borrower = page.group.members.get(page.group.loans[part].member)
        return page.say("named", number=part, name=borrower.name) if borrower else part
    return page.member(part)


def parts_of(page: Page, *accounts: str) -> list[str]:
    """Return the members or loans that have something in some accounts in the period."""
    found: set[str] = set()
    for account in accounts:
        balances = page.group.balances(page.first)
        found.update(part for part, amount in balances.parts(account).items() if amount)
        for line in account_book(page.group, account, page.first, page.last).lines:
            found.update(part for touched, part in page.legs(line.entry) if touched == account)
    register = page.group.loans if set(accounts) & BY_LOAN else page.group.members
    return [part for part in register if part in found]


def show_entries(
    page: Page, drill: Drill, whole: Book, month: date | None, figure: int | None
) -> list[Block]:
    """Show the entries of the whole period, or of one month of it.

    Parameters
    ----------
    page : Page
    drill : Drill
    whole : Book
        All of the period.
    month : date, optional
        Last day of the month to show.
    figure : int, optional
        What the statement says of it, in satang.
    """
    book = whole
    if month is not None:
        book = drill.book(page, max(first_of(month), page.first), month)
    event = drill.what in KINDS
    said = [_sum(page, whole)]
    result = result_of_year(page) if drill.what == RESULT else 0
    if result and figure is not None and abs(figure) == abs(whole.closing + result):
        said.append(page.say("entries.result", surplus=page.baht(result)))
    if figure is not None and not drill.part:
        same = abs(figure) in (abs(whole.closing), abs(whole.closing + result))
        key = "same" if same else "other"
        said.append(page.say(f"entries.{key}", figure=page.baht(abs(figure))))
    count = f"{len(whole.lines):,}"
    if not whole.lines:
        said.append(page.say("entries.none"))
    elif month is None:
        said.append(page.say("entries.count", count=count))
    else:
        name, shown = month_title(month, page.lang), f"{len(book.lines):,}"
        said.append(page.say("entries.count-month", month=name, shown=shown, count=count))
    title = drill.title(page)
    caption = f"{title} · {month_title(month, page.lang)}" if month else title
    return [
        Heading(title),
        Note("\n".join(said)),
        *(
            book_table(page, book, caption, event=event, whose=not drill.part)
            if whole.lines
            else []
        ),
    ]


def _sum(page: Page, book: Book) -> str:
    if not book.opening and not book.went:
        return page.say("entries.events", closing=page.baht(book.closing))
    return page.say(
        "entries.sum",
        opening=page.baht(book.opening),
        came=page.baht(book.came),
        went=page.baht(book.went),
        closing=page.baht(book.closing),
    )


def book_table(
    page: Page,
    book: Book,
    caption: str,
    *,
    cash: bool = False,
    event: bool = False,
    whose: bool = True,
    most: int | None = MOST_ROWS,
) -> list[Table | Note]:
    """Return a book's lines, each with its slip and its two accounts; empty columns are left out.

    Parameters
    ----------
    page : Page
    book : Book
    caption : str
    cash : bool
        Whether it is the cash or the bank book, whose columns say in and out.
    event : bool
        Whether it gathers one kind of event: it has no balance brought forward.
    whose : bool
        Whether each line says the member.
    most : int, optional
        Rows at most; all, if None.
    """
    came, went = ("came", "went") if cash else ("more", "less")

    def words(name: str) -> str:
        return t(f"books.column.{name}", page.lang) if cash else page.say(f"column.{name}")

    columns: list[tuple[str, Kind, bool, Callable[[Line], Cell], Cell, Cell]] = [
        # title, kind, whether it is needed, a line's cell, the opening row's, the total's
        (
            page.say("column.date"),
            "text",
            True,
            lambda line: _day(page, line.entry.date),
            page.say("column.opening"),
            page.say("column.total"),
        ),
        (words(came), "baht", bool(book.came), lambda line: line.came or None, None, book.came),
        (words(went), "baht", bool(book.went), lambda line: line.went or None, None, book.went),
        (
            page.say("column.sum" if event else "column.balance"),
            "baht",
            True,
            lambda line: line.balance,
            book.opening,
            book.closing,
        ),
        *(
            (page.say(f"column.{name}"), "text", needed, cell, "", "")
            for name, needed, cell in _told(page, book, event, whose)
        ),
    ]
    kept = [column for column in columns if column[2]]
    rows: list[Sequence[Cell]] = [] if event else [[column[4] for column in kept]]
    rows += [[column[3](line) for column in kept] for line in book.lines]
    table = Table(
        [Column(title, kind) for title, kind, *_ in kept],
        rows,
        caption,
        [column[5] for column in kept],
    )
    return [table] if most is None else page.head(table, most)


def _told(
    page: Page, book: Book, event: bool, whose: bool
) -> Iterator[tuple[str, bool, Callable[[Line], Cell]]]:
    """Yield what stands in words beside a line's figures: name, whether needed, a line's cell."""
    yield "event", not event, lambda line: t(f"group.kind.{line.entry.kind}", page.lang)
    some = whose and any(line.entry.member for line in book.lines)
    yield "member", some, lambda line: page.member(line.entry.member)
    yield "slip", True, lambda line: line.entry.slip
    yield "debit", True, lambda line: page.account(page.legs(line.entry)[0][0])
    yield "credit", True, lambda line: page.account(page.legs(line.entry)[1][0])
    noted = any(line.entry.note for line in book.lines)
    yield "note", noted, lambda line: line.entry.note


def _day(page: Page, day: date) -> str:
    """Write a day without its year, which the period says: so that a phone shows the sums."""
    return f"{day.day} {month_name(day.month, page.lang, 'short')}"
