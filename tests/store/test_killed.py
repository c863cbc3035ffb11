"""A program that is killed while it writes has kept every answer that it acknowledged."""

import subprocess
import sys
import time

from ogs_teach.store import Store
from tests.tally import tally

WRITER = """
import sys, threading
from ogs_teach.store import Store
where, start, *people = sys.argv[1:]
store = Store.open(where)

def write(person):
    for number in range(int(start), int(start) + 1_000_000):
        store.record(person, "post", f"q{number % 12}", number, True, f"key-{number}")
        sys.stdout.write(f"{person} {number}\\n")
        sys.stdout.flush()

for person in people:
    threading.Thread(target=write, args=[int(person)]).start()
"""
ENOUGH = 40  # acknowledged answers, after which it is killed


def wait_for_the_last_commit(store):
    """Wait until PostgreSQL has noticed that the program is gone: until then it may commit."""
    others = (
        "SELECT pid FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    while not store.is_sqlite:
        with store.reading() as connection:
            if not connection.exec_driver_sql(others).all():
                return
        time.sleep(0.02)


def test_what_was_acknowledged_is_there_after_sigkill(where):
    """
    Four threads write and acknowledge; killed twice in the middle, the store opens again
    with every acknowledged answer, the one given last standing, and none twice.
    """
    store = Store.open(where)
    class_ = store.open_class("รุ่นที่ 1", {}, [])
    people = [store.join(class_.id, f"คนที่ {number}").person.id for number in range(4)]
    store.close()
    acknowledged = {person: set() for person in people}
    for start in (0, 100_000):
        command = [sys.executable, "-c", WRITER, str(where), str(start), *map(str, people)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            said = [writer.stdout.readline() for _ in range(ENOUGH)]
            writer.kill()
            said += writer.stdout.read().splitlines(keepends=True)
        for line in said:
            if line.endswith("\n"):  # the last one may be cut in two
                person, number = map(int, line.split())
                acknowledged[person].add(number)

        store = Store.open(where)
        wait_for_the_last_commit(store)
        with store.reading() as connection:
            rows = connection.exec_driver_sql("SELECT person_id, key FROM answers").all()
        kept = {(person, int(key.removeprefix("key-"))) for person, key in rows}
        assert len(kept) == len(rows)
        for person in people:
            assert not {(person, number) for number in acknowledged[person]} - kept
            standing = store.my_answers(person, "post").values()
            assert max(number for one, number in kept if one == person) == max(standing)
        if store.is_sqlite:
            with store.apart() as file:
                assert ("ok",) == file.execute("PRAGMA integrity_check").fetchone()
        store.close()
        tally["times killed while answers came in"] += 1
    tally["acknowledged answers found after a kill"] += sum(map(len, acknowledged.values()))
