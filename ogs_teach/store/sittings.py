"""Answers to the tests: each counts once, the one given last stands, none is ever changed."""

import math
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Executable, func, select

from ogs_teach.errors import Finished, Problem, StoreError
from ogs_teach.store.database import Database
from ogs_teach.store.inserting import insert_new
from ogs_teach.store.people import locked_person
from ogs_teach.store.records import Answer, Receipt
from ogs_teach.store.tables import answers, finishes, people

SITTINGS = ("pre", "post")
LONGEST_AGE = 24 * 3600.0  # seconds
LONGEST_KEY = 80


class Sittings(Database):
    """The store's part that knows answers."""

    def record(
        self,
        person_id: int,
        sitting: str,
        question: str,
        given: Any,
        right: bool | None,
        key: str,
        age: float = 0.0,
    ) -> Receipt:
        """Keep an answer. Once this has returned, the answer survives a power cut.

        Parameters
        ----------
        person_id : int
        sitting : str
            "pre" or "post".
        question : str
        given : object
            JSON.
        right : bool or None
            None if it could not be marked.
        key : str
            Made by the phone, one for each time that a person answers. An answer whose key
            has come before changes nothing.
        age : float
            Seconds from answering to sending. A phone measures them with its own clock, so
            that it does not matter whether that clock is right.

        Returns
        -------
        Receipt

        Raises
        ------
        Finished
            If the person has handed this test in.
        GoneError
            If there is no such person.
        """
        _check_sitting(sitting)
        if not (0 < len(key) <= LONGEST_KEY and key.isascii() and key.isprintable()):
            raise StoreError(Problem("store.bad-key"))
        with self.writing() as connection:
            locked_person(connection, person_id)
            mine = answers.c.person_id == person_id
            known = connection.execute(
                select(answers.c.sitting, answers.c.question).where(mine, answers.c.key == key)
            ).first()
            if known:
                return Receipt(False, _standing(connection, person_id, *known))
            handed_in = select(finishes).where(
                finishes.c.person_id == person_id, finishes.c.sitting == sitting
            )
            if connection.execute(handed_in).first():
                raise Finished(Problem("store.finished"))
            # A computer's clock may be set back between two answers; what comes in later is
            # never counted as received earlier.
            newest = connection.scalar(select(func.max(answers.c.received_at)).where(mine))
            received = max(filter(None, [self.now(), newest]))
            insert_new(
                connection,
                answers,
                person_id=person_id,
                sitting=sitting,
                question=question,
                given=given,
                is_right=right,
                key=key,
                answered_at=received - timedelta(seconds=_bounded(age)),
                received_at=received,
            )
            return Receipt(True, _standing(connection, person_id, sitting, question))

    def finish(self, person_id: int, sitting: str) -> None:
        """Hand a test in; handing it in again changes nothing.

        Raises
        ------
        GoneError
            If there is no such person.
        """
        _check_sitting(sitting)
        with self.writing() as connection:
            locked_person(connection, person_id)
            insert_new(connection, finishes, person_id=person_id, sitting=sitting)

    def finished(self, class_id: int, sitting: str) -> set[int]:
        """Return who has handed a test in."""
        there = (
            select(finishes.c.person_id)
            .join(people)
            .where(people.c.class_id == class_id, finishes.c.sitting == sitting)
        )
        with self.reading() as connection:
            return set(connection.scalars(there))

    def answers(self, class_id: int, sitting: str) -> list[Answer]:
        """Return the answers that count, one for each person and question."""
        with self.reading() as connection:
            there = _ALL.join(people).where(
                people.c.class_id == class_id, answers.c.sitting == sitting
            )
            return list(_counting(connection, there).values())

    def my_answers(self, person_id: int, sitting: str) -> dict[str, Any]:
        """Return what a person's answers are that count, by question."""
        with self.reading() as connection:
            mine = _ALL.where(answers.c.person_id == person_id, answers.c.sitting == sitting)
            return {one.question: one.given for one in _counting(connection, mine).values()}


_ALL = select(
    answers.c.person_id,
    answers.c.question,
    answers.c.given,
    answers.c.is_right,
    answers.c.answered_at,
).order_by(answers.c.answered_at, answers.c.id)


def _counting(connection: Connection, wanted: Executable) -> Mapping[tuple[int, str], Answer]:
    """Return the answers that count: those given last, of two at one moment the one come last."""
    found: dict[tuple[int, str], Answer] = {}
    for row in connection.execute(wanted):
        found[row.person_id, row.question] = Answer(*row)
    return found


def _standing(connection: Connection, person_id: int, sitting: str, question: str) -> Any:
    mine = _ALL.where(
        answers.c.person_id == person_id,
        answers.c.sitting == sitting,
        answers.c.question == question,
    )
    return _counting(connection, mine)[person_id, question].given


def _check_sitting(sitting: str) -> None:
    if sitting not in SITTINGS:
        raise StoreError(Problem("store.bad-key"))


def _bounded(age: float) -> float:
    return 0.0 if math.isnan(age) else min(max(age, 0.0), LONGEST_AGE)
