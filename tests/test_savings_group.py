"""A group's money over the years."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogs_teach.errors import SavingsError
from ogs_teach.savings import GroupPlan
from tests.tally import tally

AVERAGE = GroupPlan(
    members=163,
    savings=1_959_600_00,
    pledge=130_00,
    joining=6,
    leaving=4,
    lent=78,
    loan_rate="0.8",
    bank_rate="0.25",
    expenses=18_000_00,
    entry_fee=30_00,
)


def test_one_quiet_year_by_hand():
    """
    12 members, no loans, no interest: 12 pledges of 100 baht a month and nothing else.
    """
    year = GroupPlan(members=12, savings=0, pledge=100_00, lent=0).project(1).years[0]

    assert 14_400_00 == year.savings == year.cash == year.capital
    assert (0, 0, 0) == (year.surplus, year.loans, year.dividend)


def test_interest_by_hand():
    """
    100,000 baht, all lent at 1 % a month, no pledge: the interest is lent on, monthly.
    """
    plan = GroupPlan(members=1, savings=100_000_00, pledge=0, lent=100, loan_rate=1)
    year = plan.project(1).years[0]

    assert 12_682_50 == round(year.surplus, -1)  # 100,000 × (1.01 ^ 12 − 1)
    assert 100_000_00 + year.to_reserve == year.capital
    assert 50 * year.surplus // 100 == year.dividend


def test_the_average_group_earns_about_what_it_should():
    """
    The average group: about 3 % dividend, members and savings grow, books close.
    """
    first = AVERAGE.project(1).years[0]

    assert 165 == first.members
    assert 3 < first.dividend_rate < 4
    assert (
        first.loans == first.capital * 78 // 100 or abs(first.loans / first.capital - 0.78) < 1e-6
    )


def test_leavers_take_their_average_savings():
    """
    One of four leaves: a quarter of the savings goes, in the year's last month.
    """
    plan = GroupPlan(members=4, savings=4_000_00, pledge=0, leaving=1, lent=0)
    year = plan.project(1).years[0]

    assert (3, 1_000_00, 3_000_00) == (year.members, year.withdrawn, year.savings)


def test_a_loss_pays_no_dividend_and_eats_the_reserve():
    """
    Loss: first what was retained, then the reserve; nobody receives anything.
    """
    plan = GroupPlan(
        members=10, savings=10_000_00, pledge=0, reserve=500_00, retained=200_00, lent=0,
        expenses=600_00,
    )  # fmt: skip
    first, second = plan.project(2).years

    assert (-600_00, 0, 0) == (first.surplus, first.dividend, first.others)
    assert (100_00, 0, -400_00) == (first.reserve, first.retained, first.to_reserve)
    assert (0, -500_00) == (second.reserve, second.retained)


def test_an_old_loss_is_made_good_before_anything_is_shared():
    """
    Of a surplus the deficit takes its part first.
    """
    plan = GroupPlan(
        members=1, savings=1_000_00, pledge=500_00, lent=100, loan_rate=2, expenses=1_000_00
    )
    first, second = plan.project(2).years

    assert 0 > first.surplus == first.retained
    assert 0 == first.dividend == second.retained
    assert second.surplus + first.retained == second.to_reserve + second.dividend + second.others


def test_money_that_runs_out_is_said_and_not_hidden():
    """
    A group that spends all it has stops in the month it cannot pay.
    """
    future = GroupPlan(members=10, savings=1_200_00, pledge=0, lent=0, expenses=960_00).project(9)

    assert 1 == len(future.years)
    assert 16 == future.ran_out
    assert 0 == future.months[-1].capital
    assert 15 == len(future.months)


def test_special_savings_stay_apart():
    """
    Their interest is an expense and stays in them.
    """
    plan = GroupPlan(members=1, savings=100_00, pledge=0, special=1_000_00, special_rate=1, lent=0)
    year = plan.project(1).years[0]

    assert (1_010_00, -10_00) == (year.special, year.surplus)


def test_the_table_people_see():
    """
    `to_frame` has a row a year, capital last.
    """
    frame = AVERAGE.project(4).to_frame()

    assert (4, 22) == frame.shape
    assert AVERAGE.project(4).years[3].capital == frame["capital"].iloc[-1]


WRONG = [
    # what is given, the field that is named, words of the English message
    ({"members": 0}, "number of members", "too small"),
    ({"members": -5}, "number of members", "too small"),
    ({"members": 10**15}, "number of members", "too large"),
    ({"members": 1.5}, "number of members", "whole number"),
    ({"members": "๑๒"}, "number of members", "whole number"),
    ({"members": None}, "number of members", "whole number"),
    ({"savings": -1}, "the group's pledged savings", "cannot be negative"),
    ({"savings": 10**17}, "the group's pledged savings", "too much"),
    ({"savings": 2e6}, "the group's pledged savings", "whole satang"),
    ({"savings": ""}, "the group's pledged savings", "whole satang"),
    ({"pledge": -1}, "average pledge a month", "cannot be negative"),
    ({"pledge": float("nan")}, "average pledge a month", "whole satang"),
    ({"special": -1}, "the group's special savings", "cannot be negative"),
    ({"reserve": -1}, "reserve", "cannot be negative"),
    ({"retained": -1}, "retained surplus and other funds", "cannot be negative"),
    ({"joining": -1}, "members joining a year", "too small|cannot be negative"),
    ({"joining": "many"}, "members joining a year", "whole number"),
    ({"leaving": -1}, "members leaving a year", "too small|cannot be negative"),
    ({"leaving": 163}, "members leaving a year", "no member would be left in year 1"),
    ({"leaving": 60}, "members leaving a year", "no member would be left in year 3"),
    ({"lent": 101}, "percent of the money lent out", "too large"),
    ({"lent": -1}, "percent of the money lent out", "cannot be negative"),
    ({"lent": 0.78}, "percent of the money lent out", "binary float"),
    ({"loan_rate": -1}, "loan interest a month", "cannot be negative"),
    ({"loan_rate": 100_000}, "loan interest a month", "too large"),
    ({"loan_rate": "NaN"}, "loan interest a month", "not a number"),
    ({"bank_rate": "x"}, "bank interest a year", "not a number"),
    ({"special_rate": "๑์"}, "yearly interest on special savings", "stray mark"),
    ({"expenses": -1}, "expenses a year", "cannot be negative"),
    ({"entry_fee": -1}, "entry fee", "cannot be negative"),
    ({"reserve_part": 0}, "surplus put into the reserve", "cannot be 0"),
    ({"reserve_part": 101}, "surplus put into the reserve", "too large"),
    ({"dividend_part": 90}, "surplus paid as dividend", "make 105 % together"),
    ({"dividend_part": -1}, "surplus paid as dividend", "cannot be negative"),
    ({"years": 0}, "number of years", "too small"),
    ({"years": 51}, "number of years", "too large"),
    ({"years": "3"}, "number of years", "whole number"),
]


@pytest.mark.parametrize(("given_", "field", "says"), WRONG)
def test_wrong_groups_are_named_in_both_languages(given_, field, says):
    """
    What cannot be reckoned names its field and the remedy, in Thai and in English.
    """
    given_ = dict(given_)
    years = given_.pop("years", 5)
    with pytest.raises(SavingsError) as caught:
        replace(AVERAGE, **({"joining": 0} | given_)).project(years)

    assert caught.value.say("en").startswith(f"{field}: ")
    assert any(words in caught.value.say("en") for words in says.split("|"))
    assert any(word in caught.value.say("th") for word in ("กรุณา", "ต้อง"))


def test_all_that_is_wrong_is_told_at_once():
    """
    Four mistakes give four problems.
    """
    with pytest.raises(SavingsError) as caught:
        GroupPlan(members=0, savings=-1, pledge=0.5, lent="x")

    assert 4 == len(caught.value.problems)


money = st.integers(0, 3_000_000_00)
percent = st.fractions(0, 100, max_denominator=100)


@st.composite
def groups(draw):
    """Return a group's plan, rich or poor, growing or shrinking."""
    reserve = draw(st.fractions(Fraction(1, 10), 100, max_denominator=10))
    return GroupPlan(
        members=draw(st.integers(40, 400)),
        savings=draw(money),
        pledge=draw(st.integers(0, 800_00)),
        special=draw(money),
        reserve=draw(money),
        retained=draw(money),
        joining=draw(st.integers(0, 30)),
        leaving=draw(st.integers(0, 7)),
        lent=draw(percent),
        loan_rate=draw(st.fractions(0, 3, max_denominator=100)),
        bank_rate=draw(st.fractions(0, 3, max_denominator=100)),
        special_rate=draw(st.fractions(0, 5, max_denominator=100)),
        expenses=draw(money),
        entry_fee=draw(st.integers(0, 100_00)),
        reserve_part=reserve,
        dividend_part=draw(st.fractions(0, 100 - reserve, max_denominator=10)),
    )


