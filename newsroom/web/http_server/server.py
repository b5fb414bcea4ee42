"""The server of one process: its event loop, its connections, their bounds, its end."""

from __future__ import annotations

import asyncio
import logging
import random
import resource
import socket
import time
from email.utils import formatdate
from typing import Protocol

import uvloop

from newsroom.web.http_server.connection import Connection
from newsroom.web.http_server.messages import Request, Response
from newsroom.web.processes import SHUTDOWN_SIGNALS

# Of one process; beyond it, who waits for nothing is closed first.
MAX_CONNECTIONS = 4096
BACKLOG = 2048
# Seconds for the requests that are being answered when the server is told to end.
SHUTDOWN_SECONDS = 30.0
# Seconds for the first request of a connection that was accepted just before.
NEW_SECONDS = 2.0
# A process that exceeds one of these ends, for another to take its place; each at an age of its own.
MAX_MEMORY_BYTES, MAX_AGE_SECONDS = 400 * 1024 * 1024, 12 * 60 * 60

_PAGE_BYTES = resource.getpagesize()

log = logging.getLogger(__name__)


class Application(Protocol):
    """What answers the requests of a server."""

    def start(self) -> None:
        """Called once, before the event loop and any thread runs: now it is safe to fork."""

    def stop(self) -> None:
        """Called once, when no request is left."""

    def cached_response(self, request: Request) -> Response | None:
        """A response that can be sent at once."""

    async def respond(self, request: Request) -> Response:
        """The response to a request that `cached_response` has none for."""

    def refusal(self, status: int) -> Response:
        """The response to what is no valid request, or to a failure of `respond`."""


class Server:
    """Serves an application on a listening socket until a signal says to end."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.loop: asyncio.AbstractEventLoop
        self.is_stopping = False
        # The time of the loop, and the header line Date, a second old at most.
        self.now, self.date = 0.0, b""
        # In the order in which they were opened.
        self._connections: dict[Connection, None] = {}
        self._ends_at = time.monotonic() + MAX_AGE_SECONDS * random.uniform(0.9, 1.1)  # noqa: S311
        self._stopped: asyncio.Event

    def run(self, listening: socket.socket) -> None:
        """Serve until SIGTERM or SIGINT."""
        self.application.start()
        uvloop.run(self._serve(listening))

    def add(self, connection: Connection) -> None:
        """A client has connected."""
        if len(self._connections) >= MAX_CONNECTIONS:
            idle = (other for other in self._connections if other.is_idle)
            next(idle, connection).close()
        self._connections[connection] = None

    def remove(self, connection: Connection) -> None:
        """A connection is closed."""
        self._connections.pop(connection, None)

    async def _serve(self, listening: socket.socket) -> None:
        self.loop = asyncio.get_running_loop()
        self._stopped = asyncio.Event()
        self._tick()
        for number in SHUTDOWN_SIGNALS:
            self.loop.add_signal_handler(number, self._stopped.set)
        server = await self.loop.create_server(
            lambda: Connection(self), sock=listening, backlog=BACKLOG
        )
        await self._stopped.wait()
        server.close()
        await self._end_connections()
        self.application.stop()

    def _tick(self) -> None:
        """Once a second: the time, slow clients, the bounds of this process."""
        self.loop.call_later(1, self._tick)
        self.now = self.loop.time()
        self.date = f"Date: {formatdate(usegmt=True)}\r\n".encode()
        for connection in list(self._connections):
            connection.check_deadlines(self.now)
        if time.monotonic() > self._ends_at or _memory_bytes() > MAX_MEMORY_BYTES:
            self._stopped.set()

    async def _end_connections(self) -> None:
        self.is_stopping = True
        start = time.monotonic()
        while self._connections and (seconds := time.monotonic() - start) < SHUTDOWN_SECONDS:
            for connection in list(self._connections):
                # The request of one that has just been accepted is about to arrive.
                if connection.is_idle and (not connection.is_new or seconds > NEW_SECONDS):
                    connection.close()
            await asyncio.sleep(0.05)


def _memory_bytes() -> int:
    """The resident memory of this process."""
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * _PAGE_BYTES
    except OSError:
        return 0
