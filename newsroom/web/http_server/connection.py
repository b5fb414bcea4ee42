"""A client's connection: its requests are answered one after another, within bounds of time and size."""

from __future__ import annotations

import asyncio
import logging
import os
from typing import TYPE_CHECKING, Any

from newsroom.web.http_server.messages import (
    MAX_BUFFERED_BODY,
    Address,
    ClientGoneError,
    Request,
    Response,
    response_head,
)
from newsroom.web.http_server.parsing import RequestParser

if TYPE_CHECKING:
    from newsroom.web.http_server.server import Server

# Seconds: for the headers of a request, also of the first; between two requests; in which some of a
# response must be taken (nginx: `send_timeout`).
HEADER_SECONDS, IDLE_SECONDS, WRITE_SECONDS = 10.0, 75.0, 60.0
# What is read and discarded when the response came before the end of the request (nginx:
# `lingering_close`), in bytes and seconds: a connection that is closed on a sender is reset, and the
# browser never shows the response.
MAX_DISCARDED_BYTES, DISCARD_SECONDS = 256 * 1024 * 1024, 10.0
# A file is read in pieces of so many bytes; a larger one in a thread, since a disk may be slow.
FILE_CHUNK_BYTES = 256 * 1024
CLOSE, KEEP_ALIVE = b"Connection: close\r\n", b"Connection: keep-alive\r\n"
BODILESS_STATUSES = frozenset({204, 304})

log = logging.getLogger(__name__)


