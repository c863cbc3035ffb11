"""The store as the event loop uses it: one thread works, nobody waits for the disk."""

import functools
import secrets
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from tornado.ioloop import IOLoop

from ogs_teach.errors import StoreError
from ogs_teach.server.classroom.throttle import Throttle
from ogs_teach.store import Store

MOST_TICKETS = 1000
RECENT = 15.0  # seconds; phones that wait ask more often
P = ParamSpec("P")
T = TypeVar("T")


class Room:
    """What all handlers of the class share.

    Parameters
    ----------
    store : Store
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.codes = Throttle(free=8)
        self._tickets: dict[str, str] = {}
        self._worker = ThreadPoolExecutor(1, "store")
        self._trouble: tuple[StoreError, float] | None = None

    async def do(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Let the store do something, in the order of asking."""
        call = functools.partial(work, *args, **kwargs)
        try:
            return await IOLoop.current().run_in_executor(self._worker, call)
        except StoreError as error:
            if is_broken(error):
                self._trouble = error, time.monotonic()
            raise

    @property
    def trouble(self) -> StoreError | None:
        """What the store complained of just now: its trainer can do something about it."""
        if self._trouble and time.monotonic() - self._trouble[1] < RECENT:
            return self._trouble[0]
        return None

    def ticket(self, seat: str) -> str:
        """Return a ticket by which a kernel can speak for whoever opened its page."""
        while len(self._tickets) >= MOST_TICKETS:
            del self._tickets[next(iter(self._tickets))]
        ticket = secrets.token_urlsafe(16)
        self._tickets[ticket] = seat
        return ticket

    def seat(self, ticket: str) -> str | None:
        """Return whose ticket it is."""
        return self._tickets.get(ticket)

    def close(self) -> None:
        """Finish what was begun, and close the store."""
        self._worker.shutdown()
        self.store.close()


def is_broken(error: BaseException) -> bool:
    """Tell whether it is the store itself that fails: its troubles alone say where it is."""
    return isinstance(error, StoreError) and any("where" in one.values for one in error.problems)
