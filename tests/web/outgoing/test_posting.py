"""POST to other servers: bounded in time and size, never into our own network."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from newsroom.web.outgoing import posting
from newsroom.web.outgoing.posting import NotSent, is_public_address, post
from tests.http_server import PostServer


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[PostServer]:
    """A server on this machine that counts as one of the internet; no other address does."""
    with PostServer() as server:
        port = server.server_address[1]
        monkeypatch.setattr(posting, "is_public_address", lambda ip, asked: asked == port)
        yield server


def test_what_is_posted_arrives_and_the_answer_is_told(server: PostServer) -> None:
    server.replies = [(202, {}, b"accepted")]
    answer = post(f"{server.url}/hub?x=1", b"a=b", "text/plain")
    assert (answer.status, answer.text) == (202, "accepted")
    assert server.posts == [("/hub?x=1", "text/plain", b"a=b")]


def test_a_redirect_that_keeps_the_method_is_followed_and_others_are_not(
    server: PostServer,
) -> None:
    server.replies = [(308, {"Location": "/new"}, b"")]
    assert post(f"{server.url}/old", b"a=b", "text/plain").status == 204
    assert [path for path, _, _ in server.posts] == ["/old", "/new"]
    server.replies = [(302, {"Location": "/page"}, b"")]
    assert post(f"{server.url}/old", b"a=b", "text/plain").status == 302
    server.replies = [(307, {"Location": "/old"}, b"")] * 9
    with pytest.raises(NotSent, match="หลายครั้งเกินไป"):
        post(f"{server.url}/old", b"", "text/plain")


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1:1/", "http://169.254.169.254/latest/", "http://[::1]/", "//10.0.0.1/"],
)
def test_a_redirect_into_a_private_network_is_refused(server: PostServer, target: str) -> None:
    server.replies = [(307, {"Location": target}, b"")]
    with pytest.raises(NotSent, match="เครือข่ายภายใน") as refused:
        post(f"{server.url}/", b"", "text/plain")
    assert refused.value.is_final
    assert len(server.posts) == 1


@pytest.mark.parametrize(
    "location", ["", "file:///etc/passwd", "gopher://x/", "http://a b/", "http://user:x@h.example/"]
)
def test_a_redirect_to_no_address_is_refused(server: PostServer, location: str) -> None:
    server.replies = [(307, {"Location": location}, b"")] * 9
    with pytest.raises(NotSent):
        post(f"{server.url}/", b"", "text/plain")


def test_a_slow_server_and_one_that_drips_are_given_up(
    server: PostServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "MAX_SECONDS", 0.3)
    for name in ("delay", "drip"):
        server.delay = server.drip = 0.0
        setattr(server, name, 1.0 if name == "delay" else 0.05)
        began = time.monotonic()
        server.replies = [(200, {}, b"")]
        with suppress(NotSent):
            post(f"{server.url}/", b"", "text/plain")
        assert time.monotonic() - began < 0.9, name


def test_only_the_beginning_of_a_long_answer_is_read(server: PostServer) -> None:
    server.replies = [(200, {}, b"x" * 200_000)]
    assert len(post(f"{server.url}/", b"", "text/plain").text) == posting.MAX_ANSWER_BYTES


def test_the_address_that_was_checked_is_the_one_that_is_asked(
    server: PostServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that is public when it is checked and private a moment later."""
    answers = ["127.0.0.1", "10.0.0.1"]
    port, asked = server.server_address[1], []

    def resolve(host: str, *rest: Any, **named: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers.pop(0), port))]

    real = socket.create_connection
    monkeypatch.setattr(posting.socket, "getaddrinfo", resolve)
    monkeypatch.setattr(
        posting.socket, "create_connection",
        lambda address, timeout: _connected(address, asked) if address[0] == "127.0.0.1" else real(address),
    )  # fmt: skip
    assert post(f"http://hub.example:{port}/", b"", "text/plain").status == 204
    assert asked == ["hub.example", "127.0.0.1"]
    assert server.hosts == [f"hub.example:{port}"]


def _connected(address: Any, asked: list[str]) -> socket.socket:
    asked.append(address[0])
    connection = socket.socket()
    connection.settimeout(2)
    connection.connect(address)
    return connection


@pytest.mark.parametrize(
    ("ip", "is_public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        *((ip, False) for ip in ("127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "0.0.0.1",
            "100.64.0.1", "224.0.0.1", "::1", "::ffff:10.0.0.1", "fe80::1%eth0", "fc00::1", "2002:a00:1::1",
            "64:ff9b::a00:1")),
    ],
)  # fmt: skip
def test_addresses_of_the_internet(ip: str, is_public: bool) -> None:
    assert is_public_address(ip, 443) == is_public


def test_a_name_that_nobody_has_can_be_tried_again() -> None:
    with pytest.raises(NotSent, match="ไม่พบเซิร์ฟเวอร์") as problem:
        post("http://no-such-host.invalid/", b"", "text/plain")
    assert not problem.value.is_final
