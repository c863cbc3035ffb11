"""Year end: worked examples, conventions, withdrawals, the whole evening."""

import calendar
import random
from datetime import date, datetime
from fractions import Fraction

import pytest

from ogs_teach.dividends import (
    CONVENTIONS,
    Convention,
    allocate,
    by_pool,
    by_rate,
    lines,
    refund,
    refund_by_pool,
    weighted,
    year_end,
)
from ogs_teach.money import Rounding

TABLE = {"reserve": 15, "dividend": 50, "refund": 10, "reward": 10, "welfare": 10, "public": 5}
MONTHLY = [(month, 35_000) for month in range(1, 13)]
THREE = {
    "ก": (2_400_000, []),
    "ข": (600_000, [(month, 30_000) for month in range(1, 13)]),
    "ค": (0, [(month, 80_000) for month in range(7, 13)]),
}

# ---- worked examples


def test_surplus_is_shared_out_to_the_satang():
    """
    86,437.55 baht in table order; rounding each part alone would give 86,437.57.
    """
    parts = allocate(8_643_755, TABLE).parts

    assert {
        "reserve": 12_965_63,
        "dividend": 43_218_78,
        "refund": 8_643_76,
        "reward": 8_643_75,
        "welfare": 8_643_75,
        "public": 4_321_88,
    } == parts
    assert 8_643_757 == sum(Rounding().apply(Fraction(8_643_755 * p, 100)) for p in TABLE.values())


def test_pool_form_with_one_satang_that_rounding_would_lose():
    """
    A pool of 1,360.00 pays 999.69, 318.65 and 41.66; half-up alone pays 41.65 to the last.
    """
    assert {"ก": 99_969, "ข": 31_865, "ค": 4_166} == by_pool(THREE, 136_000)
    assert Fraction(391_800) == sum(weighted(lines(*THREE[m])) for m in THREE) * 12 / 100


@pytest.mark.parametrize(
    ("convention", "mode", "each", "total"),
    [
        ("next_month", "half_up", "line", 431_75),
        ("next_month", "half_up", "total", 431_74),
        ("next_month", "down", "line", 431_68),
        ("same_month", "half_up", "total", 446_96),
        ("closing_balance", "half_up", "total", 530_70),
    ],
)
def test_rate_form_and_where_it_rounds(convention, mode, each, total):
    """
    4.35 % on 8,000 and 350 a month: five settings, five amounts.
    """
    paid = by_rate(
        800_000, MONTHLY, "4.35", convention=convention, rounding=Rounding(mode), round_each=each
    )

    assert total == paid.total


# ---- conventions


@pytest.mark.parametrize(
    ("convention", "january", "june", "december"),
    [
        ("next_month", "11/12", "6/12", "0"),
        ("same_month", "12/12", "7/12", "1/12"),
        ("cutoff_day(5)", "12/12", "7/12", "1/12"),
        ("cutoff_day(4)", "11/12", "6/12", "0"),
        ("lump_sum_early", "12/12", "7/12", "1/12"),
        ("over_11", "10/11", "5/11", "0"),
        ("daily", "360/365", "209/365", "26/365"),
        ("closing_balance", "1", "1", "1"),
        ("end_of_quarter", "9/12", "6/12", "0"),
        ("waiting_year", "1", "1", "1"),
    ],
)
def test_weight_of_a_payment_on_the_fifth(convention, january, june, december):
    """
    Each convention's weights in the first, the sixth and the last month.
    """
    deposits = [(date(2025, month, 5), 100) for month in (1, 6, 12)]

    found = lines(100, deposits, convention)

    assert [1, Fraction(january), Fraction(june), Fraction(december)] == [
        line.weight for line in found
    ]


def test_running_balances_weigh_like_same_month_but_round_by_month():
    """
    Twelve month-end balances at a twelfth of the rate; each may round by itself.
    """
    running = by_rate(800_000, MONTHLY, "4.35", convention="running_balance")

    assert 12 == len(running.lines)
    assert weighted(lines(800_000, MONTHLY, "same_month")) == weighted(running.lines)
    assert 446_96 == running.total
    by_month = by_rate(800_000, MONTHLY, "4.35", convention="running_balance", round_each="month")
    halves = [Rounding().apply(running.of(line)) for line in running.lines]
    assert sum(halves) == by_month.total


def test_a_regular_payment_is_no_lump_sum():
    """
    Under lump_sum_early the pledge counts from the next month, a lump sum from its own.
    """
    found = lines(0, [(3, 100, "regular"), (3, 100)], "lump_sum_early")

    assert [1, Fraction(10, 12), Fraction(9, 12)] == [line.weight for line in found]


