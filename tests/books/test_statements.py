"""Statements: every month of the sample groups, and a month worked by hand."""

import dataclasses
from datetime import date, timedelta

import pytest

from ogs_teach.books import Entry, Group, Opening
from ogs_teach.books.statements import (
    balance_sheet,
    cash_flow,
    income_statement,
    month_ends,
    trial_balance,
    year_of,
)
from ogs_teach.places import sample_data
from tests.tally import tally

GROUPS = ("group_a", "group_12")
OPENS = date(2026, 3, 1)
CLOSES = date(2026, 3, 31)


@pytest.fixture(scope="module", params=GROUPS)
def group(request):
    return Group.open(sample_data() / request.param)


@pytest.fixture(scope="module")
def worked():
    """A month small enough to check by hand: three balances, eight entries."""
    twelve = Group.open(sample_data() / "group_12")
    saver, borrower = list(twelve.members)[:2]
    loan = dataclasses.replace(
        next(iter(twelve.loans.values())),
        id="K1",
        member=borrower,
        date=date(2026, 1, 5),
        principal=200_000_00,
        first_due=date(2026, 2, 5),
        reschedules="",
    )
    new = dataclasses.replace(loan, id="K2", date=date(2026, 3, 5), principal=35_000_00)

    def opening(account, debit=0, credit=0, member="", loan=""):
        return Opening(OPENS, account, member, loan, debit * 100, credit * 100)

    def entry(kind, baht, member="", loan=""):
        return Entry(date(2026, 3, 5), f"S-{kind}", kind, member, loan, baht * 100, "")

    return dataclasses.replace(
        twelve,
        loans={"K1": loan, "K2": new},
        opening=(
            opening("101", debit=21_500),
            opening("111", debit=142_000, loan="K1"),
            opening("301", credit=149_500, member=saver),
            opening("302", credit=14_000),
        ),
        entries=(
            entry("savings", 12_400, saver),
            entry("principal", 27_000, borrower, "K1"),
            entry("interest", 3_150, borrower, "K1"),
            entry("fine", 60, borrower, "K1"),
            entry("loan_out", 35_000, borrower, "K2"),
            entry("savings_out", 3_600, saver),
            entry("travel", 450),
            entry("stationery", 180),
        ),
    )


def test_a_month_worked_by_hand(worked):
    """
    Surplus 2,580; both sides of the trial balance 175,510; the balance sheet 174,880.
    """
    trial, sheet = trial_balance(worked, CLOSES), balance_sheet(worked, CLOSES)
    result = income_statement(worked, OPENS, CLOSES)
    flow = cash_flow(worked, OPENS, CLOSES)

    assert {"401": 3_150_00, "404": 60_00} == result.income
    assert {"503": 180_00, "504": 450_00} == result.expenses
    assert 2_580_00 == result.surplus
    assert 175_510_00 == sum(trial.debits.values()) == sum(trial.credits.values())
    assert {"101": 24_880_00, "111": 150_000_00} == sheet.assets
    assert {"301": 158_300_00, "302": 14_000_00, "305": 2_580_00} == sheet.equity
    assert 174_880_00 == sum(sheet.assets.values())
    assert (21_500_00, 42_610_00, 39_230_00, 24_880_00) == (
        flow.opening,
        sum(flow.receipts.values()),
        sum(flow.payments.values()),
        flow.closing,
    )


def test_principal_is_no_income(worked):
    """
    Counted in and out as income and expense, principal would make a false loss of 5,420.
    """
    flow = cash_flow(worked, OPENS, CLOSES)
    wrong = (
        income_statement(worked, OPENS, CLOSES).surplus
        + flow.receipts["principal"]
        - flow.payments["loan_out"]
    )

    assert -5_420_00 == wrong


def test_every_month_of_the_sample_groups_balances(group):
    """
    Twenty-four month ends: debits equal credits, assets equal what is owed and owned.
    """
    ends = month_ends(group)

    assert 24 == len(ends)
    for day in ends:
        trial, sheet = trial_balance(group, day), balance_sheet(group, day)
        assert 0 == trial.difference == sheet.difference, day
        assert trial.debits, day
        tally["month ends, trial balance and balance sheet closed"] += 1


