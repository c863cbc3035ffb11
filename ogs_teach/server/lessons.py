"""Lesson pages: plain HTML from `lessons/`, questions marked here and kept nowhere."""

from typing import Any

import tornado.web

from ogs_teach.i18n import Lang
from ogs_teach.school import lesson, lessons
from ogs_teach.school.model import Lesson
from ogs_teach.school.questions import Outcome, Question
from ogs_teach.school.reading import NAME
from ogs_teach.server.pages import PageHandler

THAI_LETTERS = "กขคงจฉชซ"
SHOWN = 40  # characters of a typed answer that go back into its box


def letters(lang: Lang) -> dict[str, str]:
    """Return how a language letters the options a to h."""
    return dict(zip("abcdefgh", THAI_LETTERS if lang == "th" else "ABCDEFGH", strict=True))


class LessonList(PageHandler):
    """All lessons, a card each."""

    def get(self) -> None:
        """Show the cards."""
        self.page("lessons.html", lessons=lessons())

    head = get


class LessonPage(PageHandler):
    """One lesson and its questions."""

    def get(self, name: str) -> None:
        """Show the lesson."""
        self._show(self._lesson(name))

    head = get

    def post(self, name: str) -> None:
        """Mark an answer; the page's script asks for the reply alone."""
        shown = self._lesson(name)
        asked = self.get_body_argument("question", "")
        question = next((one for one in shown.quiz() if one.id == asked), None)
        if question is None:
            raise tornado.web.HTTPError(404)
        reply = self._reply(question)
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
            replies=replies or {},
            letters=letters(self.lang),
            following=every[place + 1] if place + 1 < len(every) else None,
        )


class LessonsWithoutSlash(PageHandler):
    """`/lessons`, as somebody types it."""

    def get(self) -> None:
        """Send on to the list."""
        self.redirect(f"{self.base}lessons/")


def handlers() -> list[tuple[Any, ...]]:
    """Return the doors of the lesson pages, relative to the base address."""
    return [
        ("lessons", LessonsWithoutSlash),
        ("lessons/", LessonList),
        (rf"lessons/({NAME.pattern.replace('(', '(?:')})", LessonPage),
    ]
