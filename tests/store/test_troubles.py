"""When the disk is full, the server gone, the file damaged: what people are told."""

import sqlite3
import subprocess
import sys
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import event

from ogs_teach.errors import (
    NotAStoreError,
    StoreBusyError,
    StoreError,
    StoreFullError,
    StoreReadOnlyError,
    StoreUnreachableError,
)
from ogs_teach.store import Store, database
from tests.store.mounting import can_mount

LARGE = "x" * 40_000


@contextmanager
def small_disk(folder):
    """Lend a disk of 600 kB."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "none", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def answer_until_full(store, person):
    """Answer until the store says that it is full; return the questions acknowledged."""
    kept = []

    def answer():
        for number in range(1000):
            store.record(person.id, "pre", f"q{number}", LARGE, True, f"key-{number}")
            kept.append(f"q{number}")

    with pytest.raises(StoreFullError) as told:
        answer()
    assert "เต็ม" in told.value.say("th")
    assert "กรุณา" in told.value.say("th")
    assert "Traceback" not in str(told.value)
    return kept


def check_sound(store, person, kept):
    """Every acknowledged answer is there and no other; SQLite finds its file whole."""
    assert set(kept) == set(store.my_answers(person.id, "pre"))
    with store.apart() as file:
        assert ("ok",) == file.execute("PRAGMA integrity_check").fetchone()
        assert [] == file.execute("PRAGMA foreign_key_check").fetchall()


def test_a_full_file(tmp_path):
    """
    Where SQLite may not grow: a clear message, all that was acknowledged stays, and once there
    is room, work goes on.
    """
    store = Store.open(tmp_path / "class.sqlite")
    event.listen(store.engine, "checkout", lambda connection, *_: connection.execute(
        "PRAGMA max_page_count = 200"))  # fmt: skip
    class_ = store.open_class("รุ่นที่ 1", {}, [])
    person = store.join(class_.id, "สมศรี").person
    kept = answer_until_full(store, person)

    assert kept
    with pytest.raises(StoreFullError):
        store.set_stage(class_.id, {"x": LARGE * 5})
    assert {} == store.class_(class_.id).stage
    check_sound(store, person, kept)
    store.close()

    store = Store.open(tmp_path / "class.sqlite")
    assert store.record(person.id, "pre", "more", LARGE, True, "key-more").new
    check_sound(store, person, [*kept, "more"])
    store.close()


def test_a_full_disk(tmp_path):
    """
    The same on a disk that is really full, where the system allows a test to have one; with
    a file deleted there, work goes on; nothing is left of a backup that found no room.
    """
    if not can_mount():
        return  # the file that may not grow, above, has shown it
    with small_disk(tmp_path):
        ballast = tmp_path / "ballast"
        ballast.write_bytes(b"x" * 100_000)
        store = Store.open(tmp_path / "class.sqlite")
        person = store.join(store.open_class("รุ่นที่ 1", {}, []).id, "สมศรี").person
        kept = answer_until_full(store, person)
        assert kept
        check_sound(store, person, kept)
        files = set(tmp_path.iterdir())
        with pytest.raises(StoreFullError):
            store.backup(tmp_path / "backup.sqlite")
        assert files == set(tmp_path.iterdir())

        ballast.unlink()
        assert store.record(person.id, "pre", "more", "x", True, "key-more").new
        check_sound(store, person, [*kept, "more"])
        store.close()


GROWING = """
import resource, sys
from ogs_teach.errors import StoreError
from ogs_teach.store import Store
store = Store.open(sys.argv[1])
person = store.join(store.open_class("x", {}, []).id, "x").person
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
try:
    for number in range(100):
        store.record(person.id, "pre", f"q{number}", "x" * 40_000, True, f"key-{number}")
        print(f"q{number}", flush=True)
except StoreError as error:
    print(type(error).__name__, error.say("th"))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows: no limit can be set on files")
def test_a_disk_that_takes_no_more(tmp_path):
    """
    Where the system itself refuses to write: told, and what was acknowledged is there.
    """
    path = tmp_path / "class.sqlite"
    said = subprocess.check_output([sys.executable, "-c", GROWING, str(path)], text=True)
    *kept, last = said.splitlines()

    assert kept
    assert last.startswith(("StoreUnreachableError", "StoreFullError"))
    assert "กรุณา" in last
    store = Store.open(path)
    (person,) = store.people(store.classes()[0].id)
    check_sound(store, person, kept)
    store.close()


def test_a_full_server(places):
    """
    PostgreSQL's own word for a full disk is told as such, and nothing is half-written.
    """
    place = places("postgresql")
    store = Store.open(place)
    person = store.join(store.open_class("รุ่นที่ 1", {}, []).id, "สมศรี").person
    with psycopg.connect(place) as connection:
        connection.execute(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full'; END $$"
        )
        connection.execute(
            "CREATE TRIGGER full_disk AFTER INSERT ON answers"
            " FOR EACH ROW WHEN (NEW.question = 'q7') EXECUTE FUNCTION full_disk()"
        )

    assert [f"q{number}" for number in range(7)] == answer_until_full(store, person)
    assert 7 == len(store.my_answers(person.id, "pre"))
    store.close()


