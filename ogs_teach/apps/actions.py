"""Among an app's inputs: a button that does something, a panel to look at."""

from collections.abc import Callable

import ipywidgets

from ogs_teach.apps.fields import Field, Maker
from ogs_teach.i18n import Lang


class Action(Field):
    """A button that does something, with a line below it for what came of it.

    Parameters
    ----------
    name : str
    do : callable
        Called when it is pressed; what it raises is the app's to tell.
    main : bool
        Whether it is what most people want next.
    """

    css = "ogs-action-field"
    listed = False

    def __init__(self, name: str, do: Callable[[], None], *, main: bool = False) -> None:
        super().__init__(name)
        self.do, self.main = do, main

    def _controls(self, make: Maker) -> list[ipywidgets.DOMWidget]:
        self.box = make(ipywidgets.Button, "ogs-take" if self.main else "ogs-press")
        self.box.on_click(lambda _: self.do())
        self.line = make(ipywidgets.HTML, "ogs-link")
        return [self.box, self.line]

    def read(self) -> None:
        """Return nothing: a button holds no value."""


class Panel(Field):
    """HTML between the inputs, which the app sets."""

    css = "ogs-panel-field"
    listed = False

    def _controls(self, make: Maker) -> list[ipywidgets.DOMWidget]:
        self.box = make(ipywidgets.HTML, "ogs-panel")
        return [self.box]

    def relabel(self, lang: Lang) -> None:
        """Have no name of its own: what it shows says what it is."""

    def draw(self, html: str) -> None:
        """Show something else."""
        self.box.value = html

    def read(self) -> None:
        """Return nothing: a panel holds no value."""
