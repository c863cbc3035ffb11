"""The five-year game: a committee's choices, and what became of the group."""

from ogs_teach.simulation.game.content import VIRTUES, Dilemma, Event, Words
from ogs_teach.simulation.game.levers import LEVERS, USUAL
from ogs_teach.simulation.game.play import Game
from ogs_teach.simulation.game.records import (
    Agenda,
    Case,
    Debrief,
    Decision,
    Health,
    Mattered,
    Why,
)
from ogs_teach.simulation.game.world import ROUNDS

__all__ = [
    "LEVERS",
    "ROUNDS",
    "USUAL",
    "VIRTUES",
    "Agenda",
    "Case",
    "Debrief",
    "Decision",
    "Dilemma",
    "Event",
    "Game",
    "Health",
    "Mattered",
    "Why",
    "Words",
]
