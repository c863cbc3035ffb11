"""Voilà's front end and the kit's style, packed once and sent with lasting cache marks."""

import functools
import gzip
import hashlib
import mimetypes
import re
from collections.abc import Sequence
from pathlib import Path

import tornado.web
from jupyter_core.paths import jupyter_path

from ogs_teach.server.pages import YEAR

# What the core widgets need, of all the extensions that may be installed beside Voilà.
WIDGETS = ("@voila-dashboards/widgets-manager8", "@jupyter-widgets/jupyterlab-manager")
PACKED = re.compile(r"text/|javascript|json|svg|font/(ttf|otf)|vnd.ms-fontobject")
HASHED = re.compile(r"\.[0-9a-f]{8,}\.")


def extension_folders() -> list[Path]:
    """Return where JupyterLab's and Voilà's extensions may lie."""
    voila = [Path(folder) / "labextensions" for folder in jupyter_path("voila")]
    return [Path(folder) for folder in jupyter_path("labextensions")] + voila


@functools.lru_cache(maxsize=512)
def _load(path: Path, _modified: float) -> tuple[bytes, bytes | None, str, str]:
    """Return a file's bytes, the same packed, its type and its mark."""
    content = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if path.suffix == ".js":
        kind = "text/javascript"  # Windows may have registered something else
    elif path.suffix == ".css":
        kind = "text/css"
    packed = gzip.compress(content, 9, mtime=0) if PACKED.search(kind) else None
    return content, packed, kind, hashlib.sha256(content).hexdigest()[:24]


class FrontEndFile(tornado.web.RequestHandler):
    """A script, style or font; nothing else, and nothing above the given folders.

    Parameters
    ----------
    folders : sequence of Path
        Looked through in this order.
    lasting : bool
        Whether the address changes when the file does.
    """

    def initialize(self, folders: Sequence[Path], lasting: bool = False) -> None:
        """Take the folders."""
        self.folders = folders
        self.lasting = lasting

    def get(self, path: str) -> None:
        """Send the file, packed if the browser can unpack it."""
        file = self._find(path)
        content, packed, kind, mark = _load(file, file.stat().st_mtime)
        lasting = self.lasting or HASHED.search(file.name) or self.get_query_argument("v", "")
        self.set_header("Content-Type", kind)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cache-Control", f"max-age={YEAR}, immutable" if lasting else "no-cache")
        self.set_header("Etag", f'"{mark}"')
        if packed is not None:
            self.set_header("Vary", "Accept-Encoding")
        if self.check_etag_header():
            self.set_status(304)
            self.finish()
            return
        if packed is not None and "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            content = packed
        self.finish(content)

    head = get

    def compute_etag(self) -> None:
        """Leave the mark alone: it is of the file, not of the packed answer."""

    def _find(self, path: str) -> Path:
        for folder in self.folders:
            root = folder.resolve()
            try:
                file = (root / path).resolve()
                if file.is_relative_to(root) and file.is_file():
                    return file
            except (OSError, ValueError):  # a name that no file can have
                continue
        raise tornado.web.HTTPError(404)

    def write_error(self, status_code: int, **kwargs: object) -> None:
        """Answer shortly: no person reads this."""
        self.set_header("Content-Type", "text/plain")
        self.finish(str(status_code))
