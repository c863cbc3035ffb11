"""All documents as files: HTML that carries all it needs, a list of them, one PDF."""

import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ogs_teach.errors import Collector, Problem, ServerError
from ogs_teach.i18n import Lang
from ogs_teach.school.model import Lesson
from ogs_teach.server.printing.catalogue import AUDIENCES, DOCUMENTS
from ogs_teach.server.printing.sheets import FILE, document, draw, numbered, say
from ogs_teach.server.printing.slides import deck

INDEX, COURSE = "index.html", "course.pdf"
Written = tuple[str, str, str]  # file, title, about


def files(
    lessons: Sequence[Lesson], lang: Lang, tell: Callable[[str], object] = lambda _: None
) -> dict[str, str]:
    """Return each file's name and text, the list of them last.

    Parameters
    ----------
    lessons : sequence of Lesson
    lang : "th" or "en"
    tell : callable
        Hears of each document's title before it is drawn.
    """
    made: dict[str, str] = {}
    groups: list[tuple[str, list[Written]]] = []
    for audience in AUDIENCES:
        written: list[Written] = []
        for one in DOCUMENTS.values():
            if one.audience != audience:
                continue
            title = say(lang, f"document.{one.name}")
            tell(title)
            if sheets := one.sheets(lessons, lang):
                made[f"{one.name}.html"] = document(title, sheets, lang)
                written.append((f"{one.name}.html", title, say(lang, f"about.{one.name}")))
        if audience == "learners":
            tell(say(lang, "document.slides"))
            for lesson in lessons:
                file = f"slides-{lesson.name}.html"
                made[file] = deck(lesson, lang)
                title = f"{say(lang, 'document.slides')} · {numbered(lesson, lang)}"
                written.append((file, title, ""))
        groups.append((audience, written))
    made[INDEX] = str(draw("folder.html", lang, groups=groups, place=FILE, pdf=COURSE))
    return made


def without_pdf(index: str) -> str:
    """Return the list without the PDF, where none could be made."""
    return re.sub(rf'<p><a href="{re.escape(COURSE)}">.*?</p>\n?', "", index)


def refuse_existing(folder: Path, names: Sequence[str]) -> None:
    """Refuse to write over files that are there.

    Raises
    ------
    ServerError
        Naming each.
    """
    problems = Collector(ServerError)
    for name in names:
        if (folder / name).exists():
            problems.add(Problem("cli.file-exists", values={"got": folder / name}))
    problems.close()


@contextmanager
def workshop(folder: Path) -> Iterator[Path]:
    """Give a place inside a folder where things are made; it is gone afterwards.

    It stands inside, under a name that is not hidden, because a browser that was installed
    as a snap sees neither hidden folders nor the system's place for passing things.

    Raises
    ------
    ServerError
        If nothing can be written there.
    """
    place = folder / f"ogs-teach-{os.getpid()}"
    with _writing(folder):
        place.mkdir(parents=True)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def put(work: Path, folder: Path, contents: dict[str, str | bytes]) -> None:
    """Write files, each whole or not at all, and none before all could be written.

    Raises
    ------
    ServerError
        If it cannot be done.
    """
    with _writing(folder):
        for name, content in contents.items():
            raw = content.encode("utf-8") if isinstance(content, str) else content
            (work / name).write_bytes(raw)
        for name in contents:
            (work / name).replace(folder / name)


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        values: dict[str, object] = {
            "got": str(folder),
            "reason": error.strerror or type(error).__name__,
        }
        raise ServerError(Problem("cli.cannot-write", values=values)) from None
