"""The frame of a chart: a scale, an axis, a key, and the marks that are set into it."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from html import escape
from math import ceil, floor, log10
from typing import Literal

from ogs_teach.charts.texts import KEY, TEXT, WIDTH, lay_key, width
from ogs_teach.i18n import Lang, t
from ogs_teach.inputs import plain
from ogs_teach.money import BAHT, bare_baht

Unit = Literal["baht", "percent", "count"]
Series = Mapping[str, Sequence[int | Fraction | None]]

INK, PAPER, LINE = "#1f2933", "#ffffff", "#b8c4bb"
COLOURS = ("#1b5e3b", "#1f4e8c", "#8a5a00", "#b3261e", "#5b3a86", "#3d4a45")
DASHES = ("", "9 5", "2 5", "13 5 2 5", "5 3", "1 3")
HATCHES = (
    "M0 8L8 0M-2 2L2-2M6 10L10 6",
    "M0 2H8M0 6H8",
    "M0 0L8 8M-2 6L2 10M6-2L10 2",
    "M2 0V8M6 0V8",
    "M0 4H8M4 0V8",
)
FONTS = "Sarabun, 'Noto Sans Thai', 'Leelawadee UI', Thonburi, Loma, Garuda, Tahoma, sans-serif"
ROW = 24  # a line of text, with room for Thai marks above and below
PLOT = 200  # height of the plot
BELOW = ROW + 6  # from the plot to its labels: a wide first one clears the numbers beside the plot
ALL_TOLD = 12  # of a longer series, screen readers hear the ends and the top
EVERY = (1, 2, 3, 4, 5, 6, 10, 12, 20, 24, 30, 36, 60, 120)  # labels left out evenly


class Frame:
    """Values, and the piece of SVG that is being made of them.

    Parameters
    ----------
    series, labels, title, description, lang, unit
        As for `charts.lines`.
    """

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
        per = BAHT if unit == "baht" else 1
        self.names = list(series)
        self.columns = [
            [None if value is None else Fraction(value) / per for value in values]
            for values in series.values()
        ]
        self.known = [value for column in self.columns for value in column if value is not None]
        self.labels, self.lang, self.unit = list(labels), lang, unit
        self.title, self.description = title, description
        self.caption = "" if unit == "count" else t(f"charts.{unit}", lang)
        content = repr((series, labels, title, description, lang, unit))
        self.id = "c" + hashlib.sha256(content.encode()).hexdigest()[:10]
        self.parts: list[str] = []
        self.hatched: set[int] = set()
        self.named, rows = lay_key(self.names)
        self.top = ROW * rows + ROW + 14
        self.foot = self.top + PLOT + BELOW + 12

    # Scale and frame

    def scale(self, low: Fraction, high: Fraction) -> None:
        """Choose round numbers for the axis, zero among them."""
        low, high = min(low, Fraction(0)), max(high, Fraction(0))
        if low == high:
            high = Fraction(1)
        step = _round_step((high - low) / 4)
        if self.unit == "count":
            step = max(step, Fraction(1))
        ticks = range(floor(low / step), ceil(high / step) + 1)
        self.ticks = [tick * step for tick in ticks]
        million = self.unit == "baht" and max(-low, high) >= 1_000_000
        written = [plain(tick / (1_000_000 if million else 1)) for tick in self.ticks]
        self.left = max(map(width, written)) + 8
        self.right = WIDTH - 8
        for tick, text in zip(self.ticks, written, strict=True):
            y = self.y(tick)
            colour, weight = (LINE, 0.8) if tick else (INK, 1.6)
            self.add(
                f'<line x1="{_n(self.left)}" x2="{_n(self.right)}" y1="{_n(y)}" y2="{_n(y)}" '
                f'stroke="{colour}" stroke-width="{weight}"/>'
            )
            self.text(self.left - 6, y + 5, text, "end")
        caption = t("charts.million", self.lang) if million else self.caption
        self.text(0, self.top - 16, caption)

    def y(self, value: Fraction) -> float:
        """Return the height at which a value stands."""
        low, high = self.ticks[0], self.ticks[-1]
        return float(self.top + PLOT - PLOT * (value - low) / (high - low))

    def write_labels(self, centres: Sequence[float]) -> list[int]:
        """Write as many labels as fit, evenly spaced; return which."""
        widest = max(map(width, self.labels)) + 10
        room = (centres[-1] - centres[0]) / max(len(centres) - 1, 1)
        every = next((n for n in EVERY if n * room >= widest), max(len(centres) - 1, 1))
        chosen = list(range(0, len(centres), every))
        for index in chosen:
            half = width(self.labels[index]) / 2
            x = min(max(centres[index], half), WIDTH - half)
            self.text(x, self.top + PLOT + BELOW, self.labels[index], "middle")
        return chosen

    def key(self, sample: Callable[[int, float, float], None]) -> None:
        """Name the series, each beside a sample of its mark."""
        for index, x, row, text in self.named:
            y = row * ROW + 18
            self.text(x + KEY, y, text)
            if index is not None:
                sample(index, x, y - 5)

    def line_sample(self, index: int, x: float, y: float) -> None:
        """Draw a piece of a series' line."""
        self.stroke(index, f"M{_n(x)} {_n(y)}h30")
        self.marker(index, x + 15, y)

    def bar_sample(self, index: int, x: float, y: float) -> None:
        """Draw a piece of a series' bar."""
        self.bar(index, x + 4, y - 9, 24, 16)

    # Marks

    def slots(self) -> tuple[list[float], float]:
        """Return the middle of each label's place, and how wide the places are."""
        slot = (self.right - self.left) / len(self.labels)
        return [self.left + slot * (index + 0.5) for index in range(len(self.labels))], slot

    def points(self) -> list[float]:
        """Return where along the line each label's value stands."""
        first, last = self.left + 8, self.right - 8
        gap = (last - first) / max(len(self.labels) - 1, 1)
        return [first + gap * index for index in range(len(self.labels))]

    def bar(self, index: int, x: float, y: float, wide: float, high: float) -> None:
        """Set in a bar of a series; all but the first are hatched, each its own way."""
        colour = COLOURS[index % len(COLOURS)]
        if index:
            self.hatched.add(index)
        fill = f"url(#{self.id}-{index})" if index else colour
        self.add(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(max(wide, 0.5))}" height="{_n(high)}" '
            f'fill="{fill}" stroke="{colour}"/>'
        )

    def stroke(self, index: int, path: str) -> None:
        """Set in a line of a series, dashed in its own way."""
        colour, dash = COLOURS[index % len(COLOURS)], DASHES[index % len(DASHES)]
        self.add(
            f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="3" '
            f'stroke-linejoin="round"' + (f' stroke-dasharray="{dash}"' if dash else "") + "/>"
        )

    def band(self, low: Sequence[tuple[float, float]], high: Sequence[tuple[float, float]]) -> None:
        """Set in what lies between two lines."""
        edge = "L".join(f"{_n(x)} {_n(y)}" for x, y in [*low, *reversed(high)])
        self.add(f'<path d="M{edge}z" fill="{COLOURS[0]}" fill-opacity="0.15"/>')

    def marker(self, index: int, x: float, y: float) -> None:
        """Set in a point of a series: a circle, a square, a triangle or a diamond."""
        colour = COLOURS[index % len(COLOURS)]
        shape = (
            f"M{_n(x - 4.5)} {_n(y)}a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z",
            f"M{_n(x - 4)} {_n(y - 4)}h8v8h-8z",
            f"M{_n(x)} {_n(y - 5)}l5 9h-10z",
            f"M{_n(x)} {_n(y - 6)}l6 6l-6 6l-6-6z",
        )[index % 4]
        self.add(f'<path d="{shape}" fill="{PAPER}" stroke="{colour}" stroke-width="2"/>')

    def add(self, part: str) -> None:
        """Set in a piece of SVG."""
        self.parts.append(part)

    def text(self, x: float, y: float, text: str, anchor: str = "start") -> None:
        """Set in a text, as it is."""
        place = "" if anchor == "start" else f' text-anchor="{anchor}"'
        if text.strip():
            self.add(f'<text x="{_n(x)}" y="{_n(y)}"{place}>{escape(text)}</text>')

    # The whole

    def say(self, value: Fraction) -> str:
        """Write a value for a person."""
        if self.unit == "baht":
            return bare_baht(int(value * BAHT))
        return plain(value, 2) + ("%" if self.unit == "percent" else "")

    def nothing(self) -> str:
        """Say that there is nothing to draw."""
        self.text(WIDTH / 2, 40, t("charts.empty", self.lang), "middle")
        return self.svg(64)

    def svg(self, height: float) -> str:
        """Close the frame at a height."""
        described = f"{self.description} {self._numbers()}".strip()
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="ogs-chart" role="img" '
            f'aria-labelledby="{self.id}-t" aria-describedby="{self.id}-d" lang="{self.lang}" '
            f'viewBox="0 0 {WIDTH} {ceil(height)}" width="100%" '
            f'style="max-width:30rem;height:auto" '
            f'font-family="{FONTS}" font-size="{TEXT}" fill="{INK}">'
            f'<title id="{self.id}-t">{escape(self.title)}</title>'
            f'<desc id="{self.id}-d">{escape(described)}</desc>'
            f"{self._patterns()}{''.join(self.parts)}</svg>"
        )

    def _patterns(self) -> str:
        made = ""
        for index in sorted(self.hatched):
            colour, hatch = COLOURS[index % len(COLOURS)], HATCHES[(index - 1) % len(HATCHES)]
            made += (
                f'<pattern id="{self.id}-{index}" width="8" height="8" '
                f'patternUnits="userSpaceOnUse"><path d="M0 0H8V8H0z" fill="{PAPER}"/>'
                f'<path d="{hatch}" stroke="{colour}" stroke-width="2.2"/></pattern>'
            )
        return f"<defs>{made}</defs>" if made else ""

    def _numbers(self) -> str:
        """Say the numbers that the picture shows, for people who hear it."""
        said = []
        for name, column in zip(self.names, self.columns, strict=True):
            both = zip(self.labels, column, strict=True)
            known = [(label, value) for label, value in both if value is not None]
            if len(known) > ALL_TOLD:
                (first, low), (last, end) = known[0], known[-1]
                told = {
                    "first": self.say(low),
                    "from_label": first,
                    "last": self.say(end),
                    "to_label": last,
                    "high": self.say(max(value for _, value in known)),
                }
                said.append(t("charts.start", self.lang, name=name, **told))
            elif known:
                values = ", ".join(f"{label} {self.say(value)}" for label, value in known)
                said.append(t("charts.all", self.lang, name=name, values=values))
        unit = f" ({self.caption})" if said and self.unit == "baht" else ""
        return "; ".join(said) + unit


def _round_step(rough: Fraction) -> Fraction:
    """Return 1, 2 or 5 times a power of ten, at least `rough`."""
    power = Fraction(10) ** floor(log10(rough))
    return next(n * power for n in (1, 2, 5, 10, 20) if n * power >= rough)


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
