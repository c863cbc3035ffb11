"""Events and their two accounts."""

from datetime import date
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from ogs_teach.books import Entry, Opening
from ogs_teach.books.balances import Balances, accounting_year, year_bounds
from ogs_teach.books.kinds import ACCOUNTS, KINDS, LOAN, grows_by_debit
from ogs_teach.books.records import METHODS, Loan
from ogs_teach.dividends import conventions
from ogs_teach.i18n import catalogue
from ogs_teach.loans.terms import Method as Computed
from ogs_teach.rules.sections import Convention, Method
from tests.tally import tally

DAYS = st.dates(min_value=date(2024, 1, 1))
LOANS = {
    name: Loan(name, "A", kind, *[None] * 8, "", "L1" if name == "L2" else "")
    for name, kind in (("L1", "ordinary"), ("L2", "ordinary"), ("E1", "emergency"))
}


def test_every_event_touches_known_accounts():
    """
    Each side is an account of the chart, or the loan's own; two events move no money.
    """
    for name, kind in KINDS.items():
        if kind.moves_money:
            assert {kind.debit, kind.credit} <= {*ACCOUNTS, LOAN}, name
        assert {kind.member, kind.loan} <= {"yes", "no", "may"}, name
    still = {name for name, kind in KINDS.items() if not kind.moves_money}

    assert {"new_pledge", "month_closed"} == still


def test_every_account_has_a_name_in_both_languages():
    """
    Messages can name any account.
    """
    assert set(ACCOUNTS) == {
        key.removeprefix("account.") for key in catalogue("group") if key.startswith("account.")
    }


@st.composite
def entries(draw):
    kind = draw(st.sampled_from(sorted(KINDS)))
    loan = draw(st.sampled_from(["L2"] if kind == "reschedule" else ["L1", "L2", "E1"]))
    return Entry(
        draw(DAYS), "", kind, draw(st.sampled_from("AB")), loan, draw(st.integers(1, 10**9)), ""
    )


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.lists(entries(), max_size=30), st.integers(1, 12))
def test_the_books_balance_whatever_happens(found, first_month):
    """
    Debits equal credits after any events, across any year's end; sub-ledgers sum to their account.
    """
    tally["random runs of events, books balanced"] += 1
    opening = [Opening(found[0].date, "101", "", "", 500, 0)] if found else []
    opening += [Opening(found[0].date, "302", "", "", 0, 500)] if found else []
    balances = Balances(opening, LOANS, first_month)
    for entry in sorted(found, key=lambda one: one.date):
        balances.post(entry)
        by_side = [0, 0]
        for (account, _), amount in balances.of.items():
            by_side[grows_by_debit(account)] += amount
        assert by_side[0] == by_side[1]
    for account in ("301", "201", "111", "112"):
        assert balances.total(account) == sum(balances.parts(account).values())


@settings(deadline=None, derandomize=True)
@given(DAYS, st.integers(1, 12))
def test_a_day_lies_in_the_accounting_year_that_names_it(day, first_month):
    """
    Bounds and name agree for every first month.
    """
    if day.year < 9000:
        first, last = year_bounds(accounting_year(day, first_month), first_month)
        assert first <= day <= last


def test_choices_of_the_rulebook_are_those_of_the_calculators():
    """
    A rulebook cannot name a method or a convention that nobody computes.
    """
    assert set(get_args(Convention)) == set(conventions.CONVENTIONS)
    assert set(get_args(Method)) == set(get_args(Computed)) == set(METHODS)
