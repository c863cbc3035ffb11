"""The legal cap: exact on both sides of 15 % a year, whatever the odd satang do."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ogs_teach.legal import CAP
from ogs_teach.loans import schedule
from ogs_teach.loans.rates import debt_left
from tests.loan_strategies import ON_BALANCE, loans
from tests.tally import tally


@settings(max_examples=600, deadline=None, derandomize=True)
@given(loans(methods=ON_BALANCE, rates=st.just(("1.25", "month"))))
def test_at_the_cap_on_the_balance_is_never_above_it(terms):
    """
    1.25 % a month on the balance: whatever the amount, term, rounding, dates or grace.
    """
    loan = schedule(**terms)

    assert not loan.exceeds_cap
    assert loan.true_annual_rate <= 15
    if not terms["grace_interest"]:
        assert 15 == loan.true_annual_rate
    tally["random loans and pools"] += 1


@settings(max_examples=600, deadline=None, derandomize=True)
@given(loans(rates=st.just(("1.2501", "month")), methods=("flat", *ON_BALANCE)))
def test_a_hair_above_the_cap_is_always_above_it(terms):
    """
    1.2501 % a month, flat or on the balance, is red whatever the amount, term or rounding.
    """
    assert schedule(**terms).exceeds_cap
    tally["random loans and pools"] += 1


@settings(max_examples=400, deadline=None, derandomize=True)
@given(loans())
def test_the_cap_is_judged_without_tolerance(terms):
    """
    Above the cap are just the loans agreed above it and those truly above it.
    """
    loan = schedule(**terms)

    if abs(loan.true_annual_rate - 15) > 1e-9:
        above = loan.stated_annual_rate > CAP or loan.true_annual_rate > 15
        assert above is loan.exceeds_cap
    tally["random loans and pools"] += 1


@pytest.mark.parametrize(
    ("rate", "rate_per", "method", "above"),
    [
        ("1.25", "month", "equal_principal", False),
        ("15", "year", "equal_payment", False),
        ("15.0000000001", "year", "interest_only", True),
        ("1.250000000000000000001", "month", "equal_payment", True),
        ("1.249999999999999999999", "month", "equal_payment", False),
        ("15", "year", "flat", True),  # truly about 26 %
        ("8.3", "year", "flat", False),
        ("8.4", "year", "flat", True),
        ("8.30", "term", "flat_total", False),
        ("8.31", "term", "flat_total", True),
    ],
)
def test_known_loans_on_both_sides_of_the_cap(rate, rate_per, method, above):
    """
    Twelve months: where each method passes 15 %.
    """
    loan = schedule(1_000_000, rate, 12, method=method, rate_per=rate_per)

    assert above is loan.exceeds_cap


def test_the_agreed_rate_is_judged_as_well_as_the_true_one():
    """
    18 % a year with a long grace on interest truly costs less than 15 %, and is still red.
    """
    loan = schedule(1_000_000, 18, 60, method="interest_only", rate_per="year", grace_interest=59)

    assert loan.true_annual_rate < 15
    assert loan.exceeds_cap


def test_a_flat_loan_exactly_at_the_cap_is_lawful():
    """
    Interest that makes the debt at 15 % end at nothing, to the last fraction, is not above.
    """
    grown = Fraction(81, 80) ** 12
    total = 12 * (grown * Fraction(1, 80) / (grown - 1)) - 1  # of the principal
    exactly = schedule(1_000_000, total * 100, 12, method="flat_total")
    above = schedule(1_000_000, total * 100 + Fraction(1, 10**30), 12, method="flat_total")

    assert not exactly.exceeds_cap
    assert above.exceeds_cap


@given(st.fractions(0, 100, max_denominator=1000), st.integers(1, 24))
def test_debt_left_tells_a_rate_from_its_neighbours(rate, periods):
    """
    Interest-only payments leave nothing at their own rate, something below, less above.
    """
    spans = [Fraction(1, 12)] * periods
    due = Fraction(1200) * rate / 1200
    payments = [due] * (periods - 1) + [1200 + due]
    hair = Fraction(1, 10**20)

    assert [-1, 0, 1] == [
        debt_left(1200, payments, spans, rate + change) for change in (-hair, 0, hair)
    ]
