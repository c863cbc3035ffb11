"""One database, SQLite or PostgreSQL: transactions that are whole or not at all."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from ogs_teach.errors import Problem, StoreError
from ogs_teach.store.place import shown, usual
from ogs_teach.store.troubles import said_to_people

PATIENCE = 10  # seconds to wait for whoever holds the database
LARGEST = 2**31 - 1  # of a number that both databases give a row; others they refuse with noise
INSTALL = 'python -m pip install "psycopg[binary]"'
SQLITE_SETTINGS = (
    f"PRAGMA busy_timeout = {PATIENCE * 1000}",
    "PRAGMA synchronous = FULL",  # an acknowledged answer survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is deleted is overwritten
    "PRAGMA temp_store = MEMORY",  # no name reaches another file
)


class Database:
    """What all parts of the store stand on.

    Parameters
    ----------
    url : URL
    now : callable
        The moment, in UTC.
    """

    def __init__(
        self, url: URL, now: Callable[[], datetime] = lambda: datetime.now(tz=UTC)
    ) -> None:
        self.url = url
        self.now = now
        self.is_sqlite = url.drivername == "sqlite"
        self.engine = _sqlite(url) if self.is_sqlite else _postgresql(url)
        # SQLite lets one write at a time, and those who wait for it would only look in now
        # and then; a queue of our own is fair, and no thread starves.
        self._turn = Lock() if self.is_sqlite else nullcontext()

        # A server of many classes may change while they are read, one table after the other.
        reads_one_moment = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        self._reader = self.engine.execution_options(**reads_one_moment)

    @property
    def shown(self) -> str:
        """Where it is, for people."""
        return shown(self.url)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read, all from one moment.

        Raises
        ------
        StoreError
            If the database cannot be read.
        """
        with said_to_people(self.url), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Write; once this has ended without an error, everything is kept for good.

        Raises
        ------
        StoreError
            If anything could not be kept; then nothing was.
        """
        with said_to_people(self.url), self._turn, self.engine.connect() as connection:
            connection = connection.execution_options(ogs_begin="BEGIN IMMEDIATE")
            with connection.begin():
                yield connection

    def log_ahead(self) -> None:
        """Let who reads and who writes not wait for each other; the file remembers it."""
        if self.is_sqlite:
            with self.apart() as file:
                file.execute("PRAGMA journal_mode = WAL")

    @contextmanager
    def apart(self) -> Iterator[Any]:
        """Lend a connection of the driver, for what cannot stand in a transaction."""
        with said_to_people(self.url):
            lent = self.engine.raw_connection()
            try:
                yield lent.driver_connection
            finally:
                lent.close()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # Python begins no transactions: `begin` does
        for setting in SQLITE_SETTINGS:
            connection.execute(setting)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("ogs_begin", "BEGIN"))

    return engine


def _postgresql(url: URL) -> Engine:
    options = {
        "connect_timeout": PATIENCE,
        "application_name": "ogs-teach",
        "options": f"-c lock_timeout={PATIENCE}s -c timezone=UTC",
    }
    try:
        return create_engine(
            url,
            connect_args=options,
            pool_pre_ping=True,  # a server that was started anew is found again
            isolation_level="READ COMMITTED",
        )
    except ImportError:
        raise StoreError(Problem("store.no-psycopg", values={"line": INSTALL})) from None


def make_file(url: URL) -> None:
    """Make the file of a new SQLite store, for its owner alone: it will hold names."""
    path = Path(url.database or "")
    with said_to_people(url):
        if path == usual():
            path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
