"""What the projector shows of a class: totals and progress, never a name."""

import time
from typing import Any

from tornado.web import HTTPError

from ogs_teach.school import lesson
from ogs_teach.school.stage import Stage
from ogs_teach.school.timetable import GAME, clock
from ogs_teach.server.classroom.base import ClassHandler
from ogs_teach.server.classroom.board import lesson_left
from ogs_teach.server.classroom.figures import Board, board
from ogs_teach.server.classroom.games import bars
from ogs_teach.server.classroom.plans import Plan
from ogs_teach.server.network import page_addresses
from ogs_teach.server.qr import qr_svg
from ogs_teach.server.wifi import Wifi, wifi_payload
from ogs_teach.store import Class


class Wall(ClassHandler):
    """The wall of one class; anybody in the hall may see it."""

    def initialize(self, wifi: Wifi, host: str, port: int) -> None:
        """Take the network, and where the server listens."""
        self.wifi, self.host, self.port = wifi, host, port

    async def get(self, code: str) -> None:
        """Show the wall, or only the part that moves."""
        class_ = await self.room.do(self.room.store.class_by_code, code)
        if class_ is None or class_.closed_at is not None:
            raise HTTPError(404)
        seen = await self.room.do(board, self.room.store, class_)
        fragment = self.get_query_argument("part", "") == "live"
        self.page(
            "class/wall_live.html" if fragment else "class/wall.html", **self._shown(class_, seen)
        )

    def _shown(self, class_: Class, seen: Board) -> dict[str, Any]:
        stage, plan, now = Stage.read(class_.stage), Plan.of(class_), time.time()
        playing = stage.lesson == GAME
        address = f"{page_addresses(self.host, self.port, self.base)[0]}join/{class_.code}"
        sitting = "post" if stage.post.spans else "pre"
        window = stage.window("post" if stage.post.spans else "pre")
        return {
            "class_": class_,
            "stage": stage,
            "plan": plan,
            "lessons": {name: lesson(name) for name in plan.lessons},
            "lesson": lesson(stage.lesson) if stage.lesson and not playing else None,
            "playing": playing,
            "lesson_left": lesson_left(plan, stage, now),
            "people": len(seen.people),
            "sitting": sitting,
            "left": round(window.left(now)),
            "handed_in": len(seen.finished[sitting]),
            "answers": sum(seen.progress(sitting, one.id) for one in seen.people),
            "whole": seen.gains.whole,
            "chart": self._chart(seen),
            "bars": bars(seen.teams),
            "clock": clock,
            "address": address,
            "page_qr": qr_svg(address, self.say("server.projector.page")),
            "wifi": self.wifi,
            "wifi_qr": qr_svg(wifi_payload(self.wifi), self.say("server.projector.wifi"))
            if self.wifi.name
            else None,
        }

    def _chart(self, seen: Board) -> str:
        """Draw the gain of each objective in right answers of a hundred; "" for too few people."""
        rows = []
        for (name, objective), score in seen.gains.objectives.items():
            before, after = score.percent(score.before), score.percent(score.after)
            if before is not None and after is not None:
                rows.append((lesson(name).objectives[objective][self.lang], before, after))
        return self.draw("class/gain_bars.html", rows=rows) if rows else ""
