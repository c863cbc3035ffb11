"""Forgetting: what is forgotten is overwritten on disk, not only hidden."""

from sqlalchemy import Table, delete

from ogs_teach.store.database import Database
from ogs_teach.store.tables import classes, metadata, people
from ogs_teach.store.troubles import BUSY, said_to_people, told


class Forgetting(Database):
    """The store's part that forgets."""

    def forget_person(self, person_id: int) -> None:
        """Remove a person with everything they did; their satisfaction form names nobody and stays.

        Asked again, it removes whatever traces an interruption may have left.
        """
        self._forget(people, person_id)

    def forget_class(self, class_id: int) -> None:
        """Remove a class with everybody in it.

        Asked again, it removes whatever traces an interruption may have left.
        """
        self._forget(classes, class_id)

    def _forget(self, table: Table, id_: int) -> None:
        with self.writing() as connection:
            connection.execute(delete(table).where(table.c.id == id_))
        if self.is_sqlite:
            self._wipe_file()
        else:
            self._wipe_tables()

    def _wipe_file(self) -> None:
        """Write the file anew, and empty the log of its changes."""
        with self._turn, self.apart() as file:
            file.execute("VACUUM")
            busy, _, _ = file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:  # another program still reads from the log
            raise told(BUSY, self.url)

    def _wipe_tables(self) -> None:
        alone = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        with said_to_people(self.url), alone.connect() as connection:
            for table in metadata.sorted_tables:
                connection.exec_driver_sql(f'VACUUM FULL "{table.name}"')
