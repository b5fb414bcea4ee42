"""However the bytes of a connection arrive, they are the same requests."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from newsroom.web.http_server.messages import Request
from newsroom.web.http_server.parsing import RequestParser
from tests.web.page_cache.fake_app import run

STREAM = (
    "GET /ข่าว/%E0%B8%81?q=a HTTP/1.1\r\nHost: a\r\nCookie: a=1\r\nCookie: b=2\r\n\r\n"
    "POST /comments/ HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\nname=\r\n\r\nab"
    "POST /comments/ HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nTrailer: 1\r\n\r\n"
    "HEAD http://b/x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"
).encode()
EXPECTED = [
    ("GET", "/ข่าว/ก", "q=a", {"host": "a", "cookie": "a=1; b=2"}, b"", "1.1"),
    ("POST", "/comments/", "", {"host": "a", "content-length": "11"}, b"name=\r\n\r\nab", "1.1"),
    ("POST", "/comments/", "", {"host": "a", "transfer-encoding": "chunked"}, b"abcde", "1.1"),
    ("HEAD", "/x", "", {"host": "b", "connection": "keep-alive"}, b"", "1.0"),
]  # fmt: skip


class Source:
    """A connection that is always read."""

    def request_body(self) -> None:
        """Nothing to tell."""

    def update_reading(self) -> None:
        """Nothing to do."""


def requests_in(chunks: list[bytes]) -> tuple[list[Request], int | None]:
    parser = RequestParser(Source(), ("127.0.0.1", 1), ("127.0.0.1", 2))
    for chunk in chunks:
        parser.feed(chunk)
    return list(parser.requests), parser.refused


async def body_of(request: Request) -> bytes:
    return b"".join([chunk async for chunk in request.body])


@given(st.sets(st.integers(1, len(STREAM) - 1), max_size=40))
def test_requests_do_not_depend_on_how_their_bytes_arrive(cuts: set[int]) -> None:
    # A target that is not ASCII is encoded in the piece with its beginning.
    first_line = STREAM.index(b"\n") + 1
    ends = [0, *sorted(cut for cut in cuts if cut >= first_line), len(STREAM)]
    found, refused = requests_in([STREAM[i:j] for i, j in pairwise(ends)])
    assert refused is None
    assert [
        (r.method, r.path, r.query, r.headers, run(body_of(r)), r.http_version) for r in found
    ] == EXPECTED


def test_every_byte_alone() -> None:
    stream = STREAM[STREAM.index(b"POST") :]
    found, refused = requests_in([bytes([byte]) for byte in stream])
    assert refused is None
    assert [request.method for request in found] == ["POST", "POST", "HEAD"]
    assert run(body_of(found[1])) == b"abcde"


def test_thai_addresses_that_are_not_encoded_are_understood_on_a_connection_that_stays() -> None:
    thai = "GET /ข่าว/?q=น้ำ HTTP/1.1\r\nHost: a\r\n\r\n".encode()
    found, refused = requests_in([thai, thai])
    assert refused is None
    assert [request.path for request in found] == ["/ข่าว/"] * 2
