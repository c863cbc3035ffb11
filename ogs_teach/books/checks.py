"""What must hold between the rows of a group's tables.

A cell that cannot be read is told by the table; this asks whether what was read can be
true: members who exist, balances that a day can end with.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from ogs_teach.books import refusals
from ogs_teach.books.balances import Balances, Key
from ogs_teach.books.kinds import (
    BY_LOAN,
    BY_MEMBER,
    CASH,
    KINDS,
    MAY_BE_NEGATIVE,
    MONTH_CLOSED,
    loan_account,
)
from ogs_teach.books.records import Entry, Loan, Member, Opening
from ogs_teach.books.refusals import at_cell
from ogs_teach.errors import Problem
from ogs_teach.rules.keys import baht_as_text

AFTER_LEAVING = ("savings", "special", "loan_out", "new_pledge", "fee")


def duplicates(records: Sequence[Any], file: str, column: str) -> Iterator[Problem]:
    """Yield rows whose number stood before."""
    first: dict[str, int] = {}
    for record in records:
        if record.id in first:
            yield at_cell(
                file, record.row, column, "duplicate", got=record.id, first=first[record.id]
            )
        first.setdefault(record.id, record.row)


def members(found: Mapping[str, Member]) -> Iterator[Problem]:
    """Yield what is wrong between members."""
    file = "members.csv"
    for one in found.values():
        for column in ("spouse", "guardian"):
            other = getattr(one, column)
            if other == one.id:
                yield at_cell(file, one.row, column, "self", got=other)
            elif other and other not in found:
                yield at_cell(file, one.row, column, "unknown-member", got=other)
        spouse = found.get(one.spouse)
        if spouse and one.spouse != one.id and spouse.spouse != one.id:
            yield at_cell(
                file, one.row, "spouse", "one-sided-spouse", got=one.spouse, member=one.id
            )
        if one.left and one.left < one.joined:
            yield at_cell(
                file, one.row, "left", "left-before-joined", got=one.left, joined=one.joined
            )
        if bool(one.role) != bool(one.division):
            yield at_cell(file, one.row, "role", "role-and-division", got=one.role or one.division)


def opening(
    lines: Sequence[Opening], people: Mapping[str, Member], contracts: Mapping[str, Loan]
) -> Iterator[Problem]:
    """Yield what is wrong with the balances brought forward."""
    file = "opening.csv"
    if not lines:
        yield Problem("group.no-opening", where=file)
        return
    day = lines[0].date
    seen: dict[Key, int] = {}
    for line in lines:
        if line.date != day:
            yield at_cell(file, line.row, "date", "two-opening-dates", got=line.date, first=day)
        if bool(line.debit) == bool(line.credit):
            yield at_cell(file, line.row, "debit", "one-side-only")
        if line.account[0] in "45":
            yield at_cell(file, line.row, "account", "opening-income", got=line.account)
        yield from _named(file, line, line.account in BY_MEMBER, "member", people)
        yield from _named(file, line, line.account in BY_LOAN, "loan", contracts)
        member = people.get(line.member)
        if member and member.joined > day:
            yield at_cell(
                file, line.row, "member", "not-yet-member", got=member.id, day=member.joined
            )
        loan = contracts.get(line.loan)
        if loan and line.account in BY_LOAN:
            if loan_account(loan.kind) != line.account:
                yield at_cell(file, line.row, "account", "wrong-loan-account", got=line.account)
            if loan.date >= day:
                yield at_cell(file, line.row, "loan", "loan-not-yet", got=line.loan, day=loan.date)
            if line.debit > loan.principal:
                yield at_cell(
                    file,
                    line.row,
                    "debit",
                    "more-than-lent",
                    got=baht_as_text(line.debit),
                    limit=baht_as_text(loan.principal),
                )
        place = (line.account, line.member or line.loan)
        if place in seen:
            yield at_cell(
                file, line.row, "account", "duplicate", got=line.account, first=seen[place]
            )
        seen.setdefault(place, line.row)
    debit, credit = sum(line.debit for line in lines), sum(line.credit for line in lines)
    if debit != credit:
        values: dict[str, object] = {
            "debit": baht_as_text(debit),
            "credit": baht_as_text(credit),
            "difference": baht_as_text(abs(debit - credit)),
        }
        yield Problem("group.not-balanced", where=file, values=values)


def _named(
    file: str, line: Opening, wanted: bool, column: str, known: Mapping[str, object]
) -> Iterator[Problem]:
    got = getattr(line, column)
    if wanted and not got:
        yield at_cell(file, line.row, column, "account-needs", got=line.account)
    elif got and not wanted:
        yield at_cell(file, line.row, column, "account-takes-none", got=got, account=line.account)
    elif got and got not in known:
        yield at_cell(file, line.row, column, f"unknown-{column}", got=got)


def loans(
    contracts: Mapping[str, Loan], people: Mapping[str, Member], entries: Sequence[Entry], day: date
) -> Iterator[Problem]:
    """Yield what is wrong with the contracts, and with their paying out."""
    file = "loans.csv"
    paid_out: dict[str, Entry] = {}
    for entry in entries:
        if entry.reverses:
            continue
        if entry.kind in ("loan_out", "reschedule") and entry.loan in contracts:
            if entry.loan in paid_out:
                yield at_cell("entries.csv", entry.row, "loan", "paid-out-twice", got=entry.loan)
            paid_out[entry.loan] = entry
    for loan in contracts.values():
        for column, names in (("member", (loan.member,)), ("guarantors", loan.guarantors)):
            for name in names:
                if name not in people:
                    yield at_cell(file, loan.row, column, "unknown-member", got=name)
        if loan.member in loan.guarantors:
            yield at_cell(file, loan.row, "guarantors", "own-guarantor", got=loan.member)
        if len(set(loan.guarantors)) != len(loan.guarantors):
            yield at_cell(file, loan.row, "guarantors", "guarantor-twice")
        if loan.first_due <= loan.date:
            yield at_cell(file, loan.row, "first_due", "due-before-loan", got=loan.first_due)
        if (loan.method == "flat_total" and loan.rate_per != "term") or (
            loan.rate_per == "term" and loan.method not in ("flat", "flat_total")
        ):
            yield at_cell(file, loan.row, "rate_per", "term-method", got=loan.rate_per)
        if loan.reschedules and (loan.reschedules not in contracts or loan.reschedules == loan.id):
            yield at_cell(file, loan.row, "reschedules", "unknown-loan", got=loan.reschedules)
        earlier = contracts.get(loan.reschedules)
        if earlier and earlier.member != loan.member:
            values = {"got": earlier.id, "member": earlier.member}
            yield at_cell(file, loan.row, "reschedules", "reschedules-another", **values)
        if loan.date >= day:
            yield from _paying_out(file, loan, paid_out.get(loan.id))
        elif again := paid_out.get(loan.id):
            yield at_cell("entries.csv", again.row, "loan", "paid-out-twice", got=loan.id)


def _paying_out(file: str, loan: Loan, entry: Entry | None) -> Iterator[Problem]:
    wanted = "reschedule" if loan.reschedules else "loan_out"
    if entry is None or entry.kind != wanted:
        values = {"got": loan.id, "kind": wanted}
        yield at_cell(file, loan.row, "loan", "not-paid-out", **values)
        return
    if entry.amount != loan.principal:
        yield at_cell(
            "entries.csv",
            entry.row,
            "amount",
            "not-the-contract",
            got=baht_as_text(entry.amount),
            wanted=baht_as_text(loan.principal),
            loan=loan.id,
        )
    if entry.date != loan.date:
        yield at_cell(
            "entries.csv", entry.row, "date", "not-its-day", got=entry.date, day=loan.date
        )


def entries(
    found: Sequence[Entry],
    people: Mapping[str, Member],
    contracts: Mapping[str, Loan],
    day: date,
) -> Iterator[Problem]:
    """Yield what is wrong in entries, each looked at alone or beside its slip."""
    file = "entries.csv"
    slips: dict[str, Entry] = {}
    for entry in found:
        if entry.date < day:
            yield at_cell(file, entry.row, "date", "before-opening", got=entry.date, day=day)
        first = slips.setdefault(entry.slip, entry)
        if entry.date != first.date:
            yield at_cell(file, entry.row, "slip", "slip-two-days", got=entry.slip, first=first.row)
        kind = KINDS[entry.kind]
        for column, need, known in (
            ("member", kind.member, people),
            ("loan", kind.loan, contracts),
        ):
            got = entry.member if column == "member" else entry.loan
            if got and need == "no":
                yield at_cell(file, entry.row, column, "kind-takes-none", got=got, kind=entry.kind)
            elif got and got not in known:
                yield at_cell(file, entry.row, column, f"unknown-{column}", got=got)
            elif not got and need == "yes":
                yield at_cell(file, entry.row, column, "kind-needs", kind=entry.kind)
        loan = contracts.get(entry.loan)
        if loan and entry.member and loan.member != entry.member:
            yield at_cell(
                file, entry.row, "loan", "not-the-borrower", got=loan.id, member=entry.member
            )
        if entry.kind == "reschedule" and loan and not loan.reschedules:
            yield at_cell(file, entry.row, "loan", "reschedules-none", got=loan.id)
        member = people.get(entry.member)
        if member and entry.date < member.joined:
            yield at_cell(
                file, entry.row, "member", "not-yet-member", got=member.id, day=member.joined
            )
        if member and member.left and entry.date > member.left and _of_a_member(entry):
            yield at_cell(
                file, entry.row, "member", "no-longer-member", got=member.id, day=member.left
            )


def _of_a_member(entry: Entry) -> bool:
    """Return whether only a member can do this; taking it back is the book-keeper's doing."""
    return entry.kind in AFTER_LEAVING and not entry.reverses


def days(
    found: Sequence[Entry],
    lines: Sequence[Opening],
    contracts: Mapping[str, Loan],
    first_month: int,
) -> Iterator[Problem]:
    """Yield what a day cannot end with: a balance below zero, another count than the book's."""
    balances = Balances(lines, contracts, first_month)
    told: set[Key] = set()
    for _, of_day in groupby(found, key=attrgetter("date")):
        smaller: dict[Key, Entry] = {}
        count: Entry | None = None
        written = []
        for entry in of_day:
            for place in balances.post(entry):
                smaller[place] = entry
            written.append(entry)
            if entry.kind == MONTH_CLOSED:
                count = entry
        if count and count.amount != balances.of[CASH, ""]:
            yield refusals.miscounted(count, balances.of[CASH, ""], written)
        for place, entry in smaller.items():
            below = balances.of[place]
            if below < 0 and place[0] not in MAY_BE_NEGATIVE and place not in told:
                told.add(place)
                yield refusals.below_zero(place, entry, -below)
