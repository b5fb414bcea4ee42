"""A real server under slow clients, full and stuck processes: cached pages are sent all the while."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.servers import Node, free_port, migrate, node_env
from tests.web.front.node_times import BODY_DEADLINE, DEADLINE, WORKERS
from tests.web.front.processes import fronts_of, is_alive, workers_of

pytestmark = pytest.mark.slow
HOT = "/about/"
# Seconds in which a cached page arrives even on a busy machine; without a front it takes as long as
# the request that holds the process.
SOON = 1.0


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    env = node_env(tmp_path_factory.mktemp("front"), free_port())
    migrate(env)
    node = Node(env, 1, application="tests.web.front.node:application")
    time.sleep(0.5)
    assert node.get(HOT)[0] == 200
    yield node
    node.stop()


@pytest.fixture(autouse=True)
def free_process(node: Node) -> None:
    """Wait until the processes have ended what the test before gave them, on a busy machine, too."""
    end = time.monotonic() + 20
    while post(node, "/test/count/", b"")[0] != 200:
        assert time.monotonic() < end, "no process became free"
        time.sleep(0.2)


def seconds_of_a_hot_page(node: Node) -> float:
    """The slowest of some requests for a cached page."""
    slowest = 0.0
    for _ in range(5):
        start = time.monotonic()
        assert node.get(HOT)[0] == 200
        slowest = max(slowest, time.monotonic() - start)
    return slowest


def post(node: Node, path: str, body: bytes, **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", node.port, timeout=30)
    try:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("POST", path, body, told)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def raw(node: Node, head: str) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", node.port), timeout=30)
    connection.sendall(head.encode())
    return connection


def slow_post(node: Node) -> socket.socket:
    """A comment of which the body does not arrive."""
    return raw(
        node,
        "POST /news/1/comments/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\nname=",
    )


def test_a_body_that_does_not_arrive_takes_no_process_and_is_cut_off(node: Node) -> None:
    with ExitStack() as stack:
        slow = [stack.enter_context(slow_post(node)) for _ in range(50)]
        assert seconds_of_a_hot_page(node) < SOON
        assert node.get("/test/asleep/1/")[0] == 200
        start = time.monotonic()
        answer = slow[0].recv(4096).decode()
        assert answer.startswith("HTTP/1.1 408")
        assert time.monotonic() - start < BODY_DEADLINE + 3


def test_slow_request_headers_are_cut_off(node: Node) -> None:
    with raw(node, "GET / HTTP/1.1\r\nHost: local") as connection:
        connection.settimeout(20)
        start = time.monotonic()
        assert b"200" not in connection.recv(4096)
        assert 5 < time.monotonic() - start < 15


def test_too_large_a_body_is_refused_before_it_is_sent(node: Node) -> None:
    with raw(
        node,
        "POST /test/count/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n",
    ) as connection:
        assert connection.recv(4096).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize(
    ("path", "content_type", "status"),
    [
        ("/test/count/", "text/plain", 413),
        ("/news/1/comments/", "multipart/form-data; boundary=b", 415),
    ],
)
@pytest.mark.parametrize("is_chunked", [False, True])
def test_whoever_sends_a_refused_body_whole_reads_the_refusal(
    node: Node, path: str, content_type: str, status: int, is_chunked: bool
) -> None:
    # More than the buffers of both sockets hold: closing at once would reset the connection.
    body = b"x" * 20_000_000
    connection = http.client.HTTPConnection("127.0.0.1", node.port, timeout=30)
    try:
        connection.request(
            "POST", path, iter([body]) if is_chunked else body,
            {"Content-Type": content_type}, encode_chunked=is_chunked,
        )  # fmt: skip
        response = connection.getresponse()
        assert (response.status, 'lang="th"' in response.read().decode()) == (status, True)
    finally:
        connection.close()


def test_a_body_of_any_size_under_the_limit_arrives_whole(node: Node) -> None:
    for size in (0, 1, 300_000):
        assert post(node, "/test/count/", b"x" * size) == (200, str(size))
    assert post(node, "/test/count/", b"x" * 3_000_000, Cookie="sessionid=a")[1] == "3000000"
    head = "POST /test/count/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3000000\r\n\r\n"
    with raw(node, head) as connection:  # without a session
        assert connection.recv(4096).startswith(b"HTTP/1.1 413")


def test_files_are_refused_where_none_belong(node: Node) -> None:
    multipart = "multipart/form-data; boundary=b"
    assert post(node, "/news/1/comments/", b"--b--", Content_Type=multipart)[0] == 415
    assert post(node, "/admin/login/", b"--b--", Content_Type=multipart)[0] == 415


def test_when_all_processes_are_busy_others_get_503_and_cached_pages_go_on(node: Node) -> None:
    with ThreadPoolExecutor(12) as pool:
        # Every process has to be there.
        list(pool.map(node.get, [f"/test/asleep/{200 + number}/" for number in range(WORKERS)]))
        answers = [pool.submit(node.get, f"/test/asleep/{number}/") for number in range(12)]
        time.sleep(0.3)
        assert seconds_of_a_hot_page(node) < SOON
        statuses = [answer.result()[0] for answer in answers]
    assert statuses.count(200) == WORKERS
    assert statuses.count(503) == 12 - WORKERS
    refused = next(answer.result()[1] for answer in answers if answer.result()[0] == 503)
    assert "เว็บไซต์ไม่พร้อมชั่วคราว" in refused


def test_a_process_that_is_stuck_is_replaced_and_holds_up_nobody(node: Node) -> None:
    node.get("/test/asleep/100/")
    before = workers_of(node)
    with ThreadPoolExecutor(WORKERS) as pool:
        start = time.monotonic()
        answers = [pool.submit(node.get, f"/test/stuck/{number}/") for number in range(WORKERS)]
        time.sleep(0.3)
        stuck = workers_of(node)
        assert len(stuck) == WORKERS
        assert seconds_of_a_hot_page(node) < SOON
        assert [answer.result()[0] for answer in answers] == [503] * WORKERS
        assert time.monotonic() - start < DEADLINE + 4
    time.sleep(0.5)
    assert not workers_of(node) & (stuck | before)
    assert node.get("/test/asleep/101/")[0] == 200


def test_a_process_that_dies_is_replaced(node: Node) -> None:
    for _ in range(3):
        assert node.get("/test/crash/")[0] == 503
    assert node.get("/test/asleep/102/")[0] == 200
    assert seconds_of_a_hot_page(node) < SOON


def test_when_a_front_process_is_killed_its_workers_end(tmp_path: Path) -> None:
    env = node_env(tmp_path, free_port())
    migrate(env)
    node = Node(env, 1)
    try:
        node.get("/archive/")
        workers = workers_of(node)
        assert workers
        front = subprocess.run(
            ["ps", "--ppid", str(node.process.pid), "-o", "pid="], capture_output=True, text=True
        ).stdout.split()
        for pid in front:
            os.kill(int(pid), signal.SIGKILL)
        deadline = time.monotonic() + 5
        while any(is_alive(pid) for pid in workers):
            assert time.monotonic() < deadline
            time.sleep(0.05)
    finally:
        node.kill()


def test_two_deaths_in_seconds_do_not_end_the_server(tmp_path: Path) -> None:
    port = free_port()
    env = node_env(tmp_path, port)
    process = subprocess.Popen(
        ["python", "manage.py", "serve", "--port", str(port), "--workers", "2"],
        env={**env, "NEWSROOM_DEMO": "0", "PATH": f"{Path(sys.executable).parent}:{env['PATH']}"},
        stdout=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    node = object.__new__(Node)
    node.port, node.process = port, process
    try:
        node._wait()
        for _ in range(3):
            for pid in fronts_of(process.pid):
                os.kill(pid, signal.SIGKILL)
            deadline = time.monotonic() + 30
            while not _answers(node):
                assert time.monotonic() < deadline, "the server did not come back"
                time.sleep(0.1)
        assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert not _answers(node)
    finally:
        node.kill()


def _answers(node: Node) -> bool:
    try:
        return node.get("/robots.txt")[0] == 200
    except (OSError, http.client.HTTPException):
        return False


def test_a_thousand_slow_connections_do_not_stop_the_site(node: Node) -> None:
    connections: list[socket.socket] = []
    try:
        for _ in range(800):
            connections.append(slow_post(node))
        assert seconds_of_a_hot_page(node) < SOON
        assert threading.active_count() < 50
    finally:
        for connection in connections:
            connection.close()
