"""The store as the event loop uses it: one thread works, nobody waits for the disk."""

import functools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from tornado.ioloop import IOLoop

from ogs_teach.server.classroom.throttle import Throttle
from ogs_teach.store import Store

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
        self._worker = ThreadPoolExecutor(1, "store")

    async def do(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Let the store do something, in the order of asking."""
        call = functools.partial(work, *args, **kwargs)
        return await IOLoop.current().run_in_executor(self._worker, call)

    def close(self) -> None:
        """Finish what was begun, and close the store."""
        self._worker.shutdown()
        self.store.close()
