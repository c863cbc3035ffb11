"""What a trainee sees between the tests: what is on, the day's plan, what was gained."""

import hashlib
import json
import time
from typing import Any

from ogs_teach.school import lesson
from ogs_teach.school.assessment import Score, Sitting, gains
from ogs_teach.school.timetable import clock
from ogs_teach.server.classroom.base import ScriptHandler, SeatedHandler, asked_in
from ogs_teach.server.classroom.plans import Plan


class Home(SeatedHandler):
    """The class as one person sees it."""

    async def get(self) -> None:
        """Show what is on."""
        now, stage, store = time.time(), self.stage, self.room.store
        finished = {
            sitting: self.me.id in await self.room.do(store.finished, self.class_.id, sitting)
            for sitting in ("pre", "post")
        }
        tasks = await self.room.do(store.tasks, self.class_.id)
        self.page(
            "class/home.html",
            me=self.me,
            class_=self.class_,
            stage=stage,
            plan=Plan.of(self.class_),
            now=now,
            open_test=next((s for s in ("pre", "post") if stage.window(s).is_open(now)), ""),
            finished=finished,
            lesson=lesson(stage.lesson) if stage.lesson else None,
            lessons={name: lesson(name) for name in Plan.of(self.class_).lessons},
            done={name for person, name in tasks if person == self.me.id},
            score=await self._score() if stage.gains else None,
            version=version(self),
            clock=clock,
        )

    async def _score(self) -> Score | None:
        """Return what this person gained; None unless both tests were sat."""
        marks = []
        for sitting in ("pre", "post"):
            answers = await self.room.do(self.room.store.answers, self.class_.id, sitting)
            mine = {one.question: bool(one.right) for one in answers if one.person_id == self.me.id}
            marks.append({self.me.id: mine} if mine else {})
        return gains(asked_in(self.class_), *marks).people.get(self.me.id)


def version(handler: SeatedHandler) -> str:
    """Return a few letters that change when the class's stage does."""
    open_now = [
        s for s in ("pre", "post") if handler.stage.window(_sitting(s)).is_open(time.time())
    ]
    said = json.dumps([handler.class_.stage, handler.class_.plan, open_now], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def _sitting(name: str) -> Sitting:
    return "pre" if name == "pre" else "post"


class State(ScriptHandler):
    """What a phone asks every few seconds."""

    def get(self) -> None:
        """Answer with JSON."""
        now = time.time()
        left: dict[str, Any] = {
            sitting: round(self.stage.window(_sitting(sitting)).left(now))
            for sitting in ("pre", "post")
        }
        self.finish({"person": self.me.id, "version": version(self), "left": left, "now": now})
