"""The workbook that the kit hands out, empty or filled: what `importing` reads.

Dates are shown in พ.ศ. and kept as days; numbers that name something are text, so that no
zero is lost; where only a few words may stand, a list drops down.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any

from ogs_teach.books import cells
from ogs_teach.books.cells import Column
from ogs_teach.books.group import Group
from ogs_teach.books.importing.marks import column_letters
from ogs_teach.books.importing.names import table_key
from ogs_teach.books.importing.totals import AMOUNTS
from ogs_teach.books.importing.values import FIRST_GROUP
from ogs_teach.books.tables import TABLES, Table
from ogs_teach.i18n import Lang, catalogue, t
from ogs_teach.money import MAX_BAHT
from ogs_teach.rules import GroupRules
from ogs_teach.rules.keys import number_as_text

DATE_FORMATS: dict[Lang, str] = {"th": "[$-107041E]d mmm yyyy;@", "en": "yyyy-mm-dd"}
LAST_ROW = 1_048_575  # counted from 0
DIGITS, DECIMALS = 15, 10  # what a double holds, and what is read back from it
_WIDE: dict[Any, int] = {cells.read_text: 24, cells.read_beneficiaries: 30, cells.read_day: 15}
_FONT = {"font_name": "Tahoma", "font_size": 11, "valign": "vcenter"}


def workbook(
    lang: Lang = "th", group: Group | None = None, rules: GroupRules | None = None
) -> bytes:
    """Make the template.

    Parameters
    ----------
    lang : "th" or "en"
        Of headings, lists and explanations; `importing` reads either.
    group : Group, optional
        Whose rows are filled in.
    rules : GroupRules, optional
        Whose group's name stands on the first sheet; by default the group's own.

    Returns
    -------
    bytes
        XLSX: an explanation, a sheet for each of the four tables, and the lists.

    Examples
    --------
    >>> from ogs_teach.books.importing import read_group
    >>> from ogs_teach.places import sample_data
    >>> group = Group.open(sample_data() / "group_12")
    >>> read_group({"group.xlsx": workbook("en", group)}).opening[0].debit == group.opening[0].debit
    True
    """
    from xlsxwriter import Workbook

    held = BytesIO()
    book = Workbook(held, {"in_memory": True})
    book.set_calc_mode("auto")
    writer = _Writer(book, lang)
    rules = rules or (group.rules if group else None)
    writer.explain(rules.name(lang) if rules else "")
    rows: dict[Table, Iterable[Any]] = dict.fromkeys(TABLES, ())
    if group is not None:
        of = (group.members.values(), group.opening, group.entries, group.loans.values())
        rows = dict(zip(TABLES, of, strict=True))
    lists = writer.place_of_lists()
    for table in TABLES:
        writer.fill(table, rows[table], lists)
    writer.write_lists()
    book.close()
    return held.getvalue()


def shown(column: Column, word: str, lang: Lang) -> str:
    """Return a choice as the list shows it: an account with its code before its name."""
    name = t(f"{column.texts}.{word}", lang)
    return f"{word} {name}" if word.isdigit() else name


class _Writer:
    """Writes the sheets of one workbook, in one language."""

    def __init__(self, book: Any, lang: Lang) -> None:
        self.book, self.lang = book, lang
        looks: dict[str, dict[str, object]] = {
            "title": {"bold": True, "font_size": 14},
            "line": {"text_wrap": True},
            "heading": {
                "bold": True, "text_wrap": True, "bg_color": "#f3f6f1", "border": 1,
                "num_format": "@",
            },
            "cell": {"text_wrap": True, "border": 1, "num_format": "@"},
            "text": {"num_format": "@"},
            "date": {"num_format": DATE_FORMATS[lang], "align": "left"},
            "amount": {"num_format": "#,##0.00"},
            "number": {"num_format": "0.##########"},
            "count": {"num_format": "0"},
        }  # fmt: skip
        self.looks = {name: book.add_format({**_FONT, **look}) for name, look in looks.items()}

    def say(self, key: str, **values: object) -> str:
        return t(f"templates.{key}", self.lang, **values)

    def _name(self, key: str) -> str:
        return t(key, self.lang).partition("|")[0]

    def _sheet(self, name: str, *, landscape: bool) -> Any:
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&A  &P/&N")
        sheet.set_default_row(21)  # Thai vowels above and below the line need room
        if landscape:
            sheet.set_landscape()
        return sheet

    def explain(self, group: str) -> None:
        """Write the first sheet: how the others are filled in."""
        sheet = self._sheet(self._name("importing.table.help"), landscape=False)
        for at, width in enumerate((24, 10, 56, 22)):
            sheet.set_column(at, at, width)
        sheet.write_string(0, 0, self.say("title"), self.looks["title"])
        lines = [self.say("of-group", name=group)] if group else []
        lines += [self.say("training"), *(self.say(f"how-{n}") for n in range(1, 6))]
        for row, line in enumerate(lines, 1):
            sheet.merge_range(row, 0, row, 3, "", self.looks["line"])
            sheet.write_string(row, 0, line, self.looks["line"])
            sheet.set_row(row, 38)
        row = len(lines) + 2
        for table in TABLES:
            sheet.write_string(row, 0, self._name(table_key(table)), self.looks["title"])
            heads = ("column", "needed", "meaning", "example")
            for at, head in enumerate(heads):
                sheet.write_string(row + 1, at, self.say(head), self.looks["heading"])
            row += 2
            for column in table.columns:
                needed = "" if column.may_be_empty else self.say("yes")
                about = (
                    self._heading(column),
                    needed,
                    self._meaning(table, column),
                    self._example(column),
                )
                for at, text in enumerate(about):
                    sheet.write_string(row, at, text, self.looks["cell"])
                row += 1
            row += 1

    def _heading(self, column: Column) -> str:
        return t(column.field, self.lang) + ("" if column.may_be_empty else " *")

    def _meaning(self, table: Table, column: Column) -> str:
        key = f"{table.file.removesuffix('.csv')}.{column.name}"
        return self.say(key) if key in catalogue("templates") else t(column.field, self.lang)

    def _example(self, column: Column) -> str:
        if column.choices:
            return shown(column, column.choices[0], self.lang)
        key = f"sample.{column.name}"
        return self.say(key) if key in catalogue("templates") else ""

    def place_of_lists(self) -> dict[tuple[str, str], str]:
        """Return where each column's list will stand, as a formula."""
        sheet = self._name("importing.table.choices")
        return {
            (
                table.file,
                column.name,
            ): f"='{sheet}'!${column_letters(at)}$2:${column_letters(at)}${last}"
            for at, (table, column) in enumerate(_with_choices())
            for last in [len(column.choices) + 1]
        }

    def write_lists(self) -> None:
        """Write the last sheet: every word that a list offers."""
        sheet = self._sheet(self._name("importing.table.choices"), landscape=True)
        sheet.freeze_panes(1, 0)
        for at, (table, column) in enumerate(_with_choices()):
            head = f"{self._name(table_key(table))}: {t(column.field, self.lang)}"
            sheet.write_string(0, at, head, self.looks["heading"])
            words = [shown(column, word, self.lang) for word in column.choices]
            for row, word in enumerate(words, 1):
                sheet.write_string(row, at, word, self.looks["cell"])
            sheet.set_column(at, at, max(map(len, words)) + 4)

    def fill(self, table: Table, rows: Iterable[Any], lists: Mapping[tuple[str, str], str]) -> None:
        """Write a table's sheet."""
        sheet = self._sheet(self._name(table_key(table)), landscape=True)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        sheet.set_row(0, 42)
        for at, column in enumerate(table.columns):
            sheet.set_column(at, at, self._width(column), self.looks[_look(column)])
            sheet.write_string(0, at, self._heading(column), self.looks["heading"])
            sheet.data_validation(1, at, LAST_ROW, at, self._rule(table, column, lists))
        sheet.ignore_errors({"number_stored_as_text": f"A1:Z{LAST_ROW + 1}"})
        names = [field.name for field in fields(table.record)]
        pairs = list(zip(names, table.columns, strict=False))
        row = 0
        for row, record in enumerate(rows, 1):
            for at, (name, column) in enumerate(pairs):
                self._write(sheet, row, at, column, getattr(record, name))
        sheet.autofilter(0, 0, max(row, 1), len(table.columns) - 1)

    def _width(self, column: Column) -> int:
        if column.choices:
            return min(max(len(shown(column, word, self.lang)) for word in column.choices) + 2, 34)
        return max(_WIDE.get(column.read, 14), min(len(t(column.field, self.lang)) + 3, 20))

    def _rule(
        self, table: Table, column: Column, lists: Mapping[tuple[str, str], str]
    ) -> dict[str, object]:
        """Return what the spreadsheet program says and asks while a cell is typed in."""
        meaning, example = self._meaning(table, column), self._example(column)
        said = self.say("for-example", meaning=meaning, example=example) if example else meaning
        rule: dict[str, object] = {
            "validate": "any",
            "input_title": t(column.field, self.lang)[:32],
            "input_message": said[:255],
            "error_title": t(column.field, self.lang)[:32],
        }
        if column.choices:
            sheet = self._name("importing.table.choices")
            rule |= {"validate": "list", "source": lists[table.file, column.name]}
            rule |= {"error_message": self.say("choose", sheet=sheet)[:255]}
        elif column.read is cells.read_day:
            rule |= {
                "validate": "date",
                "criteria": "between",
                "minimum": date(FIRST_GROUP, 1, 1),
                "maximum": date(cells.LATEST_YEAR, 12, 31),
                "error_type": "warning",  # a Thai date as text is read as well
                "error_message": self.say("type-a-date"),
            }
        elif column.read in AMOUNTS:
            lowest = -MAX_BAHT if column.read is cells.read_signed_amount else 0
            rule |= {"validate": "decimal", "criteria": ">=", "value": lowest}
            rule |= {"error_message": self.say("type-an-amount")}
        return rule

    def _write(self, sheet: Any, row: int, at: int, column: Column, value: Any) -> None:
        if column.choices and value:
            sheet.write_string(row, at, shown(column, value, self.lang))
        elif isinstance(value, date) and value.year >= FIRST_GROUP:
            sheet.write_datetime(row, at, value)
        elif column.read in AMOUNTS and (value or not column.may_be_empty):
            sheet.write_number(row, at, Decimal(value).scaleb(-2))
        elif isinstance(value, Fraction) and _is_short(value):
            sheet.write_number(row, at, Decimal(number_as_text(value)))
        elif column.read is cells.read_periods:
            sheet.write_number(row, at, value)
        else:
            text = column.write(value)
            if text:
                sheet.write_string(row, at, text)


def _with_choices() -> list[tuple[Table, Column]]:
    return [(table, column) for table in TABLES for column in table.columns if column.choices]


def _look(column: Column) -> str:
    if column.read is cells.read_day:
        return "date"
    if column.read in AMOUNTS:
        return "amount"
    if column.read is cells.read_percent:
        return "number"
    return "count" if column.read is cells.read_periods else "text"


def _is_short(value: Fraction) -> bool:
    """Say whether a double brings this number back exactly."""
    whole, _, decimals = number_as_text(value).partition(".")
    return len(whole) + len(decimals) <= DIGITS and len(decimals) <= DECIMALS
