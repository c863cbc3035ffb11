"""The page for the hall's wall: join the Wi-Fi, open the class."""

from urllib.parse import urlsplit

import tornado.web

from ogs_teach.errors import ServerError
from ogs_teach.server.network import is_this_computer, page_addresses
from ogs_teach.server.pages import PageHandler
from ogs_teach.server.qr import qr_svg
from ogs_teach.server.wifi import Wifi, wifi_payload


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
            self.wifi.set(
                self.get_body_argument("name", ""), self.get_body_argument("password", "")
            )
        except ServerError as error:
            self._show(error.say(self.lang))
        else:
            self.redirect(f"{self.base}projector?lang={self.lang}", status=303)
