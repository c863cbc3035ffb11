"""Functions that Numba turns into the machine's own code when they are first called."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, TypeVar, cast, get_type_hints

from numba import config, njit

from ogs_teach import places

Function = TypeVar("Function", bound=Callable[..., object])

_KINDS: dict[object, str] = {int: "int64", tuple[int, int]: "UniTuple(int64, 2)"}


def room() -> Path | None:
    """Return where compiled code is kept; None where nothing can be written."""
    found = places.compiled()
    try:
        found.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=found):
            pass
    except OSError:
        return None
    return found


ROOM = room()
if ROOM:
    config.CACHE_DIR = str(ROOM)  # type: ignore[attr-defined]  # Numba makes it while it loads


def compiled(function: Function) -> Function:
    """Compile a function; it runs without holding other threads up.

    A function of whole numbers alone is compiled at once, for 64 bits; any other when it is
    first called, for the records and arrays that it is called with.
    """
    kinds = [_KINDS.get(kind) for kind in get_type_hints(function).values()]
    whole = f"{kinds[-1]}({', '.join(map(str, kinds[:-1]))})" if all(kinds) else None
    options: dict[str, Any] = {"nogil": True, "error_model": "numpy", "cache": ROOM is not None}
    options["_nrt"] = False  # compiled code makes no array, so it need not count who holds one
    return cast(Function, njit(whole, **options)(function))
