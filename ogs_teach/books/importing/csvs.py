"""CSV as programs write it in Thailand: UTF-8 or the old Thai code, comma, semicolon or tab."""

import csv
import io
from collections.abc import Callable
from itertools import islice

from ogs_teach.errors import GroupError, Problem

DELIMITERS = ",;\t"
LOOKED_AT = 40  # rows in which the headings are looked for
_CONTROLS = frozenset(map(chr, range(32))) - set("\t\r\n\x0b\x0c")


def decoded(content: bytes) -> str:
    r"""Return a text file's text.

    Parameters
    ----------
    content : bytes
        UTF-8 with or without a byte order mark, UTF-16 with one, or TIS-620 (cp874).

    Raises
    ------
    GroupError
        If it is none of these.

    Examples
    --------
    >>> decoded("วันที่".encode("cp874")), decoded("\ufeffวันที่".encode())
    ('วันที่', 'วันที่')
    """
    encodings: tuple[str, ...] = ("utf-8-sig", "cp874")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _CONTROLS.isdisjoint(text):
            return text
    raise GroupError(Problem("importing.not-text"))


def rows(content: bytes, familiar: Callable[[list[str]], int]) -> list[list[str]]:
    """Return a CSV file's rows.

    Parameters
    ----------
    content : bytes
    familiar : callable
        Counts the headings that a row holds: what divides cells is known by it.

    Raises
    ------
    GroupError
        If the file is no text, or its quotation marks do not fit.
    """
    text = decoded(content)
    best, most = ",", (-1, 0)
    for delimiter in DELIMITERS:
        try:
            start = list(islice(csv.reader(io.StringIO(text, ""), delimiter=delimiter), LOOKED_AT))
        except csv.Error:
            continue
        score = max(((familiar(row), len(row)) for row in start), default=(0, 0))
        if score > most:
            best, most = delimiter, score
    try:
        return list(csv.reader(io.StringIO(text, ""), delimiter=best, strict=True))
    except csv.Error as error:
        raise GroupError(Problem("group.not-csv", values={"reason": str(error)})) from None
