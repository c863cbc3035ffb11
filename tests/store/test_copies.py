"""Backups: made while the store is used, brought back into either database."""

import shutil
import threading
from itertools import count

import pytest
from sqlalchemy import select

from ogs_teach.errors import NotAStoreError, StoreError, StoreNewerError, StoreUnreachableError
from ogs_teach.store import Store, versions
from ogs_teach.store.tables import metadata
from tests.store.conftest import DATABASES
from tests.tally import tally

WAYS = [(one, other) for one in DATABASES for other in DATABASES]


def everything(store):
    """Return every row of every table."""
    with store.reading() as connection:
        return {
            table.name: sorted(connection.execute(select(table)).all(), key=repr)
            for table in metadata.sorted_tables
        }


def fill(store):
    """Leave something in every table, with letters that are hard to copy."""
    class_ = store.open_class("รุ่นที่ 1", {"ก": [1]}, ["01/a"])
    for name in ("สมศรี", "ยาย 👵🏽", "=1+1"):
        person = store.join(class_.id, name, 3).person
        for number in range(3):
            given = {"text": "\x00\ud800"}
            store.record(person.id, "pre", "01/a", given, None, f"k-{number}")
        store.finish(person.id, "pre")
        store.report_task(person.id, "01")
        store.keep_game(person.id, "7-Ab_9", 11, 61)
        store.give_feedback(class_.id, person.id, {"clear": 5}, {"best": "ดี\n\x00"})
    store.close_class(class_.id)
    return class_, person


@pytest.mark.parametrize(("source", "target"), WAYS, ids=map("-to-".join, WAYS))
def test_a_backup_comes_back_equal(places, tmp_path, source, target):
    """
    From either database into either: every row is equal, phones stay in, new numbers follow.
    """
    store = Store.open(places(source))
    class_, person = fill(store)
    token = store.resume(person.code).token
    backup = tmp_path / "backup.sqlite"
    store.backup(backup)
    back = Store.restore(backup, places(target))

    assert all(everything(store).values())
    assert everything(store) == everything(back)
    assert person == back.person(token)
    assert class_.id < back.open_class("รุ่นที่ 2", {}, []).id
    assert [backup] == [path for path in tmp_path.iterdir() if "backup" in path.name]
    store.close()
    back.close()
    tally["backups brought back"] += 1


def test_a_backup_is_of_one_moment(store, class_, tmp_path):
    """
    While four people answer, each backup holds what was there at one moment: of each person
    the first so many answers, no gap.
    """
    people = [store.join(class_.id, f"คนที่ {number}").person for number in range(4)]
    done = threading.Event()

    def answer(person):
        for number in count():
            if done.is_set():
                return
            store.record(person.id, "pre", f"q{number:05}", number, None, f"key-{number}")

    threads = [threading.Thread(target=answer, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    sizes = []
    for number in range(4):
        store.backup(tmp_path / f"backup-{number}.sqlite")
        copy = Store.open(tmp_path / f"backup-{number}.sqlite")
        held = [copy.my_answers(person.id, "pre") for person in people]
        for mine in held:
            assert {f"q{i:05}": i for i in range(len(mine))} == mine
        sizes.append(sum(map(len, held)))
        copy.close()
    done.set()
    for thread in threads:
        thread.join()

    assert sorted(sizes) == sizes
    assert sizes[0] < sizes[-1]


def test_a_file_is_replaced_only_when_told(store, tmp_path):
    """
    A backup does not take the place of a file, unless told to; then the file is whole.
    """
    backup = tmp_path / "backup.sqlite"
    backup.write_text("my only copy", encoding="utf-8")
    fill(store)
    with pytest.raises(StoreError) as refused:
        store.backup(backup)
    assert "กรุณา" in refused.value.say("th")
    assert "my only copy" == backup.read_text(encoding="utf-8")

    store.backup(backup, replace=True)
    copy = Store.open(backup)
    assert everything(store) == everything(copy)
    copy.close()


def test_classes_are_replaced_only_when_told(store, places, tmp_path):
    """
    A store that holds classes is not restored into, unless told to; the backup is not touched.
    """
    fill(store)
    store.backup(tmp_path / "backup.sqlite")
    before = (tmp_path / "backup.sqlite").read_bytes()
    place = places("sqlite")
    other = Store.open(place)
    other.join(other.open_class("ห้องเดิม", {}, []).id, "แดง")
    was = everything(other)
    with pytest.raises(StoreError) as refused:
        Store.restore(tmp_path / "backup.sqlite", place)
    assert "--replace" in refused.value.say("th")
    assert was == everything(other)

    back = Store.restore(tmp_path / "backup.sqlite", place, replace=True)
    assert everything(store) == everything(back) == everything(other)
    assert before == (tmp_path / "backup.sqlite").read_bytes()
    back.close()
    other.close()


def test_a_running_stores_own_file_can_be_restored(tmp_path):
    """
    Whoever copied the store's files by hand, its log beside it, loses nothing.
    """
    store = Store.open(tmp_path / "class.sqlite")
    fill(store)
    for ending in ("", "-wal"):
        shutil.copy(tmp_path / f"class.sqlite{ending}", tmp_path / f"copied.sqlite{ending}")
    back = Store.restore(tmp_path / "copied.sqlite", tmp_path / "back.sqlite")

    assert everything(store) == everything(back)
    store.close()
    back.close()


def test_what_is_no_backup_is_refused(where, tmp_path):
    """
    Nothing, a text, an empty file, a folder, a newer kit's: each is told as it is, and the
    store that was to be filled stays empty.
    """
    words, empty, newer = (tmp_path / name for name in ("words", "empty", "newer"))
    words.write_text("กลุ่มออมทรัพย์ " * 999, encoding="utf-8")
    empty.touch()
    store = Store.open(newer)
    with store.writing() as connection:
        connection.exec_driver_sql(f"UPDATE {versions.TABLE} SET version_num = '9999'")
    store.close()
    for path, kind in {
        tmp_path / "nowhere": StoreUnreachableError,
        words: NotAStoreError,
        empty: StoreUnreachableError,
        tmp_path: StoreUnreachableError,
        newer: StoreNewerError,
    }.items():
        with pytest.raises(kind) as refused:
            Store.restore(path, where)
        assert str(path) in refused.value.say("th")
        assert "กรุณา" in refused.value.say("th")
    store = Store.open(where)
    assert [] == store.classes()
    store.close()


def test_a_backup_to_nowhere(store, tmp_path):
    """
    A folder that does not exist is named, and nothing is left behind.
    """
    with pytest.raises(StoreUnreachableError) as refused:
        store.backup(tmp_path / "no" / "backup.sqlite")
    assert "backup.sqlite" in refused.value.say("th")
