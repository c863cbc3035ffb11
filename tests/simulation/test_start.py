"""A real group's books begin a simulation."""

from collections import Counter
from datetime import date

import pytest

from ogs_teach.books.group import Group
from ogs_teach.loans import schedule
from ogs_teach.places import sample_data
from ogs_teach.simulation import Habits, Policy, Scenario, Start
from ogs_teach.simulation.engine import simulate
from tests.simulation.worlds import METHODS

DAY = date(2025, 12, 31)


def test_group_a_begins_with_its_own_money():
    """
    Savings, loans, cash and members are those of the books on the day.
    """
    group = Group.open(sample_data() / "group_a")
    policy = Policy(group.rules)
    start = Start.of_books(group, DAY, policy)
    seen = group.summary(DAY)

    assert seen.members == len(start.members)
    assert seen.savings == sum(member.savings for member in start.members)
    assert seen.special == sum(member.special for member in start.members)
    assert seen.loans == sum(member.loan.balance for member in start.members if member.loan)
    assert seen.borrowers == sum(member.loan is not None for member in start.members)
    assert seen.cash + seen.bank == start.cash
    assert seen.reserve == start.reserve


def test_guarantors_are_members():
    """
    No borrower's guarantor is a free place, and nobody signs more often than the rules allow.
    """
    for name in ("group_a", "group_12"):
        group = Group.open(sample_data() / name)
        policy = Policy(group.rules)
        start = Start.of_books(group, DAY, policy)
        slots = len(start.members) + start.room
        signed = Counter(
            (place + far) % slots
            for place, member in enumerate(start.members)
            if member.loan
            for far in member.loan.guarantors
        )

        assert max(signed) < len(start.members)
        assert max(signed.values()) <= group.rules.guarantors.most_live_guarantees


def test_a_group_from_its_books_lives_on():
    """
    Ten futures of both sample groups keep their balance for two years.
    """
    for name in ("group_a", "group_12"):
        group = Group.open(sample_data() / name)
        policy = Policy(group.rules)
        start = Start.of_books(group, DAY, policy)
        run = simulate(Scenario(start, policy, years=2), 10)

        assert all(0 == run.month(trial, 24).difference for trial in range(10))
        assert (run.months["members"][:, -1] > 0).all()


def lent(method, paid, begins, *entries):
    """Return a group of two that lent 12,000 baht on 10 January 2023 for twelve months."""
    folder = sample_data() / "group_12"
    rules, members = (
        (folder / name).read_text(encoding="utf-8") for name in ("rules.toml", "members.csv")
    )
    rate, per = (12, "term") if method == "flat_total" else (1, "month")
    rules = (
        rules.replace('method = "equal_principal"', f'method = "{method}"', 1)
        .replace('\nrate = "1"', f'\nrate = "{rate}"', 1)
        .replace('rate_per = "month"', f'rate_per = "{per}"', 1)
    )
    balance = rows_of(method)[paid].opening
    opening = [
        ("101", "", "", 50_000_00, 0),
        ("111", "", "K01", balance, 0),
        ("301", "N01", "", 0, 9_000_00),
        ("301", "N02", "", 0, 9_000_00),
        ("302", "", "", 0, 32_000_00 + balance),
    ]
    files = {
        "rules.toml": rules,
        "members.csv": "".join(members.splitlines(keepends=True)[:3]),
        "loans.csv": "loan,member,kind,date,principal,rate,rate_per,method,periods,first_due,"
        "guarantors,purpose,reschedules\n"
        f"K01,N02,ordinary,2023-01-10,12000,{rate},{per},{method},12,2023-02-10,N01,-,\n",
        "opening.csv": "date,account,member,loan,debit,credit\n"
        + "".join(
            f"{begins},{account},{member},{loan},{baht(debit)},{baht(credit)}\n"
            for account, member, loan, debit, credit in opening
        ),
        "entries.csv": "\n".join(["date,slip,kind,member,loan,amount,note", *entries, ""]),
    }
    return Group.from_files({name: text.encode() for name, text in files.items()})


def baht(satang):
    return f"{satang // 100}.{satang % 100:02}" if satang else ""


def rows_of(method):
    """Return all instalments of that loan."""
    rate, per = (12, "term") if method == "flat_total" else (1, "month")
    return schedule(12_000_00, rate, 12, method=method, rate_per=per).rows


def lived(group, day):
    """Return the loan of a group's books, and a year in which all that is due is paid."""
    policy = Policy(group.rules, expenses=0, bank_rate=0)
    start = Start.of_books(group, day, policy)
    habits = Habits.steady().but(catch_up=100)
    return start.members[1].loan, simulate(Scenario(start, policy, habits, (), years=1), 1)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("paid", [1, 3, 10])
def test_a_loan_of_the_books_goes_on_as_its_schedule(method, paid):
    """
    Under every method the instalments still to come bring the interest and principal agreed.
    """
    day = date(2023, paid + 2, 1)
    _, run = lived(lent(method, paid, day), day)

    earned = 0
    for number, row in enumerate(rows_of(method)[paid:], 1):
        earned += row.interest
        month = run.month(0, number)
        assert (row.balance, earned) == (month.loans, month.result)
    assert 0 == month.borrowers


@pytest.mark.parametrize("method", METHODS)
def test_what_was_missed_before_is_due_with_its_interest(method):
    """
    Three instalments unpaid when the simulation begins: the first month brings them and its own.
    """
    day = date(2023, 8, 1)
    owing, run = lived(lent(method, 3, day), day)
    rows = rows_of(method)
    principal = sum(row.principal for row in rows[3:6])
    agreed = 0 if method == "interest_only" else sum(row.interest for row in rows[3:6])

    assert (principal, agreed) == (owing.overdue, owing.interest_due)
    if method != "equal_payment":  # there the interest on what was missed comes out of the payment
        assert rows[6].balance == run.month(0, 1).loans


def test_of_interest_alone_the_books_tell_what_came_in():
    """
    Where no principal falls due, the interest that was not received since they began is due.
    """
    day = date(2023, 2, 1)
    paid = "2023-02-10,R1,interest,N02,K01,120,"
    owing, _ = lived(lent("interest_only", 0, day, paid), date(2023, 4, 30))

    assert 2 * 120_00 == owing.interest_due


def test_interest_that_an_early_repayment_saved_is_not_due():
    """
    Whoever paid half back at once pays less than was agreed, and owes nothing for it.
    """
    day = date(2023, 2, 1)
    early = ["2023-02-09,R1,principal,N02,K01,6000,", "2023-03-10,R2,interest,N02,K01,60,"]
    owing, _ = lived(lent("equal_principal", 0, day, *early), date(2023, 4, 30))

    assert (0, 0) == (owing.interest_due, owing.overdue)


@pytest.mark.parametrize("method", METHODS)
def test_a_last_instalment_of_the_last_day_is_still_to_come(method):
    """
    Due on the very day and unpaid, it is not late; it is paid a month later, and the loan ends.
    """
    owing, run = lived(lent(method, 11, date(2024, 1, 1)), date(2024, 1, 10))
    last = rows_of(method)[11]

    assert (0, 0, 1) == (owing.late, owing.overdue, owing.left)
    assert (0, 0) == (run.month(0, 1).borrowers, run.month(0, 1).loans)
    assert last.interest == run.month(0, 1).result
