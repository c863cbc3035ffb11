"""Savings over the years, and when they reach an amount."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogs_teach import dividends
from ogs_teach.errors import MoneyError, SavingsError
from ogs_teach.savings import PledgeRules, Saver, a_year, spread
from tests.tally import tally

PLAIN = PledgeRules(special_savings=False)


def test_a_pledge_without_dividend_is_a_straight_line():
    """
    100 baht a month for ten years, dividend 0, is 12,000 baht.
    """
    growth = Saver(100_00).grow(10)

    assert 12_000_00 == growth.total
    assert 0 == growth.dividends


def test_the_reference_example_of_a_rate():
    """
    4.35 %, 8,000 baht and 350 baht a month: 431.74 baht of dividend in the year.
    """
    tens = PledgeRules(share_value=10_00)
    year = Saver(350_00, opening=8_000_00, rate="4.35", rules=tens).grow(1).years[0]

    assert 431_74 == year.taken


@pytest.mark.parametrize(
    ("use", "balance", "special", "taken"),
    [
        ("taken", 1_200_00, 0, 16_50),
        ("pledged", 1_216_50, 0, 0),
        ("special", 1_200_00, 16_50, 0),
    ],
)
def test_a_dividend_goes_where_the_rule_says(use, balance, special, taken):
    """
    3 % on 100 baht a month is 16.50 baht: taken, added, or kept apart.
    """
    year = Saver(100_00, rate=3, dividend=use).grow(1).years[0]

    assert (balance, special, taken) == (year.balance, year.special, year.taken)


def test_special_savings_bear_their_own_interest():
    """
    The dividend is on pledged savings alone, the interest on special ones alone.
    """
    year = (
        Saver(100_00, opening_special=1_000_00, special=50_00, rate=3, special_rate=1)
        .grow(1)
        .years[0]
    )

    assert 16_50 == year.taken
    assert 10_00 + 2_75 == year.interest
    assert 1_000_00 + 600_00 + 12_75 == year.special


def test_the_pledge_changes_at_the_start_of_a_year():
    """
    100, then 200 from year 3, then 40 from year 4.
    """
    growth = Saver(100_00, changes={3: 200_00, 4: 40_00}).grow(4)

    assert [1_200_00, 1_200_00, 2_400_00, 480_00] == [year.paid_in for year in growth.years]


def test_a_change_after_the_last_year_waits():
    """
    A change that lies beyond the years asked for is no mistake.
    """
    assert 1_200_00 == Saver(100_00, changes={9: 200_00}).grow(1).total


def test_when_do_i_reach_ten_thousand():
    """
    100 baht a month without dividend: month 100; missing two months a year: month 120.
    """
    saver = Saver(100_00, missed=spread(2))

    assert 100 == saver.on_time().reach(10_000_00)
    assert 120 == saver.reach(10_000_00)


def test_a_target_already_reached_and_one_never_reached():
    """
    Month 0 for what is there already, None for what a hundred years do not bring.
    """
    saver = Saver(20_00, opening=500_00)

    assert 0 == saver.reach(500_00)
    assert 1 == saver.reach(500_01)
    assert saver.reach(10**9 * 100) is None


def test_paying_later_costs_dividend_and_fines_but_no_savings():
    """
    Late is better than never: all money is there, a fine and some dividend are not.
    """
    on_time = Saver(100_00, rate=3)
    late = replace(on_time, missed=spread(3), paid_after=1).grow(1).years[0]
    best = on_time.grow(1).years[0]

    assert best.balance == late.balance
    assert 15_00 == late.fines
    assert 3 * 25 == best.taken - late.taken


@pytest.mark.parametrize("count", range(13))
def test_missed_months_are_spread_over_the_year(count):
    """
    As many different months as asked for, all in the year, never far apart.
    """
    months = spread(count)

    assert count == len(set(months))
    assert all(1 <= month <= 12 for month in months)
    gaps = [b - a for a, b in pairwise(months)]
    assert not gaps or max(gaps) - min(gaps) <= 1


def test_the_table_people_see():
    """
    `to_frame` has a row a year.
    """
    frame = Saver(100_00, rate=3).grow(5).to_frame()

    assert (5, 9) == frame.shape
    assert 6_000_00 == frame.loc[5, "total"]


WRONG = [
    # what is given, the field that is named, words of the English message
    ({"pledge": 0}, "pledge a month", "Give 20 to 800 baht"),
    ({"pledge": 30_00}, "pledge a month", "Give 20 or 40 baht"),
    ({"pledge": "100"}, "pledge a month", "whole satang"),
    ({"pledge": 10**17}, "pledge a month", "too much"),
    ({"changes": {1: 200_00}}, "year of the new pledge", "too small"),
    ({"changes": {101: 200_00}}, "year of the new pledge", "too large"),
    ({"changes": {"2": 200_00}}, "year of the new pledge", "whole number"),
    ({"changes": {2: 30_00}}, "new pledge a month", "Give 20 or 40 baht"),
    ({"changes": {2: -20_00}}, "new pledge a month", "cannot be negative"),
    ({"missed": [0]}, "missed month", "too small"),
    ({"missed": [13]}, "missed month", "too large"),
    ({"missed": [1.0]}, "missed month", "whole number"),
    ({"paid_after": 0}, "month of late payment", "too small"),
    ({"paid_after": 13}, "month of late payment", "too large"),
    ({"special": -1}, "special savings a month", "cannot be negative"),
    ({"special": 0.5}, "special savings a month", "whole satang"),
    ({"opening": -1}, "pledged savings brought forward", "cannot be negative"),
    ({"opening": 10**17}, "pledged savings brought forward", "too much"),
    ({"opening_special": None}, "special savings brought forward", "whole satang"),
    ({"rate": -1}, "dividend rate a year", "cannot be negative"),
    ({"rate": "-1"}, "dividend rate a year", "cannot be negative"),
    ({"rate": 100_000}, "dividend rate a year", "too large"),
    ({"rate": "NaN"}, "dividend rate a year", "not a number"),
    ({"rate": 3.5}, "dividend rate a year", "binary float"),
    ({"rate": ""}, "dividend rate a year", "nothing was typed"),
    ({"rate": "๓์"}, "dividend rate a year", "stray mark"),
    ({"special_rate": "one"}, "yearly interest on special savings", "not a number"),
    ({"special_rate": -1}, "yearly interest on special savings", "cannot be negative"),
    ({"dividend": "bank"}, "use of the dividend", "is not known"),
    ({"dividend": None}, "use of the dividend", "is not known"),
    ({"special": 1, "rules": PLAIN}, "special savings a month", "takes no special savings"),
    ({"dividend": "special", "rules": PLAIN}, "use of the dividend", "takes no special savings"),
    ({"years": 0}, "number of years", "too small"),
    ({"years": 101}, "number of years", "too large"),
    ({"years": "10"}, "number of years", "whole number"),
    ({"target": 0}, "target", "above 0"),
    ({"target": -1}, "target", "cannot be negative"),
    ({"target": 10**17}, "target", "too much"),
]


@pytest.mark.parametrize(("given_", "field", "says"), WRONG)
def test_wrong_habits_are_named_in_both_languages(given_, field, says):
    """
    What cannot be reckoned names its field and the remedy, in Thai and in English.
    """
    given_ = {"pledge": 100_00} | given_
    years, target = given_.pop("years", 1), given_.pop("target", 1)

    def reckon():
        saver = Saver(**given_)
        saver.grow(years)
        saver.reach(target)

    with pytest.raises(SavingsError) as caught:
        reckon()

    assert caught.value.say("en").startswith(f"{field}: ")
    assert says in caught.value.say("en")
    assert any(word in caught.value.say("th") for word in ("กรุณา", "ต้อง"))


def test_all_that_is_wrong_is_told_at_once():
    """
    Four mistakes give four problems.
    """
    with pytest.raises(SavingsError) as caught:
        Saver(0, missed=[0], rate="x", special=-1)

    assert 4 == len(caught.value.problems)


@pytest.mark.parametrize("rate", [4.35, "x", -1, None])
def test_a_years_rate_is_read_like_any_other(rate):
    """
    A float, letters and less than nothing are refused.
    """
    with pytest.raises(MoneyError, match="dividend rate a year"):
        a_year(rate, [1] * 12)


@pytest.mark.parametrize("count", [-1, 13, "2", 1.0, None])
def test_a_year_has_twelve_months_to_miss(count):
    """
    Fewer than none and more than twelve are refused.
    """
    with pytest.raises(SavingsError):
        spread(count)


savers = st.builds(
    Saver,
    st.integers(1, 40).map(lambda shares: shares * 20_00),
    changes=st.dictionaries(
        st.integers(2, 6), st.integers(1, 40).map(lambda shares: shares * 20_00), max_size=2
    ),
    missed=st.sets(st.integers(1, 12), max_size=5),
    paid_after=st.one_of(st.none(), st.integers(1, 12)),
    special=st.integers(0, 500_00),
    opening=st.integers(0, 50_000_00),
    opening_special=st.integers(0, 50_000_00),
    rate=st.fractions(0, 20, max_denominator=100),
    dividend=st.sampled_from(["taken", "pledged", "special"]),
    special_rate=st.fractions(0, 5, max_denominator=100),
)


@given(savers, st.integers(1, 6))
def test_growth_is_what_came_in_and_what_it_earned(saver, years):
    """
    Total = brought forward + deposits + dividends kept + interest, year after year.
    """
    tally["random savings accounts"] += 1
    total = saver.opening + saver.opening_special
    for year in saver.grow(years).years:
        total += year.paid_in + year.special_in + year.dividend + year.interest
        assert total == year.total


@given(savers)
def test_the_dividend_is_the_one_of_the_year_end(saver):
    """
    A year's dividend equals what the dividends room reckons by the next-month convention.
    """
    tally["random loans and pools"] += 1
    growth = saver.grow(1)
    deposits = [(row.month, row.paid + row.late) for row in growth.account.months]

    reckoned = dividends.by_rate(saver.opening, deposits, saver.rate, convention="next_month")

    assert reckoned.total == growth.dividends


@given(savers, st.integers(1, 200_000_00))
def test_saving_on_time_is_never_slower(saver, target):
    """
    Missed months never bring the target nearer, and longer horizons agree with shorter.
    """
    tally["random savings accounts"] += 2
    actual, on_time = saver.reach(target), saver.on_time().reach(target)

    assert actual is None or on_time <= actual
    if actual and actual <= 72:
        months = saver.grow(6).account.months
        assert target <= months[actual - 1].total
        assert actual == 1 or months[actual - 2].total < target
