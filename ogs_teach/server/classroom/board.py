"""The trainer's board: classes, and one class as it goes."""

import secrets
import time
from datetime import datetime
from typing import Any

from tornado.web import HTTPError

from ogs_teach.errors import OgsError
from ogs_teach.inputs import parse_count, plain
from ogs_teach.school import lesson, lessons
from ogs_teach.school.assessment import FEWEST, MOST, USUAL, Score, Sitting, draw
from ogs_teach.school.stage import SCREENS, Stage
from ogs_teach.school.timetable import PLAYING, Wishes, clock, read_clock, ready_made, timetable
from ogs_teach.server.classroom.figures import board
from ogs_teach.server.classroom.plans import Plan
from ogs_teach.server.classroom.trainer import TrainerPage
from ogs_teach.store import Class, Feedback

CLASS = r"trainer/class/(\d+)"


class Classes(TrainerPage):
    """All classes, and the form for a new one."""

    async def get(self) -> None:
        """Show them."""
        await self._show()

    async def _show(self, trouble: str = "", typed: dict[str, Any] | None = None) -> None:
        made = ready_made()
        chosen = self.get_query_argument("plan", next(iter(made)))
        wishes = made[chosen if chosen in made else next(iter(made))].wishes
        self.page(
            "trainer/classes.html",
            classes=await self.room.do(self.room.store.classes),
            made=made,
            chosen=chosen,
            lessons=lessons(),
            playing=PLAYING,
            typed=typed or _typed(wishes),
            ready={
                id_: timetable(one.wishes, {each.name: each.minutes for each in lessons()})
                for id_, one in made.items()
                if set(one.wishes.lessons) <= {each.name for each in lessons()}
            },
            clock=clock,
            trouble=trouble,
            bounds=(FEWEST, MOST),
        )

    async def post(self) -> None:
        """Open a class."""
        typed = {
            name: self.get_body_argument(name, "")[:200]
            for name in ("title", "start", "end", "rest", "lunch", "count", "game")
        }
        typed["lessons"] = self.get_body_arguments("lesson")[:40]
        try:
            plan = Plan.make(_wishes(typed))
            count = parse_count(typed["count"], "board.new.count", lowest=FEWEST, highest=MOST)
            drawn = draw([lesson(name) for name in plan.lessons], count, seed=secrets.randbits(32))
            title = typed["title"].strip() or self.say("board.new.untitled")
            class_ = await self.room.do(
                self.room.store.open_class, title, plan.data(), [pair.name for pair in drawn]
            )
        except OgsError as error:
            await self._show(error.say(self.lang), typed)
        else:
            self.go(f"trainer/class/{class_.id}")


def _typed(wishes: Wishes) -> dict[str, Any]:
    """Return what the form shows for a timetable."""
    return {
        "title": "",
        "start": clock(wishes.start),
        "end": clock(wishes.end),
        "rest": str(wishes.rest_minutes),
        "lunch": str(wishes.lunch_minutes),
        "count": str(USUAL),
        "lessons": list(wishes.lessons),
        "game": "1" if wishes.game else "",
    }


def _wishes(typed: dict[str, Any]) -> Wishes:
    known = [one.name for one in lessons()]
    return Wishes(
        tuple(name for name in known if name in typed["lessons"]),
        read_clock(typed["start"]),
        read_clock(typed["end"]),
        parse_count(typed["rest"], "board.new.rest", lowest=0, highest=180),
        parse_count(typed["lunch"], "board.new.lunch", lowest=0, highest=180),
        typed["game"] != "",
    )