def test_waiting_year_is_the_first_one():
    """
    Who began with nothing waits; who began with something does not.
    """
    deposits = [(2, 50_000)]

    assert 0 == weighted(lines(0, deposits, "waiting_year"))
    assert 50_001 == weighted(lines(1, deposits, "waiting_year"))


@pytest.mark.parametrize("year", [2024, 2025])
def test_days_are_those_of_the_year(year):
    """
    A leap year has 366; a deposit on its last day earns nothing, on its first all but a day.
    """
    days = 366 if calendar.isleap(year) else 365
    found = lines(0, [(date(year, 1, 1), 1), (date(year, 12, 31), 1)], "daily")

    assert [1, Fraction(days - 1, days), 0] == [line.weight for line in found]


def test_a_year_may_begin_in_april():
    """
    Months are those of the accounting year.
    """
    paid = by_rate(
        0, [(date(2026, 3, 31), 120_000)], 12, convention="same_month", start="2025-04-01"
    )

    assert 12 == paid.lines[1].month
    assert 12_00 == paid.total


def test_a_time_of_day_does_no_harm():
    """
    A datetime, as spreadsheets give, counts as its date.
    """
    assert lines(0, [(date(2025, 2, 3), 1)]) == lines(0, [(datetime(2025, 2, 3, 14, 5), 1)])


# ---- withdrawals: the lowest balance of the month


def test_a_withdrawal_counts_from_its_own_month():
    """
    12,000 of which 6,000 leave in July earns six months in full, six on the half.
    """
    found = lines(1_200_000, [(7, -600_000)])

    assert Fraction(6, 12) == found[1].weight
    assert 900_000 == weighted(found)


def test_money_in_and_out_within_a_month_costs_that_month_alone():
    """
    Where nothing else is there, it neither earns nor costs; older money loses one month.
    """
    assert 1_200 - Fraction(30, 12) == weighted(lines(1_200, [(3, 30), (3, -30)]))
    assert 0 == weighted(lines(0, [(3, 30_000), (3, -30_000)]))
    assert 0 == weighted(lines(0, [(3, 30_000), (3, -20_000), (3, -10_000)]))
    assert 0 == by_rate(0, [(3, 30_000), (3, -30_000)], 5).total


def test_closing_balance_looks_at_the_end_only():
    """
    Without time weight a withdrawal counts for the whole year, like a deposit.
    """
    assert 50 == weighted(lines(100, [(12, -50)], "closing_balance"))


def test_rounded_lines_never_pay_less_than_nothing():
    """
    Lines of a fraction of a satang could round to -0.01; a dividend stops at zero.
    """
    paid = by_rate(4, [(1, 4), (1, -8)], 10, convention="same_month", round_each="line")

    assert 0 == paid.total


# ---- refunds


def test_refund_by_rate_rounds_as_told():
    """
    7.5 % of 990.10 baht is 74.2575: 74.26, or 74.25 when cut.
    """
    assert 74_26 == refund(990_10, "7.5")
    assert 74_25 == refund(990_10, "7.5", Rounding("down"))


def test_defaulters_receive_a_refund_only_where_the_rules_say_so():
    """
    The switch gives them their part, or leaves it to the others.
    """
    paid = {1: 60_000, 2: 30_000, 3: 10_000}

    assert {1: 667, 2: 333, 3: 0} == refund_by_pool(paid, 1_000, defaulters=[3])
    assert {1: 600, 2: 300, 3: 100} == refund_by_pool(
        paid, 1_000, defaulters=[3], refund_defaulters=True
    )


def test_ties_go_to_the_lower_member_number():
    """
    Number 9 stands before 10, whatever the order of the list.
    """
    assert {"10": 33, "9": 34, "11": 33} == refund_by_pool({"10": 1, "9": 1, "11": 1}, 100)


# ---- the whole year end


@pytest.mark.parametrize("surplus", [0, -1, -5_000_000])
def test_after_a_loss_nothing_is_distributed(surplus):
    """
    The allocation says so, and every member receives nothing.
    """
    done = year_end(surplus, TABLE, THREE, interest_paid={})

    assert not done.allocation.distributed
    assert {0} == {*done.allocation.parts.values(), *done.dividends.values()}
    assert {0} == set(done.refunds.values())


