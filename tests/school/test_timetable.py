"""Timetables computed from the lessons' minutes."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogs_teach.errors import LessonError
from ogs_teach.school.timetable import (
    LONGEST_SITTING,
    LUNCH,
    LUNCH_SLACK,
    PLAYING,
    Wishes,
    clock,
    read_clock,
    ready_made,
    timetable,
)


@st.composite
def wishes_and_minutes(draw):
    """Draw what a trainer may want, and how long the lessons are."""
    lengths = draw(st.lists(st.integers(10, 90), min_size=1, max_size=16))
    minutes = {f"{number:02}-x": length for number, length in enumerate(lengths, 1)}
    start = draw(st.integers(6 * 60, 13 * 60))
    wishes = Wishes(
        tuple(minutes),
        start,
        start + draw(st.integers(200, 600)),
        draw(st.sampled_from([0, 10, 15, 30])),
        draw(st.sampled_from([0, 45, 60])),
        draw(st.booleans()),
    )
    return wishes, minutes


@given(wishes_and_minutes())
def test_a_timetable_teaches_every_lesson_once_in_its_own_minutes(case):
    """
    Every lesson stands once, in order, with exactly the minutes that it claims.
    """
    wishes, minutes = case

    slots = timetable(wishes, minutes)

    taught = [slot for slot in slots if slot.kind == "lesson"]
    assert list(wishes.lessons) == [slot.lesson for slot in taught]
    assert [minutes[name] for name in wishes.lessons] == [slot.minutes for slot in taught]


@given(wishes_and_minutes())
def test_a_day_has_no_gap_and_ends_in_time(case):
    """
    Inside a day each slot begins where the last one ended; no day passes its end.
    """
    wishes, minutes = case

    slots = timetable(wishes, minutes)

    for one, other in itertools.pairwise(slots):
        expected = one.end if other.day == one.day else wishes.start
        assert expected == other.start
    assert all(slot.end <= wishes.end for slot in slots)


@given(wishes_and_minutes())
def test_both_tests_frame_the_lessons(case):
    """
    The test before comes first, the test after comes after the last lesson, once each.
    """
    slots = timetable(*case)

    kinds = [slot.kind for slot in slots if slot.kind in {"pre", "lesson", "game", "post"}]
    assert "pre" == kinds[0]
    assert "post" == kinds[-1]
    assert 2 == sum(kind not in {"lesson", "game"} for kind in kinds)


@given(wishes_and_minutes())
def test_the_game_comes_once_after_the_last_lesson_where_it_is_wished(case):
    """
    It is there as it is wished, whole, between the last lesson and the test after.
    """
    wishes, _ = case
    slots = [slot for slot in timetable(*case) if slot.kind not in {"rest", "lunch", "recap"}]

    played = [slot for slot in slots if slot.kind == "game"]
    assert [PLAYING] * wishes.game == [slot.minutes for slot in played]
    if played:
        assert ["lesson", "game", "post", "closing"] == [slot.kind for slot in slots[-4:]]
    taught = [*wishes.lessons, *(["game"] if wishes.game else [])]
    assert taught == [slot.taught for slot in slots if slot.taught]


@given(wishes_and_minutes())
def test_nobody_sits_too_long_without_a_rest(case):
    """
    Where rests are wanted, no stretch of more than one item passes the longest sitting.
    """
    wishes, minutes = case
    sitting, items = 0, 0
    for slot in timetable(wishes, minutes):
        if slot.kind in {"rest", "lunch"} or slot.start == wishes.start:
            sitting, items = 0, 0
        if slot.kind not in {"rest", "lunch"}:
            sitting, items = sitting + slot.minutes, items + 1
        # the closing follows the last test at once: nobody rests for fifteen minutes then
        if wishes.rest_minutes and wishes.lunch_minutes and slot.kind != "closing":
            assert items == 1 or sitting <= LONGEST_SITTING


@given(wishes_and_minutes())
def test_lunch_comes_around_noon_or_not_at_all(case):
    """
    A day has at most one lunch; no lesson before it runs far past noon.
    """
    wishes, minutes = case
    slots = timetable(wishes, minutes)
    for day in {slot.day for slot in slots}:
        lunches = [slot for slot in slots if slot.day == day and slot.kind == "lunch"]
        assert len(lunches) <= 1
        if wishes.lunch_minutes and wishes.start < LUNCH:
            eaten = lunches[0].start if lunches else LUNCH
            early = [s for s in slots if s.day == day and s.kind == "lesson" and s.start < eaten]
            assert all(s.end <= LUNCH + LUNCH_SLACK for s in early)


@pytest.mark.parametrize(
    ("wishes", "key"),
    [
        (Wishes(()), "timetable.no-lessons"),
        (Wishes(("a", "a")), "timetable.twice"),
        (Wishes(("z",)), "school.no-such-lesson"),
        (Wishes(("a",), 600, 600), "timetable.day-too-short"),
        (Wishes(("a",), 600, 640), "timetable.day-too-short"),
        (Wishes(("a",), rest_minutes=-1), "timetable.bad-rest"),
    ],
)
def test_impossible_wishes_are_refused_with_a_reason(wishes, key):
    """
    A timetable that cannot be is refused, and the refusal says why in both languages.
    """
    with pytest.raises(LessonError) as caught:
        timetable(wishes, {"a": 40})

    assert key in [problem.key for problem in caught.value.problems]
    assert caught.value.say("th") != caught.value.say("en")


@pytest.mark.parametrize(
    ("typed", "minutes"), [("08:30", 510), ("8.30", 510), (" 8:30 น. ", 510), ("23:59", 1439)]
)
def test_a_time_of_day_may_be_typed_as_people_do(typed, minutes):
    """
    A colon or a point, with or without น., with or without a leading zero.
    """
    assert minutes == read_clock(typed)
    assert clock(minutes) == clock(read_clock(clock(minutes)))


@pytest.mark.parametrize("typed", ["", "25:00", "8", "08:60", "แปดโมง", "8:30:00", "-1:00"])
def test_what_is_no_time_of_day_is_refused(typed):
    """
    What is no time of day is refused, and named.
    """
    with pytest.raises(LessonError):
        read_clock(typed)


def test_the_ready_made_timetables_take_half_a_day_one_day_and_two_days():
    """
    With lessons of forty minutes they take what their names say; the game closes two days.
    """
    days, games = {}, {}
    for id_, made in ready_made().items():
        slots = timetable(made.wishes, dict.fromkeys(made.wishes.lessons, 40))
        days[id_] = slots[-1].day, slots[-1].end <= LUNCH
        games[id_] = [
            (slot.day, clock(slot.start), clock(slot.end)) for slot in slots if slot.kind == "game"
        ]
        assert slots[-1].end <= read_clock("16:30")

    assert {"half-day": (1, True), "one-day": (1, False), "two-days": (2, False)} == days
    assert {"half-day": [], "one-day": [], "two-days": [(2, "14:10", "15:40")]} == games
