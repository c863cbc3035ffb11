"""What the reader does not tell of an XLS: errors, percent signs, a password.

The file is a small file system of sectors; in it lies one stream of records, each with its
kind and its length. Only the records that matter here are looked at.
"""

import struct
from collections.abc import Iterator

from ogs_teach.books.importing.marks import ERROR, PERCENT, Marks
from ogs_teach.errors import GroupError, Problem

_END = 0xFFFFFFF0  # this number and those above it end a chain of sectors
_STREAMS = ("Workbook", "Book")
_BOF, _EOF, _PASSWORD, _SINCE_1904, _SHEET = 0x0809, 0x000A, 0x002F, 0x0022, 0x0085
_FORMAT, _STYLE = 0x041E, 0x00E0
_FORMULA, _TRUTH_OR_ERROR, _NUMBERS = 0x0006, 0x0205, 0x00BD
_CELLS = frozenset({_FORMULA, _TRUTH_OR_ERROR, 0x0203, 0x027E, 0x0204, 0x00FD})

Record = tuple[int, bytes]


def of_xls(content: bytes) -> list[Marks]:
    """Look through the sheets of an XLS, in their order.

    Raises
    ------
    GroupError
        If the file is broken or locked, or a sheet is larger than the kit takes.
    """
    try:
        return _look(_stream(content))
    except (struct.error, IndexError, ValueError, StopIteration):
        raise GroupError(Problem("importing.damaged")) from None


def _stream(content: bytes) -> bytes:
    """Return the stream that holds the workbook."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    small = 1 << struct.unpack_from("<H", content, 32)[0]
    if size not in (512, 4096) or small != 64:
        raise ValueError(size)
    count, directory, _, least, mini, _, more = struct.unpack_from("<IIIIIII", content, 44)
    places = list(struct.unpack_from("<109I", content, 76))

    def sector(number: int) -> bytes:
        found = content[(number + 1) * size : (number + 2) * size]
        if not found:
            raise IndexError(number)
        return found.ljust(size, b"\0")

    while more < _END and len(places) < count:
        *others, more = struct.unpack(f"<{size // 4}I", sector(more))
        places += others
    table: list[int] = []
    for number in places[:count]:
        table += struct.unpack(f"<{size // 4}I", sector(number))

    def chain(start: int, links: list[int]) -> Iterator[int]:
        for _ in range(len(links) + 1):
            if start >= _END:
                return
            yield start
            start = links[start]
        raise ValueError(start)  # it runs in a circle

    entries = b"".join(map(sector, chain(directory, table)))
    root = found = None
    for at in range(0, len(entries), 128):
        entry = entries[at : at + 128]
        length, kind = struct.unpack_from("<HB", entry, 64)
        name = entry[: max(length - 2, 0)].decode("utf-16-le", "replace")
        if kind == 5:
            root = entry
        elif kind == 2 and name in _STREAMS and found is None:
            found = entry
    if root is None or found is None:
        raise ValueError(name)
    start, length = struct.unpack_from("<II", found, 116)
    if length >= least:
        return b"".join(map(sector, chain(start, table)))[:length]
    pool = b"".join(map(sector, chain(struct.unpack_from("<I", root, 116)[0], table)))
    links: list[int] = []
    for number in chain(mini, table):
        links += struct.unpack(f"<{size // 4}I", sector(number))
    return b"".join(pool[at * small : (at + 1) * small] for at in chain(start, links))[:length]


def _records(stream: bytes, at: int) -> Iterator[Record]:
    """Yield the records of one sheet, or of the workbook's own part."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        at += 4 + length
    raise ValueError(at)


def _look(stream: bytes) -> list[Marks]:
    places, since_1904 = [], False
    formats, styles = {9, 10}, []
    for kind, data in _records(stream, 0):
        if kind == _PASSWORD:
            raise GroupError(Problem("importing.protected"))
        if kind == _SHEET:
            places.append(struct.unpack_from("<I", data)[0])
        elif kind == _SINCE_1904:
            since_1904 = data[:1] == b"\1"
        elif kind == _FORMAT and b"%" in data:
            formats.add(struct.unpack_from("<H", data)[0])
        elif kind == _STYLE:
            styles.append(struct.unpack_from("<H", data, 2)[0])
    percents = {number for number, look in enumerate(styles) if look in formats}
    found = []
    for at in places:
        marks = Marks(counts_from_1904=since_1904)
        for kind, data in _records(stream, at):
            _take(kind, data, marks, percents)
        marks.check("")
        found.append(marks)
    return found


def _take(kind: int, data: bytes, marks: Marks, percents: set[int]) -> None:
    """Take in one record."""
    if kind == _NUMBERS:  # several numbers side by side
        row, first = struct.unpack_from("<HH", data)
        for number in range((len(data) - 6) // 6):
            if struct.unpack_from("<H", data, 4 + 6 * number)[0] in percents:
                marks.cells[row + 1, first + number] = PERCENT
        marks.reach(row + 1, first + (len(data) - 6) // 6)
    elif kind in _CELLS:
        row, column, style = struct.unpack_from("<HHH", data)
        marks.reach(row + 1, column + 1)
        wrong = (kind == _TRUTH_OR_ERROR and data[7:8] == b"\1") or (
            kind == _FORMULA and data[12:14] == b"\xff\xff" and data[6:7] == b"\2"
        )
        if wrong:
            marks.cells[row + 1, column] = ERROR
        elif style in percents:
            marks.cells[row + 1, column] = PERCENT