def test_cash_of_one_month_is_the_next_months(group):
    """
    What a month closes with the next one opens with, and it is what box and bank hold.
    """
    before = None
    for day in month_ends(group):
        flow = cash_flow(group, day.replace(day=1), day)
        summary = group.summary(day)
        assert summary.cash + summary.bank == flow.closing
        assert before in (None, flow.opening)
        before = flow.closing


def test_months_add_up_to_their_year(group):
    """
    Twelve income statements make the year's, which is what the meeting shares out.
    """
    for year in group.years:
        first, last = year_of(group, date(year, 6, 15))
        months = [
            income_statement(group, day.replace(day=1), day).surplus
            for day in month_ends(group)
            if first <= day <= last
        ]
        assert 12 == len(months)
        assert (
            group.year(year).surplus == sum(months) == income_statement(group, first, last).surplus
        )


def test_a_new_year_begins_with_income_closed(group):
    """
    On its first day, before anything happens, income is zero and the result stands on 305.
    """
    day = date(group.years[0] + 1, 1, 1)
    trial = trial_balance(group, day)

    assert not [account for account in {**trial.debits, **trial.credits} if account[0] in "45"]
    assert group.year(group.years[0]).surplus == trial.credits["305"]


def test_pledged_savings_stand_where_the_rulebook_says(group):
    """
    As capital or as liability; the sums of both sides do not change.
    """
    day = month_ends(group)[-1]
    accounting = dataclasses.replace(group.rules.accounting, pledged_savings_shown_as="liability")
    other = dataclasses.replace(
        group, rules=dataclasses.replace(group.rules, accounting=accounting)
    )
    capital, liability = balance_sheet(group, day), balance_sheet(other, day)

    assert "301" in capital.equity
    assert "301" not in capital.liabilities
    assert capital.equity["301"] == liability.liabilities["301"]
    assert 0 == liability.difference


def test_a_loss_stands_on_the_other_side(worked):
    """
    An account below zero is shown as a debit, and the balance sheet still balances.
    """
    loss = dataclasses.replace(worked.entries[-1], kind="travel", amount=9_000_00)
    poor = dataclasses.replace(worked, entries=(*worked.entries, loss))
    next_year = date(2027, 1, 1)

    assert 9_000_00 - 2_580_00 == trial_balance(poor, next_year).debits["305"]
    assert -6_420_00 == balance_sheet(poor, next_year).equity["305"]
    assert (
        0 == trial_balance(poor, next_year).difference == balance_sheet(poor, next_year).difference
    )


def test_an_allowance_reduces_the_assets(worked):
    """
    Doubtful debts are an expense now; the loans are shown, less the allowance.
    """
    doubtful = Entry(date(2026, 3, 31), "J1", "doubtful", "", "", 1_000_00, "")
    wary = dataclasses.replace(worked, entries=(*worked.entries, doubtful))
    sheet = balance_sheet(wary, CLOSES)

    assert -1_000_00 == sheet.assets["119"]
    assert 1_580_00 == sheet.equity["305"]
    assert 0 == sheet.difference


def test_moving_money_to_the_bank_is_no_cash_flow(worked):
    """
    Box and bank together neither gain nor lose by it.
    """
    moved = Entry(date(2026, 3, 6), "B1", "to_bank", "", "", 20_000_00, "")
    other = dataclasses.replace(worked, entries=(*worked.entries, moved))

    assert cash_flow(worked, OPENS, CLOSES) == cash_flow(other, OPENS, CLOSES)
    assert {"101": 4_880_00, "102": 20_000_00} == {
        account: amount
        for account, amount in balance_sheet(other, CLOSES).assets.items()
        if account in ("101", "102")
    }


def test_the_day_before_the_books_begin_holds_what_was_brought_forward(worked):
    """
    Asked for a day before the first, the books answer with their opening balances.
    """
    assert 163_500_00 == sum(trial_balance(worked, OPENS - timedelta(days=1)).debits.values())


def test_books_without_entries_have_no_months(worked):
    """
    Nothing happened, so no month ends.
    """
    assert [] == month_ends(dataclasses.replace(worked, entries=()))
