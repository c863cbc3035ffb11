"""Brings a store up to the version of this kit."""

from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from ogs_teach.errors import StoreNewerError, StoreUnreachableError
from ogs_teach.store import migrations
from ogs_teach.store.database import Database
from ogs_teach.store.tables import metadata
from ogs_teach.store.troubles import OTHER, told

# Not Alembic's usual name: a shared database may hold tables of others, and their versions.
TABLE = "ogs_teach_version"
_LOCK = 0x06_53_45_41  # of PostgreSQL: a number that nobody else takes


def script() -> ScriptDirectory:
    """Return the steps from version to version."""
    folder = str(Path(migrations.__file__).parent)
    return ScriptDirectory(folder, version_locations=[folder])


def version(connection: Connection) -> str | None:
    """Return the version of a store; None for an empty database."""
    context = MigrationContext.configure(connection, opts={"version_table": TABLE})
    return context.get_current_revision()


def bring_up_to_date(database: Database, *, create: bool = True) -> None:
    """Make a store of an empty database, or of an older store one of today.

    Parameters
    ----------
    database : Database
    create : bool
        Whether an empty database may become a store.

    Raises
    ------
    StoreError
        If a newer kit has made it, or it holds something else; it is left as it is.
    """
    steps = script()
    with database.reading() as connection:
        now = _checked(database, connection, steps, create)
    database.log_ahead()  # which changes the file: only now that it is known to be ours
    if now == steps.get_current_head():
        return
    with database.writing() as connection:
        if not database.is_sqlite:
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        _checked(database, connection, steps, create)
        environment = EnvironmentContext(
            Config(), steps, fn=lambda now, _: steps._upgrade_revs("head", now)
        )
        with environment:
            environment.configure(
                connection=connection, target_metadata=metadata, version_table=TABLE
            )
            environment.run_migrations()


def _checked(
    database: Database, connection: Connection, steps: ScriptDirectory, create: bool
) -> str | None:
    """Return the version, unless the database is not this kit's, or not yet."""
    now = version(connection)
    if now is None:
        there = set(inspect(connection).get_table_names())
        if there & set(metadata.tables) or (there and database.is_sqlite):
            raise told(OTHER, database.url)
        if not create:
            raise told((StoreUnreachableError, "none-there"), database.url)
    elif now not in {step.revision for step in steps.walk_revisions()}:
        raise told((StoreNewerError, "newer"), database.url)
    return now
