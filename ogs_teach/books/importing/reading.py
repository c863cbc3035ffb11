"""One sheet's rows, read as rows of a group's table."""

from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Any

from ogs_teach.books import cells
from ogs_teach.books.cells import Column
from ogs_teach.books.importing import names, totals, values
from ogs_teach.books.importing.csvs import LOOKED_AT
from ogs_teach.books.importing.marks import PERCENT
from ogs_teach.books.importing.places import Cell
from ogs_teach.books.importing.sheets import Row, Sheet
from ogs_teach.books.tables import TABLES, Table
from ogs_teach.errors import Collector, OgsError, Problem, Word

FEWEST_HEADINGS = 3  # by which a sheet is known whose name says nothing
SHIFT = 21  # bits: a record's `row` is the sheet's number and its row in one


class Reading:
    """How far a sheet has been understood, and the rows that it holds.

    Parameters
    ----------
    sheet : Sheet
    number : int
        Which of its table's sheets this is, from 0.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.number = 0
        self.table: Table | None = None
        self.heading = 0  # the row of the headings, from 1
        self.columns: dict[int, Column] = {}  # by index in a row
        self.records: list[Any] = []
        self.faultless = True
        self._rows: Iterable[Row] = ()
        self._head: list[Row] = []

    def place(self, row: int = 0, column: str = "") -> Cell:
        """Return where a row, or a column of it, stands in the person's file."""
        found = next((at for at, one in self.columns.items() if one.name == column), None)
        at = None if found is None else found + self.sheet.first_column
        return Cell.within(self.sheet, row, f"group.field.{column}" if column else "", at)

    def _tell(self, problems: Collector, problem: Problem, row: int = 0, at: int = -1) -> None:
        self.faultless = False
        column = at + self.sheet.first_column if at >= 0 else None
        field = self.columns[at].field if at in self.columns else ""
        problems.add(problem.at(Cell.within(self.sheet, row, field, column)))

    def recognise(self, problems: Collector) -> bool:
        """Find the sheet's table and its headings; say whether it can be read."""
        if names.is_help(self.sheet.name):
            return False
        rows = iter(self.sheet.rows)
        self._head = list(islice(rows, LOOKED_AT))
        self._rows = chain(self._head, rows)
        named = names.table_named(self.sheet.name or names.stem(self.sheet.file))
        found = self._headings(named)
        if found is None:
            self._tell_unknown(problems, named)
            return False
        self.table, row = found
        self.heading = row + 1
        if self.sheet.hidden:
            self._tell(problems, Problem("importing.hidden-sheet"))
        before = self.faultless
        self._take_columns(row, problems)
        return self.faultless or not before

    def _headings(self, named: Table | None) -> tuple[Table, int] | None:
        """Return the table and the index of its headings' row, the likeliest of all."""
        best: tuple[tuple[bool, bool, int], Table, int] | None = None
        for index, row in enumerate(self._head):
            for table in TABLES:
                found = {column.name for column in names.known(table, row) if column}
                fewest = 2 if table is named else FEWEST_HEADINGS
                if len(found) < fewest:
                    continue
                whole = all(c.may_be_empty or c.name in found for c in table.columns)
                score = (whole, table is named, len(found))
                if best is None or score > best[0]:
                    best = (score, table, index)
        return (best[1], best[2]) if best else None

    def _tell_unknown(self, problems: Collector, named: Table | None) -> None:
        if named is not None:
            needed = names.Names.of(c.field for c in named.columns if not c.may_be_empty)
            self._tell(problems, Problem("importing.no-headings", values={"needed": needed}))
            return
        widest = max((sum(_filled(cell) for cell in row) for row in self._head), default=0)
        is_note = widest < FEWEST_HEADINGS and not self.sheet.ragged
        if not (self.sheet.hidden or is_note):
            tables = names.Names.of(names.table_key(table) for table in TABLES)
            self._tell(problems, Problem("importing.unknown-sheet", values={"tables": tables}))

    def _take_columns(self, index: int, problems: Collector) -> None:
        assert self.table is not None  # noqa: S101 - for the type checker
        row = self._head[index]
        taken: dict[str, int] = {}
        for at, column in enumerate(names.known(self.table, row)):
            if column is None:
                continue
            if column.name in taken:
                twice: dict[str, object] = {"got": _short(row[at])}
                self._tell(
                    problems, Problem("importing.heading-twice", "", "", twice), index + 1, at
                )
                continue
            taken[column.name] = at
            self.columns[at] = column
        missing = [c for c in self.table.columns if not c.may_be_empty and c.name not in taken]
        strange = [
            _short(cell) for at, cell in enumerate(row) if _filled(cell) and at not in self.columns
        ]
        if missing and self._is_split(index, {column.name for column in missing}):
            self._tell(problems, Problem("importing.split-headings"), index + 1)
            return
        for column in missing:
            words = [word for word, one in names.headings(self.table).items() if one is column]
            near = [cell for cell in strange if names.near(str(cell), words, names.HARDLY)]
            key = "importing.no-column-near" if near else "importing.no-column"
            got: dict[str, object] = {"near": near[0]} if near else {}
            self._tell(problems, Problem(key, column.field, values=got), index + 1)

    def _is_split(self, index: int, missing: set[str]) -> bool:
        """Say whether headings that are missing stand in the row above or below."""
        assert self.table is not None  # noqa: S101
        return any(
            column and column.name in missing
            for other in (index - 1, index + 1)
            if 0 <= other < len(self._head)
            for column in names.known(self.table, self._head[other])
        )

    def read(self, problems: Collector) -> None:
        """Read all rows under the headings."""
        assert self.table is not None  # noqa: S101
        _Rows(self, self.table, problems).read(islice(self._rows, self.heading, None))
        self._rows = self._head = ()  # type: ignore[assignment]


