"""People: they join with a name, come back with three words, are known by their phones."""

import hashlib
import secrets
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from ogs_teach.errors import GoneError, Problem, StoreError
from ogs_teach.inputs import parse_count
from ogs_teach.store import names
from ogs_teach.store.classes import locked
from ogs_teach.store.database import LARGEST, Database
from ogs_teach.store.inserting import insert_new
from ogs_teach.store.records import Joined, Person
from ogs_teach.store.tables import people, phones
from ogs_teach.store.words import key, new_words

MOST_TABLES = 999
_PERSON = select(
    people.c.id,
    people.c.class_id,
    people.c.nickname,
    people.c.seat,
    people.c.first_form,
    people.c.code,
    people.c.joined_at,
)


class People(Database):
    """The store's part that knows people."""

    def join(self, class_id: int, nickname: str, table: int | None = None) -> Joined:
        """Let somebody into a class.

        A lot gives them the form of the first test: whoever comes when both forms have
        equally many takes either by chance, the next one takes the other.

        Parameters
        ----------
        class_id : int
        nickname : str
        table : int, optional
            Number of the table in the hall.

        Raises
        ------
        InputError
            If the name or the number cannot be used.
        GoneError
            If there is no such class.
        StoreError
            If the class is closed.
        """
        name = names.nickname(nickname)
        seat = table
        if seat is not None:
            seat = parse_count(seat, "store.field.table", lowest=1, highest=MOST_TABLES)
        with self.writing() as connection:
            if locked(connection, class_id).closed_at is not None:
                raise StoreError(Problem("store.class-closed"))
            form = _lot(connection, class_id)
            id_ = None
            while id_ is None:  # until the words are nobody else's
                code = new_words()
                id_ = insert_new(
                    connection,
                    people,
                    class_id=class_id,
                    nickname=name,
                    seat=seat,
                    first_form=form,
                    code=code,
                    code_key=key(code),
                    gave_feedback=False,
                    joined_at=self.now(),
                )
            return _seated(connection, id_)

    def resume(self, code: str) -> Joined | None:
        """Let somebody go on with another phone; the phone they had goes on as well.

        Parameters
        ----------
        code : str
            Their three words, as they type them.

        Returns
        -------
        Joined or None
            None if these are nobody's words.
        """
        wanted = key(code[:200])
        if not wanted:
            return None
        with self.writing() as connection:
            id_ = connection.scalar(select(people.c.id).where(people.c.code_key == wanted))
            return None if id_ is None else _seated(connection, id_)

    def new_code(self, person_id: int) -> str:
        """Give somebody new words; the old ones are nobody's any more.

        Raises
        ------
        GoneError
            If there is no such person.
        """
        with self.writing() as connection:
            locked_person(connection, person_id)
            while True:
                code = new_words()
                taken = select(people.c.id).where(people.c.code_key == key(code))
                if connection.scalar(taken) is None:
                    break
            connection.execute(
                update(people).where(people.c.id == person_id).values(code=code, code_key=key(code))
            )
        return code

    def person(self, token: str) -> Person | None:
        """Return whose phone has a token."""
        mine = _PERSON.join(phones).where(phones.c.token_sha256 == _sha256(token))
        with self.reading() as connection:
            row = connection.execute(mine).first()
        return _person(row) if row else None

    def people(self, class_id: int) -> list[Person]:
        """Return who is in a class, in the order of joining."""
        there = _PERSON.where(people.c.class_id == class_id).order_by(people.c.id)
        with self.reading() as connection:
            return [_person(row) for row in connection.execute(there)]


def locked_person(connection: Connection, person_id: int) -> Any:
    """Return a person's row, which nobody else changes until the transaction ends.

    Raises
    ------
    GoneError
        If there is no such person.
    """
    mine = select(people).where(people.c.id == person_id).with_for_update()
    row = connection.execute(mine).first() if 0 < person_id <= LARGEST else None
    if row is None:
        raise GoneError(Problem("store.no-person"))
    return row


def _lot(connection: Connection, class_id: int) -> str:
    there = select(people.c.first_form, func.count()).where(people.c.class_id == class_id)
    taken = dict.fromkeys("AB", 0)
    taken |= {row[0]: row[1] for row in connection.execute(there.group_by(people.c.first_form))}
    return secrets.choice([form for form in "AB" if taken[form] == min(taken.values())])


def _seated(connection: Connection, person_id: int) -> Joined:
    """Give a person's phone a token."""
    token = secrets.token_urlsafe(32)
    connection.execute(insert(phones).values(token_sha256=_sha256(token), person_id=person_id))
    row = connection.execute(_PERSON.where(people.c.id == person_id)).one()
    return Joined(_person(row), token)


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _person(row: Any) -> Person:
    return Person(*row)
