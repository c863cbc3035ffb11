"""What the books refuse, told so that it teaches: sums, the difference, likely causes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from ogs_teach.books.balances import Key
from ogs_teach.books.causes import likely_causes
from ogs_teach.books.kinds import CASH, KINDS
from ogs_teach.books.records import Entry
from ogs_teach.errors import Day, Place, Problem, Word
from ogs_teach.money import bare_baht
from ogs_teach.rules.keys import baht_as_text

ENTRIES = "entries.csv"


def at_cell(file: str, row: int, column: str, key: str, **values: object) -> Problem:
    """Say what is wrong with a cell of a group's table; days are read in the reader's own era."""
    told = {name: Day(v) if isinstance(v, date) else v for name, v in values.items()}
    return Problem(f"group.{key}", f"group.field.{column}", Place.of(file, row, column), told)


def slip_used(first: Sequence[Entry], lines: Sequence[Entry]) -> Problem:
    """Say that a slip's number was used before, or that the whole slip was entered before."""
    values: dict[str, object] = {
        "slip": first[0].slip,
        "date": Day(first[0].date),
        "amount": bare_baht(sum(line.amount for line in first)),
    }
    known, new = (
        [(line.kind, line.member, line.loan, line.amount) for line in slip]
        for slip in (first, lines)
    )
    return Problem(f"journal.{'entered-twice' if known == new else 'slip-used'}", values=values)


def parts_differ(total: int, received: int) -> Problem:
    """Say that what a slip is for does not add up to the money received."""
    values: dict[str, object] = {
        "total": bare_baht(total),
        "received": bare_baht(received),
        "difference": bare_baht(abs(total - received)),
        "causes": tuple(likely_causes(total, received)),
    }
    return Problem("journal.parts-differ", values=values)


def overpaid(entry: Entry, paid: int, owed: int) -> Problem:
    """Say that more principal was paid than the contract owes."""
    values: dict[str, object] = {
        "loan": entry.loan,
        "paid": bare_baht(paid),
        "owed": bare_baht(owed),
        "difference": bare_baht(paid - owed),
        "causes": tuple(likely_causes(paid, owed)),
    }
    return Problem("journal.more-than-owed", "group.field.amount", entry.slip, values)


def miscounted(count: Entry, book: int, entries: Iterable[Entry]) -> Problem:
    """Say that the cash counted at a month's end is not the book's, and why that may be."""
    return at_cell(
        ENTRIES,
        count.row,
        "amount",
        "count-differs",
        got=baht_as_text(count.amount),
        book=baht_as_text(book),
        difference=baht_as_text(abs(count.amount - book)),
        causes=tuple(likely_causes(count.amount, book, _through_the_box(entries))),
    )


def below_zero(place: Key, entry: Entry, short: int, day: date | None = None) -> Problem:
    """Say that an entry leaves a balance below zero by some satang at the end of a day."""
    account, whose = place
    if entry.amount < 0:
        key = "reversal-too-late"
    elif account == CASH:
        key = "cash-below-zero"
    else:
        key = "below-zero" if whose else "fund-below-zero"
    return at_cell(
        ENTRIES,
        entry.row,
        "amount",
        key,
        got=baht_as_text(abs(entry.amount)),
        short=baht_as_text(short),
        limit=baht_as_text(max(abs(entry.amount) - short, 0)),
        whose=whose,
        account=Word(f"group.account.{account}"),
        day=day or entry.date,
    )


def _through_the_box(entries: Iterable[Entry]) -> list[tuple[str, int]]:
    """Return what each slip moved through the cash box, in or out."""
    moved: Counter[str] = Counter()
    for entry in entries:
        kind = KINDS[entry.kind]
        moved[entry.slip] += entry.amount * ((kind.debit == CASH) - (kind.credit == CASH))
    return [(slip, abs(amount)) for slip, amount in moved.items() if amount]
