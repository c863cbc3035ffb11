"""Tasks done in apps, and the satisfaction form that names nobody."""

import json

import pytest
from sqlalchemy import text

from ogs_teach.errors import GoneError
from ogs_teach.store import Feedback
from tests.store.conftest import at_once


def test_a_task_is_done_once(store, class_, me):
    """
    The first report is new, others change nothing; each lesson and person for itself.
    """
    other = store.join(class_.id, "แดง").person

    assert [True, False, True, True] == [
        store.report_task(me.id, "05-loans"),
        store.report_task(me.id, "05-loans"),
        store.report_task(me.id, "06-true-interest"),
        store.report_task(other.id, "05-loans"),
    ]
    assert {(me.id, "05-loans"), (me.id, "06-true-interest"), (other.id, "05-loans")} == (
        store.tasks(class_.id)
    )
    with pytest.raises(GoneError):
        store.report_task(other.id + 1, "05-loans")


def test_of_many_reports_at_once_one_is_first(store, me):
    """
    Two phones and an impatient finger do a task once.
    """
    assert 1 == sum(at_once(lambda _: store.report_task(me.id, "05-loans"), 16))


def test_a_form_is_given_once(store, class_, me):
    """
    The first is kept as it is, a second one is not.
    """
    words = {"best": "ดีมาก\n\x00\ud800 <b>", "worse": ""}

    assert store.give_feedback(class_.id, me.id, {"clear": 5, "useful": 1}, words)
    assert not store.give_feedback(class_.id, me.id, {"clear": 1}, {})
    assert [Feedback({"clear": 5, "useful": 1}, words)] == store.feedback(class_.id)


def test_a_form_comes_from_the_class(store, class_, me):
    """
    Nobody of another class, and nobody unknown, gives one.
    """
    other = store.open_class("รุ่นที่ 2", {}, [])
    for place, person in ((other.id, me.id), (class_.id, me.id + 1), (other.id + 1, me.id)):
        with pytest.raises(GoneError):
            store.give_feedback(place, person, {"clear": 5}, {})
    assert store.give_feedback(class_.id, me.id, {"clear": 5}, {})


def test_many_give_at_once(store, class_):
    """
    Twenty people send twice at the same moment: twenty forms.
    """
    people = [store.join(class_.id, f"คนที่ {number}").person for number in range(20)]
    new = at_once(
        lambda number: store.give_feedback(
            class_.id, people[number % 20].id, {"clear": 1 + number % 5}, {}
        ),
        40,
    )

    assert 20 == sum(new) == len(store.feedback(class_.id))


def test_nothing_tells_whose_a_form_is(store, class_):
    """
    No column holds a person or a moment, and neither the order of the numbers, nor the order
    on disk, nor the transaction that wrote a row follows the order of giving.
    """
    people = [store.join(class_.id, f"คนที่ {number}").person for number in range(12)]
    for number, person in enumerate(people):
        store.give_feedback(class_.id, person.id, {"order": number}, {})
    with store.reading() as connection:
        columns = connection.execute(text("SELECT * FROM feedback")).keys()
        order = "" if store.is_sqlite else "ORDER BY ctid"
        disk = connection.execute(text(f"SELECT id, ratings FROM feedback {order}")).all()
        if not store.is_sqlite:
            writers = connection.execute(text("SELECT DISTINCT xmin::text FROM feedback")).all()
            assert 1 == len(writers)

    assert {"id", "class_id", "ratings", "words"} == set(columns)
    assert sorted(row.id for row in disk) == [row.id for row in disk]
    given = [one.ratings["order"] for one in store.feedback(class_.id)]
    assert given == [json.loads(row.ratings)["order"] for row in disk]
    assert list(range(12)) == sorted(given)
    assert list(range(12)) != given  # fails by chance once in 479,001,600 runs
