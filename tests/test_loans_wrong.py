"""Loans: what cannot be computed is named, with its remedy, all of it at once."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from ogs_teach.errors import LoanError
from ogs_teach.i18n import t
from ogs_teach.loans import schedule

GOOD = {"principal": 2_000_000, "rate": "0.8", "periods": 12, "method": "equal_principal"}
WRONG = [
    # term, what is given, words that must stand in the English message
    ("principal", 0, "Type 1 or more"),
    ("principal", -2_000_000, "Type 1 or more"),
    ("principal", "", "nothing was typed"),
    ("principal", None, "nothing was typed"),
    ("principal", "สองหมื่น", "is not a number"),
    ("principal", "๒๐์๐๐", "stray mark"),
    ("principal", 20_000.0, "binary float"),
    ("principal", Decimal("0.5"), "too small"),
    ("principal", Decimal("10.5"), "whole number"),
    ("principal", 10**17, "too large"),
    ("principal", True, "is not a number"),
    ("principal", "18,000", "whole satang are needed"),
    ("rate", -1, "cannot be negative"),
    ("rate", "", "nothing was typed"),
    ("rate", "%", "nothing was typed"),
    ("rate", "หนึ่ง", "is not a number"),
    ("rate", "NaN", "is not a number"),
    ("rate", Decimal("NaN"), "is not a number"),
    ("rate", float("nan"), "binary float"),
    ("rate", 0.8, "binary float"),
    ("rate", "100,000 %", "too large"),
    ("rate", "0.8.1", "one decimal point"),
    ("rate", "1e2", "is not a number"),
    ("periods", 0, "Type 1 or more"),
    ("periods", -12, "Type 1 or more"),
    ("periods", "12.5", "whole number"),
    ("periods", 361, "360 or less"),
    ("periods", "สิบสอง", "is not a number"),
    ("periods", None, "nothing was typed"),
    ("method", "reducing", "Choose one of flat"),
    ("method", "", "Choose one of flat"),
    ("method", None, "Choose one of flat"),
    ("method", ["flat"], "Choose one of flat"),
    ("rate_per", "week", "Choose one of month"),
    ("rate_per", "term", "Choose month or year"),
    ("rounding", "half_up", "Give a Rounding"),
    ("rounding", 25, "Give a Rounding"),
    ("instalment_step", 0, "Type 1 or more"),
    ("instalment_step", "0.5", "too small"),
    ("instalment_step", 10**9, "too large"),
    ("start", "2026-02-30", "there is no date"),
    ("start", "2567-05-31", "common-era year 2024"),
    ("start", date(2567, 5, 31), "common-era year 2024"),
    ("start", "31/5/2026", "year-month-day"),
    ("start", date(1026, 5, 31), "there is no date"),
    ("start", datetime(2026, 5, 31, 12), "there is no date"),
    ("start", 20260531, "there is no date"),
    ("first_due", "2025-02-29", "there is no date"),
    ("first_due", "tomorrow", "there is no date"),
    ("day_count", "30/365", "Choose one of month"),
    ("day_count", 365, "Choose one of month"),
    ("grace_principal", 12, "11 or less"),
    ("grace_principal", -1, "cannot be negative"),
    ("grace_interest", 12, "11 or less"),
    ("grace_interest", "1.5", "whole number"),
]


@pytest.mark.parametrize(("term", "given", "says"), WRONG)
def test_wrong_terms_are_named_in_both_languages(term, given, says):
    """
    One problem, which names the term and says what to do instead.
    """
    with pytest.raises(LoanError) as caught:
        schedule(**GOOD | {term: given})

    (problem,) = caught.value.problems
    for lang in ("th", "en"):
        assert problem.say(lang).startswith(t(f"loans.field.{term}", lang) + ": ")
    assert says in problem.say("en")
    assert any(word in problem.say("th") for word in ("กรุณา", "ต้อง"))


@pytest.mark.parametrize(
    ("more", "field", "says"),
    [
        ({"method": "flat_total", "rate_per": "month"}, "rate_per", "Choose term"),
        ({"method": "flat_total", "rate_per": "year"}, "rate_per", "Choose term"),
        ({"start": "2026-05-31", "first_due": "2026-05-31"}, "first_due", "Change the date"),
        ({"start": "2026-05-31", "first_due": "2026-05-30"}, "first_due", "Change the date"),
        ({"day_count": "actual/365"}, "start", "Give the date"),
        ({"day_count": "30/360", "first_due": "2026-05-30"}, "start", "Give the date"),
        (
            {"day_count": "30/360", "start": "2026-05-30", "first_due": "2026-05-31"},
            "first_due",
            "Change the date",
        ),
    ],
)
def test_terms_that_do_not_go_together_are_named(more, field, says):
    """
    Each term is right by itself; the message names the one to change.
    """
    with pytest.raises(LoanError) as caught:
        schedule(**GOOD | more)

    (problem,) = caught.value.problems
    assert f"loans.field.{field}" == problem.field
    assert says in problem.say("en")
    assert "กรุณา" in problem.say("th")


def test_all_that_is_wrong_is_told_at_once():
    """
    Eight wrong terms, eight problems.
    """
    wrong = {
        "principal": -1,
        "rate": "x",
        "periods": 0,
        "method": "?",
        "rate_per": "week",
        "instalment_step": 0,
        "day_count": "?",
        "start": "2026-02-30",
    }

    with pytest.raises(LoanError) as caught:
        schedule(**wrong)

    assert [f"loans.field.{term}" for term in wrong] == [
        problem.field for problem in caught.value.problems
    ]


def test_a_day_that_exists_in_the_buddhist_era_is_told_as_one():
    """
    29 February 2567 was a day, in 2024: the message gives the year, not "no such date".
    """
    with pytest.raises(LoanError) as caught:
        schedule(**GOOD | {"start": "2567-02-29"})

    assert "2024" in caught.value.say("en")


@pytest.mark.parametrize("odd", ["20240105", "2024-W05-1", "2024-1-5"])
def test_dates_are_written_in_one_way(odd):
    """
    Forms that only programs write are refused with the form to use.
    """
    with pytest.raises(LoanError, match="2026-05-31"):
        schedule(**GOOD | {"start": odd})


def test_an_equal_payment_that_does_not_cover_its_interest_is_refused():
    """
    Two years to repay, the first instalment only after one: interest would bear interest.
    """
    late = {"start": "2026-01-05", "first_due": "2027-01-05", "day_count": "actual/365"}
    with pytest.raises(LoanError) as caught:
        schedule(5_000_000, "0.8", 24, method="equal_payment", **late)

    assert "first due date" in caught.value.say("en")
    assert schedule(5_000_000, "0.8", 24, method="equal_principal", **late).rows[-1].balance == 0
