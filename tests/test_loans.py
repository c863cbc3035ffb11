"""Loans: known schedules, due dates, grace, odd satang."""

import time
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from ogs_teach.loans import schedule
from ogs_teach.money import Rounding

ON_BALANCE = ("equal_principal", "equal_payment", "interest_only")
METHODS = ("flat", *ON_BALANCE, "flat_total")


def payments(loan):
    return [row.payment for row in loan.rows]


def principals(loan):
    return [row.principal for row in loan.rows]


def interests(loan):
    return [row.interest for row in loan.rows]


# 18,000 baht for 9 months at 1.1 % a month; the flat total is 6.5 % once. Computed by hand.
GOLDEN = [
    # method, rate, first, last but one, last payment, interest, nominal, effective, above
    ("flat", "1.1", 219_800, 219_800, 219_800, 178_200, "23.17", "25.80", True),
    ("equal_principal", "1.1", 219_800, 204_400, 202_200, 99_000, "13.20", "14.03", False),
    ("equal_payment", "1.1", 211_160, 211_160, 211_164, 100_444, "13.20", "14.03", False),
    ("interest_only", "1.1", 19_800, 19_800, 1_819_800, 178_200, "13.20", "14.03", False),
    ("flat_total", "6.5", 213_000, 213_000, 213_000, 117_000, "15.34", "16.47", True),
]


@pytest.mark.parametrize(
    ("method", "rate", "first", "before", "last", "interest", "nominal", "effective", "above"),
    GOLDEN,
)
def test_one_spoken_rate_has_five_prices(
    method, rate, first, before, last, interest, nominal, effective, above
):
    """
    18,000 baht for 9 months: payments, interest, true rates and the cap, for each method.
    """
    loan = schedule(1_800_000, rate, 9, method=method)

    assert [first, before, last] == [payments(loan)[i] for i in (0, -2, -1)]
    assert interest == loan.total_interest
    assert nominal == f"{loan.true_annual_rate:.2f}"
    assert effective == f"{loan.effective_annual_rate:.2f}"
    assert above is loan.exceeds_cap


def test_flat_rate_hides_the_true_cost():
    """
    Flat 12 % a year, repaid monthly over 12 months, truly costs 21.46 %.
    """
    loan = schedule(1_000_000, 12, 12, method="flat", rate_per="year")

    assert "21.46" == f"{loan.true_annual_rate:.2f}"
    assert 12 == loan.stated_annual_rate
    assert loan.exceeds_cap


@pytest.mark.parametrize(
    ("rounding", "interest"),
    [(Rounding(), 10_660), (Rounding("half_up", 25), 10_650), (Rounding("down", 100), 10_600)],
)
def test_interest_by_days(rounding, interest):
    """
    7,300 baht at 13 % a year for 41 days: 106.60 baht, to the quarter baht 106.50.
    """
    loan = schedule(
        730_000, 13, 1, method="interest_only", rate_per="year", day_count="actual/365",
        start=date(2026, 1, 1), first_due=date(2026, 2, 11), rounding=rounding,
    )  # fmt: skip

    assert interest == loan.total_interest
    assert 13 == loan.true_annual_rate


def test_due_dates_are_clipped_from_the_first_date():
    """
    31 January, 29 or 28 February, 31 March: a short month shortens no later one.
    """
    leap = schedule(100_000, 1, 4, method="flat", first_due="2024-01-31")
    common = schedule(100_000, 1, 3, method="flat", start="2025-01-31")

    assert [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30)] == [
        row.due for row in leap.rows
    ]
    assert [date(2025, 2, 28), date(2025, 3, 31), date(2025, 4, 30)] == [
        row.due for row in common.rows
    ]


def test_a_loan_from_a_leap_day_falls_due_on_the_28th_a_year_later():
    """
    From 29 February 2024 the twelfth instalment falls due on 28 February 2025.
    """
    loan = schedule(100_000, 1, 48, method="flat", start="2024-02-29")

    assert date(2025, 2, 28) == loan.rows[11].due
    assert date(2028, 2, 29) == loan.rows[47].due


def test_actual_365_counts_the_days_of_every_month():
    """
    At 36.5 % a year 1,000 baht costs 1 baht a day: 29, 31 and 30 days from 31 January 2024.
    """
    loan = schedule(
        100_000, "36.5", 3, method="interest_only", rate_per="year",
        day_count="actual/365", start="2024-01-31",
    )  # fmt: skip

    assert [2_900, 3_100, 3_000] == interests(loan)
    assert 36.5 == loan.true_annual_rate


