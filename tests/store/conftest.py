"""Every test of the store runs on SQLite and on a real PostgreSQL server."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from ogs_teach.store import Store
from ogs_teach.store.tables import metadata
from tests.store.postgresql import Postgresql, programs
from tests.tally import tally

DATABASES = ["sqlite", "postgresql"]


class Clock:
    """The store's clock, which a test moves."""

    def __init__(self):
        self.moment = datetime(2026, 3, 6, 9, tzinfo=UTC)

    def __call__(self):
        return self.moment

    def move(self, seconds):
        """Move the clock, back if `seconds` is negative."""
        self.moment += timedelta(seconds=seconds)


@pytest.fixture(scope="session")
def postgresql():
    """Start one server for the run."""
    if programs() is None:
        pytest.skip("PostgreSQL's server is not installed")
    with Postgresql() as server:
        yield server


@pytest.fixture
def places(tmp_path, request):
    """Return what makes a new, empty place for a store of a kind."""
    numbers = count(1)

    def place(kind):
        number = next(numbers)
        if kind == "sqlite":
            return tmp_path / f"class-{number}.sqlite"
        return request.getfixturevalue("postgresql").empty(number)

    return place


@pytest.fixture(params=DATABASES)
def kind(request):
    """Return the kind of each database in turn."""
    tally[f"store tests on {request.param}"] += 1
    return request.param


@pytest.fixture
def where(kind, places):
    """Return an empty place, on each database in turn."""
    return places(kind)


@pytest.fixture
def clock():
    """Return a clock that a test moves."""
    return Clock()


@pytest.fixture
def store(kind, tmp_path, request, clock):
    """Open an empty store, on each database in turn."""
    if kind == "sqlite":
        store = Store.open(tmp_path / "class.sqlite", now=clock)
    else:
        server = request.getfixturevalue("postgresql")
        server.store = server.store or server.empty(0)
        server.free(0)
        store = Store.open(server.store, now=clock)
        with store.writing() as connection:  # faster than making the tables anew
            every = ", ".join(metadata.tables)
            connection.exec_driver_sql(f"TRUNCATE {every} RESTART IDENTITY")
    yield store
    store.close()


@pytest.fixture
def class_(store):
    """Open a class."""
    return store.open_class("รุ่นที่ 1", {"lessons": ["01"]}, ["01/a", "01/b"])


@pytest.fixture
def me(store, class_):
    """Join it."""
    return store.join(class_.id, "สมศรี", 3).person


def at_once(work, count):
    """Let threads do something at the same moment; return what came of it."""
    ready = threading.Barrier(count)

    def run(number):
        ready.wait()
        return work(number)

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(run, range(count)))