class Connection(asyncio.Protocol):
    """Has the application answer one request at a time, and writes the responses in their order."""

    def __init__(self, server: Server) -> None:
        self._server, self._application = server, server.application
        self._transport: Any = None
        self._parser: RequestParser
        # Answers a request that must be waited for.
        self._task: asyncio.Task[None] | None = None
        # Whether the client sends no more; whether we write no more; whether we do not read for now.
        self._has_eof = self._is_ending = self._is_reading_paused = False
        # Whether nothing has been asked yet.
        self.is_new = True
        # Bytes of the connection that are discarded since the last response.
        self._discarded = 0
        # Set while more may be written.
        self._writable = asyncio.Event()
        self._writable.set()
        # Bytes that the client has not taken, and since when there are so many.
        self._unsent, self._unsent_since = 0, server.now
        self._deadline: float | None = server.now + HEADER_SECONDS

    # Called by the event loop.

    def connection_made(self, transport: Any) -> None:
        """A client has connected."""
        self._transport = transport
        client, own = (
            _address(transport.get_extra_info(name)) for name in ("peername", "sockname")
        )
        self._parser = RequestParser(self, client, own)
        self._server.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is closed. What is being rendered goes on: the page cache wants it."""
        self._parser.stop()
        self._parser.requests.clear()
        self._writable.set()
        self._server.remove(self)

    def eof_received(self) -> bool:
        """The client sends no more; whether it is still owed a response."""
        self._has_eof = True
        self._parser.break_off()
        return self._task is not None or bool(self._parser.requests)

    def pause_writing(self) -> None:
        """The client takes too little of what is written."""
        self._writable.clear()
        self.update_reading()

    def resume_writing(self) -> None:
        """It has taken most of it."""
        self._writable.set()
        self._process()

    def data_received(self, data: bytes) -> None:
        """Bytes have arrived."""
        parser = self._parser
        was_between = parser.arriving is None
        parser.feed(data)
        if self._is_ending:
            self._discarded += len(data)
            if parser.arriving is None or self._discarded > MAX_DISCARDED_BYTES:
                self._transport.close()
            return
        self._process()
        has_begun = was_between and parser.arriving is not None and not parser.has_headers
        if has_begun and self._task is None and not parser.requests:
            self._deadline = self._server.now + HEADER_SECONDS

    # Called by the body of a request.

    def request_body(self) -> None:
        """Tell a client that waits for it to send the body (RFC 9110, 10.1.1)."""
        request = self._parser.arriving
        if request is not None and request.headers.pop("expect", "").lower() == "100-continue":
            self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def update_reading(self) -> None:
        """Read from the connection, or not, as there is room for what arrives."""
        parser = self._parser
        is_full = parser.arriving is not None and parser.arriving.body.buffered > MAX_BUFFERED_BODY
        if not self._is_ending:
            is_full |= bool(parser.requests) or not self._writable.is_set()
        if is_full != self._is_reading_paused and not self._transport.is_closing():
            self._is_reading_paused = is_full
            if is_full:
                self._transport.pause_reading()
            else:
                self._transport.resume_reading()

    # Called by the server.

    @property
    def is_idle(self) -> bool:
        """Whether the client waits for nothing."""
        is_owed = self._task is not None or bool(self._parser.requests)
        return not is_owed and not self._transport.get_write_buffer_size()

    def close(self) -> None:
        """Close the connection when what has been written is sent."""
        self._transport.close()

    def check_deadlines(self, now: float) -> None:
        """Close a connection whose client is too slow."""
        unsent = self._transport.get_write_buffer_size()
        if unsent != self._unsent or not unsent:
            self._unsent, self._unsent_since = unsent, now
        elif now - self._unsent_since > WRITE_SECONDS:
            self._transport.abort()
        if self._deadline is None or now < self._deadline:
            return
        self._deadline = None
        if self._parser.arriving is not None and not self._is_ending:
            self._parser.refuse(408)
            self._process()
        else:
            self._transport.close()

    # The responses.

    def _process(self) -> None:
        """Answer what has arrived, as long as nothing must be waited for."""
        requests = self._parser.requests
        while requests and self._task is None and not self._is_ending and self._writable.is_set():
            request = requests.popleft()
            self._deadline, self.is_new = None, False
            try:
                response = self._application.cached_response(request)
            except Exception:
                log.exception("%s %s", request.method, request.path)
                response = self._application.refusal(500)
            if response is not None and response.file is None:
                self._write(request, response)
            else:
                self._task = self._server.loop.create_task(self._respond(request, response))
        if self._parser.refused is not None:
            self._refuse(self._parser.refused)
        if requests or self._is_reading_paused or self._parser.arriving is not None:
            self.update_reading()

    def _refuse(self, status: int) -> None:
        """Say what is wrong with the request, after the responses to those before it."""
        is_next = self._task is None and not self._parser.requests and not self._is_ending
        if is_next and self._writable.is_set():
            response = self._application.refusal(status)
            head = response_head(response, len(response.body), CLOSE, self._server.date)
            self._transport.write(head + response.body)
            self._end(is_whole=False)

    async def _respond(self, request: Request, response: Response | None) -> None:
        """Answer a request that must be waited for."""
        try:
            if response is None:
                response = await self._application.respond(request)
            if response.file is None:
                self._write(request, response)
            else:
                await self._send_file(request, response, response.file)
        except ClientGoneError:
            if self._parser.refused is None:
                self._transport.close()
        except Exception:
            log.exception("%s %s", request.method, request.path)
            self._write(request, self._application.refusal(500))
        finally:
            self._task = None
        self._process()

    def _write(self, request: Request, response: Response) -> None:
        """Write a whole response."""
        transport = self._transport
        if transport.is_closing():
            return
        is_kept = self._is_kept(request)
        connection = _connection(request, is_kept)
        if request.method == "HEAD" or response.status in BODILESS_STATUSES:
            transport.write(response_head(response, None, connection, self._server.date))
        else:
            body = response.body
            head = response_head(response, len(body), connection, self._server.date)
            transport.writelines((head, body))
        self._finish(request, is_kept)

    async def _send_file(self, request: Request, response: Response, path: str) -> None:
        """Write a response whose content is a file."""
        if self._transport.is_closing():
            return
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            is_kept = self._is_kept(request)
            connection = _connection(request, is_kept)
            self._transport.write(response_head(response, size, connection, self._server.date))
            try:
                while size > 0 and request.method != "HEAD" and not self._transport.is_closing():
                    if size > FILE_CHUNK_BYTES:
                        chunk = await asyncio.to_thread(file.read, FILE_CHUNK_BYTES)
                    else:
                        chunk = file.read(size)
                    if not chunk:
                        raise EOFError("the file has become shorter")
                    size -= len(chunk)
                    self._transport.write(chunk)
                    await self._writable.wait()
            except (OSError, EOFError):
                # The head is written: all that can be said now is that this is not the whole.
                log.exception("%s", path)
                self._transport.abort()
        self._finish(request, is_kept)

    def _is_kept(self, request: Request) -> bool:
        """Whether the connection stays open after the response to a request."""
        parser = self._parser
        is_last = self._has_eof and not parser.requests and parser.refused is None
        is_whole = request.body.is_complete
        return request.keep_alive and is_whole and not (is_last or self._server.is_stopping)

    def _finish(self, request: Request, is_kept: bool) -> None:
        """What comes after a response."""
        if not is_kept:
            self._end(is_whole=request.body.is_complete)
            request.body.discard()
            return
        parser = self._parser
        has_begun = parser.arriving is not None and not parser.has_headers
        self._deadline = self._server.now + (HEADER_SECONDS if has_begun else IDLE_SECONDS)

    def _end(self, *, is_whole: bool) -> None:
        """Write no more. `is_whole`: nothing of the request is left to be discarded first."""
        self._is_ending = True
        self._parser.requests.clear()
        self._deadline = self._server.now + DISCARD_SECONDS
        if is_whole or self._has_eof:
            self._transport.close()


def _address(address: tuple[Any, ...] | None) -> Address:
    """Host and port; of an IPv4 client on an IPv6 socket its IPv4 address (RFC 4291, 2.5.5.2)."""
    host, port = (address or ("", 0))[:2]
    return host.removeprefix("::ffff:"), port


def _connection(request: Request, is_kept: bool) -> bytes:
    """The header line Connection."""
    if not is_kept:
        return CLOSE
    return KEEP_ALIVE if request.http_version == "1.0" else b""
