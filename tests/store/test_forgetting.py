"""What is forgotten is gone, from the file as well."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from ogs_teach.errors import StoreBusyError
from ogs_teach.store import Store, database
from ogs_teach.store.tables import metadata
from tests.tally import tally

NAME, OTHER, TITLE = "สมศรีผู้ถูกลืม", "แดงผู้อยู่ต่อ", "ห้องที่ถูกลืม"


def counts(store):
    """Count the rows of every table."""
    with store.reading() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table))
            for table in metadata.sorted_tables
        }


def fill(store):
    """Open a class in which two people have done everything that leaves a trace."""
    class_ = store.open_class(TITLE, {}, ["01/a"], code="12345")
    both = [store.join(class_.id, name, 3).person for name in (NAME, OTHER)]
    for number, one in enumerate(both):
        for answer in range(30):
            given = {"text": f"answer-{number}-{answer}"}
            store.record(one.id, "pre", "01/a", given, True, f"key-{number}-{answer}")
        store.finish(one.id, "pre")
        store.report_task(one.id, "01")
        store.keep_game(one.id, f"game-of-{number}", 4, 60)
        store.give_feedback(class_.id, one.id, {"clear": 5}, {"best": f"words-{number}"})
        store.resume(one.code)
    store.set_stage(class_.id, {"lesson": "01"})
    return class_, both


def on_disk(store):
    """Return every byte that the store has on disk: its file and the logs beside it."""
    path = Path(store.url.database)
    files = [one for one in path.parent.iterdir() if one.name.startswith(path.name)]
    tally["store files searched for forgotten bytes"] += len(files)
    return b"".join(one.read_bytes() for one in files)


def test_a_person_is_forgotten(store):
    """
    Everything that hung on them goes, their phones are nobody's, everybody else stays.
    """
    class_, (gone, other) = fill(store)
    token = store.resume(gone.code).token
    store.forget_person(gone.id)

    assert [other] == store.people(class_.id)
    assert store.person(token) is None
    assert store.resume(gone.code) is None
    assert {other.id} == {one.person_id for one in store.answers(class_.id, "pre")}
    assert {other.id} == store.finished(class_.id, "pre")
    assert {(other.id, "01")} == store.tasks(class_.id)
    assert [other.id] == [one.person_id for one in store.games(class_.id)]
    assert 2 == len(store.feedback(class_.id))  # nobody can tell which was theirs
    store.forget_person(gone.id)  # again: nothing happens


def test_a_class_is_forgotten(store):
    """
    No row of it is left in any table; another class stays.
    """
    other = store.open_class("อีกห้อง", {}, [])
    store.join(other.id, OTHER)
    before = counts(store)
    class_, _ = fill(store)
    store.forget_class(class_.id)

    assert before == counts(store)
    assert store.class_(class_.id) is None
    assert [other] == store.classes()
    store.forget_class(class_.id)


@pytest.mark.parametrize("what", ["person", "class"])
def test_no_byte_of_a_name_is_left_in_the_file(tmp_path, what):
    """
    While the store goes on being used, neither its file nor its log holds the name, the
    words, the answers of whoever was forgotten.
    """
    store = Store.open(tmp_path / "class.sqlite")
    class_, (gone, other) = fill(store)
    traces = [NAME.encode(), gone.code.encode(), b"answer-0-7", b"game-of-0"]
    kept = [OTHER.encode(), other.code.encode(), b"answer-1-7", b"game-of-1", TITLE.encode()]
    before = on_disk(store)
    assert all(trace in before for trace in traces + kept)

    if what == "person":
        store.forget_person(gone.id)
    else:
        store.forget_class(class_.id)
        traces, kept = traces + kept, []

    after = on_disk(store)
    assert [] == [trace for trace in traces if trace in after]
    assert [] == [trace for trace in kept if trace not in after]
    store.close()


def test_no_byte_of_a_name_is_left_in_the_tables_of_postgresql(places, postgresql):
    """
    The files of PostgreSQL's tables and indexes are written anew as well.
    """
    store = Store.open(places("postgresql"))
    _, (gone, _) = fill(store)

    def tables():
        with store.reading() as connection:
            connection.exec_driver_sql("SELECT 1")
            paths = connection.exec_driver_sql(
                "SELECT pg_relation_filepath(oid) FROM pg_class"
                " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i')"
            ).scalars()
            paths = list(paths)
        with postgresql.connect("postgres") as connection:
            connection.execute("CHECKPOINT")
        return b"".join((postgresql.folder / "data" / path).read_bytes() for path in paths)

    before = tables()
    assert NAME.encode() in before
    store.forget_person(gone.id)
    after = tables()

    assert NAME.encode() not in after
    assert gone.code.encode() not in after
    assert OTHER.encode() in after
    store.close()


def test_forgetting_says_so_if_somebody_still_reads(tmp_path, monkeypatch):
    """
    While another program reads, its log cannot be emptied: a person is told to try again, and
    trying again wipes what was left.
    """
    monkeypatch.setattr(
        database, "SQLITE_SETTINGS", ("PRAGMA busy_timeout = 50", *database.SQLITE_SETTINGS[1:])
    )
    store, reader = (Store.open(tmp_path / "class.sqlite") for _ in range(2))
    _, (gone, _) = fill(store)
    with reader.reading() as connection:
        connection.exec_driver_sql("SELECT * FROM people").fetchone()
        with pytest.raises(StoreBusyError) as told:
            store.forget_person(gone.id)
    assert "กรุณาลองใหม่" in told.value.say("th")
    store.forget_person(gone.id)

    assert NAME.encode() not in on_disk(store)
    reader.close()
    store.close()
