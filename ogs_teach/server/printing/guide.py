"""The trainer's guide: timetables, what to prepare, then each lesson's plan and advice."""

from collections.abc import Sequence
from typing import Any

from ogs_teach.errors import LessonError
from ogs_teach.i18n import Lang
from ogs_teach.school.model import Lesson
from ogs_teach.school.timetable import PLAYING, clock, ready_made, timetable
from ogs_teach.server.printing.sheets import Sheet, draw, number_of, numbered, say


def introduction(lessons: Sequence[Lesson], lang: Lang) -> Sheet:
    """Draw what stands before the lessons: the course, its timetables, what to prepare."""
    html = draw(
        "guide_introduction.html",
        lang,
        lessons=lessons,
        timetables=_timetables(lessons),
        clock=clock,
        playing=PLAYING,
        by_name={one.name: one for one in lessons},
    )
    title = say(lang, "document.guide")
    return Sheet("guide", title, f"{title} · {say(lang, 'trainer-only')}", html)


def guide(lesson: Lesson, lang: Lang) -> Sheet:
    """Draw the trainer's page of a lesson."""
    html = draw("guide.html", lang, lesson=lesson, sections=lesson.trainer(lang).sections)
    title = numbered(lesson, lang)
    foot = f"{say(lang, 'document.guide')} · {title} · {say(lang, 'trainer-only')}"
    return Sheet(f"guide-{number_of(lesson)}", title, foot, html)


def _timetables(lessons: Sequence[Lesson]) -> list[tuple[Any, list[list[Any]]]]:
    """Return the ready-made timetables, by day, that these lessons are enough for."""
    minutes = {one.name: one.minutes for one in lessons}
    found = []
    for made in ready_made().values():
        if not set(made.wishes.lessons) <= set(minutes):
            continue
        try:
            slots = timetable(made.wishes, minutes)
        except LessonError:
            continue
        days = sorted({slot.day for slot in slots})
        found.append((made, [[slot for slot in slots if slot.day == day] for day in days]))
    return found
