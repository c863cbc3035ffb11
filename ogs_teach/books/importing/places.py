"""Where a cell stands in the person's own file."""

from ogs_teach.books.importing.marks import column_letters
from ogs_teach.books.importing.names import WORDS
from ogs_teach.books.importing.sheets import Sheet
from ogs_teach.errors import Place
from ogs_teach.i18n import Lang, t


class Cell(Place):
    """A cell of a sheet; `row` counts from 1 as the spreadsheet shows it.

    Examples
    --------
    >>> place = Cell.within(Sheet("บัญชี.xlsx", "รายการ", []), 45, "group.field.amount", 3)
    >>> place.say("en"), place.cell
    ('บัญชี.xlsx, sheet “รายการ”, D45 (amount)', 'D45')
    """

    sheet: str
    cell: str
    field: str

    @classmethod
    def within(
        cls, sheet: Sheet, row: int = 0, field: str = "", column: int | None = None
    ) -> "Cell":
        """Name a sheet, a row of it, or a cell of that row.

        Parameters
        ----------
        sheet : Sheet
        row : int
            From 1; 0 for the sheet as a whole.
        field : str
            Text key of the column's name.
        column : int, optional
            From 0.
        """
        cell = f"{column_letters(column)}{row}" if row and column is not None else ""
        place = cls(", ".join(filter(None, (sheet.file, sheet.name, cell or (str(row or ""))))))
        place.file, place.row, place.column = sheet.file, row, field.rpartition(".")[2]
        place.sheet, place.cell, place.field = sheet.name, cell, field
        return place

    def say(self, lang: Lang) -> str:
        """Name the place for a person."""
        said = ", ".join(filter(None, (self.said_sheet(lang), self.said_cell(lang))))
        return f"{said} ({t(self.field, lang)})" if self.field else said

    def said_sheet(self, lang: Lang) -> str:
        """Name the file and the sheet."""
        sheet = t(f"{WORDS}.place-sheet", lang, sheet=self.sheet) if self.sheet else ""
        return self.file + sheet

    def said_cell(self, lang: Lang) -> str:
        """Name the cell, or the row where there is no cell; nothing for the sheet as a whole."""
        return self.cell or (t(f"{WORDS}.place-row", lang, row=self.row) if self.row else "")
