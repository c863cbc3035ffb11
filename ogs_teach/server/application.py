"""Voilà with the kit's own doors: only apps, only these pages, only this server."""

import logging
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tornado.log
import tornado.web
from jupyter_core.utils import run_sync
from jupyter_server.services.kernels.handlers import KernelHandler
from jupyter_server.utils import url_path_join
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop, PeriodicCallback
from traitlets.config import Config
from voila import __version__ as voila_version
from voila.app import Voila
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from ogs_teach import places
from ogs_teach.apps.take_home import LARGEST
from ogs_teach.i18n import t
from ogs_teach.server import lessons, pages
from ogs_teach.server.app_page import AppPage, LeaveApp
from ogs_teach.server.classroom.handlers import handlers as class_doors
from ogs_teach.server.classroom.room import Room
from ogs_teach.server.classroom.tasks import GamePlayed, TaskDone
from ogs_teach.server.classroom.trainer import Passphrase
from ogs_teach.server.front_end import WIDGETS, FrontEndFile, extension_folders
from ogs_teach.server.kernels import ClassKernels, VisitorKernel
from ogs_teach.server.printing.handlers import handlers as print_doors
from ogs_teach.server.projector import ProjectorPage
from ogs_teach.server.take_home import Shelf, TakeHome, open_door
from ogs_teach.server.wifi import Wifi
from ogs_teach.store import Store, new_words

KERNEL_ID = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"
WORDS = ("preparing", "lost", "again", "still", "noscript", "broken", "home")
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Options:
    """What `ogs-teach serve` was asked for.

    Parameters
    ----------
    host : str
        Address to listen on; empty means all of this computer's.
    port : int
        What `listening` listens on.
    base_url : str
        Where addresses begin, with a slash at both ends.
    seats : int
        How many apps may be open at once.
    notebooks : Path
        Folder that holds `apps/` and `lessons/`.
    wifi : Wifi
        The hall's network, for the projector page alone.
    store : str
        Where the class's answers are kept: a file or a URL; empty for the usual place.
    passphrase : str
        What opens the trainer's board.
    """

    host: str = ""
    port: int = 8000
    base_url: str = "/"
    seats: int = 40
    notebooks: Path = field(default_factory=places.notebooks)
    wifi: Wifi = field(default_factory=Wifi)
    store: str = ""
    passphrase: str = field(default_factory=new_words)


def configuration(options: Options) -> Config:
    """Return Voilà's and Jupyter's stock settings as a class needs them."""
    config = Config()
    config.ClassServer.log_level = logging.ERROR
    page = config.VoilaConfiguration
    page.template = "lab"
    page.allow_template_override = "NO"
    page.allow_theme_override = "NO"
    page.show_tracebacks = False
    page.file_allowlist = []
    page.extension_allowlist = list(WIDGETS)
    page.multi_kernel_manager_class = ClassKernels
    page.kernel_spec_manager_class = VisitorKernel
    page.resources = {
        "words": {name: str(pages.both(f"server.app-page.{name}")) for name in WORDS},
        "lesson_script": pages.static(options.base_url, "lesson.js"),
        "title": t("server.name"),
        "styles": [pages.static(options.base_url, name) for name in ("kit.css", "app.css")],
    }
    config.ClassKernels.seats = options.seats
    config.ClassKernels.cull_idle_timeout = 30 * 60
    config.ClassKernels.cull_interval = 60
    config.ClassKernels.allow_tracebacks = False
    config.KernelRestarter.restart_limit = 0  # a restarted app has lost its widgets: say so instead
    if sys.platform == "linux":  # nobody else on this computer can hear, or take a kernel's port
        config.KernelManager.transport = "ipc"
    else:
        config.ClassKernels.transport_encryption = "auto"
    return config


