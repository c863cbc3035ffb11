"""What kernels tell of whoever opened their page, on the door that only this computer can reach."""

import hashlib
from typing import Any

import tornado.web

from ogs_teach.apps.reporting import SEEDS
from ogs_teach.errors import StoreError
from ogs_teach.server.classroom.room import Room, is_broken
from ogs_teach.server.take_home import demand_key
from ogs_teach.store import Class, Person


class ForPerson(tornado.web.RequestHandler):
    """Takes the word of a kernel for the person who opened its page."""

    def initialize(self, room: Room, key: str) -> None:
        """Take the class and the key."""
        self.room, self.key = room, key

    async def person(self) -> Person:
        """Return who opened the page; refuse whoever is no kernel, or nobody's."""
        demand_key(self.request, self.key)
        seat = self.room.seat(self.request.headers.get("X-Ticket", ""))
        person = await self.room.do(self.room.store.person, seat) if seat else None
        if person is None:
            raise tornado.web.HTTPError(404)
        return person

    def write_error(self, status_code: int, **kwargs: object) -> None:
        """Answer shortly: a program reads this."""
        self.finish({"error": status_code})


class TaskDone(ForPerson):
    """A lesson's task is done."""

    async def post(self) -> None:
        """Note that the task is done."""
        person = await self.person()
        lesson = self.request.headers.get("X-Lesson", "")[:80]
        await self.room.do(self.room.store.report_task, person.id, lesson)
        self.set_status(204)


class GamePlayed(ForPerson):
    """Where a five-year game stands; nothing of it in a class that is closed."""

    async def class_of(self, person: Person) -> Class:
        """Return the person's class, if it still goes on."""
        class_ = await self.room.do(self.room.store.class_, person.class_id)
        if class_ is None or class_.closed_at is not None:
            raise tornado.web.HTTPError(404)
        return class_

    async def get(self) -> None:
        """Answer with the class's seed, and with what is kept of the game."""
        person = await self.person()
        class_ = await self.class_of(person)
        kept = await self.room.do(self.room.store.game, person.id)
        self.finish({"seed": seed_of(class_), "code": kept.code if kept else ""})

    async def post(self) -> None:
        """Keep the game, whose code is the body."""
        person = await self.person()
        await self.class_of(person)
        told: dict[str, Any] = {
            name: self.request.headers.get(f"X-{name.title()}", "") for name in ("round", "health")
        }
        code = self.request.body[:1000].decode("ascii", "replace")
        try:
            kept = await self.room.do(self.room.store.keep_game, person.id, code, **told)
        except StoreError as error:
            if is_broken(error):
                raise
            raise tornado.web.HTTPError(400) from None
        if not kept:
            raise tornado.web.HTTPError(409)
        self.set_status(204)


def seed_of(class_: Class) -> int:
    """Return the seed of a class's games, 1 to 9999: the same for all its teams, for good.

    It follows from the class's code, which a backup brings back with the class.
    """
    digest = hashlib.sha256(f"game of {class_.code}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % SEEDS + 1
