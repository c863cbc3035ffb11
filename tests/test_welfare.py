"""Welfare: caps in order, and never more than the year's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogs_teach.errors import WelfareError
from ogs_teach.rules import GroupRules, Hospital
from ogs_teach.welfare import hospital

CAPS = Hospital(per_night=150_00, per_stay=450_00, per_year=900_00)
CLAIMS = st.lists(st.integers(1, 30), max_size=12)
SATANG = st.integers(0, 10**7)


def paid(nights, caps=CAPS, **more):
    """Return what each stay is paid."""
    return [stay.paid for stay in hospital(nights, caps, **more)]


@pytest.mark.parametrize(
    ("nights", "before", "expected"),
    [
        ([5, 2, 4], 0, [450_00, 300_00, 150_00]),
        ([1], 0, [150_00]),
        ([3], 0, [450_00]),
        ([2], 800_00, [100_00]),
        ([2, 2], 900_00, [0, 0]),
        ([2], 2_000_00, [0]),
        ([], 0, []),
    ],
)
def test_caps_hold_in_order(nights, before, expected):
    """
    Per night, then per stay, then what is left of the year.
    """
    assert expected == paid(nights, paid_before=before)


def test_the_cap_that_held_is_named():
    """
    Whoever reads the claim to the member can say why it is less.
    """
    assert ["stay", "", "year"] == [stay.limited_by for stay in hospital([5, 2, 4], CAPS)]


def test_the_training_rulebook_pays_the_same():
    """
    The shipped rulebook holds the caps of the lesson's example.
    """
    assert GroupRules.default().welfare.hospital == CAPS


@given(nights=CLAIMS, night=SATANG, stay=SATANG, year=SATANG, before=SATANG)
def test_no_cap_is_ever_passed(nights, night, stay, year, before):
    """
    No stay is paid above its caps, nor the year above its own; nobody pays back.
    """
    found = hospital(nights, Hospital(night, stay, year), paid_before=before)

    assert all(0 <= one.paid <= min(one.nights * night, stay) for one in found)
    assert sum(one.paid for one in found) <= max(year - before, 0)
    assert all((one.paid == one.by_nights) == (not one.limited_by) for one in found)


@given(nights=CLAIMS, cut=st.integers(0, 12))
def test_a_year_told_in_two_parts_pays_the_same(nights, cut):
    """
    Claims in the order they come in pay what the whole list pays.
    """
    first = paid(nights[:cut])

    assert paid(nights) == first + paid(nights[cut:], paid_before=sum(first))


@pytest.mark.parametrize(
    "wrong", [0, -1, "", "x", None, 1.5, True, float("nan"), 367, "1.5", "๑่", [], 10**15]
)
def test_nights_that_cannot_be_are_told(wrong):
    """
    Every wrong stay is named by its place, in both languages.
    """
    with pytest.raises(WelfareError) as caught:
        hospital([2, wrong, wrong], CAPS)

    for lang, field in (("th", "จำนวนคืนที่นอนโรงพยาบาล"), ("en", "nights in hospital")):
        lines = caught.value.say(lang).splitlines()
        assert ["#2", "#3"] == [line[:2] for line in lines]
        assert all(field in line for line in lines)


@pytest.mark.parametrize("wrong", [-1, "x", 1.5, None, 10**18])
def test_a_year_that_cannot_be_is_told(wrong):
    """
    More nights than a year has, and what was paid before, are both told at once.
    """
    with pytest.raises(WelfareError) as caught:
        hospital([366, 1], CAPS, paid_before=wrong)

    said = caught.value.say("en")
    assert "367 in all" in said
    assert "already paid this year" in said


@pytest.mark.parametrize("wrong", ["524", None, 5])
def test_stays_are_a_list(wrong):
    """
    The text 524 is not three stays.
    """
    with pytest.raises(WelfareError, match="no list"):
        hospital(wrong, CAPS)