@pytest.mark.parametrize(
    ("start", "first_due", "days"),
    [
        ("2024-01-31", None, 30),
        ("2024-01-15", None, 30),
        ("2024-01-15", "2024-03-20", 65),
        ("2024-11-30", "2025-02-28", 90),
        ("2024-01-30", "2024-02-15", 15),
        ("2024-02-10", "2024-03-31", 50),
    ],
)
def test_30_360_makes_every_month_thirty_days(start, first_due, days):
    """
    Full months are 30 days each, clipped or not; a longer first period counts its own.
    """
    loan = schedule(
        100_000, 36, 3, method="interest_only", rate_per="year",
        day_count="30/360", start=start, first_due=first_due,
    )  # fmt: skip

    assert [days * 100, 3_000, 3_000] == interests(loan)


def test_grace_on_principal_lies_inside_the_term():
    """
    Twelve months, six of them interest alone, then six equal parts.
    """
    loan = schedule(1_200_000, 1, 12, method="equal_principal", grace_principal=6)

    assert [0] * 6 + [200_000] * 6 == principals(loan)
    assert [12_000] * 7 + [10_000, 8_000, 6_000, 4_000, 2_000] == interests(loan)


def test_grace_on_interest_puts_it_off_without_interest_on_interest():
    """
    Five months' interest falls due with the sixth, and bears none itself.
    """
    loan = schedule(1_200_000, 1, 6, method="interest_only", grace_principal=5, grace_interest=5)

    assert [0, 0, 0, 0, 0, 1_272_000] == payments(loan)
    assert 72_000 == loan.total_interest
    assert loan.true_annual_rate < 12


def test_a_farmer_pays_after_harvest():
    """
    Four months without any payment, then two equal parts; the fifth bears five months' interest.
    """
    loan = schedule(1_000_000, 1, 6, method="equal_principal", grace_principal=4, grace_interest=4)

    assert [0, 0, 0, 0, 500_000 + 50_000, 500_000 + 5_000] == payments(loan)


def test_flat_interest_put_off_falls_due_together():
    """
    Flat: three months of grace put three months' shares into the fourth row.
    """
    loan = schedule(1_200_000, 1, 6, method="flat", grace_principal=3, grace_interest=3)

    assert [0, 0, 0, 48_000, 12_000, 12_000] == interests(loan)
    assert [0, 0, 0, 400_000, 400_000, 400_000] == principals(loan)


def test_equal_payment_after_grace_is_the_annuity_of_what_remains():
    """
    Grace changes the number of equal payments, not their formula.
    """
    plain = schedule(1_000_000, 1, 10, method="equal_payment")
    graced = schedule(1_000_000, 1, 12, method="equal_payment", grace_principal=2)

    assert [10_000, 10_000, *payments(plain)] == payments(graced)


def test_interest_put_off_beyond_grace_on_principal():
    """
    Equal payments, interest put off for two months: principal parts fall due alone.
    """
    plain = schedule(1_000_000, 1, 4, method="equal_payment")
    graced = schedule(1_000_000, 1, 4, method="equal_payment", grace_interest=2)

    first, second, third, last = plain.rows
    assert [
        first.principal,
        second.principal,
        third.payment + first.interest + second.interest,
        last.payment,
    ] == payments(graced)


def test_equal_payment_with_day_counts_is_level():
    """
    Each payment but the last is the same, though months differ in days.
    """
    loan = schedule(
        1_000_000, 12, 12, method="equal_payment", rate_per="year",
        day_count="actual/365", start="2026-01-15",
    )  # fmt: skip

    assert 1 == len(set(payments(loan)[:-1]))
    assert abs(payments(loan)[-1] - payments(loan)[0]) < 12
    assert 12 == loan.true_annual_rate


@pytest.mark.parametrize("method", METHODS)
def test_whole_baht_instalments(method):
    """
    With a step of a baht every payment but the last is whole baht; the last takes the rest.
    """
    loan = schedule(1_234_567, "1.3", 11, method=method, instalment_step=100)

    assert not any(payment % 100 for payment in payments(loan)[:-1])
    assert 1_234_567 == sum(principals(loan))


@pytest.mark.parametrize(("mode", "first"), [("half_up", 113), ("half_even", 112), ("down", 112)])
def test_a_half_satang_follows_the_mode(mode, first):
    """
    2,250 satang at 5 % is 112.5.
    """
    loan = schedule(2_250, 5, 2, method="interest_only", rounding=Rounding(mode))

    assert first == loan.rows[0].interest


def test_flat_interest_is_rounded_once_and_its_rest_falls_in_the_last_row():
    """
    1,000 baht at 0.3333 % for 7 months: 23.33 baht, of which 7 times 3.33 leaves 2 satang.
    """
    loan = schedule(100_000, "0.3333", 7, method="flat")

    assert [333] * 6 + [335] == interests(loan)
    assert [14_286] * 6 + [14_284] == principals(loan)