class ClassBoardPage(TrainerPage):
    """A page about one class."""

    class_: Class

    async def prepare(self) -> None:
        """Find the class."""
        await super().prepare()
        if self._finished:
            return
        class_ = await self.room.do(self.room.store.class_, int(self.path_args[0]))
        if class_ is None:
            raise HTTPError(404)
        self.class_ = class_

    @property
    def stage(self) -> Stage:
        """What is open."""
        return Stage.read(self.class_.stage)

    async def feedback(self) -> list[Feedback]:
        """Return the satisfaction forms; none while they come in, when one could tell whose."""
        if self.stage.feedback:
            return []
        return await self.room.do(self.room.store.feedback, self.class_.id)

    def shown(self, seen: Any) -> dict[str, Any]:
        """Return what the board's templates need."""
        plan, now = Plan.of(self.class_), time.time()
        return {
            "class_": self.class_,
            "stage": self.stage,
            "plan": plan,
            "seen": seen,
            "gains": seen.gains,
            "now": now,
            "open": {s: self.stage.window(s).is_open(now) for s in ("pre", "post")},
            "left": {s: round(self.stage.window(s).left(now)) for s in ("pre", "post")},
            "lessons": {name: lesson(name) for name in plan.lessons},
            "lesson_left": lesson_left(plan, self.stage, now),
            "clock": clock,
            "time": lambda moment: datetime.fromtimestamp(moment).strftime("%H:%M"),
            "screens": SCREENS,
            "part": self._part,
            "trouble": self.room.trouble.say(self.lang) if self.room.trouble else "",
        }

    def _part(self, score: Score, right: int) -> str:
        """Return a percentage in brackets, where there may be one."""
        percent = score.percent(right)
        return (
            "" if percent is None else f" ({self.say('school.percent', number=plain(percent, 0))})"
        )


def lesson_left(plan: Plan, stage: Stage, now: float) -> int | None:
    """Return the minutes that the lesson which is on has left by the plan; None if none is on."""
    slot = plan.slot_of(stage.lesson) if stage.lesson else None
    if slot is None:
        return None
    return round(slot.minutes - (now - stage.lesson_since) / 60)


class ClassPage(ClassBoardPage):
    """One class: everything that a trainer does while it goes."""

    async def get(self, _id: str) -> None:
        """Show the board."""
        seen = await self.room.do(board, self.room.store, self.class_)
        self.page("trainer/class.html", **self.shown(seen))

    async def post(self, _id: str) -> None:
        """Do what a button says, then show the board again."""
        action = self.get_body_argument("do", "")
        changed = self._change(action)
        if changed is not None:
            await self.room.do(self.room.store.set_stage, self.class_.id, changed.data())
        elif action == "close":
            await self.room.do(self.room.store.close_class, self.class_.id)
        else:
            raise HTTPError(400)
        self.go(f"trainer/class/{self.class_.id}?lang={self.lang}")

    def _change(self, action: str) -> Stage | None:
        """Return the stage after an action; None if it is not about the stage."""
        verb, _, what = action.partition(" ")
        now, stage = time.time(), self.stage
        sitting: Sitting = "pre" if what == "pre" else "post"
        match verb:
            case "open" if what in ("pre", "post"):
                return stage.opened(sitting, now)
            case "shut" if what in ("pre", "post"):
                return stage.closed(sitting, now)
            case "teach" if what in {*Plan.of(self.class_).taught, ""}:
                return stage.teaching(what, now)
            case "screen" if what in SCREENS:
                return Stage.read({**stage.data(), "screen": what})
            case "feedback" | "gains" if what in ("on", "off"):
                return Stage.read({**stage.data(), verb: what == "on"})
        return None


class Live(ClassBoardPage):
    """The part of the board that moves, fetched every few seconds."""

    async def get(self, _id: str) -> None:
        """Show only what moves."""
        seen = await self.room.do(board, self.room.store, self.class_)
        self.page("trainer/live.html", **self.shown(seen))

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say what the store says; the board shows it in place of what moves."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        if isinstance(error, OgsError):
            self.set_status(503)
            self.set_header("Content-Type", "text/plain; charset=utf-8")
            self.finish(error.say(self.lang))
        else:
            super().write_error(status_code, **kwargs)


class PersonAction(ClassBoardPage):
    """What a trainer does for one person: new words, or forgetting them."""

    async def post(self, _id: str, person_id: str) -> None:
        """Do it, if the person is in this class."""
        people = await self.room.do(self.room.store.people, self.class_.id)
        person = next((one for one in people if one.id == int(person_id)), None)
        if person is None:
            raise HTTPError(404)
        if self.get_body_argument("do", "") == "forget":
            await self.room.do(self.room.store.forget_person, person.id)
        else:
            await self.room.do(self.room.store.new_code, person.id)
        self.go(f"trainer/class/{self.class_.id}?lang={self.lang}#people")


class ForgetClass(ClassBoardPage):
    """The end of a class's data."""

    async def post(self, _id: str) -> None:
        """Forget the class, if its code was typed to be sure."""
        if self.get_body_argument("code", "").strip() != self.class_.code:
            self.go(f"trainer/class/{self.class_.id}?lang={self.lang}#forget")
            return
        await self.room.do(self.room.store.forget_class, self.class_.id)
        self.go("trainer/")
