"""The store as others use it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from ogs_teach.store import place
from ogs_teach.store.classes import Classes
from ogs_teach.store.database import prepare_file
from ogs_teach.store.forgetting import Forgetting
from ogs_teach.store.people import People
from ogs_teach.store.sittings import Sittings
from ogs_teach.store.tasks import Tasks
from ogs_teach.store.versions import bring_up_to_date


class Store(Classes, People, Sittings, Tasks, Forgetting):
    """The progress database; several threads and programs may use it at once."""

    @classmethod
    def open(
        cls,
        where: str | Path | None = None,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(tz=UTC),
    ) -> "Store":
        """Open a store, make it if it is new, and bring it up to date if it is old.

        Parameters
        ----------
        where : str or Path, optional
            A file or an address, as `place.find` reads it.
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
            prepare_file(url, folder_too=url.database == str(place.usual()))
        store = cls(url, now)
        try:
            bring_up_to_date(store)
        except BaseException:
            store.close()
            raise
        return store
