"""Requests out of the bytes of a connection, by httptools (llhttp)."""

from __future__ import annotations

from collections import deque
from typing import Any
from urllib.parse import quote_from_bytes

import httptools

from newsroom.web.http_server.messages import Address, Body, BodySource, Request

# Request line and headers together, in bytes, and how many headers there may be.
MAX_HEADER_BYTES, MAX_HEADERS = 64 * 1024, 100
# Requests that wait for the response to an earlier one. Browsers send none before it.
MAX_PIPELINED = 100


_ASCII = bytes(range(128))


class _StoppedError(Exception):
    """Ends a call of httptools: what is left of the bytes is ignored."""


class RequestParser:
    """Collects in `requests` those whose headers have arrived; their bodies may still be on their way.

    `refused`: the status with which to refuse what is no valid request; from then on bytes are ignored.
    `source`: of the bodies.
    """

    def __init__(self, source: BodySource, client: Address, own: Address) -> None:
        self._source, self._client, self._own = source, client, own
        self._parser: Any = httptools.HttpRequestParser(self)
        self.requests: deque[Request] = deque()
        self.refused: int | None = None
        # The request that is arriving, and whether its headers are complete.
        self.arriving: Request | None = None
        self.has_headers = False
        self._header_bytes = self._header_count = 0

    def feed(self, data: bytes) -> None:
        """Bytes have arrived."""
        if self._parser is None:
            return
        if not self.has_headers:
            self._header_bytes += len(data)
            if not data.isascii() and not self._header_count:
                data = _with_ascii_target(data)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            # Another protocol was offered, not demanded (RFC 9110, 7.8): it is not taken.
            self._parser = None
        except httptools.HttpParserError:
            self.refuse(400)
        if self._header_bytes > MAX_HEADER_BYTES or self._header_count > MAX_HEADERS:
            self.refuse(431)

    def refuse(self, status: int) -> None:
        """Take no more requests."""
        if self.refused is None:
            self.refused = status
            self.stop()

    def stop(self) -> None:
        """No more bytes are parsed; a body that is not complete never will be."""
        self._parser = None
        self.break_off()

    def break_off(self) -> None:
        """No more of a body will arrive."""
        if self.arriving is not None:
            self.arriving.body.break_off()

    # Called by httptools.

    def on_message_begin(self) -> None:
        """The first byte of a request."""
        if self._parser is None:
            raise _StoppedError
        self.arriving = Request(self._client, self._own)
        self.has_headers = False

    def on_url(self, url: bytes) -> None:
        """The request's target, or a piece of it."""
        assert self.arriving
        self.arriving.target += url

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header; after the body a trailer, which nobody asked for."""
        if not self.has_headers:
            assert self.arriving
            self._header_count += 1
            self.arriving.add_header(name.decode("latin-1").lower(), value.decode("latin-1"))

    def on_headers_complete(self) -> None:
        """All headers are there."""
        request, parser = self.arriving, self._parser
        assert request
        self.has_headers = True
        if parser is None:
            return
        request.method = parser.get_method().decode("latin-1")
        request.http_version = parser.get_http_version()
        request.keep_alive = parser.should_keep_alive() and not parser.should_upgrade()
        headers = request.headers
        if "content-length" in headers or "transfer-encoding" in headers:
            request.body = Body(self._source)
        # More than a body has arrived with them, perhaps.
        header_bytes, self._header_bytes = self._header_bytes, 0
        is_large = header_bytes > MAX_HEADER_BYTES and _size(request) > MAX_HEADER_BYTES
        if is_large or self._header_count > MAX_HEADERS:
            self.refuse(431)
        elif len(self.requests) >= MAX_PIPELINED:
            self.refuse(503)
        elif request.is_valid():
            self.requests.append(request)
        else:
            self.refuse(400)

    def on_body(self, chunk: bytes) -> None:
        """More of a body."""
        assert self.arriving
        self.arriving.body.feed(chunk)

    def on_message_complete(self) -> None:
        """The end of a request."""
        assert self.arriving
        self.arriving.body.complete()
        self.arriving, self.has_headers, self._header_count = None, False, 0


def _with_ascii_target(data: bytes) -> bytes:
    """The beginning of a request with a percent-encoded target.

    Browsers encode it; whoever copies a Thai address into a script does not, and llhttp refuses that.
    """
    target, end, rest = data.partition(b"\n")
    return quote_from_bytes(target, safe=_ASCII).encode() + end + rest


def _size(request: Request) -> int:
    """Bytes of target and headers."""
    headers = request.headers.items()
    return len(request.target) + sum(len(name) + len(value) for name, value in headers)
