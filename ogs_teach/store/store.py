"""The store as others use it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from ogs_teach.errors import Problem, StoreError, StoreUnreachableError
from ogs_teach.store import place
from ogs_teach.store.classes import Classes
from ogs_teach.store.copies import copy_rows, draft_of, lent
from ogs_teach.store.database import make_file
from ogs_teach.store.forgetting import Forgetting
from ogs_teach.store.games import Games
from ogs_teach.store.people import People
from ogs_teach.store.sittings import Sittings
from ogs_teach.store.tasks import Tasks
from ogs_teach.store.troubles import said_to_people, told
from ogs_teach.store.versions import bring_up_to_date


class Store(Classes, People, Sittings, Tasks, Games, Forgetting):
    """The progress database; several threads and programs may use it at once."""

    @classmethod
    def open(
        cls,
        where: str | Path | None = None,
        *,
        create: bool = True,
        now: Callable[[], datetime] = lambda: datetime.now(tz=UTC),
    ) -> "Store":
        """Open a store, make it if it is new, and bring it up to date if it is old.

        Parameters
        ----------
        where : str or Path, optional
            A file or an address, as `place.find` reads it.
        create : bool
            Whether to make a new store where there is none.
        now : callable
            The moment, in UTC.

        Raises
        ------
        StoreError
            If it cannot be used: what is in the way, and what to do.

        Examples
        --------
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     store = Store.open(Path(folder) / "class.sqlite")
        ...     class_ = store.open_class("รุ่นที่ 1", {}, ["06-true-interest/flat"])
        ...     me = store.join(class_.id, "สมศรี").person
        ...     receipt = store.record(me.id, "pre", class_.pairs[0], "flat", True, "key-1")
        ...     store.close()
        >>> receipt
        Receipt(new=True, standing='flat')
        """
        url = place.find(where)
        if url.drivername == "sqlite":
            if create:
                make_file(url)
            elif not Path(url.database or "").exists():
                raise told((StoreUnreachableError, "none-there"), url)
        store = cls(url, now)
        try:
            bring_up_to_date(store, create=create)
        except BaseException:
            store.close()
            raise
        return store

    def backup(self, path: Path, *, replace: bool = False) -> None:
        """Write all that the store holds at this moment to a file; others may go on working.

        Parameters
        ----------
        path : Path
            Of the file; whichever database this is, it will be a store of SQLite.
        replace : bool
            Whether a file that is there is given up; it is, once the new one is whole.

        Raises
        ------
        StoreError
            If it cannot be written; then nothing is.
        """
        with said_to_people(place.find(path)), draft_of(path, replace) as draft:
            copy = Store.open(draft)
            try:
                copy_rows(self, copy)
            finally:
                copy.close()

    @classmethod
    def restore(
        cls, path: Path, where: str | Path | None = None, *, replace: bool = False
    ) -> "Store":
        """Bring a backup back, of this kit or an older one, into either database.

        Parameters
        ----------
        path : Path
            Of the backup, which is left as it is.
        where : str or Path, optional
            The store to fill, as `open` reads it.
        replace : bool
            Whether the classes that are there are given up.

        Returns
        -------
        Store
            The store that was filled.

        Raises
        ------
        StoreError
            If the backup is none, or there are classes already; then nothing is changed.
        """
        url = place.find(path)
        with said_to_people(url), lent(path) as copy:
            try:
                source = cls.open(copy, create=False)
            except StoreError as error:  # what is wrong is wrong with the backup
                problem = error.problems[0]
                values = {**problem.values, "where": place.shown(url)}
                raise type(error)(Problem(problem.key, values=values)) from None
            try:
                store = cls.open(where)
                try:
                    copy_rows(source, store, replace=replace)
                except BaseException:
                    store.close()
                    raise
            finally:
                source.close()
        return store
