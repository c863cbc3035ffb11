"""How fast a year's books are posted and closed, beside beancount's loader on the same entries.

    python -m tests.measure.posting

Every figure of a line comes from one run and the best of three rounds, all in CPU time: what
the journal takes to write the year slip by slip, close its twelve months on their cash and share
the surplus out; what reading the folder with all its checks takes; and what beancount's loader
takes for the same entries as text (parse, book, validate, balance assertions).
"""

import time
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby

from ogs_teach.books import Entry, Group, Journal, Line, Loan, Member, Opening
from ogs_teach.books.beancount import to_beancount
from ogs_teach.books.closing import share_out
from ogs_teach.books.kinds import CASH
from ogs_teach.books.statements import month_ends
from ogs_teach.places import sample_data
from ogs_teach.rules import GroupRules

ROUNDS = 3
YEAR = 2025
BAHT = 100


def last_year_of_group_a():
    """Return group A's books of 2025 alone, what came before brought forward."""
    return cut(Group.open(sample_data() / "group_a"), YEAR)


def cut(group, year):
    """Return one year's books: balances brought forward, then its entries."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    balances = group.balances(first - timedelta(days=1))
    balances.reach(first)
    opening = []
    for (account, part), amount in balances.of.items():
        if amount:
            debit = (account[0] == "1") == (amount > 0)
            lent = account in ("111", "112")
            member, loan = ("", part) if lent else (part, "")
            sides = (abs(amount), 0) if debit else (0, abs(amount))
            opening.append(Opening(first, account, member, loan, *sides))
    return Group(
        group.rules, group.members, tuple(opening), tuple(group.between(first, last)), group.loans
    )


def thousand_members():
    """Return a year of 1,000 members who save every month, 400 of whom repay a loan."""
    first = date(YEAR, 1, 1)
    members, loans, opening, entries = {}, {}, [], []
    for number in range(1, 1001):
        name = f"M{number:04d}"
        members[name] = Member(
            name, name, "ordinary", "", "", "", "", date(2020, 1, 5), None, 100 * BAHT, ()
        )
        opening.append(Opening(first, "301", name, "", 0, 6_000 * BAHT))
    for number in range(1, 401):
        name, loan = f"M{number:04d}", f"L{number:04d}"
        loans[loan] = Loan(
            loan, name, "ordinary", date(2024, 12, 5), 12_000 * BAHT, Fraction(4, 5), "month",
            "equal_principal", 24, date(YEAR, 1, 5), (), "", "",
        )  # fmt: skip
        opening.append(Opening(first, "111", "", loan, 12_000 * BAHT, 0))
    opening.append(Opening(first, CASH, "", "", 1_200_000 * BAHT, 0))
    for month in range(1, 13):
        day = date(YEAR, month, 5)
        owed = 12_000 * BAHT - (month - 1) * 500 * BAHT
        for number, name in enumerate(members, 1):
            slip = f"R{month:02d}-{number:04d}"
            entries.append(Entry(day, slip, "savings", name, "", 100 * BAHT))
            if number <= 400:
                loan = f"L{number:04d}"
                entries.append(Entry(day, slip, "interest", name, loan, owed * 8 // 1000))
                entries.append(Entry(day, slip, "principal", name, loan, 500 * BAHT))
    return Group(GroupRules.default(), members, tuple(opening), tuple(entries), loans)


def post_and_close(group):
    """Write the year slip by slip, close every month, share the surplus out; return the journal."""
    journal = Journal(replace(group, entries=()))
    closings = {day: group.balances(day).total(CASH) for day in month_ends(group)}
    waiting = sorted(group.entries, key=lambda entry: entry.date)
    began = time.process_time()
    for day, cash in closings.items():
        month = [entry for entry in waiting if entry.date <= day]
        waiting = waiting[len(month) :]
        # On a day money comes in before it goes out: the journal takes one slip at a time.
        month.sort(key=lambda entry: (entry.date, entry.slip[0] != "R"))
        for (when, slip), lines in groupby(month, key=lambda entry: (entry.date, entry.slip)):
            journal.post(
                when, slip, *(Line(e.kind, e.amount, e.member, e.loan, e.note) for e in lines)
            )
        journal.close_month(day, cash)
    year = closings and share_out(journal.group, YEAR, date(YEAR + 1, 2, 5), "J-END")
    for _, lines in groupby(year, key=lambda entry: entry.slip):
        journal.post(
            date(YEAR + 1, 2, 5), "J-END", *(Line(e.kind, e.amount, e.member) for e in lines)
        )
    return time.process_time() - began, journal


def read_and_check(files):
    """Return the seconds that reading the folder's files with every check takes."""
    began = time.process_time()
    Group.from_files(files)
    return time.process_time() - began


def load(text):
    """Return the seconds that beancount's loader takes, and its complaints."""
    from beancount import loader

    began = time.process_time()
    _, errors, _ = loader.load_string(text)
    return time.process_time() - began, errors


def main():
    """Print a line for each group."""
    print(f"{'year of':<16}{'entries':>8}{'post+close':>12}{'/s':>9}{'read+check':>12}{'/s':>9}"
          f"{'beancount':>11}{'/s':>9}{'times':>7}")  # fmt: skip
    for name, group in (("group A", last_year_of_group_a()), ("1,000 members", thousand_members())):
        files = {file: text.encode() for file, text in group.to_files().items()}
        Group.from_files(files)
        text = to_beancount(group)
        posting, reading, loading = [], [], []
        for _ in range(ROUNDS):
            seconds, journal = post_and_close(group)
            posting.append(seconds)
            reading.append(read_and_check(files))
            seconds, errors = load(text)
            loading.append(seconds)
            assert not errors, errors[:2]
        count = len(group.entries)
        a, b, c = min(posting), min(reading), min(loading)
        print(f"{name:<16}{count:>8,}{a:>11.3f}s{count / a:>9,.0f}{b:>11.3f}s{count / b:>9,.0f}"
              f"{c:>10.3f}s{count / c:>9,.0f}{c / a:>7.1f}")  # fmt: skip
        assert journal.closed == date(YEAR, 12, 31)


if __name__ == "__main__":
    main()
