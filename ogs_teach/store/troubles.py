"""What databases complain of, said to people: what happened, and what to do."""

import errno
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from ogs_teach.errors import (
    NotAStoreError,
    Problem,
    StoreBusyError,
    StoreError,
    StoreFullError,
    StoreReadOnlyError,
    StoreUnreachableError,
)
from ogs_teach.store.place import shown

Kind = tuple[type[StoreError], str]
FULL: Kind = (StoreFullError, "full")
READ_ONLY: Kind = (StoreReadOnlyError, "read-only")
BUSY: Kind = (StoreBusyError, "busy")
NO_FILE: Kind = (StoreUnreachableError, "no-file")
NO_SERVER: Kind = (StoreUnreachableError, "no-server")
DISK: Kind = (StoreUnreachableError, "disk")
OTHER: Kind = (NotAStoreError, "other")
DAMAGED: Kind = (NotAStoreError, "damaged")
FAILED: Kind = (StoreError, "failed")

SQLITE: dict[int, Kind] = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_CANTOPEN: NO_FILE,
    sqlite3.SQLITE_IOERR: DISK,
    sqlite3.SQLITE_NOTADB: OTHER,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
}
# By the beginning of PostgreSQL's own code; no code at all means that no server answered.
SQLSTATES: list[tuple[str, Kind]] = [
    ("53100|53200", FULL),
    ("25006|42501", READ_ONLY),
    ("53300|55P03|57014|40", BUSY),
    ("08|28|3D|57P|$", NO_SERVER),
    ("58|XX", DAMAGED),
]
ERRNOS: list[tuple[tuple[int, ...], Kind]] = [
    ((errno.ENOSPC, errno.EDQUOT), FULL),
    ((errno.EACCES, errno.EPERM, errno.EROFS), READ_ONLY),
    ((errno.ENOENT, errno.ENOTDIR, errno.EISDIR), NO_FILE),
]
LITTLE = 2**20  # bytes: a disk with less is full, whatever the database calls it


def kind_of(error: BaseException, url: URL) -> Kind:
    """Return what an error of a database means to people."""
    if isinstance(error, sqlite3.Error):
        found = SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, FAILED)
        return FULL if found is DISK and _no_room(url) else found
    if isinstance(error, OSError):
        return next((kind for signs, kind in ERRNOS if error.errno in signs), DISK)
    sqlstate = getattr(error, "sqlstate", None) or ""
    return next((kind for sign, kind in SQLSTATES if re.match(sign, sqlstate)), FAILED)


def _no_room(url: URL) -> bool:
    folder = Path(url.database or "").resolve().parent
    return folder.is_dir() and shutil.disk_usage(folder).free < LITTLE


@contextmanager
def said_to_people(url: URL) -> Iterator[None]:
    """Turn what a database complains of into a `StoreError`.

    Raises
    ------
    StoreError
        Of the kind that says what to do.
    """
    try:
        yield
    except PoolTimeoutError:
        raise told(BUSY, url) from None
    except DBAPIError as error:
        raise told(kind_of(error.orig or error, url), url, str(error.orig)) from error
    except sqlite3.Error as error:
        raise told(kind_of(error, url), url, str(error)) from error
    except OSError as error:
        raise told(kind_of(error, url), url, error.strerror or "") from error


def told(kind: Kind, url: URL, reason: str = "") -> StoreError:
    """Return the error that tells people of it."""
    error, key = kind
    first = (reason.splitlines() or [""])[0]  # PostgreSQL adds the statement and its values
    where = shown(url)
    return error(Problem(f"store.{key}", values={"where": where, "reason": first[:200]}))
