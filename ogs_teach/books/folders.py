"""Writing a folder whole or not at all."""

import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from ogs_teach.errors import GroupError, OgsError, Problem


def must_exist(folder: Path) -> None:
    """Refuse what is no folder.

    Raises
    ------
    GroupError
    """
    if not folder.is_dir():
        raise GroupError(Problem("group.no-folder", values={"got": str(folder)}))


def read(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Return a folder's files, as far as they can be read.

    Raises
    ------
    GroupError
        If there is no such folder.
    """
    must_exist(folder)
    found = {}
    for name in names:
        with suppress(OSError):
            found[name] = (folder / name).read_bytes()
    return found


def replace(folder: Path, contents: Mapping[str, str], check: Callable[[Path], object]) -> None:
    """Write files into a folder; what else it holds stays.

    The new folder is made beside the old one, is checked by being read, and takes its
    place by renaming, so that whoever reads sees all old files or all new ones.

    Raises
    ------
    GroupError
        If it cannot be written, or `check` refuses it; the old folder then stands as it was.
    """
    draft = folder.with_name(f".{folder.name}.{os.getpid()}.new")
    old = folder.with_name(f".{folder.name}.{os.getpid()}.old")
    try:
        if folder.exists():
            shutil.copytree(folder, draft)
        else:
            draft.mkdir(parents=True)
        for name, text in contents.items():
            (draft / name).write_bytes(text.encode("utf-8"))
        check(draft)
        if folder.exists():
            folder.rename(old)
        try:
            draft.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise
    except OgsError:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        reason = error.strerror or type(error).__name__
        raise GroupError(
            Problem("group.cannot-write", values={"got": str(folder), "reason": reason})
        ) from None
    shutil.rmtree(old, ignore_errors=True)
