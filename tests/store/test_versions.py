"""A store is brought up to date when it is opened, and nothing else is touched."""

import sqlite3

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from ogs_teach.errors import NotAStoreError, StoreNewerError, StoreUnreachableError
from ogs_teach.store import Store, versions
from ogs_teach.store.tables import metadata
from tests.store.conftest import at_once


def test_migrations_make_what_the_tables_say(store):
    """
    Alembic finds no difference between the migrated database and the tables in Python.
    """
    with store.reading() as connection:
        options = {"version_table": versions.TABLE, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert [] == compare_metadata(context, metadata)


def test_migrations_make_the_same_keys(store):
    """
    What Alembic does not compare agrees too: primary keys, what goes with what, NOT NULL.
    """
    with store.reading() as connection:
        seen = inspect(connection)
        for table in metadata.sorted_tables:
            primary = seen.get_pk_constraint(table.name)["constrained_columns"]
            assert [column.name for column in table.primary_key] == primary
            for key in seen.get_foreign_keys(table.name):
                assert "CASCADE" == key["options"]["ondelete"], table.name
            wanted = {column.name: column.nullable for column in table.columns}
            found = {column["name"]: column["nullable"] for column in seen.get_columns(table.name)}
            assert wanted == found, table.name


def test_a_store_opens_again_with_all_it_held(where):
    """
    Opening a store of today changes nothing.
    """
    first = Store.open(where)
    class_ = first.open_class("รุ่นที่ 1", {}, [])
    first.close()
    again = Store.open(where)

    assert [class_] == again.classes()
    again.close()


def test_a_store_of_the_first_version_is_brought_up_to_date(where):
    """
    What an older kit has kept is all there, and its people may play.
    """
    first = Store.open(where)
    class_ = first.open_class("รุ่นที่ 1", {}, ["01/a"])
    me = first.join(class_.id, "สมศรี", 3).person
    first.record(me.id, "pre", "01/a", "flat", True, "key-0001")
    with first.writing() as connection:
        connection.execute(text("DROP TABLE games"))
        connection.execute(text(f"UPDATE {versions.TABLE} SET version_num = '0001'"))
    first.close()

    again = Store.open(where)
    with again.reading() as connection:
        assert versions.script().get_current_head() == versions.version(connection)
        context = MigrationContext.configure(connection, opts={"version_table": versions.TABLE})
        assert [] == compare_metadata(context, metadata)
    assert ([class_], [me]) == (again.classes(), again.people(class_.id))
    assert {"01/a": "flat"} == again.my_answers(me.id, "pre")
    assert again.keep_game(me.id, "a", 2, 50)
    again.close()


def test_many_open_a_new_store_at_once(where):
    """
    Eight programs that open the same new store migrate it once.
    """
    stores = at_once(lambda _: Store.open(where), 8)
    code = stores[0].open_class("รุ่นที่ 1", {}, []).code

    assert [code] * 8 == [store.classes()[0].code for store in stores]
    for store in stores:
        store.close()


def test_a_newer_store_is_left_as_it_is(where):
    """
    A store that a newer kit has made is refused kindly, and not changed.
    """
    store = Store.open(where)
    with store.writing() as connection:
        connection.execute(text(f"UPDATE {versions.TABLE} SET version_num = '9999'"))
    store.close()

    with pytest.raises(StoreNewerError) as refused:
        Store.open(where)

    assert "กรุณาใช้ชุดฝึกรุ่นใหม่" in refused.value.say("th")


def test_a_file_of_something_else_is_left_as_it_is(tmp_path):
    """
    Somebody else's SQLite file, a text and a picture are refused; no byte of them changes.
    """
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE cookies (name TEXT)")
    connection.close()
    words, picture = tmp_path / "words.txt", tmp_path / "picture.png"
    words.write_text("กลุ่มออมทรัพย์ " * 1000, encoding="utf-8")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" * 1000)
    for path in (other, words, picture):
        before = path.read_bytes()
        with pytest.raises(NotAStoreError) as refused:
            Store.open(path)
        assert before == path.read_bytes()
        assert "กรุณา" in refused.value.say("th")


def test_a_database_shared_with_others(places):
    """
    In PostgreSQL, tables of others stay as they are, Alembic's usual one among them; a table
    with a name that the kit needs is not taken over.
    """
    shared, taken = places("postgresql"), places("postgresql")
    with psycopg.connect(shared) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('of the hub')")
    with psycopg.connect(taken) as connection:
        connection.execute("CREATE TABLE people (name TEXT)")

    Store.open(shared).close()
    with pytest.raises(NotAStoreError):
        Store.open(taken)

    with psycopg.connect(shared) as connection:
        kept = connection.execute("SELECT * FROM alembic_version").fetchall()
    assert [("of the hub",)] == kept


def test_a_store_is_not_made_where_one_is_expected(where):
    """
    With `create=False` a place that holds nothing is refused, and still holds nothing.
    """
    for _ in range(2):
        with pytest.raises(StoreUnreachableError) as refused:
            Store.open(where, create=False)
        assert "--store" in refused.value.say("th")
