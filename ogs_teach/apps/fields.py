"""Inputs of an app: a choice, a switch, a line of text; numbers stand in `amounts`.

A field knows its own widgets, says its own name in both languages and reads its own exact
value. Only core controls are used, and widgets share one layout and one style of each
kind, since every one of those is a model that a phone has to load.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import ipywidgets

from ogs_teach.errors import InputError, Problem
from ogs_teach.i18n import Lang, catalogue, t
from ogs_teach.inputs import tidy


class Maker:
    """Makes widgets that share one layout and one style of each kind."""

    def __init__(self) -> None:
        self.made: list[ipywidgets.Widget] = []
        self._styles: dict[type, ipywidgets.Widget] = {}
        self._layout = ipywidgets.Layout()
        self.made.append(self._layout)

    def __call__(self, kind: type[ipywidgets.DOMWidget], *classes: str, **traits: Any) -> Any:
        """Make a widget with CSS classes and traits."""
        style = kind.class_traits().get("style")
        if style is not None:
            if style.klass not in self._styles:
                self._styles[style.klass] = style.klass()
                self.made.append(self._styles[style.klass])
            traits["style"] = self._styles[style.klass]
        widget = kind(layout=self._layout, _dom_classes=classes, **traits)
        self.made.append(widget)
        return widget

    def close(self) -> None:
        """Close all that was made, here and in the browser."""
        for widget in reversed(self.made):
            widget.unobserve_all()
            widget.close()
        self.made.clear()
        self._styles.clear()


def show(widget: ipywidgets.DOMWidget, css: str, on: bool) -> None:
    """Set or take a CSS class; nothing is sent if it is so already."""
    if on:
        widget.add_class(css)
    else:
        widget.remove_class(css)


class Field:
    """What all inputs have in common.

    Parameters
    ----------
    name : str
        Key of its value. Texts of the app's room say the rest: `field.<name>`, and where
        they are there `unit.<name>` and `help.<name>`.
    """

    css = "ogs-plain-field"
    listed = True  # among what a result was computed from
    whole: ipywidgets.DOMWidget
    box: Any  # the control that has the field's name as its label

    def __init__(self, name: str) -> None:
        self.name = name
        self._quiet = False

    def build(self, room: str, make: Maker, changed: Callable[[], None]) -> None:
        """Make the widgets; `changed` is called whenever the person changes the value."""
        self.room, self.changed = room, changed
        self.key = f"{room}.field.{self.name}"
        own = self.name.replace("_", "-").replace(".", "-")
        self.whole = make(ipywidgets.VBox, "ogs-field", self.css, f"ogs-{own}")
        self.help: Any = None
        if f"help.{self.name}" in catalogue(room):
            self.help = make(ipywidgets.HTML, "ogs-help")
        controls = self._controls(make)
        self.whole.children = [*controls, self.help] if self.help else controls

    def _controls(self, make: Maker) -> list[ipywidgets.DOMWidget]:
        """Make the controls, top to bottom."""
        raise NotImplementedError

    def relabel(self, lang: Lang) -> None:
        """Say everything in a language."""
        self.box.description = self.label(lang)
        if self.help:
            self.help.value = f"<p>{t(f'{self.room}.help.{self.name}', lang)}</p>"

    def label(self, lang: Lang) -> str:
        """Return the field's name, with its unit where it has one."""
        name = t(self.key, lang)
        unit = self._unit(lang)
        return f"{name} ({unit})" if unit else name

    def _unit(self, lang: Lang) -> str:
        """Return the unit that the room's texts give."""
        key = f"unit.{self.name}"
        return t(f"{self.room}.{key}", lang) if key in catalogue(self.room) else ""

    def read(self) -> Any:
        """Return the exact value.

        Raises
        ------
        OgsError
            If the person typed what cannot be used.
        """
        raise NotImplementedError

    def written(self, lang: Lang) -> str:
        """Return the value as a person reads it, for the list of inputs taken home."""
        return str(self.box.value)

    def mark(self, wrong: bool) -> None:
        """Show whether the value is in the way of a result."""
        show(self.whole, "ogs-wrong", wrong)

    def hide(self, hidden: bool) -> None:
        """Take the field off the page, or put it back."""
        show(self.whole, "ogs-hidden", hidden)

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """Set widgets without taking it for the person's doing."""
        before, self._quiet = self._quiet, True
        try:
            yield
        finally:
            self._quiet = before


