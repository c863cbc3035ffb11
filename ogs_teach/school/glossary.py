"""The agreed terms, each with a plain meaning: `lessons/glossary.toml`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ogs_teach import places
from ogs_teach.errors import Collector
from ogs_teach.i18n import Lang
from ogs_teach.school.files import File, Words, gather


@dataclass(frozen=True)
class Term:
    """One term: its name and its meaning in both languages."""

    id: str
    name: Words
    meaning: Words

    def say(self, lang: Lang) -> str:
        """Name the term; in English the Thai word, which books and rules use, follows."""
        return self.name["th"] if lang == "th" else f"{self.name['en']} ({self.name['th']})"


def glossary(folder: Path, problems: Collector) -> dict[str, Term]:
    """Read the glossary that stands beside the lessons.

    Parameters
    ----------
    folder : Path
        The folder that holds the lessons.
    problems : Collector
        Takes what is wrong with the file.
    """
    root = File(folder / "glossary.toml", problems).table()
    terms = {}
    for id_ in root:
        table = root.table(id_)
        terms[id_] = Term(id_, table.both(), table.words("meaning"))
        table.close()
    return terms


@cache
def all_terms() -> dict[str, Term]:
    """Read the kit's own glossary.

    Raises
    ------
    LessonError
        With everything that is wrong with it.

    Examples
    --------
    >>> all_terms()["interest"].name["en"]
    'interest'
    """
    problems = gather()
    terms = glossary(places.lessons(), problems)
    problems.close()
    return terms
