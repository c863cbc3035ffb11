"""Checks all lessons at once, each thing that is wrong with its file and line.

structure       what the loader demands                                reading
completeness    questions, tests, task, length, minutes                complete
proof           right answers are right, wrong ones have reasons       proof
numbers         every number is worked out                             typed
wording         marks, stretches, agreed words                         lint
timetables      ready-made ones fit the lessons' minutes               timetable
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ogs_teach import places
from ogs_teach.errors import Collector, LessonError, Problem
from ogs_teach.i18n import LANGS
from ogs_teach.school import timetable
from ogs_teach.school.aloud import measured, words
from ogs_teach.school.complete import Read, check_complete, page_text
from ogs_teach.school.files import File, gather
from ogs_teach.school.lint import lint
from ogs_teach.school.markdown import FIGURE
from ogs_teach.school.proof import check_proof
from ogs_teach.school.prose import Piece, of_page, of_table
from ogs_teach.school.questions import Number
from ogs_teach.school.reading import NAME, Reading
from ogs_teach.school.typed import check_cells, check_typed, check_typed_money
from ogs_teach.school.wording import Wording, wording

WHOLE = frozenset(
    f"school.{key}"
    for key in (
        *("not-taught", "not-asked", "few-questions", "task-or-minutes", "plan-minutes"),
        *("block-count", "blocks-differ", "figures-differ", "broken-pair"),
    )
)
"""Problems of a file that could be read whole all the same."""

Also = Callable[[Read], None]


@dataclass(frozen=True)
class Report:
    """What was looked at, and what is wrong.

    Parameters
    ----------
    problems : tuple of Problem
        By file and line.
    lessons, questions, figures, words : int
        Thai words of the learners' pages.
    measured : bool
        Whether words were counted, not estimated.
    """

    problems: tuple[Problem, ...]
    lessons: int
    questions: int
    figures: int
    words: int
    measured: bool


def check(folder: Path | None = None, also: Sequence[Also] = ()) -> Report:
    """Check all lessons of a folder.

    Parameters
    ----------
    folder : Path, optional
        Where lessons lie, if not in the kit.
    also : sequence of callable
        Further checks of each lesson, by floors that know more.

    Raises
    ------
    LessonError
        If there is no lesson in the folder.
    """
    root = (folder or places.lessons()).resolve()
    paths = [path for path in sorted(root.glob("*/")) if NAME.fullmatch(path.name)]
    if not paths:
        raise LessonError(Problem("check.no-lessons", values={"folder": str(root)}))
    problems = gather()
    agreed = wording(root, problems)
    lint(of_table(File(root / "glossary.toml", problems).table()), agreed)
    readings = [_check_lesson(path, agreed, problems, also) for path in paths]
    lessons = [read.lesson for read in readings]
    for problem in timetable.problems(root, lessons):
        problems.add(problem)
    return Report(
        tuple(_in_order(problems)),
        len(lessons),
        sum(len(lesson.questions) for lesson in lessons),
        sum(map(_figures, readings)),
        sum(words(page_text(read)) for read in readings if "th.md" not in read.broken),
        measured(),
    )


def _check_lesson(path: Path, agreed: Wording, problems: Collector, also: Sequence[Also]) -> Read:
    reading = Reading(path)
    lesson = reading.lesson()
    broken = {_file(problem) for problem in reading.problems if problem.key not in WHOLE}
    quiz = File(path / "quiz.toml", reading.problems).table()
    read = Read(lesson, reading.table, quiz, reading.texts, frozenset(broken))
    check_complete(read)
    check_proof(read)
    for one in also:
        one(read)
    learner = [*_pages(read, "{}.md"), *of_table(quiz)]
    trainer = list(_pages(read, "trainer.{}.md"))
    check_typed(learner, agreed)
    for lang in LANGS:
        check_cells(lesson.page(lang).blocks)
    check_typed_money(trainer, agreed)
    lint([*learner, *trainer, *of_table(reading.table)], agreed)
    for problem in reading.problems:
        problems.add(problem)
    return read


def _pages(read: Read, pattern: str) -> Iterator[Piece]:
    for lang in LANGS:
        yield from of_page(read.pages[pattern.format(lang)], lang)


def _figures(read: Read) -> int:
    """Count the figures of a lesson that were worked out."""
    lesson = read.lesson
    pages = [page for lang in LANGS for page in (lesson.page(lang), lesson.trainer(lang))]
    on_pages = sum(len(list(block.figures())) for page in pages for block in page.blocks)
    numbers = sum(2 + len(one.slips) for one in lesson.questions if isinstance(one, Number))
    return on_pages + numbers + len(FIGURE.findall(read.quiz.file.text))


def _file(problem: Problem) -> str:
    return problem.where.partition("/")[2].partition(":")[0]


def _in_order(problems: Collector) -> Iterator[Problem]:
    """Yield problems by file and line, each once, though some files are read twice."""

    def place(problem: Problem) -> tuple[str, int]:
        found = re.match(r"([^:]+):(\d+)", problem.where)
        return (found[1], int(found[2])) if found else (problem.where, 0)

    seen = set()
    for problem in sorted(problems, key=place):
        if (said := problem.say("en")) not in seen:
            seen.add(said)
            yield problem
