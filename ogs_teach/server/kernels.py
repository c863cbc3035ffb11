"""How many kernels may live, and which one gives way."""

import uuid
from datetime import timedelta
from typing import Any

import tornado.web
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_server._tz import utcnow
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets import Dict, Float, Integer, List

NO_HISTORY = "--HistoryManager.enabled=False"  # what a visitor does is written to no disk
UNSET = ("PYTHONDONTWRITEBYTECODE",)  # uncompiled imports triple a kernel's start
QUIET = {"JUPYTER_WIDGETS_ECHO": "0"}  # a phone need not be told what it has just said


class OwnKernel(KernelSpecManager):
    """The kernel of the Python that runs the server, whatever else is installed here."""

    kernel_dirs = List([])


class VisitorKernel(OwnKernel):
    """The same, without IPython's record of what was run."""

    def get_kernel_spec(self, kernel_name: str) -> Any:
        """Return how a visitor's kernel is started."""
        spec = super().get_kernel_spec(kernel_name)
        spec.argv = [*spec.argv, NO_HISTORY]
        return spec


class ClassKernels(AsyncMappingKernelManager):
    """Kernels for a room: a fixed number of seats, none kept by an empty chair."""

    seats = Integer(40, config=True, help="How many kernels may live at once.")
    grace = Float(60, config=True, help="Seconds that a place is kept for whoever left it.")
    extra_env = Dict(help="Environment that every kernel gets beside the request's own.")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._arriving: set[str] = set()
        self._leaving: set[str] = set()

    async def start_kernel(self, **kwargs: Any) -> str:
        """Start a kernel, or say that the room is full.

        Raises
        ------
        tornado.web.HTTPError
            503 when all seats are taken by people who are there.
        """
        leaver = None
        if len({*self._kernels, *self._arriving} - self._leaving) >= self.seats:
            leaver = self._longest_away()
            if leaver is None:
                raise tornado.web.HTTPError(503, "all seats are taken")
        env = {**kwargs.pop("env", {}), **QUIET, **self.extra_env}
        for name in UNSET:
            env.pop(name, None)
        kernel_id = str(uuid.uuid4())  # known beforehand, so that nobody is counted twice
        self._arriving.add(kernel_id)
        try:
            if leaver is not None:
                await self._end(leaver)
            return str(await super().start_kernel(kernel_id=kernel_id, env=env, **kwargs))
        finally:
            self._arriving.discard(kernel_id)

    async def _end(self, kernel_id: str) -> None:
        self._leaving.add(kernel_id)
        try:
            await self.shutdown_kernel(kernel_id, now=True)
        finally:
            self._leaving.discard(kernel_id)

    def _longest_away(self) -> str | None:
        """Return the kernel that nobody has looked at for the longest time."""
        moving = self._arriving | self._leaving
        away = {
            kernel_id: kernel.last_activity
            for kernel_id, kernel in self._kernels.items()
            if kernel_id not in moving and not self._kernel_connections.get(kernel_id)
        }
        if not away:
            return None
        oldest = min(away, key=lambda kernel_id: away[kernel_id])
        return oldest if utcnow() - away[oldest] > timedelta(seconds=self.grace) else None
