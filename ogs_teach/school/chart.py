"""A chart on a lesson's page, as its author writes it.

    ::: chart bars
    title: ดอกเบี้ยรวมของแต่ละแบบ
    alt: แบบเงินต้นคงที่เสียดอกเบี้ย {{ baht(flat) }}
    unit: baht
    | วิธีคิด | ดอกเบี้ยรวม |
    | --- | --- |
    | เงินต้นคงที่ | flat |
    | ลดต้นลดดอก | declining |
    :::

The first column labels, each other one is a series. A cell is an expression without its
unit, which the chart says once; a cell that holds `–` leaves a gap in a line.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

SHAPES = ("bars", "lines")
UNITS = ("baht", "count", "percent", "rate")
FIELDS = ("title", "alt", "unit")
GAPS = ("", "-", "–")
MOST_SERIES = 4  # more cannot be told apart in black and white
MOST_LABELS = 40
_FIELD = re.compile(rf"({'|'.join(FIELDS)}):\s*(.*?)\s*")
_UNIT = re.compile(rf"({'|'.join(UNITS)})(?:\s+([0-4]))?")
_RULE = re.compile(r"\|(\s*:?-+:?\s*\|)+")

Refuse = Callable[..., None]
Cells = tuple[list[str], int]


@dataclass(frozen=True)
class Cell:
    """One value: an expression that says no unit, and its line."""

    line: int
    expression: str


@dataclass(frozen=True)
class Chart:
    """A chart that can be drawn, if its figures can be worked out.

    Parameters
    ----------
    shape : "bars" or "lines"
    title, alt : str
        What it shows, and what to see in it; figures in double braces.
    unit : "baht", "count", "percent" or "rate"
        As of figures: `percent` takes a fraction, `rate` takes percent.
    places : str
        Decimals, as typed; empty where the unit's own will do.
    heads : tuple of str
        Names of the label column and of each series.
    rows : tuple of (label, tuple of Cell or None)
        None where a line has a gap.
    """

    shape: str
    title: str
    alt: str
    unit: str
    places: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell | None, ...]], ...]

    def figure(self, cell: Cell) -> str:
        """Return a cell as figures are written in a text, with its unit."""
        after = f", {self.places}" if self.places else ""
        return f"{self.unit}({cell.expression}{after})"

    def figures(self) -> Iterator[tuple[int, str]]:
        """Yield every cell's figure with its line."""
        for _, cells in self.rows:
            yield from ((cell.line, self.figure(cell)) for cell in cells if cell)


def read(shape: str, text: str, first: int, refuse: Refuse) -> Chart | None:
    """Read a chart's block.

    Parameters
    ----------
    shape : str
        What stands behind `::: chart`.
    text : str
        What stands inside.
    first : int
        The line on which it begins.
    refuse : callable (what, line, **values)
        Takes what is wrong, each with its line.

    Returns
    -------
    Chart or None
        None if it cannot be drawn.
    """
    wrong = False

    def tell(what: str, line: int, /, **values: object) -> None:
        nonlocal wrong
        wrong = True
        refuse(what, line, **values)

    if shape not in SHAPES:
        tell("chart-shape", first - 1, got=shape, choices=", ".join(SHAPES))
    fields, table = _lines(text, first, tell)
    for name in FIELDS:
        if not fields.get(name, ("", 0))[0]:
            tell("chart-field", fields[name][1] if name in fields else first - 1, item=name)
    written, at = fields.get("unit", ("", first))
    unit = _UNIT.fullmatch(written)
    if written and not unit:
        tell("chart-unit", at, got=written[:40], choices=", ".join(UNITS))
    _check_table(table, first, tell)
    if wrong or not unit:
        return None
    rows = tuple(
        (cells[0], tuple(None if cell in GAPS else Cell(line, cell) for cell in cells[1:]))
        for cells, line in table[1:]
    )
    title, alt = fields["title"][0], fields["alt"][0]
    return Chart(shape, title, alt, unit[1], unit[2] or "", tuple(table[0][0]), rows)


def _lines(text: str, first: int, tell: Refuse) -> tuple[dict[str, tuple[str, int]], list[Cells]]:
    """Sort a block's lines into fields and the rows of its table."""
    fields: dict[str, tuple[str, int]] = {}
    table: list[Cells] = []
    for line, whole in enumerate(text.splitlines(), first):
        row = whole.strip()
        if not row or _RULE.fullmatch(row):
            continue
        if len(row) > 1 and row.startswith("|") and row.endswith("|"):
            table.append(([cell.strip() for cell in row[1:-1].split("|")], line))
        elif (field := _FIELD.fullmatch(row)) and field[1] not in fields:
            fields[field[1]] = (field[2], line)
        else:
            tell("chart-line", line, got=row[:40])
    return fields, table


def _check_table(table: list[Cells], first: int, tell: Refuse) -> None:
    """See that there is a head and a row, all of one width, no series named twice."""
    if len(table) < 2 or not 2 <= len(table[0][0]) <= MOST_SERIES + 1:
        tell("chart-table", table[0][1] if table else first - 1, most=MOST_SERIES)
        return
    heads, at = table[0]
    if len(set(heads)) < len(heads) or not all(heads[1:]):
        tell("chart-heads", at)
    for cells, line in table[1:]:
        if len(cells) != len(heads) or not cells[0]:
            tell("chart-row", line, got=len(cells), count=len(heads))
    if len(table) > MOST_LABELS + 1:
        tell("chart-long", table[MOST_LABELS + 1][1], most=MOST_LABELS)
