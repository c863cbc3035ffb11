"""Among an app's inputs: a button that does something, a panel to look at."""

from collections.abc import Callable
from typing import Any

import ipywidgets

from ogs_teach.apps.fields import Field, Maker
from ogs_teach.i18n import Lang, t


class Action(Field):
    """A button; the text `action.<name>` of the app's room is its name.

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
        self.box = make(ipywidgets.Button, *(["ogs-take"] if self.main else []))
        self.box.on_click(lambda _: self.do())
        return [self.box]

    def relabel(self, lang: Lang) -> None:
        """Name the button in a language."""
        super().relabel(lang)
        self.box.description = t(f"{self.room}.action.{self.name}", lang)

    def label(self, lang: Lang) -> str:
        """Return the button's name."""
        return t(f"{self.room}.action.{self.name}", lang)

    def read(self) -> Any:
        """Return nothing: a button has no value."""
        return None


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
        """Show something else; nothing is sent if it is the same."""
        if self.box.value != html:
            self.box.value = html

    def read(self) -> Any:
        """Return nothing."""
        return None