def test_interest_not_yet_received_is_not_shared_out():
    """
    Accrued interest leaves the surplus before the reserve is taken.
    """
    done = year_end(100_000, TABLE, THREE, interest_paid={"ก": 1}, accrued_interest=40_000)

    assert 60_000 == sum(done.allocation.parts.values())
    assert not year_end(
        100, TABLE, THREE, interest_paid={"ก": 1}, accrued_interest=100
    ).allocation.distributed


def test_special_savings_count_only_where_the_rules_say_so():
    """
    Given, they add to their owner's weight; not given, they do not.
    """
    without = year_end(100_000, TABLE, THREE, interest_paid={"ก": 1})
    with_it = year_end(100_000, TABLE, THREE, interest_paid={"ก": 1}, special={"ค": (500_000, [])})

    assert without.weights["ค"] + 500_000 == with_it.weights["ค"]
    assert without.weights["ก"] == with_it.weights["ก"]


@pytest.mark.parametrize("recorded", [True, False])
def test_who_left_receives_nothing_or_until_leaving(recorded):
    """
    The rule decides; the savings stop counting when they left, booked out or not.
    """
    out = [(date(2025, 7, 9), -1_200_000)] if recorded else []
    members = {1: (1_200_000, out), 2: (1_200_000, [])}
    end = {"left": {1: date(2025, 7, 9)}, "interest_paid": {1: 100, 2: 100}}

    nothing = year_end(90_000, {"reserve": 10, "dividend": 50, "refund": 40}, members, **end)
    until = year_end(
        90_000, {"reserve": 10, "dividend": 50, "refund": 40}, members, **end, pay_leavers=True
    )

    assert {1: 0, 2: 45_000} == nothing.dividends
    assert {1: 0, 2: 36_000} == nothing.refunds
    assert {1: 15_000, 2: 30_000} == until.dividends
    assert {1: 18_000, 2: 18_000} == until.refunds


def test_a_leavers_special_savings_count_until_leaving_too():
    """
    1,200 pledged and 2,400 special until July weigh a half each; a generator is as good.
    """
    members = {1: (120_000, (row for row in [(date(2025, 7, 9), -60_000)])), 2: (120_000, [])}

    done = year_end(
        90_000,
        TABLE,
        members,
        interest_paid={2: 1},
        special={1: (240_000, [])},
        left={1: date(2025, 7, 9)},
        pay_leavers=True,
    )

    assert {1: 180_000, 2: 120_000} == done.weights


def test_member_numbers_sort_whatever_they_are_written_with():
    """
    A raised ² and a number of a thousand digits are member numbers like any other.
    """
    assert {"²": 1, "1²": 1, "9" * 1000: 1} == refund_by_pool({"²": 5, "1²": 5, "9" * 1000: 5}, 3)


def test_the_rate_that_a_pool_comes_to():
    """
    1,360.00 over 391,800 baht-months is 4.1654 % a year.
    """
    done = year_end(136_000, {"reserve": "0.001", "dividend": "99.999"}, THREE, interest_paid={})

    assert Fraction("4.165") < done.dividend_rate < Fraction("4.166")
    assert Fraction(288_000) == done.baht_months("ก")


def test_tables_for_people():
    """
    A frame holds every member, and every line, once.
    """
    done = year_end(100_000, TABLE, THREE, interest_paid={"ก": 7})

    assert 60_000 == done.to_frame()["payout_satang"].sum()
    assert 13 == len(by_rate(800_000, MONTHLY, 4).to_frame())


def test_without_withdrawals_weights_are_the_published_formulas():
    """
    The period-by-period count equals (12 - m)/12 and its cousins, on a seeded year.
    """
    chance = random.Random(5)
    deposits = [(chance.randint(1, 12), chance.randint(1, 10**6)) for _ in range(200)]
    formulas = {
        "next_month": lambda m: Fraction(12 - m, 12),
        "same_month": lambda m: Fraction(13 - m, 12),
        "running_balance": lambda m: Fraction(13 - m, 12),
        "over_11": lambda m: Fraction(max(0, 11 - m), 11),
        "end_of_quarter": lambda m: Fraction(12 - 3 * ((m + 2) // 3), 12),
        "closing_balance": lambda m: Fraction(1),
    }

    for convention, formula in formulas.items():
        expected = 700 + sum(amount * formula(month) for month, amount in deposits)
        assert expected == weighted(lines(700, deposits, convention)), convention


def test_every_convention_can_be_read_and_written():
    """
    What a rule file says comes back as it was.
    """
    for name in CONVENTIONS:
        text = "cutoff_day(15)" if name == "cutoff_day" else name
        assert text == str(Convention.read(text))
    assert Convention("cutoff_day", 5) == Convention.read(" Cutoff_day( ๕ ) ")
