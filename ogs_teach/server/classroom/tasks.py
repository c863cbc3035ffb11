"""The kernels' word that a task is done, on the door that only this computer can reach."""

import tornado.web

from ogs_teach.server.classroom.room import Room
from ogs_teach.server.take_home import demand_key


class TaskDone(tornado.web.RequestHandler):
    """Takes the word of a kernel for the person who opened its page."""

    def initialize(self, room: Room, key: str) -> None:
        """Take the class and the key."""
        self.room, self.key = room, key

    async def post(self) -> None:
        """Note that the task is done."""
        demand_key(self.request, self.key)
        seat = self.room.seat(self.request.headers.get("X-Ticket", ""))
        person = await self.room.do(self.room.store.person, seat) if seat else None
        if person is None:
            raise tornado.web.HTTPError(404)
        lesson = self.request.headers.get("X-Lesson", "")[:80]
        await self.room.do(self.room.store.report_task, person.id, lesson)
        self.set_status(204)

    def write_error(self, status_code: int, **kwargs: object) -> None:
        """Answer shortly: a program reads this."""
        self.finish({"error": status_code})
