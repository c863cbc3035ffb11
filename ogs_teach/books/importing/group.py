"""A group of several files: which sheet holds what, and what is wrong between their rows."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from ogs_teach.books.group import Group
from ogs_teach.books.importing import names, sniffing
from ogs_teach.books.importing.places import Cell
from ogs_teach.books.importing.reading import SHIFT, Reading
from ogs_teach.books.importing.sheets import of_file
from ogs_teach.books.tables import LOANS, TABLES, Table
from ogs_teach.errors import Collector, Day, GroupError, Place, Problem, Word
from ogs_teach.i18n import catalogue
from ogs_teach.inputs import tidy
from ogs_teach.rules import GroupRules

_ROW = (1 << SHIFT) - 1


def read_group(files: Mapping[str, bytes], rules: GroupRules | None = None) -> Group:
    """Read a group from spreadsheets and CSV files, held in memory.

    Parameters
    ----------
    files : mapping of {name: bytes}
        XLSX, XLS, ODS or CSV, named as their owner names them, and if there is one the
        group's `rules.toml`. Sheets are known by their names or their headings.
    rules : GroupRules, optional
        Used where no rule file is given; by default those set for training.

    Returns
    -------
    Group

    Raises
    ------
    GroupError
        With every problem at once: file, sheet, cell, what is wrong, what to do.

    Examples
    --------
    >>> from ogs_teach.places import sample_data
    >>> files = {path.name: path.read_bytes() for path in (sample_data() / "group_12").iterdir()}
    >>> len(read_group(files).members)
    12
    """
    problems = Collector(GroupError)
    rules = _rules(files, rules or GroupRules.default(), problems)
    readings: dict[Table, list[Reading]] = defaultdict(list)
    unknown = False  # whether a file or a sheet could not be understood: rows may be in it
    for name, content in files.items():
        if sniffing.ending(name) == "toml":
            continue
        before = len(list(problems))
        for sheet in of_file(name, content, names.familiar, problems):
            reading = Reading(sheet)
            readable = reading.recognise(problems)
            if reading.table is None:
                continue
            reading.number = len(readings[reading.table])
            readings[reading.table].append(reading)
            if readable:
                reading.read(problems)
        unknown |= len(list(problems)) > before and not any(
            reading.sheet.file == name for of in readings.values() for reading in of
        )
    absent = set() if unknown else _absent(readings)
    for table in sorted(absent, key=TABLES.index):
        _tell_absent(table, problems)
    for table in TABLES:
        _tell_repeated(readings[table], problems)
    faultless = {
        table
        for table in TABLES
        if not unknown
        and table not in absent
        and all(reading.faultless for reading in readings[table])
    }
    found = [[row for reading in readings[t] for row in reading.records] for t in TABLES]
    between = Collector(GroupError)
    try:
        group = Group.checked(rules, *found, problems=between, faultless=faultless)
    except GroupError as error:
        told = _Telling(readings, found)
        for problem in error.problems:
            if not told.is_of_a_missing_column(problem):
                problems.add(told.own(problem))
        group = None
    if list(problems):
        raise GroupError(*sorted(problems, key=_Order(files, readings)))
    assert group is not None  # noqa: S101 - without problems it was made
    return group


def _rules(files: Mapping[str, bytes], otherwise: GroupRules, problems: Collector) -> GroupRules:
    found = [name for name in files if sniffing.ending(name) == "toml"]
    for name in found[1:]:
        problems.add(Problem("importing.two-rule-files", where=name, values={"first": found[0]}))
    if not found:
        return otherwise
    with problems:
        return GroupRules.decode(files[found[0]], found[0])
    return otherwise


def _absent(readings: Mapping[Table, list[Reading]]) -> set[Table]:
    """Return the tables that are missing; a group may have made no loan yet."""
    lent = any(
        getattr(record, "loan", "")
        for table in TABLES
        for reading in readings[table]
        for record in reading.records
    )
    return {table for table in TABLES if not readings[table] and (table is not LOANS or lent)}


def _tell_absent(table: Table, problems: Collector) -> None:
    needed = names.Names.of(c.field for c in table.columns if not c.may_be_empty)
    values: dict[str, object] = {"table": names.Names(names.table_key(table)), "needed": needed}
    problems.add(Problem("importing.no-table", values=values))


def _tell_repeated(readings: list[Reading], problems: Collector) -> None:
    """Tell of rows that stand in two sheets: a copy would be counted twice."""
    seen: dict[Any, Reading] = {}
    for reading in readings if len(readings) > 1 else ():
        again: dict[int, list[int]] = defaultdict(list)
        for record in reading.records:
            first = seen.setdefault(replace(record, row=0), reading)
            if first is not reading:
                again[first.number].append(record.row & _ROW)
        for number, rows in again.items():
            other = readings[number]
            values: dict[str, object] = {"count": len(rows), "other": other.place()}
            reading.faultless = False
            problems.add(Problem("importing.repeated", "", reading.place(rows[0]), values))


class _Telling:
    """Says of problems between rows where they stand in the person's own files."""

    def __init__(self, readings: Mapping[Table, list[Reading]], found: list[list[Any]]) -> None:
        self.readings = readings
        self.by_file = {table.file: table for table in TABLES}
        self.known = {
            "member": [member.id for member in found[0]],
            "loan": [loan.id for loan in found[TABLES.index(LOANS)]],
        }

    def is_of_a_missing_column(self, problem: Problem) -> bool:
        """Say whether a cell is missed that stands under a heading already told as unknown."""
        where = problem.where
        if not isinstance(where, Place) or where.file not in self.by_file:
            return False
        reading = self.readings[self.by_file[where.file]][where.row >> SHIFT]
        names_ = {column.name for column in reading.columns.values()}
        return not reading.faultless and where.column not in names_

    def own(self, problem: Problem) -> Problem:
        """Return the same problem in the person's own words and places."""
        where = problem.where
        table = self.by_file.get(where.file if isinstance(where, Place) else where)
        if table is None:
            return problem
        readings = self.readings[table]
        here: Reading | None = readings[0] if readings else None
        if isinstance(where, Place):
            here = readings[where.row >> SHIFT]
            where = here.place(where.row & _ROW, where.column)
        elif here is not None:
            where = here.place()
        values = {
            key: self._value(key, value, readings, here) for key, value in problem.values.items()
        }
        key = problem.key
        name = key.partition(".")[2]
        if f"told.{name}" in catalogue("importing"):
            key = f"importing.told.{name}"
        if name in ("unknown-member", "unknown-loan"):
            near = self._nearly(str(values["got"]), self.known[name.partition("-")[2]])
            if near:
                key, values["near"] = f"{key}-near", near
        return Problem(key, problem.field, where, values)

    @staticmethod
    def _value(key: str, value: object, readings: list[Reading], here: Reading | None) -> object:
        if isinstance(value, date):
            return Day(value)
        if key == "first" and isinstance(value, int):
            other = readings[value >> SHIFT]
            row = value & _ROW
            return row if other is here else other.place(row)
        if key == "kind":
            return Word(f"group.kind.{value}")
        return value

    @staticmethod
    def _nearly(got: str, known: list[str]) -> str:
        """Return the number that was lost to leading zeros, Thai digits or capitals."""
        wanted = _bare(got)
        return next((one for one in known if _bare(one) == wanted), "")


def _bare(text: str) -> str:
    return names.plainly(tidy(text)).lstrip("0")


class _Order:
    """Puts problems as a person goes through the files: file, sheet, row, column."""

    def __init__(self, files: Mapping[str, bytes], readings: Mapping[Table, list[Reading]]) -> None:
        self.files = {name: number for number, name in enumerate(files)}
        self.sheets = {
            (one.sheet.file, one.sheet.name): (TABLES.index(table), one.number)
            for table, of in readings.items()
            for one in of
        }

    def __call__(self, problem: Problem) -> tuple[object, ...]:
        where = problem.where
        if not isinstance(where, Cell):
            return (-1, -1, (-1, -1), -1, 0, "")
        sheet = self.sheets.get((where.file, where.sheet), (-1, -1))
        return (0, self.files.get(where.file, -1), sheet, where.row, len(where.cell), where.cell)
