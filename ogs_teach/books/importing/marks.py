"""What a spreadsheet's reader does not tell: formulas without a value, errors, percent signs.

Both formats are looked through as text, before they are read: a cell in the last row and
column would make the reader set aside memory for all that lie between.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

from ogs_teach.books.importing.unpacking import LARGEST_UNPACKED, MB
from ogs_teach.errors import GroupError, Problem

MOST_ROWS = 250_000
MOST_COLUMNS = 200
MOST_CELLS = 4_000_000
ERROR, NO_VALUE, PERCENT = "error", "no-value", "percent"
_STEP = 2**20  # bytes looked through at a time, so that few matches are held at once
_LONGEST_TAG = 300
_LONG_TEXT = 4096  # bytes; a cell of the kit's holds 200 letters


@dataclass
class Marks:
    """What is known of a sheet's cells, by (row from 1, column from 0)."""

    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0
    counts_from_1904: bool = False

    def reach(self, row: int, column: int) -> None:
        """Take in how far the sheet goes."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)

    def check(self, sheet: str) -> None:
        """Refuse a sheet that is larger than the kit takes.

        Raises
        ------
        GroupError
        """
        if (
            self.rows > MOST_ROWS
            or self.columns > MOST_COLUMNS
            or self.rows * self.columns > MOST_CELLS
        ):
            values: dict[str, object] = {
                "sheet": sheet,
                "rows": f"{self.rows:,}",
                "columns": f"{self.columns:,}",
                "most_rows": f"{MOST_ROWS:,}",
                "most_columns": MOST_COLUMNS,
            }
            raise GroupError(Problem("importing.sheet-too-large", values=values))


def column_number(letters: str) -> int:
    """Return a column's number from 0, of its letters.

    Examples
    --------
    >>> column_number("A"), column_number("AA")
    (0, 26)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number: int) -> str:
    """Return a column's letters, of its number from 0.

    Examples
    --------
    >>> column_letters(3), column_letters(26)
    ('D', 'AA')
    """
    letters, number = "", number + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


# --- XLSX --------------------------------------------------------------------------------------

