"""What lessons ask for after a task is what the app shows; the worked month is the known one."""

from datetime import date

import pytest

from ogs_teach.books import Group
from ogs_teach.money import BAHT
from ogs_teach.places import sample_data
from ogs_teach.savings_day import SavingsDay
from ogs_teach.school import lesson


def figures(name):
    return lesson(name).page().figures.values


def test_the_savings_day_plants_the_slips_that_its_lesson_speaks_of():
    """
    Level 1 enters one slip with swapped digits and leaves one out, as lesson 03 says.
    """
    known = figures("03-savings-day")
    day = SavingsDay(1)
    papers = {mistake.kind: day.paper(mistake.paper) for mistake in day.mistakes}
    swapped = papers["swapped"]

    assert known["lab_slip"] * BAHT == swapped.total
    assert known["lab_register"] * BAHT == sum(line.amount for line in day.lines(swapped.number))
    assert known["lab_left_out"] * BAHT == papers["left-out"].total


def test_the_missing_deposit_is_the_only_one_of_december():
    """
    In December 2568 the group of twelve paid in once: the deposit that lesson 04 hides.
    """
    entries = Group.open(sample_data() / "group_12").entries
    paid_in = [
        entry.amount
        for entry in entries
        if entry.kind == "to_bank" and entry.date >= date(2025, 12, 1)
    ]

    assert [figures("04-bank-reconciliation")["lab_missing"] * BAHT] == paid_in


@pytest.mark.parametrize(
    ("name", "baht"),
    [
        ("opening_side", 163_500),
        ("came", 42_610),
        ("went", 39_230),
        ("cash", 24_880),
        ("loans", 150_000),
        ("savings", 158_300),
        ("surplus", 2_580),
        ("debits", 175_510),
        ("credits", 175_510),
        ("assets", 174_880),
        ("claims", 174_880),
        ("false_loss", 5_420),
    ],
)
def test_the_worked_month_comes_out_as_known(name, baht):
    """
    Lesson 05's month gives the sums that were worked out by hand.
    """
    assert baht == figures("05-principal-is-not-income")[name]
