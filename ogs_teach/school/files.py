"""A lesson's files as they lie on disk, with the line of whatever is wrong in them."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ogs_teach.errors import Collector, LessonError, OgsError, Problem
from ogs_teach.i18n import LANGS, Lang

LARGEST = 200_000  # bytes: a page for phones, not a book

Words = dict[Lang, str]


class File:
    """One text file of a lesson.

    Parameters
    ----------
    path : Path
    problems : Collector
        Where all that is wrong with a lesson comes together.
    """

    def __init__(self, path: Path, problems: Collector) -> None:
        self.path = path
        self.problems = problems
        self.text = ""
        self.readable = False
        if not path.is_file():
            self.refuse("missing-file")
        elif path.stat().st_size > LARGEST:
            self.refuse("too-large", limit=f"{LARGEST:,}")
        else:
            try:
                self.text = path.read_text(encoding="utf-8-sig")
                self.readable = True
            except UnicodeDecodeError:
                self.refuse("not-utf8")

    def where(self, line: int = 1) -> str:
        """Name a line of this file, as `01-why-save/th.md:12`."""
        return f"{self.path.parent.name}/{self.path.name}:{line}"

    def refuse(self, what: str, line: int = 1, /, **values: object) -> None:
        """Gather a problem of this file that is in the way of reading it."""
        self.tell(f"school.{what}", line, **values)

    def tell(self, key: str, line: int = 1, /, **values: object) -> None:
        """Gather a problem of this file, by its text's whole key."""
        self.problems.add(Problem(key, where=self.where(line), values=values))

    @contextmanager
    def at(self, line: int) -> Iterator[None]:
        """Say which line it is, if something inside is refused."""
        try:
            yield
        except OgsError as error:
            raise LessonError(
                *(problem.at(self.where(line)) for problem in error.problems)
            ) from None

    @contextmanager
    def telling(self, line: int) -> Iterator[None]:
        """Gather what is refused inside, with its line, and go on."""
        with self.problems, self.at(line):
            yield

    def table(self) -> "Table":
        """Read the file as TOML; an empty table if it cannot be read."""
        try:
            data = tomllib.loads(self.text)
        except (ValueError, RecursionError) as error:  # a number too long is no TOMLDecodeError
            found = re.search(r"line (\d+)", str(error))
            line = int(found[1]) if found else len(self.text.splitlines())
            self.refuse("bad-toml", line, why=str(error))
            data = {}
        return Table(data, (), self, _lines(self.text))


Path_ = tuple[str | int, ...]


def _lines(text: str) -> dict[Path_, int]:
    """Return the line on which each key of a TOML file stands.

    `tomllib` forgets lines. The files of a lesson are plain enough to find them again:
    a header or a key begins its line, and text in three quotes holds no keys.
    """
    found: dict[Path_, int] = {}
    header: Path_ = ()
    counts: dict[Path_, int] = {}
    inside = ""
    for number, line in enumerate(text.splitlines(), 1):
        if inside:
            inside = "" if inside in line else inside
            continue
        stripped = line.strip()
        if match := re.match(r"(\[\[?)\s*([^\]#]+?)\s*\]", stripped):
            header = ()
            for part in _keys(match[2]):
                header += (part,)
                if header in counts and not (
                    match[1] == "[[" and len(header) == len(_keys(match[2]))
                ):
                    header += (counts[header] - 1,)
            if match[1] == "[[":
                counts[header] = counts.get(header, 0) + 1
                header += (counts[header] - 1,)
            found.setdefault(header, number)
        elif match := re.match(r"([\w.\"'-]+)\s*=", stripped):
            path = header
            for part in _keys(match[1]):
                path += (part,)
                found.setdefault(path, number)
            quotes = [q for q in ('"""', "'''") if stripped.count(q) == 1]
            inside = quotes[0] if quotes else ""
    return found


def _keys(dotted: str) -> list[str]:
    return [part.strip().strip("\"'") for part in dotted.split(".")]


