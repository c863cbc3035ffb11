"""What every page of the class stands on: who asks, and what can be said to them."""

import hashlib
from typing import Any
from urllib.parse import urlsplit

import tornado.web

from ogs_teach.errors import OgsError, StoreFullError
from ogs_teach.school import lesson
from ogs_teach.school.assessment import Pair, pairs
from ogs_teach.school.stage import Stage
from ogs_teach.server.classroom.room import Room, is_broken
from ogs_teach.server.pages import SEAT, PageHandler
from ogs_teach.store import Class, Person


def asked_in(class_: Class) -> list[Pair]:
    """Return the questions of a class's tests."""
    names = list(dict.fromkeys(name.partition("/")[0] for name in class_.pairs))
    known = {pair.name: pair for pair in pairs(lesson(name) for name in names)}
    return [known[name] for name in class_.pairs if name in known]


class ClassHandler(PageHandler):
    """A page of the class; `me` and `class_` are None for whoever has not joined."""

    me: Person | None = None
    class_: Class | None = None

    @property
    def room(self) -> Room:
        """The class's store and what belongs to it."""
        room: Room = self.settings["room"]
        return room

    @property
    def stage(self) -> Stage:
        """What is open in the visitor's class."""
        return Stage.read(self.class_.stage) if self.class_ else Stage()

    @property
    def phone(self) -> str:
        """Which phone asks, of perhaps several of one person."""
        return hashlib.sha256((self.get_cookie(SEAT) or "").encode()).hexdigest()[:32]

    async def prepare(self) -> None:
        """Find out who asks."""
        if self.request.method == "POST":
            refuse_foreign(self)
        if token := self.get_cookie(SEAT):
            self.me = await self.room.do(self.room.store.person, token)
        if self.me:
            self.class_ = await self.room.do(self.room.store.class_, self.me.class_id)
        if self.class_ and self.class_.closed_at is not None:
            self.me = self.class_ = None

    def sit_down(self, token: str) -> None:
        """Remember on this phone who somebody is."""
        self.set_cookie(SEAT, token, path=self.base, expires_days=7, httponly=True, samesite="Lax")

    def stand_up(self) -> None:
        """Forget on this phone who somebody is."""
        self.clear_cookie(SEAT, path=self.base)

    def go(self, path: str) -> None:
        """Send on to a page of the kit."""
        self.redirect(f"{self.base}{path}", status=303)

    def told(self, error: OgsError) -> str:
        """Word an error for a trainee, to whom the store's file or address says nothing."""
        if is_broken(error):
            full = isinstance(error, StoreFullError)
            return self.say(f"classroom.trouble.{'full' if full else 'store'}")
        return error.say(self.lang)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say what the store says: a full disk is told to people, not hidden."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        if isinstance(error, OgsError):
            self.set_status(503)
            self.page("class/trouble.html", trouble=self.told(error))
        else:
            super().write_error(status_code, **kwargs)


class SeatedHandler(ClassHandler):
    """A page for whoever has joined; others are sent to the door."""

    me: Person
    class_: Class

    async def prepare(self) -> None:
        """Send whoever has not joined to the door."""
        await super().prepare()
        if not self.me:
            self.go("join")


class ScriptHandler(SeatedHandler):
    """Asked by a page's script: answers with JSON, never with a page."""

    async def prepare(self) -> None:
        """Answer whoever has not joined with a status."""
        await ClassHandler.prepare(self)
        if not self.me:
            self.set_status(401)
            self.finish({"seated": False})

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Tell the phone to keep what it has, and why, for its page to show."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        if isinstance(error, OgsError):
            self.set_status(503)
        self.finish({"trouble": self.told(error) if isinstance(error, OgsError) else ""})


def refuse_foreign(handler: tornado.web.RequestHandler) -> None:
    """Take forms of this server's own pages only."""
    origin = urlsplit(handler.request.headers.get("Origin", "")).netloc
    if origin and origin != handler.request.host:
        raise tornado.web.HTTPError(403)
