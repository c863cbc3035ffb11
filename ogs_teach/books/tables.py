"""The four CSV tables of a group's folder: their columns, reading them, writing them.

UTF-8 with or without a byte order mark; the order of columns is free, but none may be
missing, unknown or given twice.
"""

import csv
import difflib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from ogs_teach.books import cells
from ogs_teach.books.cells import Column, amount, day, named, text, words
from ogs_teach.books.changes import merged
from ogs_teach.books.kinds import ACCOUNTS, KINDS
from ogs_teach.books.records import (
    DIVISIONS,
    LOAN_KINDS,
    MEMBER_KINDS,
    METHODS,
    ROLES,
    Entry,
    Loan,
    Member,
    Opening,
)
from ogs_teach.errors import Collector, GroupError, OgsError, Place, Problem
from ogs_teach.rules.keys import baht_as_text, number_as_text


@dataclass(frozen=True)
class Table:
    """A CSV file: its name, the class of a row, its columns in the class's order.

    `keys` are the columns that tell which row a change means.
    """

    file: str
    record: type
    keys: tuple[str, ...]
    columns: tuple[Column, ...]


MEMBERS = Table(
    "members.csv",
    Member,
    ("member",),
    (
        named("member"),
        text("name"),
        words("kind", *MEMBER_KINDS, texts="group.member_kind"),
        words("role", *ROLES, texts="group.role", optional=True),
        words("division", *DIVISIONS, texts="group.division", optional=True),
        named("spouse", optional=True),
        named("guardian", optional=True),
        day("joined"),
        day("left", optional=True),
        Column("pledge", cells.read_amount_or_zero, baht_as_text),
        Column(
            "beneficiaries",
            cells.read_beneficiaries,
            cells.write_beneficiaries,
            empty=(),
            may_be_empty=True,
        ),
    ),
)
OPENING = Table(
    "opening.csv",
    Opening,
    ("account", "member", "loan"),
    (
        day("date"),
        words("account", *ACCOUNTS, texts="group.account"),
        named("member", optional=True),
        named("loan", optional=True),
        amount("debit", optional=True),
        amount("credit", optional=True),
    ),
)
ENTRIES = Table(
    "entries.csv",
    Entry,
    ("date", "slip", "kind", "member", "loan"),
    (
        day("date"),
        named("slip"),
        words("kind", *KINDS, texts="group.kind"),
        named("member", optional=True),
        named("loan", optional=True),
        Column("amount", cells.read_signed_amount, baht_as_text),
        text("note", optional=True),
        Column("reverses", cells.read_id, empty="", may_be_empty=True, may_be_absent=True),
    ),
)
LOANS = Table(
    "loans.csv",
    Loan,
    ("loan",),
    (
        named("loan"),
        named("member"),
        words("kind", *LOAN_KINDS, texts="loans.kind"),
        day("date"),
        amount("principal"),
        Column("rate", cells.read_percent, number_as_text),
        words("rate_per", "month", "year", "term", texts="group.rate_per"),
        words("method", *METHODS, texts="loans.method"),
        Column("periods", cells.read_periods),
        day("first_due"),
        Column("guarantors", cells.read_ids, ";".join, empty=(), may_be_empty=True),
        text("purpose", optional=True),
        named("reschedules", optional=True),
    ),
)
TABLES = (MEMBERS, OPENING, ENTRIES, LOANS)


def read(
    table: Table,
    files: Mapping[str, bytes],
    problems: Collector,
    changes: Mapping[str, bytes] | None = None,
) -> list[Any]:
    """Read a table; what is wrong goes to `problems`, rows without fault come back.

    With files of changes, they are made before anything is looked at; row numbers in
    messages then count in the changed table.
    """
    rows = _csv(table.file, files, problems)
    if not rows:
        return []
    if changes and table.file in changes:
        rows, wrong = merged(rows, _csv(table.file, changes, problems), table.keys, table.file)
        for problem in wrong:
            problems.add(problem)
    places = _header(table, [name.strip() for name in rows[0]], problems)
    return _rows(table, rows, places, problems) if places else []