class Choice(Field):
    """One of several, read as the option's own key.

    Parameters
    ----------
    name : str
    options : sequence of str
        The text of each is `<name>.<option>` in the app's room.
    value : str, optional
        The first option, if none is given.
    tabs : bool
        Whether all options stand side by side as buttons, as for an app's views.
    says : callable (option, lang) -> str, optional
        Names options that have no text, such as members of a group.
    """

    def __init__(
        self,
        name: str,
        options: Sequence[str],
        value: str | None = None,
        *,
        tabs: bool = False,
        says: Callable[[str, Lang], str] | None = None,
    ) -> None:
        super().__init__(name)
        self.options = list(options)
        self.start = self.options[0] if value is None else value
        self.tabs, self._says = tabs, says
        self._lang: Lang = "th"

    def _controls(self, make: Maker) -> list[ipywidgets.DOMWidget]:
        kind, css = (
            (ipywidgets.ToggleButtons, "ogs-tabs")
            if self.tabs
            else (ipywidgets.Dropdown, "ogs-choice")
        )
        self.box = make(kind, css, options=self._labelled(), value=self.start)
        self.box.observe(self._chosen, "value")
        return [self.box]

    def relabel(self, lang: Lang) -> None:
        """Say the name and every option in a language."""
        super().relabel(lang)
        self._lang = lang
        with self._quietly():
            self._offer(self.box.value)

    def read(self) -> str:
        """Return the option's key."""
        return str(self.box.value)

    def written(self, lang: Lang) -> str:
        """Name the option."""
        return self.says(self.read(), lang)

    def says(self, option: str, lang: Lang) -> str:
        """Name an option."""
        if self._says is not None:
            return self._says(option, lang)
        return t(f"{self.room}.{self.name}.{option}", lang)

    def set(self, value: str) -> None:
        """Choose an option, as an app does when it opens a group."""
        with self._quietly():
            self.box.value = value

    def offer(self, options: Sequence[str], value: str | None = None) -> None:
        """Offer other options, as when another group is opened; the choice stays if it can."""
        self.options = list(options)
        kept = value if value is not None else self.box.value
        with self._quietly():
            self._offer(kept if kept in self.options else self.options[0])

    def _offer(self, value: str) -> None:
        self.box.options = self._labelled()
        self.box.value = value

    def _labelled(self) -> list[tuple[str, str]]:
        return [(self.says(option, self._lang), option) for option in self.options]

    def _chosen(self, _: object) -> None:
        if not self._quiet:
            self.changed()


class Switch(Field):
    """Yes or no, read as bool."""

    def __init__(self, name: str, value: bool = False) -> None:
        super().__init__(name)
        self.start = value

    def _controls(self, make: Maker) -> list[ipywidgets.DOMWidget]:
        self.box = make(ipywidgets.Checkbox, "ogs-switch", value=self.start, indent=False)
        self.box.observe(self._switched, "value")
        return [self.box]

    def read(self) -> bool:
        """Return whether it is on."""
        return bool(self.box.value)

    def written(self, lang: Lang) -> str:
        """Say yes or no."""
        return t("parts.yes" if self.read() else "parts.no", lang)

    def set(self, value: bool) -> None:
        """Turn it on or off, as an app does when it opens a group."""
        with self._quietly():
            self.box.value = value

    def _switched(self, _: object) -> None:
        if not self._quiet:
            self.changed()


class Text(Field):
    """A line of text, read as it stands, without invisible marks.

    Parameters
    ----------
    name : str
    value : str
    longest : int
        Letters at most.
    read_as : callable (text, field key), optional
        Reads the text as something else: a date, a list of months. Raises OgsError.
    """

    def __init__(
        self,
        name: str,
        value: str = "",
        *,
        longest: int = 200,
        read_as: Callable[[str, str], Any] | None = None,
    ) -> None:
        super().__init__(name)
        self.start, self.longest, self.read_as = value, longest, read_as

    def _controls(self, make: Maker) -> list[ipywidgets.DOMWidget]:
        self.box = make(ipywidgets.Text, "ogs-text", value=self.start, continuous_update=False)
        self.box.observe(self._typed, "value")
        return [self.box]

    def read(self) -> Any:
        """Return the text, or what it is read as."""
        text = self.box.value
        if len(text) > self.longest:
            raise InputError(Problem("parts.too-long", self.key, values={"limit": self.longest}))
        return tidy(text) if self.read_as is None else self.read_as(text, self.key)

    def set(self, text: str) -> None:
        """Put a text in the box, as an app does when it opens a group."""
        with self._quietly():
            self.box.value = text

    def _typed(self, _: object) -> None:
        if not self._quiet:
            self.changed()


class Section:
    """Fields that are rarely used, folded away until they are asked for.

    Parameters
    ----------
    name : str
        The text `section.<name>` of the app's room is its heading.
    fields : sequence of Field
    unfolded : bool
        Whether it is open from the start.
    """

    def __init__(self, name: str, fields: Sequence[Field], *, unfolded: bool = False) -> None:
        self.name, self.fields, self.unfolded = name, list(fields), unfolded

    def build(self, room: str, make: Maker, changed: Callable[[], None]) -> None:
        """Make the widgets of the section and of its fields."""
        self.room = room
        for field in self.fields:
            field.build(room, make, changed)
        self.button = make(ipywidgets.Button, "ogs-fold")
        self.button.on_click(lambda _: self.unfold(not self.unfolded))
        self.inside = make(ipywidgets.VBox, children=[field.whole for field in self.fields])
        self.whole = make(ipywidgets.VBox, "ogs-section", children=[self.button, self.inside])
        self.unfold(self.unfolded)

    def relabel(self, lang: Lang) -> None:
        """Say everything in a language."""
        self.button.description = t(f"{self.room}.section.{self.name}", lang)
        for field in self.fields:
            field.relabel(lang)

    def unfold(self, unfolded: bool) -> None:
        """Show the fields, or fold them away."""
        self.unfolded = unfolded
        show(self.inside, "ogs-hidden", not unfolded)
        show(self.button, "ogs-unfolded", unfolded)
