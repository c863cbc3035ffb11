"""A group told as a few changes to another: rows added, replaced or taken away.

A folder of changes holds tables like a group's, only those that differ, with a first
column `change` that says "add", "replace" or "remove".
"""

from collections.abc import Sequence

from ogs_teach.errors import Problem

CHANGE = "change"
Row = list[str]


def merged(
    rows: Sequence[Row], changes: Sequence[Row], keys: Sequence[str], file: str
) -> tuple[list[Row], list[Problem]]:
    """Return a table's rows with the changes made, and what is wrong with the changes.

    Parameters
    ----------
    rows, changes : sequence of rows
        Each with its header; `changes` has the same columns after `change`.
    keys : sequence of str
        Columns that tell which row is meant.
    file : str
        For the messages.

    Examples
    --------
    >>> table = [["member", "name"], ["A1", "ก"], ["A2", "ข"]]
    >>> told = [["change", "member", "name"], ["replace", "A2", "ค"], ["remove", "A1", ""]]
    >>> merged(table, told, ["member"], "members.csv")
    ([['member', 'name'], ['A2', 'ค']], [])
    """
    header, *body = rows
    if not set(keys) <= set(header):
        return list(rows), []  # told where the table itself is read
    if not changes or changes[0] != [CHANGE, *header]:
        values: dict[str, object] = {"columns": ", ".join([CHANGE, *header])}
        return list(rows), [Problem("group.change-columns", where=f"{file}:1", values=values)]
    places = [header.index(key) for key in keys]
    found = {
        tuple(row[at] for at in places): number
        for number, row in enumerate(body)
        if len(row) == len(header)
    }
    result: list[Row | None] = list(body)
    problems = []
    for number, change in enumerate(changes[1:], 2):
        if not any(change):
            continue
        what, *row = change
        at = found.get(tuple(row[at] for at in places)) if len(row) == len(header) else None
        if what == "add":
            result.append(row)
        elif what not in ("replace", "remove") or at is None:
            key = "change-finds-nothing" if what in ("replace", "remove") else "change-unknown"
            values = {"got": what[:40], "row": " ".join(row)[:60]}
            problems.append(Problem(f"group.{key}", where=f"{file}:{number}", values=values))
        else:
            result[at] = row if what == "replace" else None
    return [header, *(row for row in result if row is not None)], problems
