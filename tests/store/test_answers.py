"""Answers: each counts once, the one given last stands, whatever way they came in."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from ogs_teach.errors import Finished, GoneError, StoreError
from ogs_teach.store import Receipt
from ogs_teach.store.tables import answers
from tests.store.conftest import at_once
from tests.tally import tally


def rows(store):
    """Count the answers that the store has ever taken in."""
    with store.reading() as connection:
        return connection.scalar(select(func.count()).select_from(answers))


def test_an_answer_is_kept(store, class_, me, clock):
    """
    Whatever JSON it is, it is read back equal, with its mark and its moment.
    """
    given = {"choice": "ก", "0": ["\x00", "\ud800", None, True, 1.5, 10**30], "": {}}
    assert Receipt(True, given) == store.record(me.id, "pre", "01/a", given, True, "key-0001")
    clock.move(5)
    assert Receipt(True, None) == store.record(me.id, "pre", "01/b", None, None, "key-0002", 2.0)

    by_question = {one.question: one for one in store.answers(class_.id, "pre")}
    assert (given, True) == (by_question["01/a"].given, by_question["01/a"].right)
    assert (None, None) == (by_question["01/b"].given, by_question["01/b"].right)
    assert (
        3.0 == (by_question["01/b"].answered_at - by_question["01/a"].answered_at).total_seconds()
    )
    assert {"01/a": given, "01/b": None} == store.my_answers(me.id, "pre")
    assert {} == store.my_answers(me.id, "post")


def test_a_key_counts_once(store, me, clock):
    """
    An answer that is sent again, even with other words, changes nothing and is acknowledged.
    """
    store.record(me.id, "pre", "01/a", "flat", True, "key-0001")
    clock.move(60)

    assert Receipt(False, "flat") == store.record(me.id, "pre", "01/a", "other", False, "key-0001")
    assert Receipt(False, "flat") == store.record(me.id, "post", "01/b", "x", False, "key-0001")
    assert 1 == rows(store)


def test_keys_of_two_people_do_not_meet(store, class_, me):
    """
    Whoever guesses another's keys keeps no answer of theirs out.
    """
    other = store.join(class_.id, "แดง").person
    store.record(other.id, "pre", "01/a", "x", False, "key-0001")

    assert store.record(me.id, "pre", "01/a", "flat", True, "key-0001").new
    assert {"01/a": "flat"} == store.my_answers(me.id, "pre")


def test_the_answer_given_last_stands(store, me, clock):
    """
    An older answer that arrives later is kept, but does not count; its receipt says what does.
    """
    clock.move(600)
    store.record(me.id, "pre", "01/a", "second", False, "key-0002", age=10)

    assert Receipt(True, "second") == store.record(
        me.id, "pre", "01/a", "first", True, "key-0001", age=300
    )
    assert {"01/a": "second"} == store.my_answers(me.id, "pre")
    assert 2 == rows(store)


def test_of_two_given_at_one_moment_the_one_received_later_stands(store, me):
    """
    Ties are settled by the order of coming in.
    """
    for number in range(4):
        receipt = store.record(me.id, "pre", "01/a", number, None, f"key-{number}", age=7)
        assert number == receipt.standing


@pytest.mark.parametrize(
    ("age", "counted"),
    [(-5, 0), (float("nan"), 0), (float("-inf"), 0), (0, 0), (86_400, 86_400), (86_401, 86_400),
     (float("inf"), 86_400), (1e300, 86_400)],
)  # fmt: skip
def test_an_age_beyond_reason_is_bounded(store, class_, me, clock, age, counted):
    """
    A phone whose clock runs wild can neither answer in the future nor before yesterday.
    """
    store.record(me.id, "pre", "01/a", "x", True, "key-0001", age)
    (answer,) = store.answers(class_.id, "pre")

    assert counted == (clock() - answer.answered_at).total_seconds()


def test_a_clock_set_back_does_no_harm(store, me, clock):
    """
    Where the laptop itself wakes up seven years ago, later answers still stand.
    """
    store.record(me.id, "pre", "01/a", "before", False, "key-0001")
    clock.move(-7 * 365 * 86_400)

    assert "after" == store.record(me.id, "pre", "01/a", "after", True, "key-0002").standing
    assert "after" == store.record(me.id, "pre", "01/a", "old", True, "key-0003", 30).standing


def test_nothing_is_taken_after_handing_in(store, class_, me):
    """
    Handing in twice is once; what was received before is still acknowledged; the other test
    is open; others are not concerned.
    """
    other = store.join(class_.id, "แดง").person
    store.record(me.id, "pre", "01/a", "flat", True, "key-0001")
    store.finish(me.id, "pre")
    store.finish(me.id, "pre")

    assert ({me.id}, set()) == (store.finished(class_.id, "pre"), store.finished(class_.id, "post"))
    with pytest.raises(Finished) as refused:
        store.record(me.id, "pre", "01/a", "late", False, "key-0002")
    assert "กรุณา" in refused.value.say("th")
    assert not store.record(me.id, "pre", "01/a", "flat", True, "key-0001").new
    assert store.record(me.id, "post", "01/a", "flat", True, "key-0003").new
    assert store.record(other.id, "pre", "01/a", "x", False, "key-0002").new
    assert {"01/a": "flat"} == store.my_answers(me.id, "pre")


def test_of_answers_and_handing_in_at_once_none_is_lost(store, me):
    """
    Twenty answers race with handing in: those acknowledged are there, the others were refused.
    """

    def race(number):
        if number == 10:
            return store.finish(me.id, "pre")
        try:
            return store.record(me.id, "pre", f"01/{number}", number, None, f"key-{number}").new
        except Finished:
            return False

    kept = {f"01/{number}" for number, new in enumerate(at_once(race, 21)) if new}

    assert kept == set(store.my_answers(me.id, "pre"))


@pytest.mark.parametrize("key", ["", "x" * 81, "a\x00b", "ก", "\ud800", "a\nb"], ids=ascii)
def test_what_is_no_key_is_refused(store, me, key):
    """
    A key is up to 80 plain characters.
    """
    with pytest.raises(StoreError):
        store.record(me.id, "pre", "01/a", "x", True, key)
    assert 0 == rows(store)


def test_nobody_answers_for_somebody_unknown(store, class_, me):
    """
    Somebody who is not there, or a third test: refused.
    """
    for id_ in (me.id + 1, 0, 10**30):
        with pytest.raises(GoneError):
            store.record(id_, "pre", "01/a", "x", True, "key-0001")
    with pytest.raises(GoneError):
        store.finish(me.id + 1, "pre")
    with pytest.raises(StoreError):
        store.record(me.id, "exam", "01/a", "x", True, "key-0001")
    with pytest.raises(StoreError):
        store.finish(me.id, "exam")


def test_forty_phones_answer_at_once(store, class_):
    """
    Forty people send six answers, each twice: all count, each once.
    """
    people = [store.join(class_.id, f"คนที่ {number}").person for number in range(40)]

    def send(number):
        return [
            store.record(
                people[number].id, "pre", f"01/{question}", number, True, f"key-{question}"
            )
            for _ in range(2)
            for question in range(6)
        ]

    receipts = [receipt.new for mine in at_once(send, 40) for receipt in mine]

    assert (240, 240) == (sum(receipts), len(receipts) - sum(receipts))
    assert 240 == rows(store) == len(store.answers(class_.id, "pre"))
    tally["answers recorded at once"] += len(receipts)


def test_two_phones_send_the_same_answer_at_once(store, me):
    """
    Of sixteen copies that arrive together, one is new.
    """
    receipts = at_once(lambda _: store.record(me.id, "pre", "01/a", "flat", True, "key-0001"), 16)

    assert [Receipt(False, "flat")] * 15 + [Receipt(True, "flat")] == sorted(
        receipts, key=lambda receipt: receipt.new
    )


HOUR = 3600
ANSWERS = st.lists(
    st.tuples(
        st.sampled_from("ab"),  # question
        st.integers(0, 2 * HOUR),  # when it is given
        st.lists(st.integers(0, HOUR), min_size=1, max_size=3),  # how long each sending takes
    ),
    min_size=1,
    max_size=10,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(planned=ANSWERS, handed_in=st.integers(HOUR, 4 * HOUR))
def test_two_phones_in_any_order(store, class_, clock, planned, handed_in):
    """
    However answers are delayed, repeated and overtake each other until the test is handed in,
    each counts once and the one given last stands.
    """
    me = store.join(class_.id, "สมศรี").person
    begin = clock.moment
    sendings = sorted(
        (at + delay, number, question, at)
        for number, (question, at, delays) in enumerate(planned)
        for delay in delays
    )
    received = {}  # key: (when it was given, order of coming in, question, answer)
    finished = False

    def standing(question):
        return max(mine for mine in received.values() if mine[2] == question)[3]

    for arrives, number, question, at in sendings:
        if arrives >= handed_in and not finished:
            store.finish(me.id, "pre")
            finished = True
        clock.moment = begin + timedelta(seconds=arrives)
        age, key = arrives - at, f"key-{number}"
        new = key not in received
        if new and finished:
            with pytest.raises(Finished):
                store.record(me.id, "pre", question, number, None, key, age)
            continue
        if new:
            received[key] = at, len(received), question, number
        receipt = store.record(me.id, "pre", question, number, None, key, age)
        assert Receipt(new, standing(question)) == receipt
        tally["answers sent in any order"] += 1
    wanted = {question: standing(question) for _, _, question, _ in received.values()}
    assert wanted == store.my_answers(me.id, "pre")
