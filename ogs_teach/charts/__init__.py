"""Charts as SVG text, for apps, lesson pages, reports and notebooks alike.

A chart is one piece of SVG: no script, no style sheet, no outside host; the same values
give the same text, byte for byte. It fills the width it is given (a phone's, at 16 px
text, or a column of a wide page), prints in black and white, since lines differ in dashes
and markers and bars in patterns, and carries a title, a description and its numbers for
screen readers.

It is drawn directly: a chart library's output, once its script, dated comment, random
ids, style sheet and legend are taken out again, leaves little but the coordinates.
"""

from collections.abc import Sequence
from fractions import Fraction

from ogs_teach.charts.frame import ROW, Frame, Series, Unit
from ogs_teach.charts.texts import WIDTH, width, wrap
from ogs_teach.i18n import Lang

__all__ = ["bars", "fan", "lines", "stacked"]

LYING = 12  # more bars than this stand, and not every label is written


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
    frame = Frame(series, labels, title, description, lang, unit)
    if not frame.known:
        return frame.nothing()
    frame.scale(min(frame.known), max(frame.known))
    places = frame.points()
    named = frame.write_labels(places)
    for index, column in enumerate(frame.columns):
        path, pen = "", "M"
        for x, value in zip(places, column, strict=True):
            if value is None:
                pen = "M"
                continue
            path += f"{pen}{x:.1f} {frame.y(value):.1f}"
            pen = "L"
        frame.stroke(index, path)
        for place in named:
            value = column[place]
            if value is not None:
                frame.marker(index, places[place], frame.y(value))
    frame.key(frame.line_sample)
    return frame.svg(frame.foot)


def fan(
    series: Series,
    labels: Sequence[str],
    *,
    title: str,
    description: str,
    lang: Lang = "th",
    unit: Unit = "baht",
) -> str:
    """Draw what may come: the middle as a line, and a band from the lowest to the highest.

    Parameters are those of `lines`; the series come from the lowest to the highest, an odd
    number of them, and no value is missing.

    Examples
    --------
    >>> ways = {"แย่": [100, 50], "กลาง": [100, 120], "ดี": [100, 200]}
    >>> svg = fan(ways, ["2567", "2568"], title="เงินสด", description="อาจเป็นได้หลายทาง")
    >>> svg.count("fill-opacity")
    1
    """
    frame = Frame(series, labels, title, description, lang, unit)
    if not frame.known:
        return frame.nothing()
    frame.scale(min(frame.known), max(frame.known))
    places = frame.points()
    paths = [
        [(x, frame.y(value)) for x, value in zip(places, column, strict=True) if value is not None]
        for column in frame.columns
    ]
    for low in range(len(paths) // 2):
        frame.band(paths[low], paths[-1 - low])
    named = frame.write_labels(places)
    for index, path in enumerate(paths):
        frame.stroke(index, "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in path))
        for place in named:
            frame.marker(index, *path[place])
    frame.key(frame.line_sample)
    return frame.svg(frame.foot)


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
    frame = Frame(series, labels, title, description, lang, unit)
    if not frame.known:
        return frame.nothing()
    crowded = len(labels) <= LYING and max(map(width, labels)) > (WIDTH - 70) / len(labels)
    if crowded and min(frame.known) >= 0:  # a bar that lies has no room for less than nothing
        return _lying(frame)
    frame.scale(min(frame.known), max(frame.known))
    centres, slot = frame.slots()
    wide = slot * 0.76 / len(frame.names)
    zero = frame.y(Fraction(0))
    for index, column in enumerate(frame.columns):
        for centre, value in zip(centres, column, strict=True):
            if value is not None:
                x, y = centre + wide * (index - len(frame.names) / 2), frame.y(value)
                frame.bar(index, x, min(y, zero), wide - 1, abs(zero - y))
    frame.write_labels(centres)
    frame.key(frame.bar_sample)
    return frame.svg(frame.foot)


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
    frame = Frame(series, labels, title, description, lang, unit)
    if not frame.known:
        return frame.nothing()
    if min(frame.known) < 0:
        raise ValueError("stacked bars hold nothing below zero")
    rows = [[value or Fraction(0) for value in row] for row in zip(*frame.columns, strict=True)]
    frame.scale(Fraction(0), max(sum(row, Fraction(0)) for row in rows))
    centres, slot = frame.slots()
    for centre, row in zip(centres, rows, strict=True):
        under = Fraction(0)
        for index, value in enumerate(row):
            if value:
                low, high = frame.y(under), frame.y(under + value)
                frame.bar(index, centre - slot * 0.36, high, slot * 0.72, low - high)
            under += value
    frame.write_labels(centres)
    frame.key(frame.bar_sample)
    return frame.svg(frame.foot)


def _lying(frame: Frame) -> str:
    """Draw bars along the line, each under its label, its number beside it."""
    y = 0.0
    if len(frame.names) > 1:
        frame.key(frame.bar_sample)
        y = frame.top - ROW - (14.0 if frame.caption else 4.0)  # clear of the first label
    if frame.caption:
        frame.text(0, y + 18, frame.caption)
        y += ROW
    high = max(*frame.known, Fraction(0))
    room = WIDTH - 8 - max(width(frame.say(value)) for value in frame.known)
    for place, label in enumerate(frame.labels):
        for piece in wrap(label, WIDTH):
            frame.text(0, y + 18, piece)
            y += ROW
        for index, column in enumerate(frame.columns):
            value = column[place]
            if value is None:
                continue
            wide = max(float(value / high) * room, 1) if high else 1
            frame.bar(index, 0, y + 2, wide, 18)
            frame.text(wide + 6, y + 17, frame.say(value))
            y += ROW
        y += 8
    return frame.svg(y)
