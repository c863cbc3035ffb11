"""A lesson: one folder of texts and questions, read whole and checked whole.

lessons/01-why-save/
    lesson.toml       title, minutes, objectives, virtues, materials, app, further, figures
    th.md  en.md      what learners read
    quiz.toml         questions
    trainer.th.md  trainer.en.md
"""

import re
from functools import cache
from pathlib import Path

from ogs_teach import places
from ogs_teach.errors import LessonError, Problem
from ogs_teach.i18n import LANGS, Lang
from ogs_teach.school import checks, datasets
from ogs_teach.school.figures import Figures
from ogs_teach.school.files import File, Table, Words, gather
from ogs_teach.school.glossary import glossary
from ogs_teach.school.markdown import Block, blocks
from ogs_teach.school.model import Lesson, Start
from ogs_teach.school.page import LEARNER, TRAINER, Page
from ogs_teach.school.quiz import Quiz

VIRTUES = ("honesty", "sacrifice", "responsibility", "compassion", "trust")
FEWEST_QUESTIONS = 3  # on the page
_WORD = re.compile(r"[^\W\d][\w-]*|\d{4}-\d\d-\d\d")  # an option, a member, a day
NAME = re.compile(r"\d\d-[a-z0-9]+(-[a-z0-9]+)*")


def lessons(folder: Path | None = None) -> list[Lesson]:
    """Read all lessons, in the order of their folders.

    Raises
    ------
    LessonError
        With all that is wrong in all of them, each with file and line.
    """
    found, problems = [], gather()
    for path in sorted((folder or places.lessons()).iterdir()):
        if path.is_dir() and NAME.fullmatch(path.name):
            with problems:
                found.append(lesson(path.name, path.parent))
    problems.close()
    return found


@cache
def lesson(name: str, folder: Path | None = None) -> Lesson:
    """Read a lesson.

    Parameters
    ----------
    name : str
        Its folder's name.
    folder : Path, optional
        Where lessons lie, if not in the kit.

    Raises
    ------
    LessonError
        With everything that is wrong, each with file and line.

    Examples
    --------
    >>> lesson("01-why-save").title["en"]
    'Why save together'
    """
    root = folder or places.lessons()
    if not NAME.fullmatch(name) or not (root / name).is_dir():
        raise LessonError(Problem("school.no-such-lesson", values={"name": name[:40]}))
    reading = Reading(root / name)
    found = reading.lesson()
    reading.problems.close()
    return found


class Reading:
    """One reading of one folder; what is wrong is gathered, and the rest read on.

    Parameters
    ----------
    path : Path
        The lesson's folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems = gather()
        self.terms = glossary(path.parent, self.problems)
        self.table = File(path / "lesson.toml", self.problems).table()
        self.texts: dict[str, File] = {}
        self.quiz = File(path / "quiz.toml", self.problems)

    def lesson(self) -> Lesson:
        """Return the lesson, with harmless values where its files have mistakes."""
        table = self.table
        objectives = self._words_by_id(table, "objectives")
        figures = self._figures(table)
        teaching, exercise = table.minutes("teaching_minutes"), table.minutes("exercise_minutes")
        if "teaching_minutes" in table and not teaching:
            table.refuse("no-minutes", "teaching_minutes")
        virtues = tuple(table.texts("virtues"))
        if unknown := set(virtues) - set(VIRTUES):
            table.refuse(
                "unknown-choice", "virtues", got=", ".join(unknown), choices=", ".join(VIRTUES)
            )
        app = self._app(table, "app")
        further = self._app(table, "further") if "further" in table else ""
        start = self._start(table, figures)
        title, summary = table.words("title"), table.words("summary")
        materials = self._words_by_id(table, "materials")
        table.close()

        pages = self._pages("{}.md", LEARNER, figures)
        trainer = self._pages("trainer.{}.md", TRAINER, figures)
        questions = Quiz(self.quiz, figures, objectives).read()
        if sum(question.form == "page" for question in questions) < FEWEST_QUESTIONS:
            self.quiz.refuse("few-questions", count=FEWEST_QUESTIONS)
        checks.check_objectives(table, list(objectives), pages["th"], questions)
        checks.check_task(table, pages["th"], exercise)
        for lang in LANGS:
            checks.check_plan(trainer[lang], teaching + exercise)
        return Lesson(
            self.path.name,
            title,
            summary,
            teaching,
            exercise,
            virtues,
            objectives,
            materials,
            app,
            tuple(questions),
            {
                **{lang: Page(pages[lang], lang, figures, self.terms) for lang in LANGS},
                **{
                    f"trainer.{lang}": Page(trainer[lang], lang, figures, self.terms)
                    for lang in LANGS
                },
            },
            start,
            further,
        )

    def _app(self, table: Table, key: str) -> str:
        app = table.text(key)
        if app and not (places.notebooks() / "apps" / f"{app}.ipynb").is_file():
            table.refuse("no-such-app", key, got=app[:40])
        return app

    def _words_by_id(self, table: Table, key: str) -> dict[str, Words]:
        inner = table.table(key)
        return {id_: inner.words(id_) for id_ in inner}

    def _figures(self, table: Table) -> Figures:
        data = table.texts("data") if "data" in table else []
        if unknown := set(data) - set(datasets.SETS):
            table.refuse(
                "unknown-choice",
                "data",
                got=", ".join(unknown)[:40],
                choices=", ".join(datasets.SETS),
            )
        figures = Figures.of([name for name in data if name in datasets.SETS])
        own = table.table("figures") if "figures" in table else Table.nothing(table.file)
        for name in own:
            with own.file.telling(own.line(name)):
                figures.define(name, own.text(name))
        return figures

    def _start(self, table: Table, figures: Figures) -> dict[str, Start]:
        """Read what the app opens with: switches, options' ids, and numbers as expressions."""
        given = table.table("start") if "start" in table else Table.nothing(table.file)
        found: dict[str, Start] = {}
        for field in given:
            value = given.data[field]
            if isinstance(value, bool):
                found[field] = value
            elif _WORD.fullmatch(text := given.text(field)) and text not in figures.values:
                found[field] = text
            elif text:
                with table.file.telling(given.line(field)):
                    found[field] = figures.value(text)
        return found

    def _pages(
        self, pattern: str, kinds: dict[str, tuple[int, int]], figures: Figures
    ) -> dict[Lang, list[Block]]:
        files = {lang: File(self.path / pattern.format(lang), self.problems) for lang in LANGS}
        self.texts |= {file.path.name: file for file in files.values()}
        pages = {lang: blocks(file, tuple(kinds)) for lang, file in files.items()}
        for lang, file in files.items():
            if file.readable:
                checks.check_kinds(file, pages[lang], kinds)
            for block in pages[lang]:
                checks.check_block(block, figures, self.terms, lang)
        checks.check_alike(files["en"], pages["th"], pages["en"])
        return pages
