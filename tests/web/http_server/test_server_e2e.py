"""The HTTP server over real sockets: what it takes and what it refuses."""

from __future__ import annotations

import random
import socket
from collections.abc import Iterator

import pytest

from tests.web.http_server.site import GET, GET_ONCE, Site, echoed, read_all

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("http"))
    yield site
    assert site.process.poll() is None, "the server ended"
    assert site.stop() == 0


def test_a_response_has_length_and_date_and_the_connection_stays(site: Site) -> None:
    with site.connect(GET % b"/") as connection:
        response = connection.recv(4096)
        assert response.startswith(b"HTTP/1.1 200 OK\r\n")
        assert response.count(b"Content-Length: 5\r\n") == 1
        assert b"\r\nDate: " in response
        assert b"Connection" not in response
        assert response.endswith(b"\r\n\r\nhome\n")
        connection.sendall(b"HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        response = read_all(connection)
        assert b"Content-Length: 5\r\n" in response
        assert b"Connection: close\r\n" in response
        assert response.endswith(b"\r\n\r\n")


def test_pipelined_requests_are_answered_in_their_order(site: Site) -> None:
    paths = [b"/slow", b"/", b"/echo?a", b"/file", b"/"]
    with site.connect(b"".join(GET % path for path in paths)) as connection:
        connection.shutdown(socket.SHUT_WR)
        received = read_all(connection)
    first, _, rest = received.partition(b"slow")
    assert first.startswith(b"HTTP/1.1 200")
    assert rest.index(b"home\n") < rest.index(b'"query": "a"') < rest.index(site.file[:40])
    assert received.count(b"HTTP/1.1 200 OK") == len(paths)
    assert site.file in received


def test_http_1_0_keeps_a_connection_only_when_asked(site: Site) -> None:
    assert b"Connection: close" in site.exchange(b"GET / HTTP/1.0\r\n\r\n")
    with site.connect(b"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n") as connection:
        assert b"Connection: keep-alive" in connection.recv(4096)
        connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
        assert read_all(connection).endswith(b"home\n")


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"nonsense\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # TLS
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",
        b"GET / HTTP/1.1\r\nH\xffost: a\r\n\r\n",
        b"GET news HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET javascript://a/ HTTP/1.1\r\nHost: a\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
        b"CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
        b"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n",
        b"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
    ],
)  # fmt: skip
def test_what_is_no_valid_request_is_refused_and_nothing_after_it_is_read(
    site: Site, request_bytes: bytes
) -> None:
    with site.connect(request_bytes + GET % b"/echo?smuggled") as connection:
        connection.shutdown(socket.SHUT_WR)
        response = read_all(connection)
    assert response.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert b"Connection: close" in response
    assert b"smuggled" not in response
    assert response.count(b"HTTP/1.1") == 1


@pytest.mark.parametrize(
    ("target", "path", "query"),
    [
        (b"/echo/%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7/?q=%E0%B8%81", "/echo/ข่าว/", "q=%E0%B8%81"),
        ("/echo/ข่าว/?q=น้ำ".encode(), "/echo/ข่าว/", "q=%E0%B8%99%E0%B9%89%E0%B8%B3"),
        (b"/echo/%2e%2e/%00?a?b#c", "/echo/../\0", "a?b"),
        (b"http://b/echo?x", "/echo", "x"),
        (b"//b/echo", "//b/echo", ""),
    ],
)
def test_targets_are_decoded_once(site: Site, target: bytes, path: str, query: str) -> None:
    told = echoed(site.exchange(GET_ONCE % target))
    assert told["path"].encode("latin-1").decode() == path
    assert told["query"].encode("latin-1").decode() == query
    assert told["headers"]["host"] == ("b" if target.startswith(b"http") else "a")


def test_bytes_that_are_no_utf_8_arrive_as_they_are(site: Site) -> None:
    told = echoed(site.exchange(GET_ONCE % b"/%ff%a1?%ff"))
    assert (told["path"], told["query"]) == ("/\xff\xa1", "%ff")


def test_repeated_headers_are_joined_and_unsafe_ones_left_out(site: Site) -> None:
    told = echoed(
        site.exchange(
            b"POST /echo HTTP/1.1\r\nHost: a\r\nCookie: a=1\r\nCookie: b=2\r\nX-A: 1\r\nx-a: 2\r\n"
            b"X_Forwarded_For: 1.2.3.4\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
            b"Trailer: X-Late\r\n\r\n3\r\nabc\r\n0\r\nX-Late: 1\r\nHost: evil\r\n\r\n"
        )
    )
    headers = told["headers"]
    assert (headers["cookie"], headers["x-a"], headers["host"]) == ("a=1; b=2", "1,2", "a")
    assert not {"x_forwarded_for", "x-forwarded-for", "x-late"} & set(headers)
    assert (told["body"], told["start"]) == (3, "abc")


def test_a_client_that_asks_first_is_told_to_send_its_body(site: Site) -> None:
    head = b"POST %b HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"
    with site.connect(head % b"/echo") as connection:
        assert connection.recv(4096) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"abc")
        assert b'"body": 3' in connection.recv(4096)
    with site.connect(head % b"/unread") as connection:
        assert connection.recv(4096).startswith(b"HTTP/1.1 413")


def test_another_protocol_that_is_offered_is_not_taken(site: Site) -> None:
    response = site.exchange(
        b"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
        b"HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n"
    )
    assert response.startswith(b"HTTP/1.1 200")
    assert response.endswith(b"home\n")


def test_random_bytes_never_stop_the_server(site: Site) -> None:
    """Valid requests with bytes changed, left out or doubled, and cut at any place (fixed seed)."""
    dice = random.Random(20261127)
    seeds = [
        GET % b"/",
        GET % b"/echo?x=1",
        b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
        b"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    ]
    for _ in range(400):
        data = bytearray(b"".join(dice.choices(seeds, k=dice.randint(1, 3))))
        for _ in range(dice.randint(1, 4)):
            at = dice.randrange(len(data))
            data[at : at + dice.randint(0, 2)] = dice.choice(
                [
                    b"",
                    b"\r",
                    b"\n",
                    b"\0",
                    b":",
                    b" ",
                    b"\xff",
                    dice.randbytes(3),
                    data[at : at + 9],
                ]
            )
        cut = dice.randint(1, len(data))
        with site.connect(bytes(data[:cut])) as connection:
            connection.sendall(data[cut:])
            connection.shutdown(socket.SHUT_WR)
            response = read_all(connection)
        assert not response or response.startswith(b"HTTP/1.1 "), data
    assert b"home" in site.exchange(b"GET / HTTP/1.0\r\n\r\n")
