"""What must hold in the order in which entries were written.

An entry is never changed. What was wrong is taken back by a slip of its own, and a month
that was closed takes no more entries.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from ogs_teach.books.kinds import KINDS, MONTH_CLOSED
from ogs_teach.books.records import Entry
from ogs_teach.books.refusals import ENTRIES, at_cell
from ogs_teach.errors import Problem
from ogs_teach.rules.keys import baht_as_text


def _at(entry: Entry, column: str, key: str, **values: object) -> Problem:
    return at_cell(ENTRIES, entry.row, column, key, **values)


def signs(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Yield amounts that are missing, or below zero without taking anything back."""
    for entry in entries:
        if entry.kind == MONTH_CLOSED:
            if entry.amount < 0:
                yield _at(entry, "amount", "count-below-zero", got=baht_as_text(entry.amount))
        elif not entry.amount:
            yield _at(entry, "amount", "no-amount")
        elif entry.amount < 0 and not entry.reverses:
            yield _at(entry, "amount", "below-zero-alone", got=baht_as_text(entry.amount))
        elif entry.amount > 0 and entry.reverses:
            yield _at(entry, "amount", "reversal-above-zero", got=baht_as_text(entry.amount))


def months(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Yield closings that are no month's end, and entries in a month closed before them."""
    closed: Entry | None = None
    for entry in entries:
        if closed and entry.date <= closed.date:
            yield _at(entry, "date", "month-closed", got=entry.date, closed=closed.date)
        if entry.kind == MONTH_CLOSED:
            if (entry.date + timedelta(days=1)).day != 1:
                yield _at(entry, "date", "not-month-end", got=entry.date)
            elif closed is None or entry.date > closed.date:
                closed = entry


def reversals(entries: Sequence[Entry], before: Mapping[str, Sequence[Entry]]) -> Iterator[Problem]:
    """Yield slips that take back what is not there, was taken back already, or is not all of it.

    Parameters
    ----------
    entries : sequence of Entry
        In the order in which they were written.
    before : dict of {slip: entries}
        What was written earlier, empty for a whole file.
    """
    written: defaultdict[str, list[Entry]] = defaultdict(list)
    for slip, lines in before.items():
        written[slip] = list(lines)
    taken = {line.reverses: slip for slip, lines in before.items() for line in lines}
    for entry in entries:
        written[entry.slip].append(entry)
    told: set[str] = set()
    for entry in entries:
        slip = entry.reverses
        if not slip or entry.slip in told:
            continue
        told.add(entry.slip)  # a slip is judged once, whole
        original = written.get(slip, [])
        first = taken.setdefault(slip, entry.slip)
        if entry.row and any(line.row > entry.row for line in original):
            original = []  # written later
        if why := irreversible(original):
            yield _at(entry, "reverses", why, got=slip)
        elif first != entry.slip:
            yield _at(entry, "reverses", "reversed-twice", got=slip, first=first)
        elif entry.date < original[0].date:
            day = original[0].date
            yield _at(entry, "date", "reversed-before", got=entry.date, day=day, slip=slip)
        elif {line.reverses for line in written[entry.slip]} != {slip} or _contents(
            original, 1
        ) != _contents(written[entry.slip], -1):
            total = sum(line.amount for line in original)
            yield _at(entry, "reverses", "reverses-part", got=slip, total=baht_as_text(total))


def irreversible(lines: Sequence[Entry]) -> str:
    """Return why a slip cannot be taken back, as a text's name; empty if it can."""
    if not lines:
        return "reverses-unknown"
    if any(line.reverses for line in lines):
        return "reverses-a-reversal"
    return "" if all(KINDS[line.kind].moves_money for line in lines) else "reverses-no-money"


def _contents(lines: Iterable[Entry], sign: int) -> Counter[tuple[str, str, str, int]]:
    return Counter((line.kind, line.member, line.loan, sign * line.amount) for line in lines)


def taken_back(entries: Iterable[Entry]) -> dict[str, date]:
    """Return the slips that were reversed, with the day on which each was."""
    return {entry.reverses: entry.date for entry in entries if entry.reverses}