class _Rows:
    """The rows under the headings, one after the other."""

    def __init__(self, of: Reading, table: Table, problems: Collector) -> None:
        self.of, self.problems, self.table = of, problems, table
        self.marks = of.sheet.marks
        in_order = {column.name: at for at, column in of.columns.items()}
        self.columns = [column for column in table.columns if column.name in in_order]
        self.places = [in_order[column.name] for column in self.columns]
        since_1904 = self.marks.counts_from_1904
        self.readers = [values.reader(c, counts_from_1904=since_1904) for c in self.columns]
        self.sums = totals.Sums(table, of.records)
        self.headings = [of._head[of.heading - 1][at] for at in self.places]
        self.width = len(of._head[of.heading - 1])
        self.told_columns: set[int] = set()

    def read(self, rows: Iterable[Row]) -> None:
        """Read each row; what cannot be read is told."""
        # The same dates, amounts and names come back thousands of times: each is read once.
        seen: list[dict[Any, Any]] = [{} for _ in self.columns]
        plan = list(zip(self.places, self.readers, seen, strict=True))
        blank = {c.name: c.empty for c in self.table.columns if c not in self.columns}
        record, order = self.table.record, [c.name for c in self.table.columns]
        marked = {row for row, _ in self.marks.cells}
        base = self.of.number << SHIFT
        found, places = self.of.records, self.places
        others = [at for at in range(self.width) if at not in set(places)]
        last = self.of.heading
        for number, row in enumerate(rows, self.of.heading + 1):
            last = number
            if row.count("") == len(row) and number not in marked:
                continue
            if len(row) != self.width:
                row = self._fitted(row, number)
            for at in others:
                if row[at] != "":
                    self._tell_column(row[at], number, at)
            taken = []
            if number not in marked:
                for place, read, known in plan:
                    cell = row[place]
                    if cell is True or cell is False:
                        break
                    value = known.get(cell, known)  # the dict itself marks a cell not met before
                    if value is known:
                        try:
                            value = known[cell] = read(cell)
                        except OgsError:
                            break
                    taken.append(value)
            if len(taken) != len(plan):
                again = self._slowly(row, number)
                if again is None:
                    continue
                taken = again
            if blank:
                by_name = dict(zip((c.name for c in self.columns), taken, strict=True))
                taken = [by_name[name] if name in by_name else blank[name] for name in order]
            found.append(record(*taken, base + number))
        for row_number in sorted(row for row in marked if row > last):
            self._slowly([""] * self.width, row_number)

    def _fitted(self, row: Row, number: int) -> Row:
        """Return a row as wide as the headings, after telling what does not fit."""
        extra = [at for at in range(self.width, len(row)) if _filled(row[at])]
        if self.of.sheet.ragged and (extra or len(row) < self.width):
            if any(_filled(cell) for cell in row):
                widths: dict[str, object] = {"got": len(row), "wanted": self.width}
                self.of._tell(self.problems, Problem("group.row-width", values=widths), number)
            return [""] * self.width
        return [*row[: self.width], *[""] * (self.width - len(row))]

    def _tell_column(self, cell: object, number: int, at: int) -> None:
        """Tell once of a column that holds something and cannot be understood."""
        if at in self.told_columns or not _filled(cell):
            return
        heading = self.of._head[self.of.heading - 1][at]
        if heading in self.headings and _filled(heading):
            return  # told already: it stands twice
        if cell == heading:
            return  # the headings, once more
        self.told_columns.add(at)
        got: dict[str, object] = {"got": _short(heading), "cell": _short(cell)}
        if not _filled(heading):
            self.of._tell(
                self.problems, Problem("importing.nameless-column", values=got), number, at
            )
            return
        known = names.headings(self.table)
        missing = [c.name for c in self.table.columns if c not in self.columns]
        near = [known[w] for w in names.near(str(heading), known) if known[w].name in missing]
        key = "importing.unknown-column-near" if near else "importing.unknown-column"
        if near:
            got["near"] = Word(near[0].field)
        self.of._tell(self.problems, Problem(key, values=got), self.of.heading, at)

    def _slowly(self, row: Row, number: int) -> list[Any] | None:
        """Read a row in which something is special; None where it is told or left out."""
        cells_ = [row[at] for at in self.places]
        marks = [
            self.marks.cells.get((number, at + self.of.sheet.first_column), "")
            for at in self.places
        ]
        if not any(marks) or set(marks) == {"", PERCENT}:
            if not any(_filled(cell) for cell in cells_):
                return None
            if cells_ == self.headings:
                return None
            if totals.is_total(self.columns, cells_):
                self._compare(cells_, number)
                return None
        taken: list[Any] = []
        for at, column, read, cell, mark in zip(
            self.places, self.columns, self.readers, cells_, marks, strict=True
        ):
            if mark and mark != PERCENT:
                problem = Problem(f"importing.{mark}", column.field)
                self.of._tell(self.problems, problem, number, at)
                continue
            if mark == PERCENT and column.read is cells.read_percent:
                cell = values.percent(cell)
            try:
                taken.append(read(cell))
            except OgsError as error:
                for problem in error.problems:
                    self.of._tell(self.problems, problem, number, at)
        return taken if len(taken) == len(self.columns) else None

    def _compare(self, row: Sequence[Any], number: int) -> None:
        """Compare a row of sums with the rows above it."""
        for at, column, read, cell in zip(
            self.places, self.columns, self.readers, row, strict=True
        ):
            if column.read not in totals.AMOUNTS or not _filled(cell):
                continue
            try:
                problem = self.sums.compare(column, read(cell))
            except OgsError as error:
                problem = error.problems[0]
            if problem and self.of.faultless:  # else a row is missing from the sum
                self.of._tell(self.problems, problem, number, at)
        self.sums.begin_again()


def _filled(cell: object) -> bool:
    return bool(names.plainly(cell)) if isinstance(cell, str) else cell is not None


def _short(cell: object) -> str:
    return " ".join(str(cell).split())[:40]
