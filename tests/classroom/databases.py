"""Places for a class's store that a test can fill, stop and look into without the server."""

import subprocess
import tempfile
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import select, text

from ogs_teach.store import Store
from ogs_teach.store.tables import answers, people
from tests.store.mounting import can_mount
from tests.store.postgresql import Postgresql, somebody_else

resource = pytest.importorskip("resource", reason="Windows cannot limit a file's size")

SMALL = "24m"  # an empty database of PostgreSQL takes 8 MB
LOOK_THROUGH = """SELECT bt_index_check(indexrelid, true) FROM pg_index
WHERE indrelid = 'answers'::regclass"""


class SmallDisk:
    """A disk of a few megabytes, for as long as the `with` lasts."""

    def __init__(self, owner=None):
        self.owner = owner

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="ogs-disk-"))
        options = f"size={SMALL},mode=700"
        if self.owner:
            options += f",uid={self.owner['user']},gid={self.owner['group']}"
        mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(self.folder)]
        subprocess.run(mount, check=True)
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", "--lazy", str(self.folder)], check=True)
        self.folder.rmdir()

    @contextmanager
    def full(self):
        """Leave no room while the `with` lasts."""
        filler = self.folder / "filler"
        try:
            with suppress(OSError), filler.open("wb", buffering=0) as file:
                while True:
                    file.write(bytes(4096))
            yield
        finally:
            filler.unlink()


@contextmanager
def refused(process):
    """Let a process write nothing new, as a broken disk does; this needs no root."""
    resource.prlimit(process, resource.RLIMIT_FSIZE, (4096, -1))
    try:
        yield
    finally:
        resource.prlimit(process, resource.RLIMIT_FSIZE, (-1, -1))


class Place:
    """An empty place for a store, on a small disk where root can mount one.

    The `with` around it clears everything away.
    """

    def __init__(self, kind):
        self.kind, self.disk = kind, None

    def __enter__(self):
        with ExitStack() as stack:
            if can_mount():
                owner = somebody_else() if self.kind == "postgresql" else None
                self.disk = stack.enter_context(SmallDisk(owner))
            if self.kind == "sqlite":
                folder = stack.enter_context(tempfile.TemporaryDirectory())
                self.url = str(Path(self.disk.folder if self.disk else folder, "class.sqlite"))
            else:
                self.server = stack.enter_context(Postgresql())
                self.url = self._database()
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *error):
        self._stack.__exit__(*error)

    def _database(self):
        where = ""
        with self.server.connect("postgres") as connection:
            if self.disk:
                connection.execute(f"CREATE TABLESPACE small LOCATION '{self.disk.folder}'")
                where = "TABLESPACE small"
            connection.execute(f"CREATE DATABASE class {where}")
        return self.server.url("class")

    def answers(self, class_id):
        """Return every answer of a class that was ever kept, in the order of coming in."""
        store = Store.open(self.url)
        with store.reading() as connection:
            there = select(answers).join(people).where(people.c.class_id == class_id)
            rows = connection.execute(there.order_by(answers.c.id)).all()
        store.close()
        return rows

    def is_sound(self):
        """Let the database itself look through all that it holds."""
        store = Store.open(self.url)
        with store.reading() as connection:
            if self.kind == "sqlite":
                sound = ["ok"] == list(connection.scalars(text("PRAGMA integrity_check")))
            else:
                connection.execute(text("CREATE EXTENSION IF NOT EXISTS amcheck"))
                sound = bool(connection.execute(text(LOOK_THROUGH)).all())
        store.close()
        return sound
