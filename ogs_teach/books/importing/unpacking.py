"""The parts of an XLSX or ODS file, unpacked with a bound on what they may grow to.

A few kilobytes can unpack to gigabytes. What the file declares is added up before anything
is unpacked, and what is unpacked is held to it; the parts are then packed anew, without
compression, so that the reader behind meets nothing that was not looked at here.
"""

import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from ogs_teach.errors import GroupError, Problem

MB = 2**20
LARGEST_FILE = 32 * MB
LARGEST_UNPACKED = 256 * MB
MOST_PARTS = 2_000
_READ = (".xml", ".rels", "mimetype")  # pictures and macros stay behind
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def unpacked(content: bytes) -> dict[str, bytes]:
    """Return the parts that hold a workbook's cells.

    Raises
    ------
    GroupError
        If the file is broken, locked, or unpacks to more than the kit takes.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if size > LARGEST_UNPACKED or len(parts) > MOST_PARTS:
                limits: dict[str, object] = {"got": size // MB, "limit": LARGEST_UNPACKED // MB}
                raise GroupError(Problem("importing.unpacks-too-large", values=limits))
            if any(part.flag_bits & 1 for part in parts):
                raise GroupError(Problem("importing.protected"))
            found = {}
            for part in parts:
                if part.filename.endswith(_READ):
                    if part.compress_type not in _PLAIN:
                        raise GroupError(Problem("importing.damaged"))
                    with archive.open(part) as packed:
                        # Reads what is declared and no more; a part that holds more than that
                        # then fails its checksum.
                        found[part.filename] = packed.read(part.file_size)
                        if packed.read(1):
                            raise GroupError(Problem("importing.damaged"))
            return found
    except (
        zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError,
        OSError, LookupError,
    ):  # fmt: skip
        raise GroupError(Problem("importing.damaged")) from None


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Pack parts again, as they are."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return held.getvalue()


def workbook_format(parts: Mapping[str, bytes], names: frozenset[str]) -> str:
    """Say what a packed file holds: "xlsx", "ods", "protected", "document" or "archive".

    Parameters
    ----------
    parts : dict of {name: bytes}
    names : set of str
        Of all that is packed, what is not unpacked with it.
    """
    kind = parts.get("mimetype", b"").strip()
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        return "protected"
    if b"opendocument.spreadsheet" in kind:
        return "ods"
    if "xl/workbook.xml" in parts:
        return "xlsx"
    if kind or any(name.startswith(("word/", "ppt/", "xl/")) for name in names):
        return "document"
    return "archive"


def names(content: bytes) -> frozenset[str]:
    """Return the names of all that is packed in a file already unpacked once."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return frozenset(archive.namelist())
