"""How wide a text stands in a chart, and where it is cut."""

from collections.abc import Sequence

WIDTH = 340  # units; a phone's column is a little wider, so 16 units are 16 px or more
TEXT = 16
KEY = 36  # room for the mark before a series' name


def width(text: str) -> float:
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


def lay_key(names: Sequence[str]) -> tuple[list[tuple[int | None, float, int, str]], int]:
    """Lay out the series' names; a name too long for a line takes several.

    Returns
    -------
    list of (index, x, row, text)
        The index is None where a name goes on in a further row.
    int
        How many rows.
    """
    places: list[tuple[int | None, float, int, str]] = []
    x, row = 0.0, 0
    for index, name in enumerate(names):
        pieces = wrap(name, WIDTH - KEY - 2)
        wide = KEY + 2 + max(map(width, pieces))
        if x and x + wide > WIDTH:
            x, row = 0.0, row + 1
        places += [(None if k else index, x, row + k, piece) for k, piece in enumerate(pieces)]
        x += wide + 12
        if len(pieces) > 1:
            x, row = 0.0, row + len(pieces)
    return places, row + bool(x)


def wrap(text: str, room: float) -> list[str]:
    """Cut a text into lines, at spaces where there are any; a mark stays with its letter."""
    lines = [""]
    for word in text.split(" "):
        grown = f"{lines[-1]} {word}" if lines[-1] else word
        if width(grown) <= room:
            lines[-1] = grown
            continue
        if lines[-1]:
            lines.append("")
        for letter in word:
            if width(lines[-1] + letter) > room:
                lines.append("")
            lines[-1] += letter
    return lines
