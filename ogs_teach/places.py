"""Where the kit's notebooks, lessons and sample data lie.

In a checkout they stand beside the package, in an installed wheel inside it.
"""

import hashlib
import os
import platform
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
READY = "ready"
"""A file in `compiled()` that tells that nothing is left to compile."""


def _folder(name: str) -> Path:
    carried = _PACKAGE / "carried" / name
    return carried if carried.is_dir() else _PACKAGE.parent / name


def notebooks() -> Path:
    """Return the folder that holds `apps/`, `lessons/` and `explore/`."""
    return _folder("notebooks")


def lessons() -> Path:
    """Return the folder that holds one folder per lesson."""
    return _folder("lessons")


def sample_data() -> Path:
    """Return the folder that holds one folder per sample group."""
    return _folder("sample_data")


def data() -> Path:
    """Return where the kit keeps what belongs to this computer's user, such as the school's key.

    OGS_TEACH_DATA names another folder.
    """
    if named := os.environ.get("OGS_TEACH_DATA"):
        return Path(named)
    import platformdirs

    return platformdirs.user_data_path("ogs-teach", appauthor=False)


def compiled() -> Path:
    """Return where the simulation's compiled code is kept, whether or not it is there yet.

    Numba looks at the age of the one file that a function stands in, not at what it calls, and
    freezes constants from elsewhere: so each version of all that the engine is made of has a
    folder of its own.
    """
    from importlib.metadata import version

    import platformdirs

    made_by = f"{_PACKAGE} {sys.version} {platform.machine()} {version('numba')}".encode()
    sources = [
        *sorted((_PACKAGE / "simulation" / "engine").glob("*.py")),
        *sorted((_PACKAGE / "simulation").glob("*.py")),
        _PACKAGE / "rules" / "sections.py",
    ]
    digest = hashlib.sha256(made_by + b"".join(source.read_bytes() for source in sources))
    room = platformdirs.user_cache_path("ogs-teach", appauthor=False) / "engine"
    return room / digest.hexdigest()[:16]
