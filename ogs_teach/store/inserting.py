"""Inserts a row unless it is there: the same words for both databases."""

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_new(connection: Connection, table: Table, **values: Any) -> int | None:
    """Insert a row, unless one like it is there.

    Parameters
    ----------
    connection : Connection
        Within a transaction.
    table : Table
    **values
        Of the row's columns.

    Returns
    -------
    int or None
        The row's id, 1 where it has none; None if a row with the same unique values is there.
    """
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table).values(**values).on_conflict_do_nothing()
    if "id" not in table.c:
        return connection.execute(statement).rowcount or None
    found: int | None = connection.execute(statement.returning(table.c.id)).scalar()
    return found
