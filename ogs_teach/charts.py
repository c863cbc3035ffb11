"""Charts as SVG text, for apps, lesson pages, reports and notebooks alike.

A chart is one piece of SVG: no script, no style sheet, no outside host; the same values
give the same text, byte for byte. It fills the width it is given (a phone's, at 16 px
text, or a column of a wide page), prints in black and white, since lines differ in dashes
and markers and bars in patterns, and carries a title, a description and its numbers for
screen readers.

It is drawn directly: a chart library's output, once its script, dated comment, random
ids, style sheet and legend are taken out again, leaves little but the coordinates.
"""

import hashlib
from collections.abc import Mapping, Sequence
from fractions import Fraction
from html import escape
from math import ceil, floor, log10
from typing import Literal

from ogs_teach.i18n import Lang, t
from ogs_teach.inputs import plain
from ogs_teach.money import BAHT

Unit = Literal["baht", "percent", "count"]
Series = Mapping[str, Sequence[int | Fraction | None]]

INK, PAPER, LINE = "#1f2933", "#ffffff", "#b8c4bb"
COLOURS = ("#1b5e3b", "#1f4e8c", "#8a5a00", "#b3261e", "#5b3a86", "#3d4a45")
DASHES = ("", "9 5", "2 5", "13 5 2 5", "5 3", "1 3")
FONTS = "Sarabun, 'Noto Sans Thai', 'Leelawadee UI', Thonburi, Loma, Garuda, Tahoma, sans-serif"
WIDTH = 340  # units; a phone's column is a little wider, so 16 units are 16 px or more
TEXT = 16
ROW = 24  # a line of text, with room for Thai marks above and below
PLOT = 200  # height of the plot


def lines(
    series: Series,
    labels: Sequence[str],
    *,
    title: str,
    description: str,
    lang: Lang = "th",
    unit: Unit = "baht",
) -> str:
    """Draw one line per series.

    Parameters
    ----------
    series : mapping of name to sequence, shape (n,)
        Satang where `unit` is "baht", else percent or pieces; None leaves a gap.
    labels : sequence of str, shape (n,)
        Under the horizontal axis; as many are written as fit.
    title, description : str
        Say what the chart shows, and what to see in it.
    lang : "th" or "en"
    unit : "baht", "percent" or "count"

    Returns
    -------
    str
        SVG.

    Raises
    ------
    ValueError
        If a series is not as long as `labels`: a mistake in the kit, not of its user.

    Examples
    --------
    >>> svg = lines({"เงินออม": [0, 120_000]}, ["2567", "2568"], title="เงินออม",
    ...             description="เงินออมเพิ่มขึ้น")
    >>> "<script" in svg, "เงินออม: 2567 0, 2568 1,200" in svg
    (False, True)
    """
    return _Chart(series, labels, title, description, lang, unit).lines()


def bars(
    series: Series,
    labels: Sequence[str],
    *,
    title: str,
    description: str,
    lang: Lang = "th",
    unit: Unit = "baht",
) -> str:
    """Draw bars side by side, one group per label; labels too long to stand lie down.

    Parameters are those of `lines`.

    Examples
    --------
    >>> svg = bars({"ปันผล": [500]}, ["2567"], title="ปันผล", description="5 บาท")
    >>> svg == bars({"ปันผล": [500]}, ["2567"], title="ปันผล", description="5 บาท")
    True
    """
    return _Chart(series, labels, title, description, lang, unit).bars()


def stacked(
    series: Series,
    labels: Sequence[str],
    *,
    title: str,
    description: str,
    lang: Lang = "th",
    unit: Unit = "baht",
) -> str:
    """Draw one bar per label, the series on top of each other; values are zero or more.

    Parameters are those of `lines`.

    Examples
    --------
    >>> stacked({}, [], title="ว่าง", description="ยังไม่มี").count("<rect")
    0
    """
    return _Chart(series, labels, title, description, lang, unit).stacked()


