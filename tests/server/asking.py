"""One question to some doors, in this process: quicker than a server of its own."""

import asyncio

from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port


def ask_once(application, path, body=None, **headers):
    """Serve an application for one request; a body makes it a POST. Return status and text."""

    async def talk():
        server = HTTPServer(application)
        listener, port = bind_unused_port()
        server.add_socket(listener)
        client = AsyncHTTPClient(force_instance=True)
        try:
            return await client.fetch(
                f"http://127.0.0.1:{port}{path}",
                method="GET" if body is None else "POST",
                headers=headers,
                body=body,
                raise_error=False,
                follow_redirects=False,
            )
        finally:
            client.close()
            server.stop()
            await server.close_all_connections()

    answer = asyncio.run(talk())
    return answer.code, answer.body.decode("utf-8")