def _csv(name: str, files: Mapping[str, bytes], problems: Collector) -> list[list[str]]:
    """Return a file's rows, or nothing after telling why."""
    try:
        content = files[name].decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(content, newline=""), strict=True))
    except UnicodeDecodeError:
        problem = Problem("group.not-utf-8", where=name)
    except KeyError:
        problem = Problem("group.no-file", where=name)
    except csv.Error as error:
        problem = Problem("group.not-csv", where=name, values={"reason": str(error)[:80]})
    else:
        if rows:
            return rows
        problem = Problem("group.empty-file", where=name)
    problems.add(problem)
    return []


def _header(table: Table, header: list[str], problems: Collector) -> list[int | None]:
    """Return where each column stands, or nothing after telling what is wrong.

    None stands for a column that may be absent, and is.
    """
    names = [column.name for column in table.columns]
    absent = {column.name for column in table.columns if column.may_be_absent} - set(header)
    where = f"{table.file}:1"
    wrong = []
    for name in names:
        if name in absent:
            continue
        if name not in header:
            wrong.append(Problem("group.no-column", f"group.field.{name}", where, {"got": name}))
        elif header.count(name) > 1:
            wrong.append(Problem("group.column-twice", f"group.field.{name}", where, {"got": name}))
    for name in dict.fromkeys(header):  # a name that comes back a million times is told once
        if name not in names:
            near = difflib.get_close_matches(name, names, n=1)
            hint = f" → {near[0]}" if near else ""
            values: dict[str, object] = {"got": name[:40], "hint": hint}
            wrong.append(Problem("group.unknown-column", where=where, values=values))
    for problem in wrong:
        problems.add(problem)
    if wrong:
        return []
    return [None if name in absent else header.index(name) for name in names]


def _rows(
    table: Table, rows: list[list[str]], places: list[int | None], problems: Collector
) -> list[Any]:
    width = len(rows[0])
    # The same dates, amounts and names come back thousands of times: each is read once.
    seen: list[dict[str, Any]] = [{} for _ in places]
    columns = list(zip(table.columns, places, seen, strict=True))
    record = table.record
    found = []
    for number, row in enumerate(rows[1:], 2):
        if len(row) != width:
            if any(cell.strip() for cell in row):
                widths: dict[str, object] = {"got": len(row), "wanted": width}
                problems.add(
                    Problem("group.row-width", where=Place.of(table.file, number), values=widths)
                )
            continue
        values = []
        for column, place, known in columns:
            cell = "" if place is None else row[place]
            value = known.get(cell, known)  # the dict itself marks a cell not met before
            if value is known:
                try:
                    value = known[cell] = _cell(column, cell.strip())
                except OgsError as error:
                    for problem in error.problems:
                        problems.add(problem.at(Place.of(table.file, number, column.name)))
                    continue
            values.append(value)
        if len(values) == len(columns):
            found.append(record(*values, number))
    return found


def _cell(column: Column, cell: str) -> Any:
    if cell:
        return column.read(cell, column.field)
    if not column.may_be_empty:
        raise GroupError(Problem("group.empty-cell", column.field))
    return column.empty


def unreadable(table: Table, record: Any) -> list[Problem]:
    """Return what of a record could not be read again, once it is written."""
    problems = Collector(GroupError)
    for field, column in zip(fields(table.record), table.columns, strict=False):
        with problems:
            _cell(column, column.write(getattr(record, field.name)).strip())
    return list(problems)


def write(table: Table, records: Iterable[Any]) -> str:
    """Return a table as CSV text."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(written(table, records))
    return out.getvalue()


def written(table: Table, records: Iterable[Any]) -> list[list[str]]:
    """Return a table's header and rows as text."""
    kept = list(records)
    pairs = [
        (field.name, column)
        for field, column in zip(fields(table.record), table.columns, strict=False)
        if not column.may_be_absent
        or any(getattr(record, field.name) != column.empty for record in kept)
    ]
    return [
        [column.name for _, column in pairs],
        *([column.write(getattr(record, name)) for name, column in pairs] for record in kept),
    ]
