"""The page that holds an app: Voilà renders it, the kit decides what is behind the door."""

from typing import Any
from urllib.parse import urlencode

import tornado.web
from jupyter_server.base.handlers import APIHandler
from voila.tornado.handler import TornadoVoilaHandler

from ogs_teach.server.pages import SEAT, error_page, language, security_headers


class AppPage(TornadoVoilaHandler):
    """One visitor's app, with a kernel of its own."""

    def set_default_headers(self) -> None:
        """Keep the page to this server."""
        for name, value in security_headers(self.request.host, inline=True).items():
            self.set_header(name, value)

    async def get(self, folder: str | None, name: str) -> None:
        """Render the app.

        A language chosen on an earlier page is handed to the app, which reads it from the
        query string.
        """
        arguments = {key: self.get_query_arguments(key) for key in self.request.query_arguments}
        arguments |= {"lang": [language(self)], "ticket": self._ticket()}
        self.request.query = urlencode(arguments, doseq=True)
        await super().get(path=f"{folder or 'apps'}/{name}.ipynb")

    def _ticket(self) -> list[str]:
        """Return a ticket for whoever sits in a class; nobody's own word counts here."""
        seat = self.get_cookie(SEAT)
        return [self.settings["room"].ticket(seat)] if seat else []

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Answer kindly; what went wrong is for the server's log alone."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        if status_code == 503:
            self.set_header("Retry-After", "20")
        self.finish(error_page(self.base_url, status_code, language(self)))


class LeaveApp(APIHandler):
    """A page says goodbye; its kernel ends."""

    @tornado.web.authenticated
    async def post(self, kernel_id: str) -> None:
        """End the kernel, if it is still there."""
        if kernel_id in self.kernel_manager:
            await self.kernel_manager.shutdown_kernel(kernel_id)
        self.set_status(204)
