"""The sentences of a lesson's files, each with its line, bare of what is no sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ogs_teach.i18n import LANGS, Lang
from ogs_teach.school.chart import FIELDS
from ogs_teach.school.files import File, Table
from ogs_teach.school.markdown import CHART, FIGURE

HIDDEN = "\N{OBJECT REPLACEMENT CHARACTER}"  # stands where a figure stood
_LIST = re.compile(r"\A\s*(\d+[.)]|[-*+])\s+")
_HEADING = re.compile(r"\A\s*#+\s+")
_RULE = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"\*+|`+")
_FIELD = re.compile(rf"\s*({'|'.join(FIELDS)}):\s*")


@dataclass(frozen=True)
class Piece:
    """A paragraph, a list item, a cell, or a text of a TOML file.

    Parameters
    ----------
    file : File
    line : int
        Where it begins.
    text : str
        With its figures in double braces, without marks of Markdown.
    lang : "th" or "en"
    kind : str
        The block it stands in; empty in a TOML file.
    leads : bool
        Whether it is the first cell of a table's row.
    """

    file: File
    line: int
    text: str
    lang: Lang
    kind: str = ""
    leads: bool = False

    @property
    def bare(self) -> str:
        """The text without its figures."""
        return FIGURE.sub(HIDDEN, self.text)

    def refuse(self, key: str, **values: object) -> None:
        """Tell the file what is wrong here."""
        self.file.tell(f"check.{key}", self.line, **values)


def of_page(file: File, lang: Lang) -> Iterator[Piece]:
    """Yield what people read on a page, also where its blocks are in disorder."""
    kind, head, begun, first = "", False, list[str](), 0
    for number, line in enumerate([*file.text.splitlines(), ""], 1):
        row = line.lstrip().startswith("|")
        alone = row or not line.strip() or line.startswith(":::") or bool(_HEADING.match(line))
        if begun and (alone or kind == CHART or _LIST.match(line)):
            yield Piece(file, first, _tidy(" ".join(begun)), lang, kind)
            begun = []
        if line.startswith(":::"):
            kind, head = (line[3:].split() or [""])[0], False
        elif _HEADING.match(line):
            yield Piece(file, number, _tidy(line), lang, kind)
        elif row and not _RULE.fullmatch(line):
            cells = _cells(line)[: 1 if kind == CHART and head else None]
            for place, cell in enumerate(cells):
                yield Piece(file, number, _tidy(cell), lang, kind, leads=not place)
            head = True
        elif line.strip() and not row and not (kind == CHART and line.startswith("unit:")):
            first = first if begun else number
            begun.append((_FIELD.sub("", line) if kind == CHART else line).strip())


def of_table(table: Table) -> Iterator[Piece]:
    """Yield the texts in both languages that a TOML file holds, in the file's order."""
    for lang in LANGS:
        for path, text in table.texts_in((lang,)):
            yield Piece(table.file, table.nearest(path), text, lang)


def _cells(row: str) -> list[str]:
    kept = FIGURE.sub(lambda found: found[0].replace("|", "/"), row)
    return kept.strip().strip("|").split("|")


def _tidy(text: str) -> str:
    """Take off marks of Markdown; what is inside figures stays as it is."""
    text = _HEADING.sub("", _LIST.sub("", text, count=1), count=1)
    parts = re.split(r"(\{\{.*?\}\})", _LINK.sub(r"\1", text))
    parts[::2] = [_MARKS.sub("", part) for part in parts[::2]]
    return "".join(parts).strip()