class _Chart:
    """A frame with a scale, an axis and a legend, into which marks are drawn."""

    def __init__(
        self,
        series: Series,
        labels: Sequence[str],
        title: str,
        description: str,
        lang: Lang,
        unit: Unit,
    ) -> None:
        for name, values in series.items():
            if len(values) != len(labels):
                raise ValueError(f"{name}: {len(values)} values for {len(labels)} labels")
        self.names = list(series)
        self.columns = [
            [None if value is None else _shown(value, unit) for value in values]
            for values in series.values()
        ]
        self.labels, self.lang, self.unit = list(labels), lang, unit
        self.title, self.description = title, description
        known = [value for column in self.columns for value in column if value is not None]
        self.empty = not known
        content = repr((series, labels, title, description, lang, unit))
        self.id = "c" + hashlib.sha256(content.encode()).hexdigest()[:10]
        self.parts: list[str] = []
        self.top = ROW * len(self._legend_rows()) + ROW + 14

    # Scale and frame

    def _scale(self, low: Fraction, high: Fraction) -> None:
        """Choose round numbers for the axis, zero among them."""
        low, high = min(low, Fraction(0)), max(high, Fraction(0))
        if low == high:
            high = Fraction(1)
        step = _round_step((high - low) / 4)
        if self.unit == "count":
            step = max(step, Fraction(1))
        ticks = range(floor(low / step), ceil(high / step) + 1)
        self.ticks = [tick * step for tick in ticks]
        self.million = self.unit == "baht" and max(-low, high) >= 1_000_000
        written = [plain(tick / (1_000_000 if self.million else 1)) for tick in self.ticks]
        self.left = max(map(_width, written)) + 8
        self.right = WIDTH - 8
        for tick, text in zip(self.ticks, written, strict=True):
            y = self._y(tick)
            weight = 1.6 if tick == 0 else 0.8
            self._add(
                f'<line x1="{_n(self.left)}" x2="{_n(self.right)}" y1="{_n(y)}" y2="{_n(y)}" '
                f'stroke="{INK if tick == 0 else LINE}" stroke-width="{weight}"/>'
            )
            self._text(self.left - 6, y + 5, text, "end")
        caption = {"baht": "million" if self.million else "baht", "percent": "percent"}
        if self.unit in caption:
            self._text(0, self.top - 16, t(f"charts.{caption[self.unit]}", self.lang))

    def _y(self, value: Fraction) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return float(self.top + PLOT - PLOT * (value - low) / (high - low))

    def _write_labels(self, centres: Sequence[float]) -> list[int]:
        """Write as many labels as fit, evenly spaced; return which."""
        if not centres:
            return []
        widest = max(map(_width, self.labels)) + 10
        room = (centres[-1] - centres[0]) / max(len(centres) - 1, 1)
        every = next(
            (n for n in (1, 2, 3, 4, 5, 6, 10, 12, 20, 24, 30, 36, 60, 120) if n * room >= widest),
            max(len(centres) - 1, 1),
        )
        chosen = list(range(0, len(centres), every))
        for index in chosen:
            half = _width(self.labels[index]) / 2
            x = min(max(centres[index], half), WIDTH - half)
            self._text(x, self.top + PLOT + ROW, self.labels[index], "middle")
        return chosen

    def _legend_rows(self) -> list[list[int]]:
        rows: list[list[int]] = []
        used = WIDTH
        for index, name in enumerate(self.names):
            wide = 38 + _width(name)
            if used + wide > WIDTH:
                rows.append([])
                used = 0
            rows[-1].append(index)
            used += ceil(wide) + 12
        return rows

    def _legend(self, swatch: str) -> None:
        for row, indices in enumerate(self._legend_rows()):
            x, y = 0.0, row * ROW + 18
            for index in indices:
                if swatch == "line":
                    self._add(self._stroke(index, f"M{_n(x)} {y - 5}h30"))
                    self._marker(index, x + 15, y - 5)
                else:
                    self._bar(index, x + 4, y - 14, 24, 16)
                self._text(x + 36, y, self.names[index])
                x += 38 + _width(self.names[index]) + 12

    # Marks

    def lines(self) -> str:
        if self.empty:
            return self._nothing()
        known = [value for column in self.columns for value in column if value is not None]
        self._scale(min(known), max(known))
        count = len(self.labels)
        first = self.left + 8
        gap = (self.right - 8 - first) / max(count - 1, 1)
        centres = [first + gap * index for index in range(count)]
        chosen = self._write_labels(centres)
        for index, column in enumerate(self.columns):
            path, pen = "", "M"
            for x, value in zip(centres, column, strict=True):
                if value is None:
                    pen = "M"
                    continue
                path += f"{pen}{_n(x)} {_n(self._y(value))}"
                pen = "L"
            self._add(self._stroke(index, path))
            for place in chosen:
                value = column[place]
                if value is not None:
                    self._marker(index, centres[place], self._y(value))
        self._legend("line")
        return self._svg(self.top + PLOT + ROW + 12)

    def bars(self) -> str:
        if self.empty:
            return self._nothing()
        known = [value for column in self.columns for value in column if value is not None]
        slot = (WIDTH - 70) / len(self.labels)
        if len(self.labels) <= 12 and max(map(_width, self.labels)) > slot:
            return self._lying(max(known))
        self._scale(min(known), max(known))
        centres, slot = self._slots()
        wide = slot * 0.76 / len(self.names)
        for index, column in enumerate(self.columns):
            for centre, value in zip(centres, column, strict=True):
                if value is not None:
                    x = centre + wide * (index - len(self.names) / 2)
                    y, zero = self._y(value), self._y(Fraction(0))
                    self._bar(index, x, min(y, zero), wide - 1, abs(zero - y))
        self._write_labels(centres)
        self._legend("bar")
        return self._svg(self.top + PLOT + ROW + 12)

    def stacked(self) -> str:
        if self.empty:
            return self._nothing()
        sums = [
            sum((v or Fraction(0) for v in row), Fraction(0))
            for row in zip(*self.columns, strict=True)
        ]
        self._scale(min(sums), max(sums))
        centres, slot = self._slots()
        for place, centre in enumerate(centres):
            under = Fraction(0)
            for index, column in enumerate(self.columns):
                value = column[place] or Fraction(0)
                low, high = self._y(under), self._y(under + value)
                if value:
                    self._bar(index, centre - slot * 0.36, high, slot * 0.72, low - high)
                under += value
        self._write_labels(centres)
        self._legend("bar")
        return self._svg(self.top + PLOT + ROW + 12)

    def _slots(self) -> tuple[list[float], float]:
        slot = (self.right - self.left) / len(self.labels)
        return [self.left + slot * (index + 0.5) for index in range(len(self.labels))], slot

    def _lying(self, high: Fraction) -> str:
        """Draw bars along the line, each under its label, its number beside it."""
        y = self.top - 14.0
        if len(self.names) > 1:
            self._legend("bar")
        else:
            y = 0.0
        longest = WIDTH - 8 - max(_width(self._say(v)) for c in self.columns for v in c if v)
        for place, label in enumerate(self.labels):
            self._text(0, y + 18, label)
            y += ROW
            for index, column in enumerate(self.columns):
                value = column[place]
                if value is None:
                    continue
                wide = float(max(value, Fraction(0)) / high) * longest if high > 0 else 0.0
                self._bar(index, 0, y + 2, max(wide, 1), 18)
                self._text(max(wide, 1) + 6, y + 17, self._say(value))
                y += ROW
            y += 8
        return self._svg(y)

    def _bar(self, index: int, x: float, y: float, wide: float, high: float) -> None:
        fill = f"url(#{self.id}-{index})" if index else COLOURS[0]
        colour = COLOURS[index % len(COLOURS)]
        self._add(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(max(wide, 0.5))}" height="{_n(high)}" '
            f'fill="{fill}" stroke="{colour}"/>'
        )

    def _stroke(self, index: int, path: str) -> str:
        dash = DASHES[index % len(DASHES)]
        return (
            f'<path d="{path}" fill="none" stroke="{COLOURS[index % len(COLOURS)]}" '
            f'stroke-width="3" stroke-linejoin="round"'
            + (f' stroke-dasharray="{dash}"' if dash else "")
            + "/>"
        )

    def _marker(self, index: int, x: float, y: float) -> None:
        colour = COLOURS[index % len(COLOURS)]
        shape = (
            f"M{_n(x - 4.5)} {_n(y)}a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z",
            f"M{_n(x - 4)} {_n(y - 4)}h8v8h-8z",
            f"M{_n(x)} {_n(y - 5)}l5 9h-10z",
            f"M{_n(x)} {_n(y - 6)}l6 6l-6 6l-6-6z",
        )[index % 4]
        self._add(f'<path d="{shape}" fill="{PAPER}" stroke="{colour}" stroke-width="2"/>')

    def _patterns(self) -> str:
        """Hatch the bars of every series but the first, each its own way."""
        made = ""
        ways = (
            "M0 8L8 0M-2 2L2-2M6 10L10 6",
            "M0 2H8M0 6H8",
            "M0 0L8 8M-2 6L2 10M6-2L10 2",
            "M2 0V8M6 0V8",
            "M0 4H8M4 0V8",
        )
        for index in range(1, len(self.names)):
            colour = COLOURS[index % len(COLOURS)]
            made += (
                f'<pattern id="{self.id}-{index}" width="8" height="8" '
                f'patternUnits="userSpaceOnUse"><path d="M0 0H8V8H0z" fill="{PAPER}"/>'
                f'<path d="{ways[(index - 1) % len(ways)]}" stroke="{colour}" '
                f'stroke-width="2.2"/></pattern>'
            )
        return f"<defs>{made}</defs>" if made else ""

    # Text

    def _add(self, part: str) -> None:
        self.parts.append(part)

    def _text(self, x: float, y: float, text: str, anchor: str = "start") -> None:
        place = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self._add(f'<text x="{_n(x)}" y="{_n(y)}"{place}>{escape(text)}</text>')

    def _say(self, value: Fraction) -> str:
        return plain(value, 2) + ("%" if self.unit == "percent" else "")

    def _numbers(self) -> str:
        """Say the numbers that the picture shows, for people who hear it."""
        said = []
        for name, column in zip(self.names, self.columns, strict=True):
            known = [
                (label, v) for label, v in zip(self.labels, column, strict=True) if v is not None
            ]
            if not known:
                continue
            if len(known) <= 12:
                values = ", ".join(f"{label} {self._say(value)}" for label, value in known)
                said.append(t("charts.all", self.lang, name=name, values=values))
            else:
                said.append(
                    t(
                        "charts.start",
                        self.lang,
                        name=name,
                        first=self._say(known[0][1]),
                        from_label=known[0][0],
                        last=self._say(known[-1][1]),
                        to_label=known[-1][0],
                        high=self._say(max(value for _, value in known)),
                    )
                )
        return "; ".join(said)

    def _nothing(self) -> str:
        self._text(WIDTH / 2, 40, t("charts.empty", self.lang), "middle")
        return self._svg(64)

    def _svg(self, height: float) -> str:
        described = f"{self.description} {self._numbers()}".strip()
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="ogs-chart" role="img" '
            f'aria-labelledby="{self.id}-t" aria-describedby="{self.id}-d" lang="{self.lang}" '
            f'viewBox="0 0 {WIDTH} {ceil(height)}" width="100%" '
            f'style="max-width:30rem;height:auto" '
            f'font-family="{FONTS}" font-size="{TEXT}" fill="{INK}">'
            f'<title id="{self.id}-t">{escape(self.title)}</title>'
            f'<desc id="{self.id}-d">{escape(described)}</desc>'
            + self._patterns()
            + "".join(self.parts)
            + "</svg>"
        )


def _shown(value: int | Fraction, unit: Unit) -> Fraction:
    return Fraction(value) / BAHT if unit == "baht" else Fraction(value)


def _round_step(rough: Fraction) -> Fraction:
    """Return 1, 2 or 5 times a power of ten, at least `rough`."""
    power = Fraction(10) ** floor(log10(rough))
    return next(n * power for n in (1, 2, 5, 10, 20) if n * power >= rough)


def _width(text: str) -> float:
    """Judge how wide a text stands; Thai vowels and marks above and below take no room."""
    wide = 0.0
    for letter in text:
        if (
            letter in "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a"
            or "\u0e47" <= letter <= "\u0e4e"
        ):
            continue
        wide += 0.3 if letter in " .,:;'|il()" else 0.62
    return wide * TEXT


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


__all__ = ["bars", "lines", "stacked"]
