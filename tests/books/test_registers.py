"""Registers: what a committee keeps by hand agrees with the books, every month."""

from datetime import date

import pytest

from ogs_teach.arrears import ageing, at_risk
from ogs_teach.books import Group
from ogs_teach.books.kinds import (
    ACCOUNTS,
    BANK,
    BY_LOAN,
    BY_MEMBER,
    CASH,
    ORDINARY,
    RESULT,
    SAVINGS,
    SPECIAL,
)
from ogs_teach.books.registers import (
    account_book,
    cash_book,
    debtors,
    event_book,
    member_register,
    passbook,
    savings_control,
)
from ogs_teach.books.statements import cash_flow, month_ends
from ogs_teach.places import sample_data
from tests.tally import tally


@pytest.fixture(scope="module", params=["group_a", "group_12"])
def group(request):
    return Group.open(sample_data() / request.param)


def test_cash_and_bank_books_carry_every_month_forward(group):
    """
    Each month opens with what the last one closed with, line by line, and ends with 101 and 102.
    """
    for account in (CASH, BANK):
        carried = None
        for day in month_ends(group):
            book = cash_book(group, day.replace(day=1), day, account)
            assert carried in (None, book.opening)
            balance = book.opening
            for line in book.lines:
                balance += line.came - line.went
                assert balance == line.balance
            assert group.balances(day).total(account) == book.closing == balance
            carried = book.closing


def test_passbooks_add_up_to_the_control_account(group):
    """
    All passbooks together are 301, and those of special savings 201.
    """
    first, last = group.begins, month_ends(group)[-1]
    for account in (SAVINGS, SPECIAL):
        closing = sum(
            passbook(group, member, first, last, account).closing for member in group.members
        )
        assert group.balances(last).total(account) == closing
        tally["passbooks followed to their last line"] += len(group.members)


def test_the_savings_control_adds_up_both_ways(group):
    """
    Members by months: rows and columns have one sum, and the year ends with 301.
    """
    for year in group.years:
        control = savings_control(group, year)
        total = control.total
        last = month_ends(group)[12 * (1 + group.years.index(year)) - 1]

        assert 12 == len(control.months)
        assert sum(row.paid for row in control.rows) == sum(total.months) == total.paid
        assert sum(row.closing for row in control.rows) == total.closing
        assert group.balances(last).total(SAVINGS) == total.closing
        for row in control.rows:
            book = passbook(group, row.member, control.months[0], last)
            assert (row.opening, row.paid, row.withdrawn) == (book.opening, book.came, book.went)


def test_the_debtor_register_is_the_loan_accounts(group):
    """
    Every month, what all debtors owe is 111 and 112 together; ages and risk agree with it.
    """
    for day in month_ends(group):
        register = debtors(group, day)
        owed = sum(debtor.balance for debtor in register)

        assert group.balances(day).total(*BY_LOAN) == owed
        assert all(debtor.lent == debtor.repaid + debtor.balance for debtor in register)
        assert owed == sum(age.balance for age in ageing(debtor.debt for debtor in register))
        tally["month ends, debtor register equal to its control accounts"] += 1


def test_group_a_is_at_amber_risk():
    """
    About 6 % of group A's loans are more than 30 days late at the end of its second year.
    """
    group = Group.open(sample_data() / "group_a")
    late = at_risk(debtor.debt for debtor in debtors(group, date(2025, 12, 31)))

    assert 4 <= late <= 8


def test_nobody_elses_passbook_is_opened(group):
    """
    A number that no member has is no passbook.
    """
    with pytest.raises(KeyError):
        passbook(group, "nobody", group.begins, group.begins)


def test_a_rescheduled_contract_stays_at_risk():
    """
    The planted rescheduling makes a late debt look young; the register still counts it.
    """
    folder = sample_data() / "group_a_faults" / "05-rescheduled-loan"
    clean = Group.open(sample_data() / "group_a")
    group = Group.open(sample_data() / "group_a", changes=folder)
    day = date(2025, 12, 31)
    register = {debtor.loan: debtor for debtor in debtors(group, day)}

    assert register["L68-R01"].rescheduled
    assert 0 == register["L68-R01"].days_late
    before = at_risk(debtor.debt for debtor in debtors(clean, day))
    assert before == at_risk(debtor.debt for debtor in register.values())


def test_every_account_and_each_part_of_it_can_be_followed(group):
    """
    Brought forward and lines make what the books say, for every account, member and loan.
    """
    followed = 0
    for year in group.years:
        books = group.year(year)
        balances = group.balances(books.end)
        for account in ACCOUNTS:
            parts = balances.parts(account) if account in BY_MEMBER | BY_LOAN else {}
            for part in ("", *[part for part in parts if part][:: 1 + len(parts) // 20]):
                book = account_book(group, account, books.start, books.end, part)
                wanted = parts[part] if part else balances.total(account)
                moved = sum(line.came - line.went for line in book.lines)
                assert wanted == book.opening + moved == book.closing, (account, part)
                followed += 1
    assert 2 * len(ACCOUNTS) < followed
    tally["accounts and parts of accounts followed to their last line"] += followed


def test_a_new_year_opens_without_income_and_with_last_years_result(group):
    """
    401 begins at nothing; 305 begins with what the last year earned.
    """
    before, now = (group.year(year) for year in group.years)

    assert 0 == account_book(group, "401", now.start, now.end).opening
    assert before.surplus == account_book(group, RESULT, now.start, now.end).opening


def test_a_rescheduling_stands_in_the_books_of_both_contracts():
    """
    The loan account gains and loses the same sum; each contract has its own side of it.
    """
    folder = sample_data() / "group_a_faults" / "05-rescheduled-loan"
    group = Group.open(sample_data() / "group_a", changes=folder)
    entry = next(entry for entry in group.entries if entry.kind == "reschedule")
    old = group.loans[entry.loan].reschedules

    def line(part):
        book = account_book(group, ORDINARY, entry.date, entry.date, part)
        return next((line.came, line.went) for line in book.lines if line.entry == entry)

    assert (entry.amount, entry.amount) == line("")
    assert (entry.amount, 0) == line(entry.loan)
    assert (0, entry.amount) == line(old)


def test_events_of_one_kind_add_up_to_the_cash_flow(group):
    """
    Every receipt and payment is the sum of its own entries.
    """
    for year in group.years:
        books = group.year(year)
        flow = cash_flow(group, books.start, books.end)
        for kind, amount in {**flow.receipts, **flow.payments}.items():
            assert amount == event_book(group, kind, books.start, books.end).closing, kind


def test_the_savings_control_of_part_of_a_year_ends_with_its_day(group):
    """
    Months to come are empty, and the sum is 301 of the day.
    """
    for day in month_ends(group)[:12]:
        control = savings_control(group, group.years[0], day)

        assert group.balances(day).total(SAVINGS) == control.total.closing
        assert not any(control.total.months[day.month :])


@pytest.mark.parametrize("name", ["group_12", "group_a"])
def test_the_member_register_adds_up_to_the_group(name):
    """
    Members, savings and loans of the register are the group's, at every month's end.
    """
    group = Group.open(sample_data() / name)
    for day in month_ends(group):
        register, summary = member_register(group, day), group.summary(day)

        assert summary.members == sum(row.present for row in register)
        assert summary.savings == sum(row.savings for row in register)
        assert summary.special == sum(row.special for row in register)
        assert summary.loans == sum(row.owed for row in register)
    assert any(not row.present for row in register) == (name == "group_a")
