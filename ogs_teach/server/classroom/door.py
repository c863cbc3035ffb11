"""In and out of a class: join with a name, come back with words, leave."""

from typing import Any

from ogs_teach.errors import OgsError
from ogs_teach.server.classroom.base import ClassHandler
from ogs_teach.thai import to_arabic_digits

MOST_TABLES = 99


class Join(ClassHandler):
    """Join a class, or come back to it."""

    def get(self, code: str | None = None) -> None:
        """Show the door; who is in goes on to the class."""
        if self.me and not code:
            self.go("class")
        else:
            self._show(code=code or "")

    head = get

    def _show(self, trouble: str = "", **typed: str) -> None:
        fields = {"code": "", "nickname": "", "table": "", "words": ""}
        self.page("class/join.html", trouble=trouble, typed={**fields, **typed}, me=self.me)

    async def post(self, _code: str | None = None) -> None:
        """Take a name, or the words of somebody who was in before."""
        typed = {
            name: self.get_body_argument(name, "")[:200]
            for name in ("code", "nickname", "table", "words")
        }
        wait = self.room.codes.attempt(self.request.remote_ip or "")
        if wait:
            self.set_status(429)
            self.set_header("Retry-After", str(wait))
            self._show(self.say("classroom.join.wait", seconds=wait), **typed)
            return
        try:
            joined = await (
                self._back(typed) if "back" in self.request.body_arguments else self._new(typed)
            )
        except OgsError as error:
            self._show(self.told(error), **typed)
            return
        if isinstance(joined, str):
            self._show(self.say(joined), **typed)
            return
        self.room.codes.passed(self.request.remote_ip or "")
        self.sit_down(joined.token)
        self.go("class")

    async def _back(self, typed: dict[str, str]) -> Any:
        joined = await self.room.do(self.room.store.resume, typed["words"])
        if joined is None:
            return "classroom.join.unknown-words"
        class_ = await self.room.do(self.room.store.class_, joined.person.class_id)
        return joined if class_ and class_.closed_at is None else "classroom.join.over"

    async def _new(self, typed: dict[str, str]) -> Any:
        digits = "".join(to_arabic_digits(typed["code"]).split())
        class_ = await self.room.do(self.room.store.class_by_code, digits)
        if class_ is None:
            return "classroom.join.unknown-code"
        if class_.closed_at is not None:
            return "classroom.join.over"
        table = to_arabic_digits(typed["table"]).strip()
        if table and not (table.isdecimal() and 1 <= int(table) <= MOST_TABLES):
            return "classroom.join.bad-table"
        return await self.room.do(
            self.room.store.join, class_.id, typed["nickname"], int(table) if table else None
        )


class Leave(ClassHandler):
    """Give the phone to somebody else."""

    def post(self) -> None:
        """Forget on this phone who somebody is; what they did stays."""
        self.stand_up()
        self.go("join")
