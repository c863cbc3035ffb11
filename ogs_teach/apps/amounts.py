"""Inputs of an app that are numbers: a box with − and +, and a slider.

The box takes what people type, Thai digits and commas too, and holds the exact value; the
slider moves over whole steps and never rounds what was typed.
"""

from fractions import Fraction
from math import ceil, floor, lcm
from typing import Any

import ipywidgets

from ogs_teach.apps.fields import Field, Maker
from ogs_teach.errors import OgsError
from ogs_teach.i18n import Lang, t
from ogs_teach.inputs import Number, parse_count, parse_percent, plain
from ogs_teach.money import BAHT, MAX_BAHT, bare_baht, parse_baht


class _Numeric(Field):
    """A box with − and +, and a slider where the range has an end."""

    css = "ogs-number-field"
    places = 2

    def __init__(
        self,
        name: str,
        value: Number,
        *,
        lowest: Number = 0,
        highest: Number | None = None,
        step: Number = 1,
        slide_to: Number | None = None,
    ) -> None:
        super().__init__(name)
        self.start = Fraction(value)
        self.lowest = Fraction(lowest)
        self.highest = None if highest is None else Fraction(highest)
        self.step = Fraction(step)
        end = highest if slide_to is None else slide_to
        self.end = None if end is None else Fraction(end)

    def _parse(self, text: str) -> Any:
        """Read the box's text as an exact value."""
        raise NotImplementedError

    def _shown(self, number: Fraction) -> str:
        """Write a number as it stands in the box."""
        return plain(number, self.places)

    def _number(self, value: Any) -> Fraction:
        """Return an exact value in the box's own unit."""
        return Fraction(value)

    def _controls(self, make: Maker) -> list[ipywidgets.DOMWidget]:
        self.box = make(
            ipywidgets.Text, "ogs-box", value=self._shown(self.start), continuous_update=False
        )
        self.less = make(ipywidgets.Button, "ogs-less")
        self.more = make(ipywidgets.Button, "ogs-more")
        self.less.on_click(lambda _: self._move(-1))
        self.more.on_click(lambda _: self._move(+1))
        self.box.observe(self._typed, "value")
        self.last = self.start
        self.slider: Any = None
        row = [self.less, self.box, self.more]
        if self.end is None:
            return row
        self.slider = make(
            ipywidgets.IntSlider,
            "ogs-slider",
            **self._measure(self.end),
            value=self._place(self.start),
            readout=False,
        )
        self.slider.observe(self._slid, "value")
        return [*row, self.slider]

    def relabel(self, lang: Lang) -> None:
        """Say the name, and what − and + do."""
        super().relabel(lang)
        field = t(self.key, lang)
        self.less.tooltip = t("parts.less", lang, field=field)
        self.more.tooltip = t("parts.more", lang, field=field)

    def read(self) -> Any:
        """Return the exact value that stands in the box."""
        value = self._parse(self.box.value)
        self.last = self._number(value)
        return value

    def set(self, number: Number) -> None:
        """Put a number in box and slider, as an app does when it opens a group."""
        with self._quietly():
            self.last = Fraction(number)
            self.box.value = self._shown(self.last)
            if self.slider is not None:
                self.slider.value = self._place(self.last)

    def span(self, lowest: Number, end: Number, step: Number | None = None) -> None:
        """Let the slider run between other bounds, and in other steps where they are given."""
        self.lowest = Fraction(lowest)
        self.step = self.step if step is None else Fraction(step)
        self.end = max(Fraction(end), self.lowest)
        with self._quietly(), self.slider.hold_trait_notifications():
            for name, value in self._measure(self.end).items():
                setattr(self.slider, name, value)
            self.slider.value = self._place(self.last)

    def _measure(self, end: Fraction) -> dict[str, int]:
        """Return what a slider over whole steps counts in."""
        self._scale = lcm(end.denominator, self.step.denominator)
        self._floor = floor(self.lowest / self.step) * self.step
        return {
            "min": int(self._floor * self._scale),
            "max": int(end * self._scale),
            "step": int(self.step * self._scale),
        }

    def put(self, number: Number) -> None:
        """Put a number that stands in books: bounds that are too narrow for it give way."""
        self.lowest = min(self.lowest, Fraction(number))
        if self.highest is not None:
            self.highest = max(self.highest, Fraction(number))
        self.set(number)

    def _place(self, number: Fraction) -> int:
        """Return the slider's own place nearest to a number.

        Its places are round numbers. A slider that is set between two of them answers with
        the nearer one, and would overwrite what the person typed.
        """
        assert self.end is not None  # noqa: S101 - only a field with a slider asks
        place = floor(number / self.step + Fraction(1, 2)) * self.step
        return int(min(max(place, self._floor), self.end) * self._scale)

    def _typed(self, _: object) -> None:
        if self._quiet:
            return
        try:
            number = self._number(self._parse(self.box.value))
        except OgsError:
            pass  # the app says what is wrong, beside what else is
        else:
            self.set(number)
        self.changed()

    def _slid(self, change: Any) -> None:
        if self._quiet:
            return
        with self._quietly():
            self.last = max(Fraction(change["new"], self._scale), self.lowest)
            self.box.value = self._shown(self.last)
        self.changed()

    def _move(self, sign: int) -> None:
        """Go to the next round number up or down, and no farther than the bounds."""
        steps = self.last / self.step
        number = (floor(steps) + 1 if sign > 0 else ceil(steps) - 1) * self.step
        number = max(number, self.lowest)
        if self.highest is not None:
            number = min(number, self.highest)
        self.set(number)
        self.changed()


class Baht(_Numeric):
    """An amount: typed in baht, read in satang.

    Parameters
    ----------
    name : str
    value : number
        Baht, when the app opens.
    lowest, highest : number
        Baht; what the box accepts. A trillion at most.
    step : number
        Baht; − and + and the slider go to multiples of it.
    slide_to : number, optional
        Baht; the slider's end, where it should end before `highest`.
    """

    def _parse(self, text: str) -> int:
        highest = MAX_BAHT if self.highest is None else self.highest
        return parse_baht(text, self.key, lowest=self.lowest, highest=highest)

    def _number(self, value: Any) -> Fraction:
        return Fraction(value, BAHT)

    def _shown(self, number: Fraction) -> str:
        return bare_baht(int(number * BAHT))

    def _unit(self, lang: Lang) -> str:
        return super()._unit(lang) or t("money.baht", lang)


class Percent(_Numeric):
    """A percentage, read as an exact Fraction of 100; parameters as for `Baht`."""

    places = 4

    def _parse(self, text: str) -> Fraction:
        highest = 1000 if self.highest is None else self.highest
        return parse_percent(text, self.key, lowest=self.lowest, highest=highest)

    def _unit(self, lang: Lang) -> str:
        return super()._unit(lang) or "%"


class Count(_Numeric):
    """A whole number: months, members, years; parameters as for `Baht`."""

    places = 0

    def _parse(self, text: str) -> int:
        highest = 1_000_000 if self.highest is None else int(self.highest)
        return parse_count(text, self.key, lowest=int(self.lowest), highest=highest)
