"""An application for `newsroom.web.http_server`, served by `python -m newsroom.web.front.server`.

`/` is as if it were cached, `/echo` says what arrived, `/file` is a file, `/slow` takes half a second,
`/unread` answers before it has read the body, `/large` is `LARGE_BYTES` long, `/error` fails.
"""

from __future__ import annotations

import asyncio
import json
import os

from newsroom.web.http_server import connection
from newsroom.web.http_server.messages import ClientGoneError, Request, Response

TEXT = ("Content-Type", "text/plain; charset=utf-8")
LARGE_BYTES = 40_000_000
# Of the deadlines here, in seconds.
SHORT = 1.0


class Application:
    """See the module."""

    def __init__(self) -> None:
        # The server looks once a second, so that each may end a second earlier or later.
        connection.HEADER_SECONDS = connection.WRITE_SECONDS = 2 * SHORT
        connection.IDLE_SECONDS, connection.DISCARD_SECONDS = 3 * SHORT, 4 * SHORT
        self.gone = 0

    def start(self) -> None:
        """Nothing to start."""

    def stop(self) -> None:
        """Nothing to end."""

    def refusal(self, status: int) -> Response:
        """A status alone."""
        return Response(status, [TEXT], f"refused {status}".encode())

    def cached_response(self, request: Request) -> Response | None:
        """The page `/` and its HEAD."""
        if request.path != "/":
            return None
        return Response(200, [TEXT, ("Content-Length", "5")], b"home\n")

    async def respond(self, request: Request) -> Response:
        """All other pages."""
        match request.path:
            case "/file":
                return Response(200, [TEXT], b"", os.environ["FILE_TO_SEND"])
            case "/slow":
                await asyncio.sleep(0.5)
                return Response(200, [TEXT], b"slow")
            case "/unread":
                return Response(413, [TEXT], b"unread")
            case "/large":
                return Response(200, [TEXT], b"x" * LARGE_BYTES)
            case "/gone":
                return Response(200, [TEXT], str(self.gone).encode())
            case "/error":
                raise ZeroDivisionError
        try:
            body = b"".join([chunk async for chunk in request.body])
        except ClientGoneError:
            self.gone += 1
            raise
        told = {
            "method": request.method,
            "path": request.path.encode("utf-8", "surrogateescape").decode("latin-1"),
            "query": request.query.encode("utf-8", "surrogateescape").decode("latin-1"),
            "headers": request.headers,
            "body": len(body),
            "start": body[:20].decode("latin-1"),
        }
        return Response(200, [TEXT], json.dumps(told).encode())


application = Application()
