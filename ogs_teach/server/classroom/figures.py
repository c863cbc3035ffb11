"""The board's figures: sums of the answers that count, nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ogs_teach.school.assessment import SITTINGS, Gains, Pair, gains
from ogs_teach.server.classroom.base import asked_in
from ogs_teach.server.classroom.games import Team, teams
from ogs_teach.store import Answer, Class, Game, Person, Store


@dataclass(frozen=True)
class Count:
    """How many answered, and how many of them rightly."""

    answered: int
    right: int


@dataclass(frozen=True)
class Board:
    """What a trainer sees of a class at one moment.

    Parameters
    ----------
    people : list of Person
    asked : list of Pair
    answers : dict of {"pre" or "post": list of Answer}
    finished : dict of {"pre" or "post": set of person}
    tasks : set of (person, lesson)
    feedback : int
        Filled-in satisfaction forms.
    games : list of Game
    """

    people: Sequence[Person]
    asked: Sequence[Pair]
    answers: Mapping[str, Sequence[Answer]]
    finished: Mapping[str, set[int]]
    tasks: set[tuple[int, str]]
    feedback: int
    games: Sequence[Game]

    @property
    def teams(self) -> list[Team]:
        """Who plays the five-year game, by table."""
        return teams(self.people, self.games)

    @property
    def tables(self) -> list[int | None]:
        """The tables that somebody sits at; None, for no table, comes last."""
        return sorted({one.table for one in self.people}, key=lambda table: (table is None, table))

    def count(self, sitting: str, question: str, table: int | str | None = "all") -> Count:
        """Count a question's answers, of a table or of all."""
        there = {one.id for one in self.people if table in ("all", one.table)}
        given = [
            one
            for one in self.answers[sitting]
            if one.question == question and one.person_id in there and one.right is not None
        ]
        return Count(len(given), sum(one.right is True for one in given))

    def progress(self, sitting: str, person: int) -> int:
        """Return how many questions a person has answered."""
        return sum(
            one.person_id == person and one.right is not None for one in self.answers[sitting]
        )

    def tasks_done(self, lesson: str) -> int:
        """Return how many people have done a lesson's task."""
        return sum(name == lesson for _, name in self.tasks)

    def marks(self, sitting: str) -> dict[int, dict[str, bool]]:
        """Return who sat a test, and which answers were right."""
        sat: dict[int, dict[str, bool]] = {person: {} for person in self.finished[sitting]}
        for one in self.answers[sitting]:
            sat.setdefault(one.person_id, {})[one.question] = one.right is True
        here = {one.id for one in self.people}
        return {person: marks for person, marks in sat.items() if person in here}

    @property
    def gains(self) -> Gains:
        """What was gained by those who sat both tests."""
        return gains(self.asked, self.marks("pre"), self.marks("post"))


def board(store: Store, class_: Class) -> Board:
    """Look at a class."""
    return Board(
        store.people(class_.id),
        asked_in(class_),
        {sitting: store.answers(class_.id, sitting) for sitting in SITTINGS},
        {sitting: store.finished(class_.id, sitting) for sitting in SITTINGS},
        store.tasks(class_.id),
        len(store.feedback(class_.id)),
        store.games(class_.id),
    )
