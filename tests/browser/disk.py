"""Looking through a disk for something that must not be there."""

import base64
import os
import re
import tempfile
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

from IPython.paths import get_ipython_dir
from jupyter_core.paths import jupyter_config_dir, jupyter_data_dir, jupyter_runtime_dir

REPO = Path(__file__).parents[2]
OF_THE_BROWSER = re.compile(r"playwright|chromium", re.IGNORECASE)  # its own machine, not ours


def places():
    """Return the folders that a server started here could have written to."""
    told = [
        tempfile.gettempdir(), "/var/tmp", "/dev/shm", Path.home(), Path.cwd(), REPO,
        get_ipython_dir(), jupyter_config_dir(), jupyter_data_dir(), jupyter_runtime_dir(),
    ]  # fmt: skip
    real = {Path(each).resolve() for each in told if Path(each).is_dir()}
    return sorted(each for each in real if not real.intersection(each.parents))


def written_since(begin):
    """Yield every file that was written after a moment, the browser's own left out."""
    waiting = [str(place) for place in places()]
    while waiting:
        try:
            entries = list(os.scandir(waiting.pop()))
        except OSError:
            continue  # it went while we looked
        for entry in entries:
            with suppress(OSError):
                if entry.is_dir(follow_symlinks=False):
                    if not OF_THE_BROWSER.search(entry.name):
                        waiting.append(entry.path)
                elif entry.stat(follow_symlinks=False).st_mtime >= begin and entry.is_file():
                    yield Path(entry.path)


def holds(path, marker):
    """Say whether a file holds some letters: as text, as base64, or packed in a spreadsheet."""
    plain = marker.encode("ascii")
    looks = [plain, marker.encode("utf-16-le")]
    looks += [base64.b64encode(b"x" * shift + plain)[4:-4] for shift in range(3)]
    try:
        content = path.read_bytes()
        if any(look in content for look in looks):
            return True
        if content[:2] == b"PK":
            with zipfile.ZipFile(path) as packed:
                # Other tests write locked, broken and endless archives at the same time.
                readable = [
                    each
                    for each in packed.infolist()
                    if not each.flag_bits & 1 and each.file_size < 50_000_000
                ]
                return any(plain in packed.read(each) for each in readable)
    except (OSError, RuntimeError, EOFError, zlib.error, zipfile.BadZipFile):
        pass
    return False


def found(marker, begin):
    """Return the files written since `begin` that hold the marker, and how many were read."""
    files = list(written_since(begin))
    return [str(path) for path in files if holds(path, marker)], len(files)
