"""Classes: opened, moved on, closed."""

import re
import secrets
from datetime import date
from typing import Any

from sqlalchemy import Connection, select, update

from ogs_teach.errors import GoneError, Problem, StoreError
from ogs_teach.inputs import shown
from ogs_teach.store import names
from ogs_teach.store.database import LARGEST, Database
from ogs_teach.store.inserting import insert_new
from ogs_teach.store.records import Class
from ogs_teach.store.tables import classes

TRIES = 1000  # until chance finds a code that is free


class Classes(Database):
    """The store's part that knows classes."""

    def open_class(
        self, title: str, plan: dict[str, Any], pairs: list[str], *, code: str | None = None
    ) -> Class:
        """Open a class.

        Parameters
        ----------
        title : str
        plan : dict
            JSON, which the store only keeps.
        pairs : list of str
            Names of the test questions.
        code : str, optional
            Five digits; by chance unless given.

        Raises
        ------
        StoreError
            If another class has the code, or it cannot be one.
        """
        if code is not None and not re.fullmatch("[0-9]{5}", code):
            raise StoreError(Problem("store.bad-code", values={"got": shown(code)}))
        with self.writing() as connection:
            for _ in range(TRIES):
                id_ = insert_new(
                    connection,
                    classes,
                    code=code or str(10_000 + secrets.randbelow(90_000)),
                    title=names.title(title),
                    opened_on=date.today(),
                    plan=plan,
                    pairs=pairs,
                    stage={},
                    closed_at=None,
                )
                if id_ is not None:
                    return _class(_row(connection, id_))
                if code:
                    break
        raise StoreError(Problem("store.code-taken", values={"got": code or ""}))

    def classes(self) -> list[Class]:
        """Return all classes, the newest first."""
        with self.reading() as connection:
            return [_class(row) for row in connection.execute(_ALL)]

    def class_(self, class_id: int) -> Class | None:
        """Return a class."""
        if not 0 < class_id <= LARGEST:
            return None
        with self.reading() as connection:
            row = connection.execute(_ALL.where(classes.c.id == class_id)).first()
        return _class(row) if row else None

    def class_by_code(self, code: str) -> Class | None:
        """Return the class that people join by these digits."""
        if not re.fullmatch("[0-9]{5}", code):
            return None
        with self.reading() as connection:
            row = connection.execute(_ALL.where(classes.c.code == code)).first()
        return _class(row) if row else None

    def set_stage(self, class_id: int, stage: dict[str, Any]) -> None:
        """Keep what is open and shown now.

        Raises
        ------
        GoneError
            If there is no such class.
        """
        self._change(class_id, stage=stage)

    def set_plan(self, class_id: int, plan: dict[str, Any]) -> None:
        """Keep another timetable.

        Raises
        ------
        GoneError
            If there is no such class.
        """
        self._change(class_id, plan=plan)

    def close_class(self, class_id: int) -> None:
        """Close a class; nobody joins it any more. Closing it again changes nothing.

        Raises
        ------
        GoneError
            If there is no such class.
        """
        with self.writing() as connection:
            row = _row(connection, class_id)
            if row.closed_at is None:
                connection.execute(
                    update(classes).where(classes.c.id == class_id).values(closed_at=self.now())
                )

    def _change(self, class_id: int, **values: Any) -> None:
        with self.writing() as connection:
            _row(connection, class_id)
            connection.execute(update(classes).where(classes.c.id == class_id).values(**values))


_ALL = select(classes).order_by(classes.c.id.desc())


def locked(connection: Connection, class_id: int) -> Any:
    """Return a class's row, which nobody else changes until the transaction ends.

    Raises
    ------
    GoneError
        If there is no such class.
    """
    return _row(connection, class_id)


def _row(connection: Connection, class_id: int) -> Any:
    mine = select(classes).where(classes.c.id == class_id).with_for_update()
    row = connection.execute(mine).first() if 0 < class_id <= LARGEST else None
    if row is None:
        raise GoneError(Problem("store.no-class"))
    return row


def _class(row: Any) -> Class:
    return Class(*row)
