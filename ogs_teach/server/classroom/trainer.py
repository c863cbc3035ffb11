"""The trainer's door: a passphrase made at start, and what stands behind it."""

import hashlib
import hmac
import secrets
import unicodedata
from typing import Any

import tornado.web

from ogs_teach.errors import OgsError
from ogs_teach.server.classroom.base import refuse_foreign
from ogs_teach.server.classroom.room import Room
from ogs_teach.server.classroom.throttle import Throttle
from ogs_teach.server.pages import PageHandler

BADGE = "ogs_trainer"  # the cookie of whoever knew the passphrase
EVERYBODY = "everybody"


def same_words(text: str) -> str:
    """Return a passphrase without what fingers add: spaces, hyphens, capitals.

    Examples
    --------
    >>> same_words(" ช้าง-มะม่วง ร่ม ") == same_words("ช้าง มะม่วง ร่ม")
    True
    """
    kept = unicodedata.normalize("NFC", text).casefold()
    return "".join(letter for letter in kept if not letter.isspace() and letter not in "-–_.,")


class Passphrase:
    """Knows who is a trainer, for as long as the server runs.

    Parameters
    ----------
    words : str
    """

    def __init__(self, words: str) -> None:
        self._digest = _digest(words)
        self._badges: set[str] = set()
        self.each, self.all = Throttle(), Throttle(free=40, longest=30)

    def wait(self, who: str) -> int:
        """Return the seconds that somebody must wait before a try; at 0 the try counts."""
        return self.each.attempt(who) or self.all.attempt(EVERYBODY)

    def open(self, who: str, typed: str) -> str | None:
        """Return a badge to whoever knows the passphrase."""
        if not hmac.compare_digest(_digest(typed), self._digest):
            return None
        self.each.passed(who)
        self.all.passed(EVERYBODY)
        badge = secrets.token_urlsafe(32)
        self._badges.add(badge)
        return badge

    def knows(self, badge: str | None) -> bool:
        """Tell whether a badge is good."""
        return badge is not None and badge in self._badges

    def take_back(self, badge: str | None) -> None:
        """End a trainer's visit."""
        self._badges.discard(badge or "")


def _digest(words: str) -> bytes:
    return hashlib.sha256(same_words(words).encode()).digest()


class TrainerPage(PageHandler):
    """A page for trainers only; whoever has no badge is asked for the passphrase."""

    @property
    def room(self) -> Room:
        """The class's store and what belongs to it."""
        room: Room = self.settings["room"]
        return room

    @property
    def door(self) -> Passphrase:
        """Who knows who is a trainer."""
        door: Passphrase = self.settings["passphrase"]
        return door

    async def prepare(self) -> None:
        """Let trainers in."""
        if self.request.method == "POST":
            refuse_foreign(self)
        if not self.door.knows(self.get_cookie(BADGE)):
            if self.request.method not in ("GET", "HEAD"):
                raise tornado.web.HTTPError(403)
            self.redirect(f"{self.base}trainer/enter?lang={self.lang}", status=303)

    def go(self, path: str) -> None:
        """Send on to a page of the kit."""
        self.redirect(f"{self.base}{path}", status=303)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say what the store says."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        if isinstance(error, OgsError):
            self.set_status(503)
            self.page("class/trouble.html", trouble=error.say(self.lang))
        else:
            super().write_error(status_code, **kwargs)


class Enter(TrainerPage):
    """The door itself."""

    async def prepare(self) -> None:
        """Let everybody come as far as here."""
        if self.request.method == "POST":
            refuse_foreign(self)

    def get(self) -> None:
        """Ask for the passphrase."""
        self.page("trainer/enter.html", trouble="")

    head = get

    def post(self) -> None:
        """Try a passphrase."""
        who = self.request.remote_ip or ""
        if wait := self.door.wait(who):
            self.set_status(429)
            self.set_header("Retry-After", str(wait))
            self.page("trainer/enter.html", trouble=self.say("board.enter.wait", seconds=wait))
            return
        badge = self.door.open(who, self.get_body_argument("words", "")[:200])
        if badge is None:
            self.set_status(403)
            self.page("trainer/enter.html", trouble=self.say("board.enter.wrong"))
            return
        self.set_cookie(BADGE, badge, path=self.base, httponly=True, samesite="Strict")
        self.go("trainer/")


class GoOut(TrainerPage):
    """The end of a trainer's visit."""

    def post(self) -> None:
        """Take the badge back."""
        self.door.take_back(self.get_cookie(BADGE))
        self.clear_cookie(BADGE, path=self.base)
        self.go("")
