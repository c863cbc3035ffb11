"""Lesson pages: plain HTML from `lessons/`, questions marked here.

Practice is kept nowhere; only that somebody in a class has done a lesson's task is.
"""

from typing import Any

import tornado.web

from ogs_teach.school import lesson, lessons
from ogs_teach.school.glossary import all_terms
from ogs_teach.school.model import Lesson
from ogs_teach.school.questions import Outcome, Question, letters
from ogs_teach.school.reading import NAME
from ogs_teach.server.classroom.base import ClassHandler
from ogs_teach.server.pages import PageHandler
from ogs_teach.thai import sort_key

SHOWN = 40  # characters of a typed answer that go back into its box


class LessonList(PageHandler):
    """All lessons, a card each."""

    def get(self) -> None:
        """Show the cards."""
        self.page("lessons.html", lessons=lessons())

    head = get


class GlossaryPage(PageHandler):
    """All agreed terms."""

    def get(self) -> None:
        """Show them, in the order of the reader's alphabet."""
        terms = sorted(all_terms().values(), key=lambda term: sort_key(term.name[self.lang]))
        self.page("glossary.html", terms=terms)

    head = get


class LessonPage(ClassHandler):
    """One lesson and its questions."""

    def get(self, name: str) -> None:
        """Show the lesson."""
        self._show(self._lesson(name))

    head = get

    async def post(self, name: str) -> None:
        """Mark an answer; the page's script asks for the reply alone."""
        shown = self._lesson(name)
        asked = self.get_body_argument("question", "")
        question = next((one for one in shown.open_questions() if one.id == asked), None)
        if question is None:
            raise tornado.web.HTTPError(404)
        reply = self._reply(question)
        if question.form == "task" and reply["outcome"] == "right" and self.me:
            await self.room.do(self.room.store.report_task, self.me.id, shown.name)
            reply["reported"] = True
        if self.get_body_argument("fragment", ""):
            self.page("lesson_reply.html", reply=reply)
        else:
            self._show(shown, {question.id: reply})

    def _lesson(self, name: str) -> Lesson:
        if name not in {one.name for one in lessons()}:
            raise tornado.web.HTTPError(404)
        return lesson(name)

    def _reply(self, question: Question) -> dict[str, Any]:
        fields = {key: self.get_body_argument(key) for key in self.request.body_arguments}
        given = question.read(fields)
        reply = question.reply(given, self.lang)
        wants = "solution" in fields and reply.outcome is Outcome.WRONG
        return {
            "outcome": reply.outcome.value,
            "verdict": reply.verdict,
            "reason": reply.reason,
            "solution": question.solution(self.lang) if wants else "",
            "reported": False,
            "fields": {key: value[:SHOWN] for key, value in fields.items()},
        }

    def _show(self, shown: Lesson, replies: dict[str, Any] | None = None) -> None:
        every = lessons()
        place = [one.name for one in every].index(shown.name)
        self.page(
            "lesson.html",
            lesson=shown,
            page=shown.page(self.lang),
            questions=[question.public(self.lang) for question in shown.quiz()],
            task=next((question.public(self.lang) for question in shown.quiz("task")), None),
            replies=replies or {},
            letters=letters(self.lang),
            following=every[place + 1] if place + 1 < len(every) else None,
        )


class TaskPart(ClassHandler):
    """A lesson's task, to stand above the app that it is done in."""

    def get(self, name: str) -> None:
        """Answer with a part of a page."""
        if name not in {one.name for one in lessons()}:
            raise tornado.web.HTTPError(404)
        shown = lesson(name)
        section = next((one for one in shown.page(self.lang).sections if one.kind == "task"), None)
        if section is None:
            raise tornado.web.HTTPError(404)
        self.page(
            "lesson_task.html",
            lesson=shown,
            section=section,
            task=next((question.public(self.lang) for question in shown.quiz("task")), None),
            replies={},
            letters=letters(self.lang),
        )


class LessonsWithoutSlash(PageHandler):
    """`/lessons`, as somebody types it."""

    def get(self) -> None:
        """Send on to the list."""
        self.redirect(f"{self.base}lessons/")


def handlers() -> list[tuple[Any, ...]]:
    """Return the doors of the lesson pages, relative to the base address."""
    name = NAME.pattern.replace("(", "(?:")
    return [
        ("glossary", GlossaryPage),
        ("lessons", LessonsWithoutSlash),
        ("lessons/", LessonList),
        (rf"lessons/({name})", LessonPage),
        (rf"lessons/({name})/task", TaskPart),
    ]
