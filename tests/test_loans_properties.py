"""Loans: what holds for every schedule."""

import calendar
from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from ogs_teach.loans import schedule
from ogs_teach.loans.rates import debt_left, exact_payments
from tests.loan_strategies import FLAT, ON_BALANCE, loans
from tests.tally import tally

many = settings(deadline=None, derandomize=True)


@settings(many, max_examples=2500)
@given(loans())
def test_every_schedule_adds_up(terms):
    """
    Principal parts make the principal, the last balance is 0, nothing is negative.
    """
    loan = schedule(**terms)
    owed = terms["principal"]
    for number, row in enumerate(loan.rows, 1):
        assert (number, owed) == (row.number, row.opening)
        assert 0 <= min(row.principal, row.interest, row.balance)
        assert row.payment == row.interest + row.principal
        owed -= row.principal
        assert owed == row.balance
    assert 0 == owed
    assert terms["periods"] == len(loan.rows)
    assert loan.total_payment == loan.principal + loan.total_interest
    tally["random loans and pools"] += 1


@settings(many, max_examples=600)
@given(loans())
def test_grace_and_steps_are_kept(terms):
    """
    In its months of grace a loan asks no principal, no interest; payments keep their step.
    """
    loan = schedule(**terms)
    for row in loan.rows[:-1]:
        if row.number <= terms["grace_principal"] or terms["method"] == "interest_only":
            assert 0 == row.principal
        if row.number <= terms["grace_interest"]:
            assert 0 == row.interest
        if row.principal and row.balance:
            assert 0 == row.payment % terms["instalment_step"]
    tally["random loans and pools"] += 1


@settings(many, max_examples=500)
@given(loans(methods=ON_BALANCE))
def test_interest_on_the_balance_is_what_was_owed_times_the_factor(terms):
    """
    Each row's interest is its opening balance times its factor, rounded by the rule.
    """
    loan = schedule(**terms | {"grace_interest": 0, "instalment_step": 1})
    for row, factor in zip(loan.rows, loan.terms.factors, strict=True):
        assert terms["rounding"].apply(row.opening * factor) == row.interest
    tally["random loans and pools"] += 1


@settings(many, max_examples=500)
@given(loans(methods=FLAT))
def test_flat_interest_is_rounded_once(terms):
    """
    However the rows round, flat interest for the term is the exact total rounded once.
    """
    loan = schedule(**terms)

    assert terms["rounding"].apply(loan.terms.flat_interest) == loan.total_interest
    tally["random loans and pools"] += 1


@settings(many, max_examples=500)
@given(loans(methods=ON_BALANCE))
def test_a_rate_on_the_balance_is_its_own_true_rate(terms):
    """
    x % a year on the balance truly costs exactly x %, by months or by days.
    """
    loan = schedule(**terms | {"grace_interest": 0})

    assert float(loan.stated_annual_rate) == loan.true_annual_rate
    tally["random loans and pools"] += 1


@settings(many, max_examples=500)
@given(loans())
def test_the_true_rate_brings_the_debt_to_nothing(terms):
    """
    A hair below the true rate the payments repay too much, a hair above too little.
    """
    loan = schedule(**terms)
    payments = exact_payments(loan.terms)
    rate = Fraction(loan.true_annual_rate)
    hair = max(rate, Fraction(1)) / 10**9

    assert debt_left(loan.principal, payments, loan.terms.spans, rate + hair) > 0
    if rate > hair:
        assert debt_left(loan.principal, payments, loan.terms.spans, rate - hair) < 0
    tally["random loans and pools"] += 1


@settings(many, max_examples=300)
@given(loans())
def test_putting_interest_off_never_makes_a_loan_dearer(terms):
    """
    Grace on interest, which bears none itself, lowers the true rate or leaves it.
    """
    graced = schedule(**terms)
    plain = schedule(**terms | {"grace_interest": 0})

    assert graced.true_annual_rate <= plain.true_annual_rate * (1 + 1e-12)
    tally["random loans and pools"] += 1


@settings(many, max_examples=300)
@given(loans())
def test_compounding_adds(terms):
    """
    The effective rate is at least the nominal one where the year has months or more.
    """
    loan = schedule(**terms | {"day_count": "month"})

    assert loan.effective_annual_rate >= loan.true_annual_rate * (1 - 1e-12)
    tally["random loans and pools"] += 1


@given(st.dates(date(1950, 1, 1), date(2350, 1, 1)), st.integers(1, 48))
def test_due_dates_keep_the_first_day_where_the_month_has_it(first, periods):
    """
    One due date in each month, on the first date's day or the month's last.
    """
    loan = schedule(100_000, 1, periods, method="flat", first_due=first)
    for months, row in enumerate(loan.rows):
        assert first.year * 12 + first.month + months == row.due.year * 12 + row.due.month
        assert min(first.day, calendar.monthrange(row.due.year, row.due.month)[1]) == row.due.day