class ClassServer(Voila):
    """The class server.

    Parameters
    ----------
    options : Options
    listening : socket
        What to listen on.
    announce : callable
        Called once, when the server answers.
    """

    def __init__(
        self, options: Options, listening: socket.socket, announce: Callable[[], None]
    ) -> None:
        super().__init__(config=configuration(options), config_file_paths=[])
        self.options = options
        self.listening = listening
        self.announce = announce
        self.port = options.port
        self.base_url = options.base_url
        self.shelf = Shelf()
        self.room = Room(Store.open(options.store or None))
        self.root_dir = str(options.notebooks)

    def setup_template_dirs(self) -> None:
        """Put the kit's page before Voilà's own of the same name."""
        super().setup_template_dirs()
        self.template_paths.insert(0, str(pages.HERE / "templates" / "voila"))

    def init_settings(self) -> dict[str, Any]:
        """Return what the web server is built with."""
        settings = super().init_settings()
        environment = pages.templates()
        self.voila_configuration.page_config_hook = self._page_config
        return {
            **settings,
            "compress_response": True,
            "default_handler_class": pages.MissingPage,
            # No account, so no right that another site's page could borrow; and without this
            # Voilà refuses the goodbye of a page that has no cookie, and its kernel stays.
            "disable_check_xsrf": True,
            "jinja2_env": environment,
            "log_function": log_failures,
            "passphrase": Passphrase(self.options.passphrase),
            "room": self.room,
            "voila_jinja2_env": environment,
            "websocket_compression_options": {"compression_level": 6, "mem_level": 5},
            # The files that an app opens come this way: nobody may send more than these.
            "websocket_max_message_size": LARGEST + MEGABYTE,
        }

    @property
    def _front_end(self) -> str:
        """Address of Voilà's scripts; it changes with their version, so browsers may keep them."""
        return url_path_join(self.base_url, "voila/static", voila_version)

    def _page_config(self, page_config: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
        page_config["fullStaticUrl"] = self._front_end
        page_config["fullMathjaxUrl"] = pages.static(self.base_url, "no-formulas.js")
        page_config["mathjaxConfig"] = "none"
        return page_config

    def init_handlers(self) -> list[tuple[Any, ...]]:
        """Return every door there is; Voilà's file lists and file downloads are not among them."""
        static = [Path(folder) for folder in self.static_paths]
        app_page = {
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        where = {
            "host": self.options.host,
            "port": self.options.port,
            "wifi": self.options.wifi,
        }
        doors: list[tuple[Any, ...]] = [
            ("", pages.LandingPage),
            ("healthz", pages.Healthz),
            ("projector", ProjectorPage, where),
            (r"take/([\w-]+)/(.*)", TakeHome, {"shelf": self.shelf}),
            (r"static/(.*)", FrontEndFile, {"folders": [pages.HERE / "static"]}),
            (
                rf"voila/static/{voila_version}/(.*)",
                FrontEndFile,
                {"folders": static, "lasting": True},
            ),
            (r"voila/templates/lab/static/(.*)", FrontEndFile, {"folders": static}),
            (r"voila/labextensions/(.*)", FrontEndFile, {"folders": extension_folders()}),
            (r"voila/render/(?:(lessons)/)?([\w-]+)\.ipynb", AppPage, app_page),
            (rf"voila/api/shutdown/{KERNEL_ID}", LeaveApp),
            (rf"api/kernels/{KERNEL_ID}", KernelHandler),
            (rf"api/kernels/{KERNEL_ID}/channels", VoilaKernelWebsocketHandler),
        ]
        doors += lessons.handlers()
        doors += class_doors(where)
        doors += print_doors()
        return [(self.base_url + path, *rest) for path, *rest in doors]

    def listen(self) -> None:
        """Answer on the socket, and stay until told to stop."""
        server = HTTPServer(self.app, max_body_size=MEGABYTE)
        server.add_socket(self.listening)
        door, self.kernel_manager.extra_env = open_door(
            self.shelf,
            self.base_url,
            [("/task", TaskDone, {"room": self.room}), ("/game", GamePlayed, {"room": self.room})],
        )
        self.ioloop = IOLoop.current()
        self.ioloop.add_callback(self.announce)
        if sys.platform == "win32":  # there Ctrl+C waits until the loop has something to do
            PeriodicCallback(lambda: None, 500).start()
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            pass
        finally:
            server.stop()
            door.stop()
            self.stop()

    def stop(self) -> None:
        """End all kernels, then forget how they were reached: the other order leaves some."""
        run_sync(self.kernel_manager.shutdown_all)(now=True)
        self.room.close()
        shutil.rmtree(self.connection_dir, ignore_errors=True)


def log_failures(handler: tornado.web.RequestHandler) -> None:
    """Note what the server could not do; that somebody mistyped an address is no news."""
    if handler.get_status() >= 500 and handler.get_status() != 503:
        tornado.log.access_log.error("%s %s", handler.get_status(), handler.request.path)


@contextmanager
def engine_compiled() -> Iterator[None]:
    """Let the simulation be compiled beside the server, where an update has changed it."""
    if (places.compiled() / places.READY).exists():
        yield
        return
    command = [sys.executable, "-P", "-m", "ogs_teach.simulation.engine"]
    try:
        compiling = subprocess.Popen(  # noqa: S603 - our own module
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except OSError:  # then whoever first asks for a simulation waits
        yield
        return
    try:
        yield
    finally:
        compiling.terminate()
        compiling.wait()


def serve(options: Options, listening: socket.socket, announce: Callable[[], None]) -> None:
    """Serve a class until Ctrl+C or a signal ends it, and leave no kernel behind.

    Parameters
    ----------
    options : Options
    listening : socket
        What to listen on; phones that knock before all is ready wait there.
    announce : callable
        Called once, when the server answers.
    """
    # Tornado complains of Jupyter's milliseconds as seconds, once for every phone.
    tornado.log.gen_log.setLevel(logging.ERROR)
    server = ClassServer.instance(options, listening, announce)  # Voilà's parts log through it
    server.initialize([])
    with engine_compiled():
        server.start()
