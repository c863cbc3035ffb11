"""A game's code: short, whole, and lived again to the satang."""

import base64
import random
import re
import string
import time
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ogs_teach.errors import SimulationError
from ogs_teach.simulation.game import Game
from ogs_teach.simulation.game.record import LONGEST, VERSION
from tests.simulation.test_game import SEEDS, chosen_by, first, played_by
from tests.tally import tally


def coded(data):
    """Return bytes as a code with a right check sum."""
    data += zlib.crc32(data).to_bytes(4, "big")[1:]
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@settings(max_examples=15, deadline=None)
@given(SEEDS, st.randoms(use_true_random=False), st.integers(0, 10))
def test_a_code_lives_the_same_game_again(seed, chance, rounds):
    """
    Levels, months, events, health and the next agenda are equal; the code fits an address.
    """
    game = Game(seed)
    for _ in range(rounds):
        game.decide(chosen_by(chance, game))

    again = Game.of_code(game.code)

    assert re.fullmatch(r"[A-Za-z0-9_-]{8,40}", game.code)
    assert game.debriefs == again.debriefs
    assert (game.agenda, game.group, game.health) == (again.agenda, again.group, again.health)
    assert game.code == again.code
    tally["games lived again from their code"] += 1


def test_an_old_code_lives_the_game_it_was_written_for():
    """
    Whoever changes what a code lives through must raise `VERSION`, and this figure.
    """
    game = Game(5)
    while not game.finished:
        game.decide(first(game))

    assert (1, "AQAAAAUu1C7ULtQu1C7ULtQu1C7ULtQu1F8Tvw") == (VERSION, game.code)
    assert 63 == game.health.whole
    assert 77894000 == game.group.savings


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80) | st.text(string.ascii_letters + string.digits + "-_", max_size=64))
def test_no_text_but_a_code_is_taken(text):
    """
    Whatever else stands in an address is refused in words, whole and at once.
    """
    began = time.process_time()

    with pytest.raises(SimulationError, match="code"):
        Game.of_code(text)

    assert time.process_time() - began < 1


def test_every_single_slip_is_noticed():
    """
    One letter changed, left out or doubled anywhere makes no other game.
    """
    code = played_by(random.Random(3), 77).code
    letters = string.ascii_letters + string.digits + "-_"
    for at, right in enumerate(code):
        slips = [code[:at] + code[at + 1 :], code[:at] + right + code[at:]]
        slips += [code[:at] + wrong + code[at + 1 :] for wrong in letters if wrong != right]
        for slip in slips:
            if slip == code:
                continue
            with pytest.raises(SimulationError):
                Game.of_code(slip)
            tally["mistyped game codes refused"] += 1


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "A",
        "A" * (LONGEST + 1),
        "A" * 10**6,
        "เกม",
        None,
        7,
        coded(bytes([VERSION, 0, 0, 0])),  # half a seed
        coded(bytes([VERSION, 0, 0, 0, 5, 1])),  # half a round
        coded(bytes([VERSION, 0, 0, 0, 5, 255, 255])),  # an option beyond the last
        coded(bytes([VERSION, 0, 0, 0, 5] + [0, 0] * 11)),  # eleven rounds
        coded(bytes([VERSION, 0, 0, 0, 5])) + "=",
        coded(bytes([VERSION, 0, 0, 0, 5])) + "\n",
    ],
)
def test_hostile_codes_are_refused_in_words(bad):
    """
    Too short, too long, no letters, more rounds than ten, options that do not exist.
    """
    with pytest.raises(SimulationError, match="mistyped"):
        Game.of_code(bad)


def test_a_code_of_another_version_says_so():
    """
    The message tells to begin a new game, not to look for a typing mistake.
    """
    with pytest.raises(SimulationError, match="another version"):
        Game.of_code(coded(bytes([VERSION + 1, 0, 0, 0, 5])))


def test_a_choice_for_a_case_that_never_came_is_refused():
    """
    Where a round had one case, a code that answers two of them is broken.
    """
    for seed in range(40):
        game = Game(seed)
        if len(game.agenda.cases) == 1:
            break
    number = 0 * 3 + 1  # the second case's first answer is 0, so 1 answers what was not asked
    data = bytes([VERSION]) + seed.to_bytes(4, "big") + (9 * number).to_bytes(2, "big")

    with pytest.raises(SimulationError, match="mistyped"):
        Game.of_code(coded(data))