@given(groups(), st.integers(1, 5))
def test_money_is_conserved(plan, years):
    """
    What a group has is what it had, plus what came in, less what went out; every satang of
    it belongs to its members or to itself, and nothing is ever below zero.
    """
    future = plan.project(years)
    capital = plan.savings + plan.special + plan.reserve + plan.retained
    for year in future.years:
        tally["random group years"] += 1
        capital += year.pledges + year.fees + year.loan_interest + year.bank_interest
        capital -= year.expenses + year.withdrawn + year.dividend + year.others
        assert capital == year.capital
        assert capital == year.savings + year.special + year.reserve + year.retained
        owed = year.retained - (future.years[year.year - 2].retained if year.year > 1 else 0)
        if year.year == 1:
            owed -= plan.retained
        assert year.surplus == owed + year.to_reserve + year.dividend + year.others
        assert 0 <= min(year.savings, year.special, year.reserve, year.loans, year.cash)
        assert 0 <= min(year.dividend, year.others)
        assert year.surplus > 0 or 0 == year.dividend == year.others
    assert future.ran_out or years == len(future.years)


@given(groups(), st.integers(1, 3))
def test_months_add_up_to_years(plan, years):
    """
    A year's flows are the sums of its months', and members are counted every month.
    """
    future = plan.project(years)
    for year in future.years:
        tally["random group years"] += 1
        months = future.months[12 * year.year - 12 : 12 * year.year]
        assert year.surplus == sum(row.surplus for row in months) - year.special_interest
        assert year.expenses == plan.expenses
        assert year.members == months[-1].members
        assert year.members == plan.members + year.year * (plan.joining - plan.leaving)
