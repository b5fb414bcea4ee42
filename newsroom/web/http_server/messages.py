"""Requests, their bodies, and responses as bytes."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import NamedTuple, Protocol
from urllib.parse import unquote_to_bytes

# Bytes of a body that wait for whoever reads it; the connection is not read meanwhile.
MAX_BUFFERED_BODY = 256 * 1024

_STATUS_LINES = {
    status.value: f"HTTP/1.1 {status.value} {status.phrase}\r\n" for status in HTTPStatus
}

Address = tuple[str, int]
Headers = list[tuple[str, str]]


class ClientGoneError(Exception):
    """The connection was closed, or its bytes were no HTTP, before the whole body had arrived."""


class Response(NamedTuple):
    """A whole response.

    `file`: the path of a file to send in place of `body`. `head`: what `head_start` makes of status
    and headers, if that was done beforehand, perhaps with more lines.
    """

    status: int
    headers: Headers
    body: bytes
    file: str | None = None
    head: bytes | None = None

    @property
    def header(self) -> dict[str, str]:
        """The headers by lower-case name; of a repeated header the last."""
        return {name.lower(): value for name, value in self.headers}


class BodySource(Protocol):
    """Where a body comes from."""

    def request_body(self) -> None:
        """Somebody waits for the first bytes of a body."""

    def update_reading(self) -> None:
        """There may be room for more of it."""


class Body:
    """The body of a request: an iterator over its bytes as they arrive."""

    def __init__(self, source: BodySource | None) -> None:
        """`source`: None for a body that is empty."""
        self._source = source
        # One buffer, not a list: of single bytes each would take an object of its own.
        self._buffer = bytearray()
        self._waiter: asyncio.Future[None] | None = None
        # Bytes that have arrived.
        self.received = 0
        self.is_complete = source is None
        self._is_discarded = self._is_broken = False

    @property
    def buffered(self) -> int:
        """Bytes that have arrived and were not read."""
        return len(self._buffer)

    def feed(self, chunk: bytes) -> None:
        """More of the body has arrived."""
        self.received += len(chunk)
        if not self._is_discarded:
            self._buffer += chunk
            self._wake()

    def complete(self) -> None:
        """All of the body has arrived."""
        self.is_complete = True
        self._wake()

    def discard(self) -> None:
        """Keep nothing of what has not been read, nor of what is still to come."""
        self._is_discarded = True
        self._buffer.clear()
        if self._source is not None:
            self._source.update_reading()

    def break_off(self) -> None:
        """No more will arrive."""
        self._is_broken = True
        self._wake()

    def __aiter__(self) -> Body:
        return self

    async def __anext__(self) -> bytes:
        while not self._buffer:
            if self.is_complete:
                raise StopAsyncIteration
            if self._is_broken:
                raise ClientGoneError
            if self._source is not None and not self.received:
                self._source.request_body()
            self._waiter = asyncio.get_running_loop().create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None
        chunk = bytes(self._buffer)
        self._buffer.clear()
        if self._source is not None:
            self._source.update_reading()
        return chunk

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


EMPTY_BODY = Body(None)


class Request:
    """A request; its headers have arrived, its body may still be on its way.

    `path` and `query` are decoded as UTF-8, `path` also from percent-encoding; bytes that are no
    UTF-8 become surrogates (PEP 383). `headers` are by lower-case name.
    """

    __slots__ = ("body", "client", "headers", "http_version", "keep_alive", "method", "path", "query", "server", "target")  # fmt: skip

    def __init__(self, client: Address, server: Address) -> None:
        self.body = EMPTY_BODY
        # Host and port of both ends of the connection.
        self.client, self.server = client, server
        self.method = self.path = self.query = ""
        self.http_version = "1.1"
        # As it stands in the request line.
        self.target = b""
        self.headers: dict[str, str] = {}
        self.keep_alive = True

    def add_header(self, name: str, value: str) -> None:
        """Add a header; the values of repeated ones are joined.

        One with an underscore is left out: `X_Forwarded_For` and `X-Forwarded-For` are one name to CGI.
        """
        if name in self.headers:
            value = f"{self.headers[name]}{'; ' if name == 'cookie' else ','}{value}"
        if "_" not in name:
            self.headers[name] = value

    def is_valid(self) -> bool:
        """Whether target and host are as RFC 9112 (3.2) wants them; fills in `path` and `query`."""
        target = self.target
        if b"#" in target:
            target = target.partition(b"#")[0]
        if not target.startswith(b"/"):
            scheme, separator, rest = target.partition(b"://")
            if not separator or scheme.lower() not in (b"http", b"https"):
                return False
            host, slash, path = rest.partition(b"/")
            self.headers["host"] = host.decode("latin-1")
            target = slash + path or b"/"
        path, _, query = target.partition(b"?")
        if b"%" in path:
            path = unquote_to_bytes(path)
        self.path = path.decode("utf-8", "surrogateescape")
        self.query = query.decode("utf-8", "surrogateescape")
        host_header = self.headers.get("host")
        if host_header is None:
            return self.http_version == "1.0"
        return "," not in host_header


def head_start(status: int, headers: Headers) -> bytes:
    """Status line and headers."""
    lines = [_STATUS_LINES.get(status) or f"HTTP/1.1 {status} \r\n"]
    lines += [f"{name}: {value}\r\n" for name, value in headers]
    return "".join(lines).encode("latin-1")


def response_head(response: Response, size: int | None, connection: bytes, date: bytes) -> bytes:
    """The head of a response.

    `size`: bytes of content that follow; None for a response without (HEAD, 304), whose
    Content-Length is its own. `connection` and `date`: whole header lines, or nothing.
    """
    head = response.head
    if head is None:
        headers = response.headers
        if size is not None:
            headers = [item for item in headers if item[0] != "Content-Length"]
            if response.status != 204:
                headers.append(("Content-Length", str(size)))
        head = head_start(response.status, headers)
    return b"%b%b%b\r\n" % (head, connection, date)
