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
        What stands first in the row's primary key; None if a row with the same unique values
        is there.
    """
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table).values(**values).on_conflict_do_nothing()
    # Not `rowcount`: psycopg's is -1, which is not nothing.
    found: int | None = connection.scalar(statement.returning(*table.primary_key))
    return found