_P = rb"(?:\w+:)?"  # some programs put a prefix before each name
_HELD = re.compile(rb"<" + _P + rb'c\s(?:[^>]*?\s)?r="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
_NAMELESS = re.compile(rb"<" + _P + rb'c(?=[\s>])(?![^>]*\sr=")[^>]*>')
_NO_VALUE = re.compile(
    rb"<" + _P + rb"c\s([^>]*)>\s*<" + _P + rb"f(?:\s[^>]*)?(?:/>|>[^<]*</" + _P + rb"f>)\s*"
    rb"(?:<" + _P + rb"v\s*/>|<" + _P + rb"v>\s*</" + _P + rb"v>)?\s*</" + _P + rb"c>"
)
_ERROR = re.compile(rb"<" + _P + rb'c\s([^>]*\st="e"[^>]*)>')
_REF = re.compile(rb'(?:^|\s)r="([A-Z]{1,3})(\d{1,7})"')
_SHEET = re.compile(rb"<" + _P + rb"sheet\s([^>]*)>")
_RELATION = re.compile(rb"<" + _P + rb"Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*(?:"([^"]*)"|\'([^\']*)\')')


def _attributes(text: bytes) -> dict[str, str]:
    return {
        name.decode(): unescape((one or other).decode("utf-8", "replace"))
        for name, one, other in _ATTRIBUTE.findall(text)
    }


def of_xlsx(parts: Mapping[str, bytes]) -> dict[str, Marks]:
    """Look through the sheets of an XLSX.

    Returns
    -------
    dict of {sheet: Marks}

    Raises
    ------
    GroupError
        If a sheet is larger than the kit takes.
    """
    book = parts["xl/workbook.xml"]
    targets = {}
    for relation in _RELATION.finditer(parts.get("xl/_rels/workbook.xml.rels", b"")):
        of = _attributes(relation[1])
        targets[of.get("Id", "")] = of.get("Target", "").lstrip("/").removeprefix("xl/")
    _check_texts(parts)
    percents = _percent_styles(parts.get("xl/styles.xml", b""))
    since_1904 = bool(re.search(rb'\sdate1904="(1|true|on)"', book))
    found = {}
    for sheet in _SHEET.finditer(book):
        of = _attributes(sheet[1])
        relation_id = next((value for name, value in of.items() if name.endswith(":id")), "")
        content = parts.get(f"xl/{targets.get(relation_id, '')}", b"")
        marks = Marks(counts_from_1904=since_1904)
        _look(content, marks, percents)
        name = of.get("name", "")
        marks.check(name)
        found[name] = marks
    return found


def _check_texts(parts: Mapping[str, bytes]) -> None:
    """Refuse one long text that thousands of cells share: the reader copies it for each.

    Raises
    ------
    GroupError
    """
    texts = parts.get("xl/sharedStrings.xml", b"")
    longest = max(map(len, re.split(rb"</" + _P + rb"si>", texts)), default=0)
    if longest > _LONG_TEXT:
        cells = sum(part.count(b't="s"') for name, part in parts.items() if "sheets/" in name)
        if longest * cells > LARGEST_UNPACKED:
            limits: dict[str, object] = {
                "got": longest * cells // MB,
                "limit": LARGEST_UNPACKED // MB,
            }
            raise GroupError(Problem("importing.unpacks-too-large", values=limits))


def _look(content: bytes, marks: Marks, percents: set[str]) -> None:
    for start in range(0, len(content), _STEP):
        held = _HELD.findall(content, start, start + _STEP + _LONGEST_TAG)
        if held:
            marks.reach(
                max(map(int, {row for _, row in held})),
                max(column_number(letters.decode()) for letters in {one for one, _ in held}) + 1,
            )
    if _NAMELESS.search(content):
        lines = re.split(rb"<" + _P + rb"row\b", content)
        most = max((len(_NAMELESS.findall(line)) for line in lines), default=0)
        marks.reach(len(lines) - 1, most)
    for pattern, mark, sign in ((_ERROR, ERROR, b't="e"'), (_NO_VALUE, NO_VALUE, b"f")):
        if re.search(rb"<" + _P + rb"f[\s>/]", content) if mark == NO_VALUE else sign in content:
            for cell in pattern.finditer(content):
                ref = _REF.search(cell[1])
                text = b't="str"' in cell[1]  # a formula may well give an empty text
                if ref and not (text and b"v>" in cell[0]):
                    marks.cells[int(ref[2]), column_number(ref[1].decode())] = mark
    if percents:
        styles = "|".join(sorted(percents)).encode()
        styled = re.compile(rb"<" + _P + rb'c\s([^>]*\ss="(?:' + styles + rb')"[^>]*)(?<!/)>')
        for cell in styled.finditer(content):
            if ref := _REF.search(cell[1]):
                marks.cells.setdefault((int(ref[2]), column_number(ref[1].decode())), PERCENT)


def _percent_styles(styles: bytes) -> set[str]:
    """Return the numbers of the cell styles that show a percent sign."""
    formats = {"9", "10"}
    for one in re.finditer(rb"<" + _P + rb"numFmt\s([^>]*)>", styles):
        of = _attributes(one[1])
        if "%" in re.sub(r'"[^"]*"|\\.', "", of.get("formatCode", "")):
            formats.add(of.get("numFmtId", ""))
    part = re.search(rb"<" + _P + rb"cellXfs\b.*?</" + _P + rb"cellXfs>", styles, re.DOTALL)
    looks = re.finditer(rb"<" + _P + rb"xf\s([^>]*)>", part[0] if part else b"")
    return {
        str(number)
        for number, look in enumerate(looks)
        if _attributes(look[1]).get("numFmtId") in formats
    }


# --- ODS ---------------------------------------------------------------------------------------

_TAG = re.compile(
    rb"<(/?table:table|/?table:table-row|table:table-cell|table:covered-table-cell)(?=[\s/>])"
    rb"([^>]*)>"
)
_COLUMNS = re.compile(rb'table:number-columns-repeated="(\d{1,9})"')
_ROWS = re.compile(rb'table:number-rows-repeated="(\d{1,9})"')


def of_ods(parts: Mapping[str, bytes]) -> dict[str, Marks]:
    """Look through the sheets of an ODS.

    Raises
    ------
    GroupError
        If a sheet is larger than the kit takes: one cell may stand for a million.
    """
    found: dict[str, Marks] = {}
    for name, row, column, last, mark in _ods_cells(parts.get("content.xml", b"")):
        marks = found.setdefault(name, Marks())
        if column < 0:
            continue
        marks.reach(row + last[0], column + last[1])
        marks.check(name)
        if mark:
            marks.cells[row, column] = mark
    return found


def _ods_cells(content: bytes) -> Iterator[tuple[str, int, int, tuple[int, int], str]]:
    """Yield sheet, row, column, how far its repetition goes, and mark of each cell with a value."""
    name, row, column, times = "", 1, 0, 1
    for tag, attributes in (match.groups() for match in _TAG.finditer(content)):
        closed = attributes.endswith(b"/")
        if tag == b"table:table":
            name, row = _attributes(attributes).get("table:name", ""), 1
            yield name, 0, -1, (0, 0), ""
        elif tag == b"table:table-row":
            repeated = _ROWS.search(attributes)
            times, column = int(repeated[1]) if repeated else 1, 0
            if closed:
                row += times
        elif tag == b"/table:table-row":
            row += times
        elif tag.endswith(b"cell"):
            repeated = _COLUMNS.search(attributes)
            wide = int(repeated[1]) if repeated else 1
            if b"value-type=" in attributes or b"table:formula=" in attributes:
                mark = ""
                if b'calcext:value-type="error"' in attributes:
                    mark = ERROR
                elif b"office:value-type=" not in attributes:
                    mark = NO_VALUE
                elif b'office:value-type="percentage"' in attributes:
                    mark = PERCENT
                yield name, row, column, (times - 1, wide), mark
            column += wide
