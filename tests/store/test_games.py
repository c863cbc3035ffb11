"""Five-year games: each person has one, and no later half-year is lost."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ogs_teach.errors import GoneError, StoreError
from ogs_teach.store import Game
from tests.store.conftest import at_once


def test_a_game_is_kept(store, class_, me, clock):
    """
    What was told last is read back, with its moment; who has begun none has none.
    """
    other = store.join(class_.id, "แดง").person
    assert store.keep_game(me.id, "7-Ab_9", 2, 55)
    clock.move(60)
    assert store.keep_game(me.id, "7-Ab_9x", 3, 61)

    assert Game(me.id, "7-Ab_9x", 3, 61, clock()) == store.game(me.id)
    assert [store.game(me.id)] == store.games(class_.id)
    assert (2, False) == (store.game(me.id).lived, store.game(me.id).finished)
    assert store.game(other.id) is None


def test_a_game_of_another_class_is_not_among_them(store, class_, me):
    """
    A class's games are those of its people, in the order of joining.
    """
    other = store.open_class("รุ่นที่ 2", {}, [])
    people = [store.join(class_.id, name).person for name in ("แดง", "ดำ")]
    there = store.join(other.id, "เขียว").person
    for one in (there, *people[::-1], me):
        store.keep_game(one.id, "a", 11, 100)

    assert [me.id, *(one.id for one in people)] == [one.person_id for one in store.games(class_.id)]
    assert [there.id] == [one.person_id for one in store.games(other.id)]
    assert {True} == {one.finished for one in store.games(class_.id)}


def test_a_page_left_open_takes_no_half_year_away(store, me):
    """
    A later round stays where a stale page tells an earlier one; equal rounds: the last stands.
    """
    store.keep_game(me.id, "eight", 8, 70)

    assert not store.keep_game(me.id, "stale", 4, 90)
    assert ("eight", 8, 70) == told(store, me)
    assert store.keep_game(me.id, "other", 8, 71)
    assert ("other", 8, 71) == told(store, me)


@pytest.mark.parametrize("first", [1, 2])
def test_a_game_may_be_begun_anew(store, me, first):
    """
    After a finished game a new one counts from its beginning on, and goes on counting.
    """
    store.keep_game(me.id, "finished", 11, 70)

    assert store.keep_game(me.id, "new", first, 50)
    assert store.keep_game(me.id, "newer", 3, 52)
    assert ("newer", 3, 52) == told(store, me)


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.lists(st.tuples(st.integers(1, 11), st.integers(0, 100)), min_size=1))
def test_only_a_new_game_goes_back(store, class_, words):
    """
    Whatever is told in whatever order, what is kept is told, and goes back to a beginning only.
    """
    person = store.join(class_.id, "สมศรี").person
    kept = None
    for place, (number, health) in enumerate(words):
        new = store.keep_game(person.id, f"c{place}", number, health)
        assert new == (kept is None or number <= 2 or number >= kept[1])
        if new:
            kept = (f"c{place}", number, health)
        assert kept == told(store, person)


def test_of_many_words_at_once_the_latest_round_is_kept(store, me):
    """
    Nine rounds told by as many threads at one moment: the ninth is there afterwards.
    """
    at_once(lambda number: store.keep_game(me.id, f"c{number}", number + 3, 50), 9)

    assert ("c8", 11, 50) == told(store, me)


@pytest.mark.parametrize(
    "code",
    ["", "x" * 401, "a b", "ก", "a\n", "a\x00", "\ud800", "a/../b", "<b>", "a=b", None, 7, b"a"],
    ids=ascii,
)
def test_what_is_no_code_is_refused(store, me, code):
    """
    A code is 1 to 400 letters, digits, hyphens and underscores; the refusal says what to do.
    """
    with pytest.raises(StoreError) as refused:
        store.keep_game(me.id, code, 3, 50)

    assert "กรุณา" in refused.value.say("th")
    assert store.game(me.id) is None


@pytest.mark.parametrize(
    ("number", "health"),
    [(0, 50), (12, 50), (-1, 50), (10**30, 50), (3, -1), (3, 101), (3.0, 50), (3, 50.5), (True, 50),
     ("x", 50), (None, 50), (3, None), (float("nan"), 50)],
)  # fmt: skip
def test_what_is_no_round_or_health_is_refused(store, me, number, health):
    """
    Rounds are 1 to 11, health is 0 to 100, both whole.
    """
    with pytest.raises(StoreError) as refused:
        store.keep_game(me.id, "a", number, health)

    assert refused.value.say("th") != refused.value.say("en")
    assert store.game(me.id) is None


def test_all_that_is_wrong_is_told_at_once(store, me):
    """
    A wrong code, round and health are three problems.
    """
    with pytest.raises(StoreError) as refused:
        store.keep_game(me.id, "?", 99, 999)

    assert 3 == len(refused.value.problems)


def test_the_longest_code_is_kept_whole(store, me):
    """
    Four hundred characters, in both databases.
    """
    assert store.keep_game(me.id, "aZ0_-" * 80, 11, 0)
    assert "aZ0_-" * 80 == store.game(me.id).code


def test_nobody_unknown_has_a_game(store, class_, me):
    """
    Who is not there cannot keep one, and has none.
    """
    for id_ in (me.id + 1, 0, -1, 10**30):
        with pytest.raises(GoneError):
            store.keep_game(id_, "a", 3, 50)
        assert store.game(id_) is None
        assert [] == store.games(id_ + class_.id)


def told(store, person):
    """Return the code, round and health that are kept of a person."""
    game = store.game(person.id)
    return game.code, game.round, game.health
