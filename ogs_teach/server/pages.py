"""Plain HTML pages in Thai or English: no kernel, no script, nothing from outside."""

import functools
import hashlib
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jinja2
import tornado.web
from markupsafe import Markup

from ogs_teach import __version__
from ogs_teach.i18n import LANGS, Lang, t
from ogs_teach.school import lessons
from ogs_teach.server.network import is_this_computer

HERE = Path(__file__).parent
APPS = ("savings", "loans", "dividends", "books", "risk", "rules", "savings-day", "game")
SEAT = "ogs_seat"  # the cookie that says who somebody is in a class
YEAR = 365 * 24 * 3600
_HOST = re.compile(r"[\w.:\[\]-]+")


@functools.cache
def templates() -> jinja2.Environment:
    """Return the environment that every page is drawn from."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


def both(key: str, lang: Lang = "th") -> Markup:
    """Say something in a language and, smaller, in the other: for whoever comes by."""
    text = '<span lang="{}">{}</span> <small lang="{}">{}</small>'
    other = other_than(lang)
    return Markup(text).format(  # noqa: S704 - `format` escapes what is set in
        lang, t(key, lang), other, t(key, other)
    )


def other_than(lang: Lang) -> Lang:
    """Return the other language."""
    return next(other for other in LANGS if other != lang)


def language(handler: tornado.web.RequestHandler) -> Lang:
    """Return a visitor's language: the one asked for, else the one remembered, else Thai."""
    wishes = (handler.get_query_argument("lang", ""), handler.get_cookie("lang", ""))
    return next((lang for wish in wishes for lang in LANGS if lang == wish), "th")


@functools.cache
def fingerprint(name: str) -> str:
    """Return a few letters that change when a file in `static/` does."""
    return hashlib.sha256((HERE / "static" / name).read_bytes()).hexdigest()[:12]


def static(base: str, name: str) -> str:
    """Return the address of a file in `static/`; it changes when the file does."""
    return f"{base}static/{name}?v={fingerprint(name)}"


def security_headers(host: str, *, inline: bool = False) -> dict[str, str]:
    """Return the headers that keep a page to this server.

    Parameters
    ----------
    host : str
        The request's own host and port: old Safari wants the websocket's address spelled out.
    inline : bool
        Whether scripts may stand in the page itself, as an app's do.
    """
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    script = "'self' 'unsafe-inline'" if inline else "'self'"
    return {
        "Content-Security-Policy": (
            f"default-src 'self'; script-src {script}; style-src 'self' 'unsafe-inline'; "
            f"img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'{sockets}; "
            "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
        ),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
    }


class PageHandler(tornado.web.RequestHandler):
    """A page in the visitor's language.

    `lang` comes from `?lang=`, which is remembered in a cookie, then from that cookie,
    then it is Thai. `base` is where the server's addresses begin, `/` or `/ogs/`.
    """

    def set_default_headers(self) -> None:
        """Keep the page to this server."""
        for name, value in security_headers(self.request.host).items():
            self.set_header(name, value)
        self.set_header("Cache-Control", "no-store")

    @property
    def base(self) -> str:
        """Path that every link begins with; ends in a slash."""
        return str(self.settings["base_url"])

    @functools.cached_property
    def lang(self) -> Lang:
        """The visitor's language."""
        lang = language(self)
        if self.get_query_argument("lang", "") == lang:
            self.set_cookie("lang", lang, path=self.base, expires_days=365, samesite="Lax")
        return lang

    def say(self, key: str, /, **values: object) -> str:
        """Say something in the visitor's language."""
        return t(key, self.lang, **values)

    def draw(self, name: str, **values: Any) -> str:
        """Render a template; it knows `lang`, `t`, `base`, `static` and `other_language`."""
        lang = self.lang
        arguments = {
            name: self.get_query_arguments(name)
            for name in self.request.query_arguments
            if name != "lang"
        }
        query = urlencode({**arguments, "lang": other_than(lang)}, doseq=True)
        shared = {
            "lang": lang,
            "t": self.say,
            "base": self.base,
            "static": functools.partial(static, self.base),
            "other_language": f"?{query}",
            "seated": bool(self.get_cookie(SEAT)),
        }
        return templates().get_template(name).render({**shared, **values})

    def page(self, name: str, **values: Any) -> None:
        """Answer with a rendered template."""
        self.finish(self.draw(name, **values))

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Answer kindly in both languages; what went wrong is for the server's log alone."""
        self.finish(error_page(self.base, status_code, language(self)))


def error_page(base: str, status: int, lang: Lang) -> str:
    """Return the page that a visitor sees when something is missing, gone, full or broken.

    Parameters
    ----------
    base : str
        Path that every link begins with.
    status : int
        HTTP status.
    lang : "th" or "en"
        The language that comes first; the other follows.
    """
    names = {404: "missing", 403: "missing", 410: "expired", 503: "full"}
    return (
        templates()
        .get_template("error.html")
        .render(
            lang=lang,
            base=base,
            status=status,
            name=names.get(status, "broken"),
            both=functools.partial(both, lang=lang),
            static=functools.partial(static, base),
        )
    )


class MissingPage(PageHandler):
    """Whatever has no page of its own."""

    def prepare(self) -> None:
        """Say that there is no such page."""
        raise tornado.web.HTTPError(404)


class LandingPage(PageHandler):
    """The first page: the class, the apps and the lessons, a card each."""

    async def get(self) -> None:
        """Show the cards."""
        room = self.settings["room"]
        classes = await room.do(room.store.classes)
        self.page(
            "landing.html",
            apps=APPS,
            lessons=lessons(),
            here=is_this_computer(self.request.remote_ip),
            class_open=any(one.closed_at is None for one in classes),
        )

    head = get


class Healthz(tornado.web.RequestHandler):
    """Says to programs that the server lives."""

    def get(self) -> None:
        """Answer with JSON."""
        kernels = self.settings["kernel_manager"]
        self.set_header("Cache-Control", "no-store")
        self.finish({"ok": True, "kernels": len(kernels), "version": __version__})

    head = get
