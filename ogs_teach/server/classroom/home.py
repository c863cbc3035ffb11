"""What a trainee sees between the tests: what is on, the day's plan, what was gained."""

import hashlib
import json
import time

from ogs_teach.school import lesson
from ogs_teach.school.assessment import SITTINGS, Score
from ogs_teach.school.timetable import GAME, clock
from ogs_teach.server.classroom.base import ScriptHandler, SeatedHandler
from ogs_teach.server.classroom.figures import board
from ogs_teach.server.classroom.plans import Plan


class Home(SeatedHandler):
    """The class as one person sees it."""

    async def get(self) -> None:
        """Show what is on."""
        now, stage, store = time.time(), self.stage, self.room.store
        plan, playing = Plan.of(self.class_), stage.lesson == GAME
        finished = {
            sitting: self.me.id in await self.room.do(store.finished, self.class_.id, sitting)
            for sitting in SITTINGS
        }
        tasks = await self.room.do(store.tasks, self.class_.id)
        self.page(
            "class/home.html",
            me=self.me,
            class_=self.class_,
            stage=stage,
            plan=plan,
            now=now,
            open_test=next((s for s in SITTINGS if stage.window(s).is_open(now)), ""),
            finished=finished,
            lesson=lesson(stage.lesson) if stage.lesson and not playing else None,
            playing=playing,
            lessons={name: lesson(name) for name in plan.lessons},
            done={name for person, name in tasks if person == self.me.id},
            score=await self._score() if stage.gains else None,
            version=version(self),
            clock=clock,
        )

    async def _score(self) -> Score | None:
        """Return what this person gained; None unless both tests were sat."""
        seen = await self.room.do(board, self.room.store, self.class_)
        return seen.gains.people.get(self.me.id)


def version(handler: SeatedHandler) -> str:
    """Return a few letters that change when something does that a phone shows."""
    stage, now = handler.stage, time.time()
    shown = [stage.lesson, stage.feedback, stage.gains]
    shown += [stage.window(sitting).is_open(now) for sitting in SITTINGS]
    said = json.dumps([shown, handler.class_.plan], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:12]


class State(ScriptHandler):
    """What a phone asks every few seconds."""

    def get(self) -> None:
        """Answer with JSON."""
        now = time.time()
        left = {sitting: round(self.stage.window(sitting).left(now)) for sitting in SITTINGS}
        self.finish({"person": self.me.id, "version": version(self), "left": left, "now": now})
