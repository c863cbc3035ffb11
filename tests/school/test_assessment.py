"""Which questions a class is asked, and what it gained."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogs_teach.errors import LessonError
from ogs_teach.school.assessment import FEWEST, MOST, draw, form, gains, pairs
from ogs_teach.school.model import Lesson
from ogs_teach.school.questions import Choice, Option

NO_WORDS = {"th": "", "en": ""}


def lesson(name, objectives, pairs_each):
    """Make a lesson with nothing but test questions."""
    questions = [
        Choice(
            id=f"{objective}-{number}-{form}",
            objective=objective,
            form=form,
            pair=f"{objective}-{number}",
            prompt=NO_WORDS,
            help=NO_WORDS,
            answer=NO_WORDS,
            options={"a": Option(text=NO_WORDS), "b": Option(text=NO_WORDS, why=NO_WORDS)},
            right="a",
        )
        for objective in objectives
        for number in range(pairs_each)
        for form in "AB"
    ]
    words = dict.fromkeys(objectives, NO_WORDS)
    return Lesson(name, NO_WORDS, NO_WORDS, 25, 15, (), words, {}, "savings", tuple(questions), {})


courses = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 3)), min_size=1, max_size=14).map(
    lambda shapes: [
        lesson(f"{number:02}-x", [f"o{n}" for n in range(objectives)], each)
        for number, (objectives, each) in enumerate(shapes, 1)
    ]
)


@given(courses, st.integers(FEWEST, MOST), st.integers())
def test_a_draw_has_as_many_questions_as_wanted_none_twice(course, count, seed):
    """
    As many as wanted, or all there are; each pair once; in the order of the lessons.
    """
    drawn = draw(course, count, seed=seed)

    names = [pair.name for pair in drawn]
    assert min(count, len(pairs(course))) == len(names) == len(set(names))
    assert [pair.name for pair in pairs(course) if pair.name in names] == names


@given(courses, st.integers(FEWEST, MOST), st.integers())
def test_a_draw_asks_lessons_and_objectives_evenly(course, count, seed):
    """
    Two lessons differ by at most one question, unless one has no more; so do objectives.
    """
    drawn = draw(course, count, seed=seed)
    held, asked = Counter(p.objective for p in pairs(course)), Counter(p.objective for p in drawn)
    rivals = [(one, other) for one in held for other in held if one[0] == other[0]]
    assert all(asked[one] >= asked[other] - 1 or asked[one] == held[one] for one, other in rivals)
    held, asked = Counter(p.lesson for p in pairs(course)), Counter(p.lesson for p in drawn)
    rivals = [(one, other) for one in held for other in held]
    assert all(asked[one] >= asked[other] - 1 or asked[one] == held[one] for one, other in rivals)


def test_the_same_seed_draws_the_same_questions():
    """
    A class's questions can be drawn again; another class meets others.
    """
    course = [lesson(f"{n:02}-x", ["o", "p"], 3) for n in range(1, 8)]
    one, again = draw(course, seed=5), draw(course, seed=5)

    assert [pair.name for pair in one] == [pair.name for pair in again]
    assert 1 < len({tuple(pair.name for pair in draw(course, seed=n)) for n in range(20)})


@pytest.mark.parametrize("count", [0, 7, 21, -1])
def test_a_test_has_eight_to_twenty_questions(count):
    """
    Other numbers are refused, in words that say the bounds.
    """
    with pytest.raises(LessonError, match="8"):
        draw([lesson("01-x", ["o"], 9)], count, seed=1)


def test_lessons_without_test_questions_are_refused():
    """
    Nothing to choose from is said, not drawn.
    """
    with pytest.raises(LessonError):
        draw([lesson("01-x", [], 0)], seed=1)


def test_everybody_meets_both_forms():
    """
    Whoever meets A first meets B afterwards, and the other way round.
    """
    assert ["A", "B"] == [form("A", sitting) for sitting in ("pre", "post")]
    assert ["B", "A"] == [form("B", sitting) for sitting in ("pre", "post")]


@given(st.data())
def test_gains_are_the_sums_of_raw_answers(data):
    """
    Per person and per objective, right answers add up to the whole; only who sat both counts.
    """
    asked = pairs([lesson("01-x", ["o", "p"], 2), lesson("02-x", ["o"], 3)])
    sat = st.dictionaries(
        st.integers(1, 12),
        st.dictionaries(st.sampled_from([pair.name for pair in asked]), st.booleans()),
    )
    before, after = data.draw(sat), data.draw(sat)

    found = gains(asked, before, after)

    both = set(before) & set(after)
    assert len(both) == found.whole.people
    assert sum(sum(before[one].values()) for one in both) == found.whole.before
    assert sum(sum(after[one].values()) for one in both) == found.whole.after
    for parts in (found.people, found.objectives):
        assert found.whole.before == sum(score.before for score in parts.values())
        assert found.whole.after == sum(score.after for score in parts.values())
        assert found.whole.asked == sum(score.asked for score in parts.values())


@pytest.mark.parametrize(("people", "percent"), [(4, None), (5, 60)])
def test_fewer_than_five_people_get_no_percentage(people, percent):
    """
    Of four people a percentage would tell of single persons; of five it is given.
    """
    asked = pairs([lesson("01-x", ["o"], 5)])
    right = {pair.name: number < 3 for number, pair in enumerate(asked)}

    found = gains(asked, {key: {} for key in range(people)}, dict.fromkeys(range(people), right))

    assert percent == found.whole.percent(found.whole.after)
    assert people * 3 == found.whole.gained
