"""Work that goes on beside a page: the newest only, with a bar once it takes long, and a stop."""

import asyncio
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import ipywidgets

from ogs_teach.apps.fields import Maker, show
from ogs_teach.errors import Problem, SimulationError
from ogs_teach.i18n import Lang, t

PATIENCE = 1.0  # seconds that nobody minds
LOOK = 0.2  # seconds between two looks at how far it is

Progress = Callable[[float], bool]
"""Told how much is done, 0 to 1; False asks the work to end with a SimulationError."""
_Work = tuple[Callable[[Progress], Any], Callable[[Any], None], Callable[[Sequence[Problem]], None]]


class Beside:
    """One piece of work in a thread; a newer one drops it.

    Parameters
    ----------
    make : Maker
    """

    def __init__(self, make: Maker) -> None:
        self.words = make(ipywidgets.HTML, "ogs-working")
        self.bar = make(ipywidgets.IntProgress, "ogs-bar", max=100)
        self.button = make(ipywidgets.Button, "ogs-press")
        self.button.on_click(lambda _: self._pressed())
        self.whole = make(
            ipywidgets.VBox,
            "ogs-work",
            "ogs-hidden",
            children=[self.words, self.bar, self.button],
        )
        self.task: asyncio.Task[None] | None = None
        self._turn, self._part = 0, 0.0
        self._lang: Lang = "th"
        self._work: _Work | None = None
        self._stopped = False

    @property
    def busy(self) -> bool:
        """Whether something is being worked on."""
        return self._work is not None and not self._stopped

    def start(
        self,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        failed: Callable[[Sequence[Problem]], None] = lambda _: None,
    ) -> bool:
        """Begin; what was begun before is dropped.

        Parameters
        ----------
        work : callable (progress) -> result
            Called in a thread; it touches no widget.
        done : callable (result) -> None
            Called on the page's own turn, unless the work was dropped or stopped.
        failed : callable (problems) -> None, optional
            Called instead if it could not be done.

        Returns
        -------
        bool
            False where there is nothing to wait in: a script, or a test.
        """
        self.drop()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return False
        self._work, self._part = (work, done, failed), 0.0
        self.task = loop.create_task(self._go(self._turn, *self._work))
        return True

    def drop(self) -> None:
        """Forget what is being worked on; its thread ends when it next tells how far it is."""
        self._turn += 1
        self._work, self._stopped = None, False
        show(self.whole, "ogs-hidden", True)

    def stop(self) -> None:
        """End the work as the person asks; it can be begun again."""
        self._turn += 1
        self._stopped = True
        self._say()

    def relabel(self, lang: Lang) -> None:
        """Say everything in a language."""
        self._lang = lang
        self._say()

    def _say(self) -> None:
        state = "stopped" if self._stopped else "working"
        said = escape(t(f"parts.beside.{state}", self._lang))
        self.words.value = f'<p role="status">{said}</p>'
        self.button.description = t(
            f"parts.beside.{'again' if self._stopped else 'stop'}", self._lang
        )
        show(self.bar, "ogs-hidden", self._stopped)

    def _pressed(self) -> None:
        if self._stopped and self._work:
            self.start(*self._work)
        elif self.busy:
            self.stop()

    async def _go(
        self,
        turn: int,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        failed: Callable[[Sequence[Problem]], None],
    ) -> None:
        def progress(part: float) -> bool:
            if turn == self._turn:
                self._part = part
            return turn == self._turn

        watch = asyncio.get_running_loop().create_task(self._watch(turn))
        problems: Sequence[Problem] = ()
        found = None
        try:
            found = await asyncio.to_thread(work, progress)
        except SimulationError as error:
            problems = error.problems
        except Exception:
            from traitlets.log import get_logger

            get_logger().exception("what went on beside the page failed")
            problems = [Problem("parts.unexpected")]
        finally:
            watch.cancel()
        if turn != self._turn:
            return  # dropped or stopped: nobody waits for it
        self.drop()
        if problems:
            failed(problems)
        else:
            done(found)

    async def _watch(self, turn: int) -> None:
        """Show how far the work is, once it has taken longer than anybody likes to wait."""
        await asyncio.sleep(PATIENCE)
        self._say()
        while turn == self._turn:
            self.bar.value = int(100 * self._part)
            show(self.whole, "ogs-hidden", False)
            await asyncio.sleep(LOOK)
