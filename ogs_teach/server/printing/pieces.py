"""Cuts a section's HTML into pieces that fit a slide, one idea on each."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

from markupsafe import Markup

_VOID = {"br", "hr", "img", "line", "path", "rect", "circle", "use"}
SIZES = (("large", 29, 4.4), ("middle", 38, 6.3), ("small", 48, 8.6))  # letters a line, lines
PACKED = 1  # a slide is filled to this size; what is smaller is shown larger
GAP = 0.4  # lines between two pieces
MANY_COLUMNS = 5
TABLES = (("table", 52, 6.0), ("dense", 58, 7.6))  # the same for tables, their head not counted


@dataclass(frozen=True)
class Piece:
    """One element that stands by itself: a paragraph, a list, a table, a picture."""

    tag: str
    html: str


class _Cutter(HTMLParser):
    """Finds the elements that stand at the top."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.pieces: list[Piece] = []
        self._open: list[str] = []
        self._parts: list[str] = []

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self._parts.append(self.get_starttag_text() or "")
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, _tag: str, _attrs: object) -> None:
        self._parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self._parts.append(f"</{tag}>")
        if self._open:
            self._open.pop()
        if not self._open:
            self.pieces.append(Piece(tag, "".join(self._parts).strip()))
            self._parts = []

    def handle_data(self, data: str) -> None:
        self._parts.append(data)

    def handle_entityref(self, name: str) -> None:
        self._parts.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._parts.append(f"&#{name};")


def cut(html: str) -> list[Piece]:
    r"""Return the elements at the top of some HTML.

    Examples
    --------
    >>> [piece.tag for piece in cut("<p>a <b>b</b></p>\n<ul><li>c</li></ul>")]
    ['p', 'ul']
    """
    cutter = _Cutter()
    cutter.feed(html)
    cutter.close()
    return cutter.pieces


def width(html: str) -> int:
    """Count the letters that take room: Thai vowels and marks above and below take none.

    Examples
    --------
    >>> width("<b>น้ำ</b> &amp; ปู่")
    6
    """
    text = unescape(re.sub(r"<[^>]+>", "", html))
    return sum(unicodedata.category(letter) != "Mn" for letter in " ".join(text.split()))


