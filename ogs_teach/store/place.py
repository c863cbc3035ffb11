"""Where the store is: a file, or a PostgreSQL database."""

import os
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from ogs_teach import places
from ogs_teach.errors import Problem, StoreUnreachableError

VARIABLE = "OGS_TEACH_STORE"
POSTGRESQL = "postgresql+psycopg"


def usual() -> Path:
    """Return the file that is used unless somebody says otherwise."""
    return places.data() / "class.sqlite"


def find(said: str | Path | None = None) -> URL:
    """Return the address of the store.

    Parameters
    ----------
    said : str or Path, optional
        A file, or an address such as `postgresql://user@computer/database`; by default
        what the variable OGS_TEACH_STORE says, or else a file among the user's data.

    Raises
    ------
    StoreUnreachableError
        If it is neither.

    Examples
    --------
    >>> find("class.sqlite").database
    'class.sqlite'
    >>> find("postgres://officer@computer/school").drivername
    'postgresql+psycopg'
    """
    said = said or os.environ.get(VARIABLE) or usual()
    if isinstance(said, Path) or "://" not in said:
        return URL.create("sqlite", database=str(Path(said).expanduser()))
    try:
        url = make_url(said.strip())
    except (ArgumentError, ValueError):
        url = None
    if url and url.drivername in ("postgres", "postgresql", POSTGRESQL):
        return url.set(drivername=POSTGRESQL)
    if url and url.drivername == "sqlite" and url.database and not url.query:
        return url
    scheme = f"{said.partition('://')[0]}://…"[:40]  # what follows may hold a password
    raise StoreUnreachableError(Problem("store.bad-address", values={"where": scheme}))


def shown(url: URL) -> str:
    """Write where the store is for people, without its password.

    Examples
    --------
    >>> shown(find("postgresql://officer:secret@computer/school"))
    'postgresql://officer:***@computer/school'
    """
    if url.drivername == "sqlite":
        return url.database or ""
    return url.set(drivername="postgresql").render_as_string(hide_password=True)