class Table:
    """A table of a TOML file, read key by key; what is wrong is gathered, not raised.

    Every reading method gives a harmless value where the file has a mistake, so that
    one pass finds all mistakes.
    """

    def __init__(
        self, data: dict[str, Any], path: Path_, file: File, lines: dict[Path_, int]
    ) -> None:
        self.data = data
        self.path = path
        self.file = file
        self._lines = lines
        self._read: set[str] = set()

    @classmethod
    def nothing(cls, file: File) -> "Table":
        """Return a table that stands nowhere and holds nothing."""
        return cls({}, (), file, {})

    def line(self, *keys: str) -> int:
        """Return the line of a key, or of the nearest thing around it."""
        return self.nearest(keys)

    def nearest(self, keys: Path_) -> int:
        """Return the line of a path below this table, or of the nearest thing around it."""
        path: Path_ = (*self.path, *keys)
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def refuse(self, what: str, /, *keys: str, **values: object) -> None:
        """Gather a problem of one of this table's keys."""
        values.setdefault("item", ".".join(keys))
        self.file.refuse(what, self.line(*keys), **values)

    def __contains__(self, key: str) -> bool:
        return key in self.data

    def __iter__(self) -> Iterator[str]:
        return iter(self.data)

    def _value(self, key: str, kind: type | tuple[type, ...], expected: str) -> Any:
        self._read.add(key)
        value = self.data.get(key)
        if value is None:
            self.refuse("missing-key", key)
        elif not isinstance(value, kind) or isinstance(value, bool):
            self.refuse("wrong-kind", key, expected=expected)
        else:
            return value
        return None

    def text(self, key: str, choices: Iterable[str] | None = None) -> str:
        """Read a text that is not empty, one of `choices` if they are given."""
        value = self._value(key, str, "text")
        if value is not None and not value.strip():
            self.refuse("empty-text", key)
        allowed = None if choices is None else sorted(choices)
        if value and allowed is not None and value not in allowed:
            self.refuse("unknown-choice", key, got=value[:40], choices=", ".join(allowed))
            return ""
        return value or ""

    def texts(self, key: str) -> list[str]:
        """Read a list of texts."""
        value = self._value(key, list, "list")
        if value is not None and not all(isinstance(item, str) for item in value):
            self.refuse("wrong-kind", key, expected="text, text, …")
            return []
        return value or []

    def minutes(self, key: str) -> int:
        """Read a number of minutes, 0 to 240."""
        value = self._value(key, int, "0–240")
        if value is not None and not 0 <= value <= 240:
            self.refuse("wrong-kind", key, expected="0–240")
            return 0
        return value or 0

    def words(self, key: str) -> Words:
        """Read a text in both languages."""
        inner = self.table(key)
        return inner.both() if inner.data else dict.fromkeys(LANGS, "")

    def both(self) -> Words:
        """Read this table as a text in both languages."""
        return {lang: self.text(lang) for lang in LANGS}

    def table(self, key: str) -> "Table":
        """Read a table below this one."""
        return Table(
            self._value(key, dict, "table") or {}, (*self.path, key), self.file, self._lines
        )

    def tables(self, key: str) -> "list[Table]":
        """Read a list of tables, `[[key]]` in the file."""
        value = self._value(key, list, "[[…]]") or []
        if not all(isinstance(item, dict) for item in value):
            self.refuse("wrong-kind", key, expected="[[…]]")
            return []
        return [
            Table(item, (*self.path, key, index), self.file, self._lines)
            for index, item in enumerate(value)
        ]

    def texts_in(self, last: Iterable[str]) -> Iterator[tuple[Path_, str]]:
        """Yield every text below this table whose last key is one of these, with its path."""
        wanted = set(last)

        def walk(value: Any, path: Path_) -> Iterator[tuple[Path_, str]]:
            if isinstance(value, str) and path and path[-1] in wanted:
                yield path, value
            elif isinstance(value, dict):
                for key, inner in value.items():
                    yield from walk(inner, (*path, key))
            elif isinstance(value, list):
                for index, inner in enumerate(value):
                    yield from walk(inner, (*path, index))

        return walk(self.data, ())

    def close(self) -> None:
        """Refuse keys that nobody read: most are slips of the keyboard."""
        for key in self.data:
            if key not in self._read:
                self.refuse("unknown-key", key)


def gather() -> Collector:
    """Return where all that is wrong with a lesson comes together."""
    return Collector(LessonError)
