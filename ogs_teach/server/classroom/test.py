"""A class's test on a phone: answers are sent as they are given, and arrive once."""

import json
import secrets
import time
from collections.abc import Mapping
from typing import Any

import tornado.web

from ogs_teach.school.assessment import Pair, Sitting, form
from ogs_teach.school.questions import Outcome, Question, letters
from ogs_teach.server.classroom.base import ScriptHandler, SeatedHandler, asked_in
from ogs_teach.store import Finished

MOST_AT_ONCE = 60
LONGEST_FIELD, MOST_FIELDS = 100, 8


def question_of(pair: Pair, first_form: str, sitting: Sitting) -> Question:
    """Return the twin that somebody meets in a sitting."""
    return pair.twins[form(first_form, sitting)]


def mark(question: Question, fields: Mapping[str, str]) -> bool | None:
    """Mark an answer; None if it is not one yet."""
    outcome = question.check(question.read(fields))
    return None if outcome is Outcome.UNATTEMPTED else outcome is Outcome.RIGHT


class TestPage(SeatedHandler):
    """All questions of a test on one page: nothing else is loaded while it lasts."""

    async def get(self, sitting: Sitting) -> None:
        """Show the test, with what was answered before."""
        now = time.time()
        finished = await self.room.do(self.room.store.finished, self.class_.id, sitting)
        if not self.stage.window(sitting).is_open(now) or self.me.id in finished:
            self.go("class")
            return
        given = await self.room.do(self.room.store.my_answers, self.me.id, sitting)
        self.page(
            "class/test.html",
            me=self.me,
            sitting=sitting,
            now=now,
            left=round(self.stage.window(sitting).left(now)),
            questions=[
                (pair.name, question_of(pair, self.me.first_form, sitting).public(self.lang))
                for pair in asked_in(self.class_)
            ],
            given=given,
            once=secrets.token_hex(8),
            letters=letters(self.lang),
        )

    async def post(self, sitting: Sitting) -> None:
        """Take the whole form of a phone that runs no scripts, and finish."""
        once = self.get_body_argument("once", "")[:32]
        for place, pair in enumerate(asked_in(self.class_)):
            prefix = f"{place}-"
            fields = {
                name.removeprefix(prefix): self.get_body_argument(name)[:LONGEST_FIELD]
                for name in self.request.body_arguments
                if name.startswith(prefix)
            }
            if any(fields.values()):
                item = {"key": f"{once}-{place}", "question": pair.name, "fields": fields}
                await take(self, {**item, "sitting": sitting, "age": 0.0})
        if "finish" in self.request.body_arguments:
            await self.room.do(self.room.store.finish, self.me.id, sitting)
        self.go("class")


class Answers(ScriptHandler):
    """Answers from phones, some of them long on their way."""

    async def post(self) -> None:
        """Keep answers; say of each what became of it, once it is safe."""
        try:
            items = json.loads(self.request.body)
        except ValueError:
            raise tornado.web.HTTPError(400) from None
        if not isinstance(items, list) or len(items) > MOST_AT_ONCE:
            raise tornado.web.HTTPError(400)
        results = {}
        for item in items:
            if not isinstance(item, dict) or not isinstance(item.get("key"), str):
                raise tornado.web.HTTPError(400)
            mine = item.get("person") == self.me.id
            results[item["key"][:64]] = await take(self, item) if mine else "other"
        self.finish({"results": results})


async def take(handler: SeatedHandler, item: Mapping[str, Any]) -> str:
    """Keep one answer.

    Returns
    -------
    str
        `kept`, `late` (given when the test was closed), `finished` (after handing in) or
        `unknown` (no such question); only of the first can a person be sure.
    """
    pair = next((one for one in asked_in(handler.class_) if one.name == item.get("question")), None)
    sitting, fields, key, age = (item.get(name) for name in ("sitting", "fields", "key", "age"))
    if pair is None or sitting not in ("pre", "post") or not _are_fields(fields):
        return "unknown"
    if not isinstance(key, str) or not 8 <= len(key) <= 64:
        return "unknown"
    age = float(age) if isinstance(age, int | float) and 0 <= age < 86_400 else 0.0
    # While the test is open, a phone that is wrong about time loses nothing.
    window, now = handler.stage.window(sitting), time.time()
    if not (window.accepts(now) or window.accepts(now - age)):
        return "late"
    question = question_of(pair, handler.me.first_form, sitting)
    try:
        await handler.room.do(
            handler.room.store.record,
            handler.me.id,
            sitting,
            pair.name,
            dict(fields),
            mark(question, fields),
            key,
            age,
            handler.phone,
        )
    except Finished:
        return "finished"
    return "kept"


def _are_fields(fields: object) -> bool:
    return (
        isinstance(fields, dict)
        and len(fields) <= MOST_FIELDS
        and all(
            isinstance(part, str) and len(part) <= LONGEST_FIELD
            for pair in fields.items()
            for part in pair
        )
    )


class Finish(ScriptHandler):
    """Hand a test in."""

    async def post(self, sitting: Sitting) -> None:
        """Finish the test; a page without scripts comes by the form instead."""
        await self.room.do(self.room.store.finish, self.me.id, sitting)
        self.finish({"finished": sitting})
