"""What must stand in two places, because no floor may import the other, says the same in both."""

from ogs_teach.simulation.game import ROUNDS, agenda, content, record
from ogs_teach.store.games import LONGEST_CODE
from ogs_teach.store.records import HALF_YEARS


def test_a_dilemma_can_wait_for_every_state_and_no_other():
    """
    What a file may name as `when` is what the game can look up.
    """
    assert set(content.STATES) == set(agenda.STATES)


def test_every_case_has_as_many_options_as_a_dilemma():
    """
    A code gives each of them the same room.
    """
    assert {content.CHOICES} == {len(agenda.LOAN), len(agenda.ARREARS)}


def test_the_store_has_room_for_every_game():
    """
    As many half-years as the game has rounds, and a code at least as long as the longest.
    """
    assert ROUNDS == HALF_YEARS
    assert record.LONGEST <= LONGEST_CODE
