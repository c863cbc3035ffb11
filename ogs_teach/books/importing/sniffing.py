"""What a file really is, told from its first bytes: a name can say anything."""

import re
from pathlib import PurePath

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
ENDINGS = {
    "xlsx": ("xlsx", "xlsm"),
    "xls": ("xls",),
    "ods": ("ods",),
    "csv": ("csv", "tsv", "txt"),
}
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_HTML = re.compile(rb"(?i)<(!doctype html|html|head|body|table|meta)\b")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def ending(name: str) -> str:
    """Return a name's ending, small, without its dot.

    Examples
    --------
    >>> ending("บัญชีกลุ่ม.XLSX")
    'xlsx'
    """
    return PurePath(name).suffix.lower().lstrip(".")


def format_of(content: bytes) -> str:
    r"""Say what a file holds.

    Returns
    -------
    str
        "zip", "xls", "protected", "csv" (any text), "empty", or what cannot be read here:
        "document", "pdf", "html", "xml", "picture", "archive", "unknown".

    Examples
    --------
    >>> format_of(b"%PDF-1.7"), format_of("วันที่,ใบ".encode()), format_of(b" \r\n")
    ('pdf', 'csv', 'empty')
    """
    if not content.strip(b"\xef\xbb\xbf \t\r\n,;"):
        return "empty"
    if content.startswith(ZIP):
        return "zip"
    if content.startswith(OLE):
        return _compound(content)
    start = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"%PDF"):
        return "pdf"
    if start.startswith(b"{\\rtf"):
        return "document"
    if start.startswith(_ARCHIVES):
        return "archive"
    if start.startswith(_PICTURES) or start[4:8] == b"ftyp":
        return "picture"
    if start.startswith(b"<"):
        return "html" if _HTML.search(start) else "xml"
    if content.startswith(_UTF16):
        return "csv"
    return "unknown" if b"\0" in content else "csv"


def _compound(content: bytes) -> str:
    """Tell the files of Excel 97 from others that are packed in the same way."""
    named = {
        name: name.encode("utf-16-le") in content
        for name in ("EncryptedPackage", "EncryptionInfo", "Workbook", "Book")
    }
    if named["EncryptedPackage"] or named["EncryptionInfo"]:
        return "protected"
    return "xls" if named["Workbook"] or named["Book"] else "document"
