"""The page for the hall's wall: join the Wi-Fi, open the class."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

import segno
import tornado.web
from markupsafe import Markup

from ogs_teach.errors import Collector, Problem, ServerError
from ogs_teach.server.network import page_addresses
from ogs_teach.server.pages import PageHandler


@dataclass
class Wifi:
    """The hall's network, kept in memory as long as the class lasts.

    Parameters
    ----------
    name : str
        At most 32 bytes, as the standard has it; empty while nobody has said it.
    password : str
        8 to 63 letters; empty for an open network.
    """

    name: str = ""
    password: str = ""

    def set(self, name: str, password: str) -> None:
        """Take a name and a password, or neither.

        Raises
        ------
        ServerError
            If no network can be called so.
        """
        problems = Collector(ServerError)
        if len(name.encode()) > 32:
            problems.add(Problem("server.wifi.name-long"))
        if password and not name:
            problems.add(Problem("server.wifi.password-alone"))
        if password and not 8 <= len(password) <= 63:
            problems.add(Problem("server.wifi.password-length"))
        problems.close()
        self.name, self.password = name, password


def wifi_payload(wifi: Wifi) -> str:
    r"""Return what a phone's camera reads as "join this network".

    Backslash, semicolon, comma, colon and quotation mark take a backslash before them.

    Examples
    --------
    >>> wifi_payload(Wifi("ศาลา;1", 'a"b'))
    'WIFI:T:WPA;S:ศาลา\\;1;P:a\\"b;;'
    >>> wifi_payload(Wifi("open"))
    'WIFI:T:nopass;S:open;;'
    """
    name = _escape(wifi.name)
    if not wifi.password:
        return f"WIFI:T:nopass;S:{name};;"
    return f"WIFI:T:WPA;S:{name};P:{_escape(wifi.password)};;"


def _escape(text: str) -> str:
    for mark in '\\;,:"':
        text = text.replace(mark, "\\" + mark)
    return text


def qr_svg(text: str, title: str) -> Markup:
    """Draw a QR code as SVG that fills its box.

    Half-way error correction: a hall's wall is not clean, but more makes the dots smaller.
    """
    code = segno.make(text, error="m", micro=False, encoding=None if text.isascii() else "utf-8")
    return Markup(  # noqa: S704 - segno writes the picture and escapes the title
        code.svg_inline(scale=1, border=4, omitsize=True, title=title, svgclass="qr", lineclass=None)
    )


def is_this_computer(address: str | None) -> bool:
    """Say whether a visitor sits at the laptop itself."""
    try:
        return ipaddress.ip_address((address or "").partition("%")[0]).is_loopback
    except ValueError:
        return False


class ProjectorPage(PageHandler):
    """Two QR codes and the same in large letters."""

    def initialize(self, wifi: Wifi, host: str, port: int) -> None:
        """Take the network, and where the server listens."""
        self.wifi, self.host, self.port = wifi, host, port

    def get(self) -> None:
        """Show the wall; the laptop itself also sees the form."""
        self._show()

    head = get

    def _show(self, trouble: str = "") -> None:
        addresses = page_addresses(self.host, self.port, self.base)
        asked = self.get_query_argument("address", "")
        address = asked if asked in addresses else addresses[0]
        self.page(
            "projector.html",
            wifi=self.wifi,
            wifi_qr=qr_svg(wifi_payload(self.wifi), self.say("server.projector.wifi"))
            if self.wifi.name
            else None,
            address=address,
            others=[other for other in addresses if other != address],
            page_qr=qr_svg(address, self.say("server.projector.page")),
            here=is_this_computer(self.request.remote_ip),
            trouble=trouble,
        )

    def post(self) -> None:
        """Take the network's name and password from whoever sits at the laptop."""
        origin = urlsplit(self.request.headers.get("Origin", "")).netloc
        foreign = origin and origin != self.request.host
        if foreign or not is_this_computer(self.request.remote_ip):
            raise tornado.web.HTTPError(403)
        try:
            self.wifi.set(self.get_body_argument("name", ""), self.get_body_argument("password", ""))
        except ServerError as error:
            self._show(error.say(self.lang))
        else:
            self.redirect(f"{self.base}projector?lang={self.lang}", status=303)
