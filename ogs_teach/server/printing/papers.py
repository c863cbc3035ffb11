"""What learners get: the handout, the worksheet."""

from ogs_teach.i18n import Lang
from ogs_teach.school.model import Lesson
from ogs_teach.school.page import Section
from ogs_teach.server.printing.sheets import Sheet, draw, number_of, numbered, say

LATER = (
    "task",
    "talk",
)  # not where they stand on the page: the worksheet has the one, the end the other


def handout(lesson: Lesson, lang: Lang) -> Sheet:
    """Draw the learner's page of a lesson.

    The task is left to the worksheet; what is to be read after talking comes last, so that
    nobody's eye falls on it before.
    """
    page = lesson.page(lang)
    html = draw(
        "handout.html",
        lang,
        lesson=lesson,
        sections=[one for one in page.sections if one.kind not in LATER],
        task=_one(page.sections, "task"),
        talk=_one(page.sections, "talk"),
        terms=page.terms,
    )
    title = numbered(lesson, lang)
    foot = f"{say(lang, 'document.handouts')} · {title}"
    return Sheet(f"handout-{number_of(lesson)}", title, foot, html)


def worksheet(lesson: Lesson, lang: Lang) -> Sheet:
    """Draw a lesson's task and questions, with room to write and no answers."""
    sections = lesson.page(lang).sections
    html = draw(
        "worksheet.html",
        lang,
        lesson=lesson,
        decision=_one(sections, "decision"),
        task=_one(sections, "task"),
        task_questions=[question.public(lang) for question in lesson.quiz("task")],
        questions=[question.public(lang) for question in lesson.quiz()],
    )
    title = numbered(lesson, lang)
    foot = f"{say(lang, 'document.worksheets')} · {title}"
    return Sheet(f"worksheet-{number_of(lesson)}", title, foot, html)


def _one(sections: list[Section], kind: str) -> Section | None:
    return next((one for one in sections if one.kind == kind), None)
