"""Copies of a whole store: a backup is itself a store, one SQLite file, wherever it came from."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Integer, delete, func, insert, select

from ogs_teach.errors import Problem, StoreError
from ogs_teach.store.database import Database
from ogs_teach.store.place import find
from ogs_teach.store.tables import classes, metadata
from ogs_teach.store.troubles import said_to_people, told

ROWS = 1000  # copied at a time


def copy_rows(source: Database, target: Database, *, replace: bool = False) -> None:
    """Copy everything, as it is at one moment, whole or not at all; others may go on working.

    Parameters
    ----------
    source, target : Database
        Both of today's version.
    replace : bool
        Whether what the target holds is given up.

    Raises
    ------
    StoreError
        If the target holds classes, unless `replace` is set, or cannot be written.
    """
    with source.reading() as here, target.writing() as there:
        if there.execute(select(classes.c.id).limit(1)).first():
            if not replace:
                raise told((StoreError, "not-empty"), target.url)
            for table in reversed(metadata.sorted_tables):
                there.execute(delete(table))
        for table in metadata.sorted_tables:
            for rows in here.execute(select(table)).partitions(ROWS):
                there.execute(insert(table), [dict(row._mapping) for row in rows])
        if not target.is_sqlite:
            _count_on(there)


def _count_on(connection: Connection) -> None:
    """Let PostgreSQL give new rows numbers after those that were copied."""
    for table in metadata.sorted_tables:
        if "id" in table.c and isinstance(table.c.id.type, Integer):
            sequence = func.pg_get_serial_sequence(table.name, "id")
            highest = select(func.coalesce(func.max(table.c.id), 0) + 1).scalar_subquery()
            connection.execute(select(func.setval(sequence, highest, False)))


@contextmanager
def draft_of(path: Path, replace: bool) -> Iterator[Path]:
    """Lend a file beside `path`, which becomes it at the end, or goes if that is never reached.

    Raises
    ------
    StoreError
        If there is such a file, unless `replace` is set.
    """
    if path.exists() and not replace:
        raise StoreError(Problem("cli.file-exists", values={"got": path}))
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        yield draft
        draft.replace(path)
    finally:
        for ending in ("", "-wal", "-shm"):
            draft.with_name(draft.name + ending).unlink(missing_ok=True)


def write_file(path: Path, content: bytes, *, replace: bool = False) -> None:
    """Write a file, whole or not at all.

    Raises
    ------
    StoreError
        If there is such a file, unless `replace` is set, or it cannot be written.
    """
    with said_to_people(find(path)), draft_of(path, replace) as draft:
        draft.write_bytes(content)


@contextmanager
def lent(path: Path) -> Iterator[Path]:
    """Lend a copy of a store's file, so that the file itself is not touched."""
    with tempfile.TemporaryDirectory(prefix="ogs-teach-") as folder:
        copy = Path(folder) / "copy.sqlite"
        for ending in ("", "-wal"):  # the latter if it is the file of a running store
            beside = path.with_name(path.name + ending)
            if beside.exists():
                shutil.copyfile(beside, copy.with_name(copy.name + ending))
        yield copy
