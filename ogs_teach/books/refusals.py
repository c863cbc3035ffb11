"""What the books refuse, told so that it teaches: sums, the difference, likely causes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from ogs_teach.books.balances import Key
from ogs_teach.books.causes import likely_causes
from ogs_teach.books.kinds import CASH, KINDS
from ogs_teach.books.records import Entry
from ogs_teach.errors import Day, Place, Problem, Word
from ogs_teach.money import format_baht
from ogs_teach.rules.keys import baht_as_text


def slip_used(first: Sequence[Entry], lines: Sequence[Entry]) -> Problem:
    """Say that a slip's number was used before, or that the whole slip was entered before."""
    values: dict[str, object] = {
        "slip": first[0].slip,
        "date": Day(first[0].date),
        "amount": _baht(sum(line.amount for line in first)),
    }
    known, new = (
        [(line.kind, line.member, line.loan, line.amount) for line in slip]
        for slip in (first, lines)
    )
    return Problem(f"journal.{'entered-twice' if known == new else 'slip-used'}", values=values)


def parts_differ(total: int, received: int) -> Problem:
    """Say that what a slip is for does not add up to the money received."""
    values: dict[str, object] = {
        "total": _baht(total),
        "received": _baht(received),
        "difference": _baht(abs(total - received)),
        "causes": tuple(likely_causes(total, received)),
    }
    return Problem("journal.parts-differ", values=values)


def overpaid(entry: Entry, paid: int, owed: int) -> Problem:
    """Say that more principal was paid than the contract owes."""
    values: dict[str, object] = {
        "loan": entry.loan,
        "paid": _baht(paid),
        "owed": _baht(owed),
        "difference": _baht(paid - owed),
        "causes": tuple(likely_causes(paid, owed)),
    }
    return Problem("journal.more-than-owed", "group.field.amount", entry.slip, values)


def miscounted(count: Entry, book: int, entries: Iterable[Entry]) -> Problem:
    """Say that the cash counted at a month's end is not the book's, and why that may be."""
    values: dict[str, object] = {
        "got": baht_as_text(count.amount),
        "book": baht_as_text(book),
        "difference": baht_as_text(abs(count.amount - book)),
        "causes": tuple(likely_causes(count.amount, book, _through_the_box(entries))),
    }
    place = Place.of("entries.csv", count.row, "amount")
    return Problem("group.count-differs", "group.field.amount", place, values)


def below_zero(place: Key, entry: Entry, short: int, day: date | None = None) -> Problem:
    """Say that an entry leaves a balance below zero by some satang at the end of a day."""
    account, key = place
    values: dict[str, object] = {
        "got": baht_as_text(abs(entry.amount)),
        "short": baht_as_text(short),
        "limit": baht_as_text(max(abs(entry.amount) - short, 0)),
        "whose": key,
        "account": Word(f"group.account.{account}"),
        "day": Day(day or entry.date),
    }
    if entry.amount < 0:
        place_ = Place.of("entries.csv", entry.row, "amount")
        return Problem("group.reversal-too-late", "group.field.amount", place_, values)
    what = "cash-below-zero" if account == CASH else "below-zero" if key else "fund-below-zero"
    return Problem(
        f"group.{what}",
        "group.field.amount",
        Place.of("entries.csv", entry.row, "amount"),
        values,
    )


def _through_the_box(entries: Iterable[Entry]) -> list[tuple[str, int]]:
    """Return what each slip moved through the cash box, in or out."""
    moved: Counter[str] = Counter()
    for entry in entries:
        kind = KINDS[entry.kind]
        moved[entry.slip] += entry.amount * ((kind.debit == CASH) - (kind.credit == CASH))
    return [(slip, abs(amount)) for slip, amount in moved.items() if amount]


def _baht(satang: int) -> str:
    return format_baht(satang, unit=False, short=True)
