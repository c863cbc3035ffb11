"""The store as the event loop uses it: one thread works, nobody waits for the disk."""

import functools
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from tornado.ioloop import IOLoop

from ogs_teach.server.classroom.throttle import Throttle
from ogs_teach.store import Store

MOST_TICKETS = 1000
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

    async def do(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Let the store do something, in the order of asking."""
        call = functools.partial(work, *args, **kwargs)
        return await IOLoop.current().run_in_executor(self._worker, call)

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