def test_a_store_that_may_only_be_read(store, class_):
    """
    Reading goes on; writing is refused with a remedy.
    """
    setting = (
        "PRAGMA query_only = ON" if store.is_sqlite else "SET default_transaction_read_only = on"
    )

    def only_read(connection, *_):
        with connection.cursor() if not store.is_sqlite else connection:
            connection.execute(setting)
        if not store.is_sqlite:
            connection.commit()

    event.listen(store.engine, "checkout", only_read)
    with pytest.raises(StoreReadOnlyError) as refused:
        store.join(class_.id, "สมศรี")

    assert "--store" in refused.value.say("th")
    assert [class_] == store.classes()


def test_a_folder_that_may_not_be_written(tmp_path):
    """
    A new store in a folder of the system's is refused in words.
    """
    with pytest.raises(StoreError) as refused:
        Store.open("/proc/class.sqlite" if sys.platform == "linux" else "/class.sqlite")

    assert "กรุณา" in refused.value.say("th")


def test_somebody_holds_the_store_too_long(where, monkeypatch):
    """
    Who writes for longer than others wait does not stop them for ever; they are told, and when
    it is over, work goes on.
    """
    monkeypatch.setattr(database, "PATIENCE", 1)
    monkeypatch.setattr(
        database, "SQLITE_SETTINGS", ("PRAGMA busy_timeout = 200", *database.SQLITE_SETTINGS[1:])
    )
    store, other = Store.open(where), Store.open(where)
    class_ = store.open_class("รุ่นที่ 1", {}, [])
    with other.writing() as connection:
        connection.exec_driver_sql("UPDATE classes SET title = 'x'")
        with pytest.raises(StoreBusyError) as told:
            store.join(class_.id, "สมศรี")
        assert "รุ่นที่ 1" == store.class_(class_.id).title  # who reads does not wait
    assert "กรุณาลองใหม่" in told.value.say("th")
    assert store.join(class_.id, "สมศรี").person.id
    store.close()
    other.close()


@pytest.mark.parametrize("part", ["begin", "middle"])
def test_a_damaged_file(tmp_path, part):
    """
    A store whose file was damaged is told as such, never with a traceback, and kept.
    """
    path = tmp_path / "class.sqlite"
    store = Store.open(path)
    class_ = store.open_class("รุ่นที่ 1", {}, [])
    for number in range(60):
        store.join(class_.id, f"คนที่ {number}")
    store.close()
    whole = path.read_bytes()
    at = 20 if part == "begin" else 4096
    path.write_bytes(whole[:at] + b"\xa5" * (len(whole) - at))

    def look():
        store = Store.open(path)
        try:
            store.people(class_.id)
        finally:
            store.close()

    with pytest.raises(NotAStoreError) as told:
        look()
    assert "กรุณา" in told.value.say("th")
    assert whole[:at] == path.read_bytes()[:at]


def test_no_server_there(tmp_path):
    """
    Where no PostgreSQL answers, the address is told without its password.
    """
    with pytest.raises(StoreUnreachableError) as told:
        Store.open(f"postgresql://officer:secret@/school?host={tmp_path}")

    assert "secret" not in str(told.value)
    assert "officer" in str(told.value)
    assert "กรุณาตรวจว่าเครื่องแม่ข่ายเปิดอยู่" in told.value.say("th")


def test_a_server_that_stops_and_comes_back(postgresql, places):
    """
    While it is away people are told; when it is back, the same store goes on by itself.
    """
    store = Store.open(places("postgresql"))
    class_ = store.open_class("รุ่นที่ 1", {}, [])
    postgresql.stop()
    with pytest.raises(StoreUnreachableError):
        store.classes()
    with pytest.raises(StoreUnreachableError):
        store.join(class_.id, "สมศรี")
    postgresql.start()
    assert [class_] == store.classes()
    assert store.join(class_.id, "สมศรี").person.id
    store.close()


def test_a_database_that_is_not_there(postgresql):
    """
    A name that the server does not know is told with the server's reason.
    """
    with pytest.raises(StoreUnreachableError) as told:
        Store.open(postgresql.url("nowhere"))
    assert "nowhere" in told.value.say("th")


def test_psycopg_is_missing(monkeypatch):
    """
    Without the package that speaks to PostgreSQL a person is told which one to install.
    """
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError) as told:
        Store.open("postgresql://officer@computer/school")
    assert 'pip install "psycopg[binary]"' in told.value.say("th")


def test_too_many_at_once(tmp_path):
    """
    Threads that hold every connection make others wait, and then tell them.
    """
    store = Store.open(tmp_path / "class.sqlite")
    store.engine.pool._timeout = 0.1
    held = [store.reading() for _ in range(15)]
    for one in held:
        one.__enter__()
    with pytest.raises(StoreBusyError):
        store.classes()
    for one in held:
        one.__exit__(None, None, None)
    assert [] == store.classes()
    store.close()


def test_errors_of_sqlite_all_have_words():
    """
    Whatever SQLite complains of, there is a text for it in both languages.
    """
    from ogs_teach.store import place, troubles

    url = place.find("class.sqlite")
    for code in range(1, 29):
        error = sqlite3.OperationalError("as SQLite says it")
        error.sqlite_errorcode = code
        told = troubles.told(troubles.kind_of(error, url), url, str(error))
        assert "class.sqlite" in told.say("th")
        assert "class.sqlite" in told.say("en")
