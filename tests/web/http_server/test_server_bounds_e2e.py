"""The HTTP server over real sockets: bounds of time and size, who leaves, how it ends."""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsroom.web.http_server.connection import _address
from newsroom.web.http_server.messages import Body
from newsroom.web.http_server.parsing import MAX_PIPELINED
from tests.web.http_server.application import LARGE_BYTES, SHORT
from tests.web.http_server.site import GET, GET_ONCE, Site, echoed, read_all
from tests.web.page_cache.fake_app import run

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("http"))
    yield site
    assert site.process.poll() is None, "the server ended"
    assert site.stop() == 0


@pytest.mark.parametrize(
    "head",
    [
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: a\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nCookie: " + b"a" * 70_000 + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\n" + b"A: b\r\n" * 200,
        b"GET / HTTP/1.1\r\nHost: a\r\n" + b"".join(b"X-%d: b\r\n" % i for i in range(20_000)),
    ],
)
def test_headers_beyond_the_bounds_are_refused(site: Site, head: bytes) -> None:
    with site.connect(head + b"\r\n") as connection:
        assert connection.recv(4096).startswith(b"HTTP/1.1 431")
    # Also when they never end.
    with site.connect(head) as connection:
        assert connection.recv(4096).startswith((b"HTTP/1.1 431", b"HTTP/1.1 408"))


def test_clients_that_do_not_send_are_cut_off(site: Site) -> None:
    for data, answer in ((b"", b""), (b"GET / HTTP/1.1\r\nHo", b"HTTP/1.1 408")):
        start = time.monotonic()
        assert site.exchange(data).startswith(answer)
        assert SHORT / 2 < time.monotonic() - start < 15 * SHORT
    with site.connect(GET % b"/") as connection:
        assert connection.recv(4096)
        start = time.monotonic()
        assert connection.recv(4096) == b""
        assert time.monotonic() - start > SHORT


def test_a_client_that_takes_nothing_of_a_response_is_cut_off(site: Site) -> None:
    with site.connect(GET % b"/large") as connection:
        time.sleep(5 * SHORT)
        assert len(read_all(connection)) < LARGE_BYTES
    # One that takes some of it all the while is not.
    with site.connect(GET_ONCE % b"/large") as connection:
        received, pause_until = 0, time.monotonic() + 3.5 * SHORT
        while chunk := connection.recv(1 << 20):
            received += len(chunk)
            time.sleep(0.1 if time.monotonic() < pause_until else 0)
    assert received > LARGE_BYTES


def test_a_refused_body_is_read_to_its_end_so_that_the_refusal_arrives(site: Site) -> None:
    body = b"x" * 8_000_000
    with site.connect(b"POST /unread HTTP/1.1\r\nHost: a\r\nContent-Length: 8000000\r\n\r\n") as c:
        c.sendall(body)
        response = read_all(c)
    assert response.startswith(b"HTTP/1.1 413")
    assert b"Connection: close" in response


def test_who_sends_thousands_of_requests_without_reading_gets_a_few_responses(site: Site) -> None:
    count = 9000
    with site.connect(GET % b"/slow" + GET % b"/" * count) as connection:
        connection.shutdown(socket.SHUT_WR)
        received = read_all(connection)
    assert received.startswith(b"HTTP/1.1 200")
    assert received.count(b"home\n") <= MAX_PIPELINED
    assert b"HTTP/1.1 503" in received


def test_a_body_in_single_bytes_takes_no_more_memory_than_its_bytes() -> None:
    async def read() -> list[bytes]:
        body = Body(None)
        body.is_complete = False
        for _ in range(100_000):
            body.feed(b"x")
        body.complete()
        return [chunk async for chunk in body]

    assert run(read()) == [b"x" * 100_000]


def test_an_ipv4_client_on_an_ipv6_socket_has_its_ipv4_address() -> None:
    assert _address(("::ffff:203.0.113.9", 5, 0, 0)) == ("203.0.113.9", 5)
    assert _address(("2001:db8::1", 5, 0, 0)) == ("2001:db8::1", 5)
    assert _address(None) == ("", 0)


def test_a_large_body_arrives_whole(site: Site) -> None:
    head = b"POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
    body = b"y" * 5_000_000
    assert echoed(site.exchange(head % len(body) + body))["body"] == len(body)


def test_who_leaves_during_a_body_is_noticed_and_nothing_else_is(site: Site) -> None:
    def gone() -> int:
        return int(site.exchange(GET_ONCE % b"/gone").rpartition(b"\n")[2])

    before = gone()
    with site.connect(b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc"):
        time.sleep(0.2)
    deadline = time.monotonic() + 5
    while gone() == before:
        assert time.monotonic() < deadline
    assert b"home" in site.exchange(GET_ONCE % b"/")


def test_a_failure_of_the_application_is_a_500_and_the_connection_goes_on(site: Site) -> None:
    with site.connect(GET % b"/error") as connection:
        assert connection.recv(4096).startswith(b"HTTP/1.1 500")
        connection.sendall(GET % b"/")
        assert connection.recv(4096).startswith(b"HTTP/1.1 200")


def test_a_server_told_to_end_answers_what_it_has_begun(tmp_path: Path) -> None:
    site = Site(tmp_path)
    with (
        site.connect(GET % b"/") as idle,
        site.connect(GET % b"/slow") as busy,
        site.connect() as new,
    ):
        assert idle.recv(4096)
        time.sleep(0.2)
        start = time.monotonic()
        site.process.send_signal(signal.SIGTERM)
        response = read_all(busy)
        assert response.endswith(b"slow")
        assert b"Connection: close" in response
        assert idle.recv(4096) == b""
        new.sendall(GET % b"/")
        assert read_all(new).endswith(b"home\n")
        assert site.process.wait(20) == 0
        assert time.monotonic() - start < 5