def test_flat_total_is_the_same_whatever_the_months():
    """
    6.5 % once: the same interest in 3 months as in 30.
    """
    totals = {schedule(1_800_000, "6.5", n, method="flat_total").total_interest for n in (3, 9, 30)}

    assert {117_000} == totals


def test_a_flat_rate_for_the_term_is_a_flat_total():
    """
    Flat with a rate for the whole term and the flat total are one and the same.
    """
    flat = schedule(1_800_000, "6.5", 9, method="flat", rate_per="term")
    total = schedule(1_800_000, "6.5", 9, method="flat_total", rate_per="term")

    assert flat.rows == total.rows


@pytest.mark.parametrize("method", METHODS)
def test_one_instalment(method):
    """
    One month, one payment: all methods agree, and truly cost what they say.
    """
    loan = schedule(1_000_000, "1.25", 1, method=method)

    assert [1_012_500] == payments(loan)
    assert 15 == loan.true_annual_rate
    assert not loan.exceeds_cap


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("principal", [1, 2, 99, 359, 360, 361])
def test_a_tiny_loan_over_thirty_years_stays_sane(method, principal):
    """
    A few satang in 360 instalments: nothing negative, everything repaid.
    """
    loan = schedule(principal, 20, 360, method=method)

    assert principal == sum(principals(loan))
    assert 0 <= min(min(row.principal, row.interest, row.balance) for row in loan.rows)


@pytest.mark.parametrize("method", METHODS)
def test_rate_zero_costs_nothing(method):
    """
    Without interest only the principal is repaid, and the true rate is zero.
    """
    loan = schedule(1_000_000, 0, 12, method=method)

    assert (0, 1_000_000) == (loan.total_interest, loan.total_payment)
    assert (0, 0) == (loan.true_annual_rate, loan.effective_annual_rate)
    assert not loan.exceeds_cap


def test_a_loan_sharks_rate_computes():
    """
    20 % a month on the balance is 240 % a year, 791.61 % compounded.
    """
    loan = schedule(1_000_000, 20, 24, method="equal_payment")

    assert (240, "791.61") == (loan.true_annual_rate, f"{loan.effective_annual_rate:.2f}")
    assert loan.exceeds_cap


@pytest.mark.parametrize("method", METHODS)
def test_extreme_rates_solve(method):
    """
    1,000 % a month, or once, over 30 years: the true rate is a number, and red.
    """
    loan = schedule(1_000_000, 1000, 360, method=method)

    assert 30 < loan.true_annual_rate <= loan.effective_annual_rate
    assert loan.exceeds_cap


def test_a_days_loan_at_an_extreme_rate_has_no_finite_yearly_rate():
    """
    Eleven times the money back in one day cannot be said as a compounded yearly rate.
    """
    loan = schedule(
        100_000, 1000, 1, method="flat_total", day_count="actual/365",
        start="2026-01-01", first_due="2026-01-02",
    )  # fmt: skip

    assert 365_000 == loan.true_annual_rate
    assert float("inf") == loan.effective_annual_rate


@pytest.mark.parametrize("method", METHODS)
def test_thirty_years_are_quick(method):
    """
    360 instalments with their true rates take a small part of a second.
    """
    begun = time.process_time()
    loan = schedule(5_000_000, "1.2345", 360, method=method)
    assert loan.true_annual_rate
    assert loan.effective_annual_rate
    took = time.process_time() - begun

    assert took < 0.5  # 0.02 to 0.06 on a laptop; a wide margin for a busy one


def test_numbers_come_in_every_exact_form():
    """
    Text, Thai digits, a percent sign, Decimal and Fraction are the same rate.
    """
    loans = [
        schedule(1_800_000, rate, 9, method="flat").rows
        for rate in ("1.1", "๑.๑", "1.1 %", Decimal("1.1"), Fraction(11, 10))
    ]

    assert 1 == len({tuple(rows) for rows in loans})


def test_a_frame_to_compute_with_holds_satang():
    """
    Whole satang under the names of the rows' fields.
    """
    frame = schedule(1_800_000, "1.1", 9, method="flat").to_frame()

    assert ["opening", "interest", "principal", "payment", "balance"] == list(frame.columns)
    assert (178_200, 1_800_000) == (frame["interest"].sum(), frame["principal"].sum())
    assert "int64" == str(frame["payment"].dtype)


def test_a_frame_to_read_holds_exact_baht():
    """
    Decimal baht under names in the reader's language, with due dates where they are known.
    """
    frame = schedule(1_800_000, "1.1", 9, method="flat", start="2026-01-31").to_frame("th")

    assert Decimal("1782.00") == frame["ดอกเบี้ย"].sum()
    assert date(2026, 2, 28) == frame["วันครบกำหนด"].iloc[0]
