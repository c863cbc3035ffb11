"""A server of the printing doors alone, in this process."""

import asyncio
import threading
from urllib.parse import urlencode

import tornado.web
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port

from ogs_teach.server import pages
from ogs_teach.server.classroom.trainer import BADGE, Passphrase
from ogs_teach.server.front_end import FrontEndFile
from ogs_teach.server.printing.handlers import handlers
from tests.server.asking import ask_once

DOOR = Passphrase("ช้าง มะม่วง ร่ม")
COOKIE = DOOR.open("test", "ช้าง มะม่วง ร่ม")


def application(base="/"):
    """Return the printing doors, and the styles that they need."""
    doors = [(base + path, *rest) for path, *rest in handlers()]
    doors.append((base + r"static/(.*)", FrontEndFile, {"folders": [pages.HERE / "static"]}))
    return tornado.web.Application(
        doors,
        base_url=base,
        passphrase=DOOR,
        room=None,
        default_handler_class=pages.MissingPage,
        log_function=lambda _: None,
    )


def ask(path, fields=None, *, base="/", trainer=True, lang="th"):
    """Ask once; fields make it a POST. Return status and text."""
    cookie = f"lang={lang}" + (f"; {BADGE}={COOKIE}" if trainer else "")
    body = None if fields is None else urlencode(fields, doseq=True)
    return ask_once(application(base), base + path, body, Cookie=cookie)


class Doors:
    """The printing doors in a thread, for a browser; a context."""

    def __enter__(self):
        ready = threading.Event()

        def run():
            async def serve():
                self.loop, self.stop = asyncio.get_running_loop(), asyncio.Event()
                server = HTTPServer(application())
                listener, port = bind_unused_port()
                server.add_socket(listener)
                self.url = f"http://127.0.0.1:{port}/"
                ready.set()
                await self.stop.wait()
                server.stop()
                await server.close_all_connections()

            asyncio.run(serve())

        self.thread = threading.Thread(target=run)
        self.thread.start()
        assert ready.wait(20)
        return self

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(self.stop.set)
        self.thread.join(20)
