"""The agreed words of all lessons: `lessons/wording.toml`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ogs_teach.errors import Collector
from ogs_teach.i18n import LANGS, Lang
from ogs_teach.school.files import File, Table


@dataclass(frozen=True)
class Wrong:
    """A word that is not used, what is used instead, and where it may stand all the same."""

    pattern: re.Pattern[str]
    word: str
    use: str
    unless: tuple[str, ...]

    def found_in(self, text: str) -> bool:
        """Tell whether it stands in a text outside what excuses it."""
        spans = [
            found.span()
            for excuse in self.unless
            for found in re.finditer(re.escape(excuse), text, re.IGNORECASE)
        ]
        return any(
            not any(start <= found.start() and found.end() <= end for start, end in spans)
            for found in self.pattern.finditer(text)
        )


@dataclass(frozen=True)
class Wording:
    """What words and numbers lessons may be written in.

    Parameters
    ----------
    wrong : dict of {"th": tuple of Wrong, "en": tuple of Wrong}
    latin : frozenset of str
        English words that may stand in Thai.
    numbers : tuple of str
        Phrases whose numbers are typed, since nothing computes them.
    """

    wrong: dict[Lang, tuple[Wrong, ...]]
    latin: frozenset[str] = frozenset()
    numbers: tuple[str, ...] = field(default=())


def wording(folder: Path, problems: Collector) -> Wording:
    """Read the agreed words that stand beside the lessons.

    Parameters
    ----------
    folder : Path
        The folder that holds the lessons.
    problems : Collector
        Takes what is wrong with the file.
    """
    file = File(folder / "wording.toml", problems)
    if not file.readable:
        return Wording(dict.fromkeys(LANGS, ()))
    root = file.table()
    latin, numbers = root.table("latin"), root.table("numbers")
    found = Wording(
        {lang: tuple(_wrong(root, lang)) for lang in LANGS},
        frozenset(latin.texts("words")),
        tuple(numbers.texts("phrases")),
    )
    for table in (root, latin, numbers):
        table.close()
    return found


def _wrong(root: Table, lang: Lang) -> Iterator[Wrong]:
    for table in root.tables(lang):
        word, use = table.text("word"), table.text("use")
        unless = table.texts("unless") if "unless" in table else []
        table.close()
        if word:
            pattern = re.escape(word) if lang == "th" else rf"\b{re.escape(word)}s?\b"
            yield Wrong(re.compile(pattern, re.IGNORECASE), word, use, tuple(unless))
