"""A table of exact values: one thing for the page and for the spreadsheet."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import Literal

from ogs_teach.i18n import Lang, t
from ogs_teach.inputs import plain
from ogs_teach.money import format_baht

Kind = Literal["text", "baht", "percent", "count"]
Cell = str | int | Fraction | None
NOTHING = "–"


@dataclass(frozen=True)
class Column:
    """What stands in a column.

    Parameters
    ----------
    title : str
    kind : "text", "baht", "percent" or "count"
        Cells of "baht" are satang, of "percent" an int or Fraction of 100.
    """

    title: str
    kind: Kind = "text"


@dataclass(frozen=True)
class Table:
    """Rows of exact values under named columns.

    Parameters
    ----------
    columns : sequence of Column, shape (n,)
        The first names the row.
    rows : sequence of sequences, shape (m, n)
        None shows as a dash.
    caption : str
        Says what the table holds; screen readers hear it first.
    total : sequence, shape (n,), optional
        A last row, set apart.
    marked : collection of int
        Indices of rows to set off, such as a person's own.
    headings : collection of int
        Indices of rows that only name those below them.

    Examples
    --------
    >>> table = Table([Column("งวดที่", "count"), Column("จ่าย", "baht")], [[1, 123450]], "ผ่อน")
    >>> '<td class="ogs-number">1,234.50</td>' in table.html()
    True
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    caption: str
    total: Sequence[Cell] | None = None
    marked: Collection[int] = ()
    headings: Collection[int] = ()

    def html(self, lang: Lang = "th") -> str:
        """Draw the table, in a box that scrolls by finger or by keyboard.

        The line above it is shown by `face.js` where the box is narrower than the table.
        """
        head = "".join(
            f'<th scope="col"{_number(column)}>{escape(column.title)}</th>'
            for column in self.columns
        )
        body = "".join(
            self._row(
                row,
                ' class="ogs-heading"'
                if index in self.headings
                else ' class="ogs-marked"'
                if index in self.marked
                else "",
            )
            for index, row in enumerate(self.rows)
        )
        foot = f"<tfoot>{self._row(self.total, '')}</tfoot>" if self.total is not None else ""
        caption = escape(self.caption)
        return (
            f'<p class="ogs-sideways" hidden>{escape(t("parts.sideways", lang))}</p>'
            f'<div class="ogs-scroll" role="region" tabindex="0" aria-label="{caption}"><table>'
            f"<caption>{caption}</caption><thead><tr>{head}</tr></thead>"
            f"<tbody>{body}</tbody>{foot}</table></div>"
        )

    def _row(self, row: Sequence[Cell], mark: str) -> str:
        cells = []
        for index, (column, cell) in enumerate(zip(self.columns, row, strict=True)):
            text = escape(written(cell, column.kind))
            if index:
                cells.append(f"<td{_number(column)}>{text}</td>")
            else:
                cells.append(f'<th scope="row"{_number(column)}>{text}</th>')
        return f"<tr{mark}>{''.join(cells)}</tr>"


def written(cell: Cell, kind: Kind) -> str:
    """Write one cell for a person.

    Examples
    --------
    >>> written(123450, "baht"), written(Fraction(5, 4), "percent"), written(None, "count")
    ('1,234.50', '1.25', '–')
    """
    if cell is None:
        return NOTHING
    if isinstance(cell, str):
        return cell
    return format_baht(int(cell), unit=False) if kind == "baht" else plain(cell, 2)


def _number(column: Column) -> str:
    return "" if column.kind == "text" else ' class="ogs-number"'