def lines(piece: Piece, letters: int) -> float:
    """Return about how many lines a piece takes, of so many letters each."""
    if piece.tag in ("ul", "ol"):
        return sum(-(-width(item) // (letters - 3)) + GAP / 2 for item in _items(piece))
    return -(-width(piece.html) // letters)


def _items(piece: Piece) -> list[str]:
    inner = re.sub(r"^<[^>]+>|</[ou]l>$", "", piece.html)
    return [one.html for one in cut(inner)]


def slides(html: str, *, alone: bool = False) -> Iterator[tuple[str, Markup]]:
    """Yield the size of type and the HTML of each slide that a section takes.

    Parameters
    ----------
    html : str
    alone : bool
        Whether each paragraph has a slide of its own.
    """
    held: list[Piece] = []
    for piece in _small(cut(html)):
        whole = piece.tag in ("table", "picture")
        if held and (alone or whole or not _fits([*held, piece], PACKED)):
            leads = not alone and _leads(held[-1], piece)
            lead = [held.pop()] if leads else []
            if held:
                yield _slide(held)
            held = lead
        if whole:
            shown = Markup("\n").join(Markup(one.html) for one in [*held, piece])  # noqa: S704
            yield _size_of(piece, bool(held)), shown
            held = []
        else:
            held.append(piece)
    if held:
        yield _slide(held)


def _leads(piece: Piece, following: Piece) -> bool:
    """Tell whether a short sentence belongs to the list or table that comes after it."""
    if piece.tag != "p" or lines(piece, SIZES[PACKED][1]) > 1:
        return False
    if following.tag == "table":
        return _table_lines(following, TABLES[-1][1]) < TABLES[-1][2]
    return following.tag in ("ul", "ol") and _fits([piece, following], len(SIZES) - 1)


def _fits(held: list[Piece], size: int) -> bool:
    _, letters, most = SIZES[size]
    return sum(lines(one, letters) for one in held) + GAP * (len(held) - 1) <= most


def _slide(held: list[Piece]) -> tuple[str, Markup]:
    size = next((place for place in range(len(SIZES)) if _fits(held, place)), len(SIZES) - 1)
    return SIZES[size][0], Markup("\n".join(one.html for one in held))  # noqa: S704 - as above


def _small(pieces: list[Piece]) -> Iterator[Piece]:
    """Cut what is too long for one slide; know tables and pictures by their boxes."""
    for piece in pieces:
        if 'class="picture"' in piece.html[:40]:
            yield Piece("picture", piece.html)
        elif "<table" in piece.html[:200]:
            yield from _tables(piece)
        elif piece.tag in ("ul", "ol") and not _fits([piece], PACKED):
            yield from _lists(piece)
        elif not _fits([piece], len(SIZES) - 1):
            yield from _halves(piece)
        else:
            yield piece


def _tables(piece: Piece) -> Iterator[Piece]:
    """Share a long table out evenly; each part has the head."""
    head = re.search(r"<thead>.*?</thead>", piece.html, re.DOTALL)
    rows = _rows(piece)
    for shares in range(1, len(rows) + 1):
        each = -(-len(rows) // shares)
        made = [
            Piece(
                "table", f"<table>{head[0] if head else ''}<tbody>{''.join(some)}</tbody></table>"
            )
            for some in (rows[start : start + each] for start in range(0, len(rows), each))
        ]
        _, letters, most = TABLES[-1]
        if each == 1 or all(_table_lines(one, letters) <= most for one in made):
            yield from made
            return


def _rows(piece: Piece) -> list[str]:
    return re.findall(r"<tr>.*?</tr>", piece.html.partition("</thead>")[2], re.DOTALL)


def _table_lines(piece: Piece, letters: int) -> int:
    return sum(-(-(width(row) + 5 * row.count("<td")) // letters) for row in _rows(piece))


def _size_of(piece: Piece, led: bool) -> str:
    if piece.tag != "table":
        return piece.tag
    if max((row.count("<td") for row in _rows(piece)), default=0) >= MANY_COLUMNS:
        return "tight"
    return next(
        (
            name
            for name, letters, most in TABLES
            if _table_lines(piece, letters) + 1.5 * led <= most
        ),
        TABLES[-1][0],
    )


def _lists(piece: Piece) -> Iterator[Piece]:
    """Share a long list out evenly, over as few slides as it fits on."""
    items = _items(piece)
    for shares in range(2, len(items) + 1):
        each = -(-len(items) // shares)
        made = [
            Piece(piece.tag, _list(piece.tag, items[start : start + each], start + 1))
            for start in range(0, len(items), each)
        ]
        if all(_fits([one], PACKED) for one in made):
            yield from made
            return
    for number, item in enumerate(items, 1):
        yield Piece(piece.tag, _list(piece.tag, [item], number))


def _list(tag: str, items: list[str], first: int) -> str:
    start = f' start="{first}"' if tag == "ol" else ""
    return f"<{tag}{start}>{''.join(items)}</{tag}>"


def _halves(piece: Piece) -> Iterator[Piece]:
    """Cut a long paragraph at the blank nearest to its middle that stands in no mark-up."""
    inner = re.sub(r"^<[^>]+>|</\w+>$", "", piece.html)
    middle = len(inner) // 2
    blanks = sorted(
        (found.start() for found in re.finditer(" ", inner)), key=lambda at: abs(at - middle)
    )
    for at in blanks:
        before, after = inner[:at], inner[at + 1 :]
        if before.count("<") == before.count(">") and _closed(before):
            for half in (before, after):
                yield from _small([Piece(piece.tag, f"<{piece.tag}>{half}</{piece.tag}>")])
            return
    yield piece


def _closed(html: str) -> bool:
    return len(re.findall(r"<\w", html)) == len(re.findall(r"</\w", html))
