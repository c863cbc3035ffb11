"""Files that people take home: kept in memory for half an hour, behind a link nobody can guess.

An app's kernel hands a file in through a door that only this computer can reach, with a key
that only this server's kernels know; the phone fetches it by an ordinary link. Nothing is
written to the laptop's disk.
"""

import hmac
import re
import secrets
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

import tornado.web
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest

from ogs_teach.apps.take_home import LARGEST
from ogs_teach.server.pages import PageHandler, error_page

MINUTES = 30
MEGABYTE = 1_000_000
DOOR = "/take-home"
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
    "toml": "application/toml",  # as plain text some phones would add .txt to the name
}
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e]+')


@dataclass(frozen=True)
class Kept:
    """A file, and when it goes; `until` is in seconds of the shelf's clock."""

    name: str
    content: bytes
    until: float


class Shelf:
    """The files of one class, the oldest first.

    Parameters
    ----------
    largest : int
        Bytes that one file may have.
    room : int
        Bytes that all files together may have; the oldest give way.
    count : int
        Files that may lie here at once; the oldest give way.
    seconds : float
        How long a file is kept.
    clock : callable
        Seconds that never run backwards.

    Examples
    --------
    >>> shelf = Shelf()
    >>> shelf.get(shelf.put("ออม.xlsx", b"...")).name
    'ออม.xlsx'
    """

    def __init__(
        self,
        largest: int = LARGEST,
        room: int = 100 * MEGABYTE,
        count: int = 500,
        seconds: float = MINUTES * 60,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.largest, self.room, self.count = largest, room, count
        self.seconds, self.clock = seconds, clock
        self._kept: dict[str, Kept] = {}

    def put(self, name: str, content: bytes) -> str:
        """Keep a file; return the token that fetches it.

        Raises
        ------
        ValueError
            If the file is larger than one may be.
        """
        if len(content) > self.largest:
            raise ValueError(len(content))
        self._forget_old()
        while self._kept and (
            len(self._kept) >= self.count or self._bytes() + len(content) > self.room
        ):
            del self._kept[next(iter(self._kept))]
        token = secrets.token_urlsafe(24)
        self._kept[token] = Kept(tidy(name), content, self.clock() + self.seconds)
        return token

    def get(self, token: str) -> Kept | None:
        """Return a file, or None once it is gone."""
        self._forget_old()
        return self._kept.get(token)

    def _bytes(self) -> int:
        return sum(len(kept.content) for kept in self._kept.values())

    def _forget_old(self) -> None:
        now = self.clock()
        self._kept = {token: kept for token, kept in self._kept.items() if kept.until > now}


def tidy(name: str) -> str:
    """Return a name that every phone and computer can store.

    Examples
    --------
    >>> tidy("../ปันผล 2568.xlsx")
    'ปันผล 2568.xlsx'
    """
    plain = " ".join(_FORBIDDEN.sub(" ", name).split())
    stem, dot, ending = plain.strip(" .").rpartition(".")
    if not dot:
        stem, ending = ending, ""
    return f"{stem.strip(' .')[:80] or 'ogs-teach'}{dot}{ending[:8]}"


def attachment(name: str) -> str:
    r"""Return the header that lets a browser store a file under its own name.

    Examples
    --------
    >>> print(attachment("ผล.xlsx"))
    attachment; filename="__.xlsx"; filename*=UTF-8''%E0%B8%9C%E0%B8%A5.xlsx
    """
    name = tidy(name)
    plain = re.sub(r"[^\w .()-]", "_", name, flags=re.ASCII)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


class TakeHome(PageHandler):
    """The phone's side: a link to a file."""

    def initialize(self, shelf: Shelf) -> None:
        """Take the shelf."""
        self.shelf = shelf

    def get(self, token: str, _name: str) -> None:
        """Send the file, to be stored under its own name."""
        kept = self.shelf.get(token)
        if kept is None:
            self.set_status(410)
            self.finish(error_page(self.base, 410, self.lang))
            return
        ending = kept.name.rpartition(".")[2].lower()
        self.set_header("Content-Type", TYPES.get(ending, "application/octet-stream"))
        self.set_header("Content-Disposition", attachment(kept.name))
        self.finish(kept.content)

    head = get


def demand_key(request: HTTPServerRequest, key: str) -> None:
    """Refuse whoever is no kernel of this server."""
    if not hmac.compare_digest(request.headers.get("X-Take-Home-Key", ""), key):
        raise tornado.web.HTTPError(403)


class HandIn(tornado.web.RequestHandler):
    """The kernel's side, on a door of its own."""

    def initialize(self, shelf: Shelf, key: str, base: str) -> None:
        """Take the shelf, the key and where links begin."""
        self.shelf, self.key, self.base = shelf, key, base

    def post(self) -> None:
        """Keep a file and say where it can be fetched."""
        demand_key(self.request, self.key)
        name = unquote(self.request.headers.get("X-File-Name", ""))
        try:
            token = self.shelf.put(name, self.request.body)
        except ValueError:
            raise tornado.web.HTTPError(413) from None
        kept = self.shelf.get(token)
        shown = quote(kept.name if kept else "", safe="")
        minutes = round(self.shelf.seconds / 60)
        self.finish({"href": f"{self.base}take/{token}/{shown}", "minutes": minutes})

    def write_error(self, status_code: int, **kwargs: object) -> None:
        """Answer shortly: a program reads this."""
        self.finish({"error": status_code})


def open_door(
    shelf: Shelf, base: str, others: Sequence[tuple[str, type, dict[str, Any]]] = ()
) -> tuple[HTTPServer, dict[str, str]]:
    """Open the kernels' door, which only this computer can reach.

    Parameters
    ----------
    shelf : Shelf
    base : str
        Where links begin.
    others : sequence of (path, handler, arguments)
        What else kernels may tell the server; each handler is also given `key`.

    Returns
    -------
    server : HTTPServer
        To be stopped with the class.
    environment : dict
        What a kernel needs to know.
    """
    key = secrets.token_urlsafe(24)
    application = tornado.web.Application(
        [
            (DOOR, HandIn, {"shelf": shelf, "key": key, "base": base}),
            *((path, handler, {**given, "key": key}) for path, handler, given in others),
        ],
        log_function=lambda _handler: None,
    )
    server = HTTPServer(application, max_body_size=shelf.largest + MEGABYTE)
    listening = socket.create_server(("127.0.0.1", 0))
    listening.setblocking(False)
    server.add_socket(listening)
    port = listening.getsockname()[1]
    return server, {
        "OGS_TEACH_TAKE_HOME_URL": f"http://127.0.0.1:{port}{DOOR}",
        "OGS_TEACH_TAKE_HOME_KEY": key,
    }
