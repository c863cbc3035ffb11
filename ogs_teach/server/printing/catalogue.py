"""What can be printed, in one list: for the trainer's index, for files, for the book."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from ogs_teach.i18n import Lang
from ogs_teach.school.model import Lesson
from ogs_teach.server.printing import forms, tests
from ogs_teach.server.printing.answers import answer_sheet
from ogs_teach.server.printing.guide import guide, introduction
from ogs_teach.server.printing.papers import handout, worksheet
from ogs_teach.server.printing.report import Training, report
from ogs_teach.server.printing.sheets import Sheet

Audience = Literal["learners", "office", "trainer"]
AUDIENCES: tuple[Audience, ...] = ("learners", "office", "trainer")
Sheets = Callable[[Sequence[Lesson], Lang], list[Sheet]]


@dataclass(frozen=True)
class Document:
    """Something that can be printed.

    Parameters
    ----------
    name : str
        In addresses and as a file's name.
    audience : "learners", "office" or "trainer"
    sheets : callable
        Draws it for some lessons.
    by_lesson : bool
        Whether it makes sense for a single lesson.
    """

    name: str
    audience: Audience
    sheets: Sheets
    by_lesson: bool = False


def _each(draw: Callable[[Lesson, Lang], Sheet]) -> Sheets:
    return lambda lessons, lang: [draw(one, lang) for one in lessons]


def _test(form: Literal["A", "B"]) -> Sheets:
    def draw(lessons: Sequence[Lesson], lang: Lang) -> list[Sheet]:
        chosen = tests.choose(lessons)
        return [tests.paper(chosen, form, lang)] if chosen else []

    return draw


def _key(lessons: Sequence[Lesson], lang: Lang) -> list[Sheet]:
    chosen = tests.choose(lessons)
    return [tests.key(chosen, lessons, lang)] if chosen else []


def _guide(lessons: Sequence[Lesson], lang: Lang) -> list[Sheet]:
    return [introduction(lessons, lang), *(guide(one, lang) for one in lessons)]


DOCUMENTS = {
    one.name: one
    for one in (
        Document("handouts", "learners", _each(handout), by_lesson=True),
        Document("worksheets", "learners", _each(worksheet), by_lesson=True),
        Document("test-a", "learners", _test("A"), by_lesson=True),
        Document("test-b", "learners", _test("B"), by_lesson=True),
        Document("sign-in", "office", lambda _, lang: [forms.sign_in(lang)]),
        Document("satisfaction", "office", lambda _, lang: [forms.satisfaction(lang)]),
        Document("report", "office", lambda _, lang: [report(Training(), lang)]),
        Document("guide", "trainer", _guide, by_lesson=True),
        Document("answers", "trainer", _each(answer_sheet), by_lesson=True),
        Document("test-key", "trainer", _key, by_lesson=True),
    )
}
