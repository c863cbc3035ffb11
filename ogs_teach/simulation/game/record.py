"""A game as a short code: for a page's address and for the class's store.

Bytes in the order version, seed, two for each round, three of a check sum; written in the
letters that an address may carry.
"""

import base64
import binascii
import zlib
from math import prod
from typing import TYPE_CHECKING

from ogs_teach.errors import Problem, SimulationError
from ogs_teach.simulation.game.agenda import MOST
from ogs_teach.simulation.game.content import CHOICES
from ogs_teach.simulation.game.levers import LEVERS
from ogs_teach.simulation.game.records import Decision
from ogs_teach.simulation.game.world import ROUNDS

if TYPE_CHECKING:
    from ogs_teach.simulation.game.play import Game

VERSION = 1
"""To be raised with every change by which an old code would live another game."""
LONGEST = 64
RADIX = [*(len(options) for options in LEVERS.values()), *[CHOICES] * (2 * MOST)]
"""Of every rule, case and dilemma, how many options it has."""


def code_of(game: "Game") -> str:
    """Return a game's code.

    Examples
    --------
    >>> from ogs_teach.simulation.game.play import Game
    >>> code_of(Game(1)), game_of(code_of(Game(1))).seed
    ('AQAAAAFF7js', 1)
    """
    data = bytes([VERSION]) + game.seed.to_bytes(4, "big")
    for debrief in game.debriefs:
        data += packed(debrief.decision).to_bytes(2, "big")
    return _written(data + zlib.crc32(data).to_bytes(4, "big")[1:])


def game_of(code: str) -> "Game":
    """Play a recorded game again; refuse what is none."""
    from ogs_teach.simulation.game.play import Game

    data = _bytes(code)
    if data[0] != VERSION:
        raise SimulationError(Problem("game.other-version"))
    game = Game(int.from_bytes(data[1:5], "big"))
    for at in range(5, len(data), 2):
        if game.finished:
            raise SimulationError(Problem("game.broken-code"))
        number = int.from_bytes(data[at : at + 2], "big")
        decision = unpacked(number, len(game.agenda.cases), len(game.agenda.dilemmas))
        if packed(decision) != number:
            raise SimulationError(Problem("game.broken-code"))
        game.decide(decision)
    return game


def _written(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(code: str) -> bytes:
    """Return what a code carries, without its check sum."""
    broken = SimulationError(Problem("game.broken-code"))
    if not isinstance(code, str) or len(code) > LONGEST or not code.isascii():
        raise broken
    try:
        data = base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise broken from None
    if _written(data) != code:
        raise broken  # the same bytes in other letters
    data, check = data[:-3], data[-3:]
    rounds, odd = divmod(len(data) - 5, 2)
    if odd or not 0 <= rounds <= ROUNDS or zlib.crc32(data).to_bytes(4, "big")[1:] != check:
        raise broken
    return data


def packed(decision: Decision) -> int:
    """Return a decision as one number.

    Examples
    --------
    >>> from ogs_teach.simulation.game.levers import USUAL
    >>> decision = Decision(USUAL, (2,), (0, 1))
    >>> unpacked(packed(decision), 1, 2) == decision
    True
    """
    digits = [options.index(decision.rules[lever]) for lever, options in LEVERS.items()]
    for chosen in (decision.cases, decision.dilemmas):
        digits += [*chosen, *[0] * (MOST - len(chosen))]
    number = 0
    for digit, radix in zip(digits, RADIX, strict=True):
        number = number * radix + digit
    return number


def unpacked(number: int, cases: int, dilemmas: int) -> Decision:
    """Return the decision that a number stands for, with so many cases and dilemmas."""
    number %= prod(RADIX)
    digits = []
    for radix in reversed(RADIX):
        number, digit = divmod(number, radix)
        digits.append(digit)
    digits.reverse()
    count = len(LEVERS)
    rules = {
        lever: options[digit]
        for (lever, options), digit in zip(LEVERS.items(), digits[:count], strict=True)
    }
    rest = digits[count:]
    return Decision(rules, tuple(rest[:MOST][:cases]), tuple(rest[MOST:][:dilemmas]))
