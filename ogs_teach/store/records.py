"""What the store hands out: plain values, which stay as they were when they were read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

HALF_YEARS = 10  # of a game: five years


@dataclass(frozen=True)
class Class:
    """A class.

    Parameters
    ----------
    id : int
    code : str
        Five digits, by which people join.
    title : str
    opened_on : date
    plan : dict
        Its timetable, as whoever opened it wrote it.
    pairs : list of str
        Its test questions, in order.
    stage : dict
        What is open and shown now, as whoever set it wrote it.
    closed_at : datetime or None
        None while it goes on.
    """

    id: int
    code: str
    title: str
    opened_on: date
    plan: dict[str, Any]
    pairs: list[str]
    stage: dict[str, Any]
    closed_at: datetime | None


@dataclass(frozen=True)
class Person:
    """Somebody in a class; nothing more is known of them.

    Parameters
    ----------
    id : int
    class_id : int
    nickname : str
    table : int or None
        Number of the table in the hall.
    first_form : str
        "A" or "B": the form of the test before, by lot.
    code : str
        Three words that let them go on with another phone.
    joined_at : datetime
    """

    id: int
    class_id: int
    nickname: str
    table: int | None
    first_form: str
    code: str
    joined_at: datetime


@dataclass(frozen=True)
class Joined:
    """Somebody, and the token by which their phone will be known; the store keeps its hash."""

    person: Person
    token: str

    @property
    def code(self) -> str:
        """The three words, to be shown to the person."""
        return self.person.code


@dataclass(frozen=True)
class Answer:
    """The answer that counts, of a person to a question.

    Parameters
    ----------
    person_id : int
    question : str
    given : object
        JSON.
    right : bool or None
        None if it could not be marked.
    answered_at : datetime
        By the clock of the store.
    """

    person_id: int
    question: str
    given: Any
    right: bool | None
    answered_at: datetime


@dataclass(frozen=True)
class Receipt:
    """What became of an answer: it is safe.

    Parameters
    ----------
    new : bool
        False if it had been received before.
    standing : object
        What counts now for that question: not this answer, if a later one came in before.
    """

    new: bool
    standing: Any


@dataclass(frozen=True)
class Game:
    """Where somebody's five-year game stands.

    Parameters
    ----------
    person_id : int
    code : str
        The whole game, which can be played again from it.
    round : int
        The half-year to come, from 1; 11 when all ten are over.
    health : int
        Of the group, 0 to 100.
    changed_at : datetime
    """

    person_id: int
    code: str
    round: int
    health: int
    changed_at: datetime

    @property
    def finished(self) -> bool:
        """Whether all five years are over."""
        return self.round > HALF_YEARS

    @property
    def lived(self) -> int:
        """Half-years that are over."""
        return self.round - 1


@dataclass(frozen=True)
class Feedback:
    """A filled-in satisfaction form; nobody knows whose.

    Parameters
    ----------
    ratings : dict of {item: level}
    words : dict of {question: text}
    """

    ratings: Mapping[str, int]
    words: Mapping[str, str]
