"""What people did besides the tests: tasks in apps, and the satisfaction form."""

import secrets
from collections.abc import Mapping
from operator import itemgetter

from sqlalchemy import delete, insert, select, update

from ogs_teach.errors import GoneError, Problem
from ogs_teach.store.classes import locked
from ogs_teach.store.database import Database
from ogs_teach.store.inserting import insert_new
from ogs_teach.store.people import locked_person
from ogs_teach.store.records import Feedback
from ogs_teach.store.tables import feedback, people, tasks


class Tasks(Database):
    """The store's part that knows tasks and satisfaction."""

    def report_task(self, person_id: int, lesson: str) -> bool:
        """Keep that somebody has done a lesson's task.

        Returns
        -------
        bool
            False if they had done it before.

        Raises
        ------
        GoneError
            If there is no such person.
        """
        with self.writing() as connection:
            locked_person(connection, person_id)
            return insert_new(connection, tasks, person_id=person_id, lesson=lesson) is not None

    def tasks(self, class_id: int) -> set[tuple[int, str]]:
        """Return who has done which lesson's task."""
        there = select(tasks).join(people).where(people.c.class_id == class_id)
        with self.reading() as connection:
            return {(row.person_id, row.lesson) for row in connection.execute(there)}

    def give_feedback(
        self, class_id: int, person_id: int, ratings: Mapping[str, int], words: Mapping[str, str]
    ) -> bool:
        """Keep a satisfaction form, apart from who filled it in.

        All forms of the class are written anew, in the order of numbers by chance: neither
        their order on disk nor the transaction that wrote them tells whose is whose.

        Returns
        -------
        bool
            False if the person has given one before; then nothing is kept.

        Raises
        ------
        GoneError
            If there is no such person in the class.
        """
        with self.writing() as connection:
            locked(connection, class_id)
            person = locked_person(connection, person_id)
            if person.class_id != class_id:
                raise GoneError(Problem("store.no-person"))
            if person.gave_feedback:
                return False
            mine = update(people).where(people.c.id == person_id)
            connection.execute(mine.values(gave_feedback=True))
            here = feedback.c.class_id == class_id
            forms = [dict(row._mapping) for row in connection.execute(_ALL.where(here))]
            new = {"class_id": class_id, "ratings": dict(ratings), "words": dict(words)}
            forms.append({"id": secrets.token_hex(16), **new})
            connection.execute(delete(feedback).where(here))
            connection.execute(insert(feedback), sorted(forms, key=itemgetter("id")))
        return True

    def feedback(self, class_id: int) -> list[Feedback]:
        """Return a class's satisfaction forms, in an order that tells nothing."""
        with self.reading() as connection:
            rows = connection.execute(_ALL.where(feedback.c.class_id == class_id)).all()
        return [Feedback(row.ratings, row.words) for row in rows]


_ALL = select(feedback).order_by(feedback.c.id)
