"""A bounded number of worker processes, and the requests that wait for one."""

from __future__ import annotations

import asyncio
import logging
import marshal
import os
import signal
import socket
from collections import Counter, deque
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from newsroom.web.front.http.bodies import Body
from newsroom.web.front.lanes import FIRST, PAGES, Lane
from newsroom.web.front.worker import LENGTH, start_nursery
from newsroom.web.http_server.messages import Response
from newsroom.web.page_cache import invalidation

# Requests that wait for a process at the same time, of all lanes.
MAX_WAITING = 100
# The longest time from the fork to the worker's first message.
START_SECONDS = 10.0

log = logging.getLogger(__name__)


class NoResponseError(Exception):
    """No process was free in time, or the one that had the request was killed or died."""


@dataclass
class Worker:
    """A worker process, as the front process sees it."""

    pid: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def request(self, message: Any) -> Any:
        """Send a request and wait for the response."""
        data = marshal.dumps(message)
        self.writer.write(LENGTH.pack(len(data)) + data)
        await self.writer.drain()
        return await _receive(self.reader)


class WorkerPool:
    """Up to `size` worker processes of one front process; they start when they are needed."""

    def __init__(self, application: Any, size: int) -> None:
        self._nursery = start_nursery(application)
        self._size = size
        self._idle: list[Worker] = []
        self._busy: Counter[Lane] = Counter()
        self._waiting: deque[tuple[Lane, asyncio.Future[None]]] = deque()

    async def respond(self, environ: dict[str, Any], body: Body, lane: Lane) -> Response:
        """The response of Django. Raises `NoResponseError`."""
        await self._enter(lane)
        try:
            return await self._ask_worker(environ, body, lane)
        finally:
            self._busy[lane] -= 1
            self._wake()

    def close(self) -> None:
        """End all workers: they see that the other end of their socket is closed."""
        self._nursery.close()
        for worker in self._idle:
            worker.writer.close()

    async def _ask_worker(self, environ: dict[str, Any], body: Body, lane: Lane) -> Response:
        generation = invalidation.current_generation()
        shared = None if generation is None else (generation.value, generation.expires_at)
        worker = None
        try:
            async with asyncio.timeout(lane.deadline):
                worker = self._idle.pop() if self._idle else await self._start_worker()
                answer = await worker.request((environ, body.data, body.path, shared))
        except TimeoutError:
            if worker is None:
                log.error("No process started for %s", environ["PATH_INFO"])
            else:
                log.error(
                    "%s %s took over %g s: its process %d is replaced",
                    environ["REQUEST_METHOD"], environ["PATH_INFO"], lane.deadline, worker.pid,
                )  # fmt: skip
                await _kill(worker)
            raise NoResponseError("deadline") from None
        except (OSError, EOFError) as error:
            log.error("A process died at %s (%r)", environ["PATH_INFO"], error)
            if worker is not None:
                worker.writer.close()
            raise NoResponseError("death") from None
        except asyncio.CancelledError:
            if worker is not None:
                await _kill(worker)
            raise
        status, headers, content, file, has_changed, is_last = answer
        if is_last:
            worker.writer.close()
        else:
            self._idle.append(worker)
        if has_changed:
            # Whoever made the change sees it in the next response.
            invalidation.begin_generation(None)
        return Response(status, headers, content, file)

    async def _enter(self, lane: Lane) -> None:
        """Wait for a place in a lane."""
        if self._has_room(lane) and all(waiting is not lane for waiting, _ in self._waiting):
            self._busy[lane] += 1
            return
        if len(self._waiting) >= MAX_WAITING and lane not in FIRST:
            raise NoResponseError("queue")
        place = lane, asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            async with asyncio.timeout(lane.max_wait):
                await place[1]
        except BaseException as error:
            if place in self._waiting:
                self._waiting.remove(place)
            else:
                # Woken and cancelled at the same moment: the place is the next one's.
                self._busy[lane] -= 1
                self._wake()
            if isinstance(error, TimeoutError):
                log.warning("No process was free for %s within %g s", lane.name, lane.max_wait)
                raise NoResponseError("no process was free") from None
            raise

    def _has_room(self, lane: Lane) -> bool:
        if self._busy.total() >= self._size:
            return False
        if lane in FIRST:
            return True
        if lane.processes is not None and self._busy[lane] >= lane.processes:
            return False
        # Of three processes and more, one is kept for cached pages that are rendered again.
        for_others = self._size - 1 if self._size > 2 else self._size
        others = sum(count for busy, count in self._busy.items() if busy not in FIRST)
        staff = others - self._busy[PAGES]
        return others < for_others and (lane is PAGES or staff < max(1, for_others - 1))

    def _wake(self) -> None:
        """Give free places to those who go first, then to those who have waited longest."""
        for place in sorted(self._waiting, key=lambda waiting: waiting[0] not in FIRST):
            lane, woken = place
            # One that has been cancelled is about to remove itself.
            if not woken.done() and self._has_room(lane):
                self._waiting.remove(place)
                self._busy[lane] += 1
                woken.set_result(None)

    async def _start_worker(self) -> Worker:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            socket.send_fds(self._nursery, [b"fork"], [theirs.fileno()])
        except OSError:
            # Without a nursery this process can serve cached pages only: have it replaced.
            log.critical("The nursery is gone: the front process ends")
            os.kill(os.getpid(), signal.SIGKILL)
        theirs.close()
        ours.setblocking(False)
        reader, writer = await asyncio.open_unix_connection(sock=ours, limit=1 << 20)
        async with asyncio.timeout(START_SECONDS):
            return Worker(await _receive(reader), reader, writer)


async def _receive(reader: asyncio.StreamReader) -> Any:
    length = LENGTH.unpack(await reader.readexactly(LENGTH.size))[0]
    return marshal.loads(await reader.readexactly(length))  # noqa: S302  our own process


async def _kill(worker: Worker) -> None:
    """Have the worker log where it is, and kill it."""
    with suppress(ProcessLookupError):
        os.kill(worker.pid, signal.SIGUSR1)
        await asyncio.sleep(0.1)
        os.kill(worker.pid, signal.SIGKILL)
    worker.writer.close()
