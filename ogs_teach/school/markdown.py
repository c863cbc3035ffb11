"""A lesson's text: blocks, figures in double braces, terms, and Markdown without HTML.

    ::: figures read-the-figures
    Chiang Rai has {{ count(groups) }} [groups](term:group).
    :::

A block begins with its kind and the objectives that it teaches, and ends with `:::`. A
chart says first how it is drawn. Nothing stands outside blocks.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ogs_teach.school.chart import Chart
from ogs_teach.school.chart import read as read_chart
from ogs_teach.school.files import File

FIGURE = re.compile(r"\{\{(.*?)\}\}")
CHART = "chart"
STACKED = 3  # columns from which a phone shows a row as a card
_OPEN = re.compile(r":::\s*([a-z]+)((?:\s+[a-z0-9-]+)*)\s*")


@dataclass(frozen=True)
class Block:
    """One block of a page, as it stands in the file.

    Parameters
    ----------
    kind : str
        `story`, `figures`, …
    teaches : tuple of str
        Ids of objectives.
    text : str
        Markdown; the lines of a chart.
    line : int
        Where the text begins in its file.
    file : File
    form : str
        How a chart is drawn; empty elsewhere.
    chart : Chart, optional
        What to draw, if this is a chart that can be read.
    """

    kind: str
    teaches: tuple[str, ...]
    text: str
    line: int
    file: File
    form: str = ""
    chart: Chart | None = None

    @property
    def head(self) -> str:
        """The line that opens the block."""
        return " ".join(part for part in (":::", self.kind, self.form, *self.teaches) if part)

    def refuse(self, what: str, line: int | None = None, /, **values: object) -> None:
        """Tell the file what is wrong, at the block's head or on a line."""
        self.file.refuse(what, self.line - 1 if line is None else line, **values)

    def figures(self) -> Iterator[tuple[int, str]]:
        """Yield each expression of the text with its line."""
        for found in FIGURE.finditer(self.text):
            yield self.line + self.text.count("\n", 0, found.start()), found[1].strip()
        if self.chart:
            yield from self.chart.figures()


def blocks(file: File, kinds: tuple[str, ...]) -> list[Block]:
    """Cut a page into its blocks; what stands wrongly is told to the file.

    Parameters
    ----------
    file : File
    kinds : tuple of str
        The kinds that this page may hold.
    """
    found: list[Block] = []
    opened: tuple[str, tuple[str, ...], int] | None = None
    lines: list[str] = []
    for number, line in enumerate(file.text.splitlines(), 1):
        if line.strip() == ":::":
            if opened is None:
                file.refuse("stray-close", number)
                continue
            kind, teaches, start = opened
            text = "\n".join(lines)
            if not text.strip():
                file.refuse("empty-block", start - 1, kind=kind)
            found.append(_block(kind, teaches, text, start, file))
            opened, lines = None, []
        elif line.startswith(":::"):
            match = _OPEN.fullmatch(line)
            if opened is not None:
                file.refuse("block-in-block", number, kind=opened[0])
            elif not match or match[1] not in kinds:
                file.refuse("unknown-block", number, got=line[:40], choices=", ".join(kinds))
            if opened is None:
                kind = match[1] if match and match[1] in kinds else ""
                opened = (kind, tuple(match[2].split()) if match else (), number + 1)
        elif opened is not None:
            lines.append(line)
        elif line.strip():
            file.refuse("outside-block", number, got=line.strip()[:40])
    if opened is not None:
        file.refuse("unclosed-block", opened[2] - 1, kind=opened[0])
    return [block for block in found if block.kind]


def _block(kind: str, words: tuple[str, ...], text: str, line: int, file: File) -> Block:
    if kind != CHART:
        return Block(kind, words, text, line, file)
    form = words[0] if words else ""
    drawn = read_chart(form, text, line, file.refuse) if text.strip() else None
    return Block(kind, words[1:], text, line, file, form, drawn)


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image", "autolink"])


def links(block: Block) -> Iterator[tuple[int, str]]:
    """Yield the target of each link in a block, with its line."""
    for token in _markdown().parse(FIGURE.sub("0", block.text)):
        for child in token.children or []:
            if child.type == "link_open":
                yield block.line + (token.map or [0])[0], str(child.attrs["href"])


def to_html(
    text: str, show: Callable[[str], str], table_name: str = "", stacked: int = STACKED
) -> str:
    r"""Turn a block's text into HTML.

    Parameters
    ----------
    text : str
    show : callable
        Words an expression; what it returns is put in as text.
    table_name : str
        What screen readers call a table's box, which scrolls on its own.
    stacked : int
        Columns from which a phone shows a row as a card.

    Examples
    --------
    >>> to_html("**{{ x }}** <script>", lambda expression: "395")
    '<p><strong>395</strong> &lt;script&gt;</p>\n'
    """
    markdown = _markdown()
    tokens = markdown.parse(fill(text, show))
    _dress_tables(tokens, stacked)
    html = str(markdown.renderer.render(tokens, markdown.options, {}))
    html = html.replace('<a href="term:', '<a class="term" href="#term-')
    box = f'<div class="wide" role="region" aria-label="{escape(table_name)}" tabindex="0"><table'
    return html.replace("<table", box).replace("</table>", "</table></div>")


def _dress_tables(tokens: list[Token], stacked: int) -> None:
    """Let each cell know its column's name, so that a phone can set rows below each other."""
    heads: list[str] = []
    column = 0
    for index, token in enumerate(tokens):
        if token.type == "table_open":
            table, heads = token, []
        elif token.type == "tr_open":
            column = 0
        elif token.type in {"th_open", "td_open"}:
            if token.attrs.pop("style", None) == "text-align:right":
                token.attrs["class"] = "number"
            if token.type == "th_open":
                heads.append(tokens[index + 1].content)
                if len(heads) == stacked:
                    table.attrs["class"] = "stacked"
            elif column:
                token.attrs["data-column"] = heads[column]
            column += 1


def fill(text: str, show: Callable[[str], str]) -> str:
    """Put figures into a text, by way of `show`."""
    return FIGURE.sub(lambda found: show(found[1].strip()), text)


def figures_in(file: File, line: int, text: str, check: Callable[[str], object]) -> list[str]:
    """Check each figure of a text; problems go to the file, with the line."""
    expressions = []
    for found in FIGURE.finditer(text):
        at = line + text.count("\n", 0, found.start())
        with file.telling(at):
            check(found[1].strip())
        expressions.append(found[1].strip())
    return expressions
