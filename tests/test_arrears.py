"""Arrears: days late, ages of debts, the portfolio at risk."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogs_teach.arrears import AGES, Debt, ageing, at_risk, instalments
from ogs_teach.errors import LoanError
from ogs_teach.loans import schedule

EXAMPLE = [
    Debt("1", 15_000_00, 0),
    Debt("2", 9_000_00, 95),
    Debt("3", 4_500_00, 31),
    Debt("4", 12_500_00, 0),
    Debt("5", 7_000_00, 12),
]
DEBTS = st.lists(
    st.builds(
        Debt,
        st.uuids().map(str),
        st.integers(0, 10**9),
        st.integers(0, 2_000),
        st.booleans(),
    ),
    max_size=30,
)
LOAN = schedule(12_000_00, "0.8", 12, method="equal_principal", start="2026-01-05")


@pytest.mark.parametrize(
    ("over", "percent"), [(30, "28.125"), (90, "18.75"), (0, Fraction(2050, 48)), (95, 0)]
)
def test_the_portfolio_at_risk_counts_whole_balances(over, percent):
    """
    13,500 of 48,000 baht are more than 30 days late: 28.125 %.
    """
    assert Fraction(percent) == at_risk(EXAMPLE, over)


def test_a_debt_exactly_so_late_is_not_yet_at_risk():
    """
    PAR30 begins on the 31st day.
    """
    assert 0 == at_risk([Debt("1", 1, 30)])
    assert 100 == at_risk([Debt("1", 1, 31)])


def test_nothing_lent_is_no_data():
    """
    Without loans there is no percentage, not 0 %.
    """
    assert at_risk([]) is None
    assert at_risk([Debt("1", 0, 99)]) is None


def test_a_rescheduled_loan_stays_at_risk():
    """
    A new contract does not make an old debt safe.
    """
    assert 50 == at_risk([Debt("old", 100, 0, rescheduled=True), Debt("other", 100)])


def test_debts_stand_in_their_ages():
    """
    The example in five classes, each with its loans and its whole balance.
    """
    found = [(age.first, age.last, age.loans, age.balance) for age in ageing(EXAMPLE)]

    assert [
        (0, 0, 2, 27_500_00),
        (1, 30, 1, 7_000_00),
        (31, 60, 1, 4_500_00),
        (61, 90, 0, 0),
        (91, None, 1, 9_000_00),
    ] == found


@given(debts=DEBTS, over=st.sampled_from(AGES))
def test_ages_and_risk_agree(debts, over):
    """
    Every debt stands in one class, and the classes above a bound are what is at risk there.
    """
    plain = [Debt(debt.loan, debt.balance, debt.days_late) for debt in debts]
    ages = ageing(plain)
    total = sum(debt.balance for debt in plain)

    assert len(plain) == sum(age.loans for age in ages)
    assert total == sum(age.balance for age in ages)
    if total:
        above = sum(age.balance for age in ages if age.first > over)
        assert Fraction(100 * above, total) == at_risk(plain, over)
        assert at_risk(plain, over) <= at_risk(debts, over) <= 100


@given(
    parts=st.lists(st.tuples(st.integers(0, 500), st.integers(1, 3_000_00)), max_size=20),
    on=st.integers(0, 800),
)
def test_lateness_is_what_the_missing_principal_says(parts, on):
    """
    On any day a loan is late exactly if less has come in than had fallen due before it.
    """
    start = date(2026, 1, 5)
    day = start + timedelta(days=on)
    payments = sorted((start + timedelta(days=after), satang) for after, satang in parts)
    found = instalments(LOAN.rows, payments, begins=start)

    came = sum(satang for paid, satang in payments if paid <= day)
    owed, oldest = 0, None
    for row in LOAN.rows:
        owed += row.principal
        if owed > came:
            oldest = row.due
            break
    expected = 0 if oldest is None else max((day - oldest).days, 0)
    assert expected == max(part.days_late(day) for part in found)


def test_interest_alone_is_late_in_principal_at_the_end_only():
    """
    A contract that repays once has one instalment of principal.
    """
    loan = schedule(100_00, 1, 12, method="interest_only", start="2026-01-05")

    found = instalments(loan.rows, [], begins=date(2026, 1, 5))

    assert [date(2027, 1, 5)] == [part.due for part in found]


@pytest.mark.parametrize(
    ("debt", "said"),
    [
        (Debt("7", -1), "7: balance owed"),
        (Debt("7", 1.5), "7: balance owed"),
        (Debt("7", "x"), "7: balance owed"),
        (Debt("7", None), "7: balance owed"),
        (Debt("7", 10**18), "7: balance owed"),
        (Debt("7", 1, -1), "7: days late"),
        (Debt("7", 1, "x"), "7: days late"),
        (Debt("7", 1, float("nan")), "7: days late"),
        (Debt("7", 1, 10**9), "7: days late"),
        (("7", 1, 1), "is no debt"),
        (None, "is no debt"),
        (Debt("1", 1), "1: this contract stands there twice"),
    ],
)
@pytest.mark.parametrize("tell", [ageing, at_risk])
def test_debts_that_cannot_be_read_are_named(tell, debt, said):
    """
    The message says which contract, what is wrong and what to do, in both languages.
    """
    with pytest.raises(LoanError) as caught:
        tell([*EXAMPLE, debt])

    assert said in caught.value.say("en")
    assert caught.value.say("th")
