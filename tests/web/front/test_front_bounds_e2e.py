"""A real server: what is bounded in number and memory, and what a killed supervisor leaves."""

from __future__ import annotations

import fcntl
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from newsroom.web.front.supervisor import listen
from tests.servers import Node, ShellProcess, free_port, migrate, node_env
from tests.web.front.node_times import MAX_BODIES_BYTES
from tests.web.front.processes import descendants_of, is_alive, workers_of

pytestmark = pytest.mark.slow
UPLOAD = "/admin/test/upload/"
SIGN_IN = "/admin/login/"
SIGNED_IN = {"Cookie": "sessionid=a", "Content-Type": "multipart/form-data; boundary=b"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bounds")


@pytest.fixture(scope="module")
def node(folder: Path) -> Iterator[Node]:
    env = node_env(folder, free_port(), NEWSROOM_TEST_DEADLINE="20")
    migrate(env)
    node = Node(env, 1, application="tests.web.front.node:application")
    yield node
    node.stop()


def request(
    node: Node, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
) -> tuple[int, str | None]:
    """Status and Retry-After."""
    connection = http.client.HTTPConnection("127.0.0.1", node.port, timeout=30)
    try:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        response.read()
        return response.status, response.getheader("Retry-After")
    finally:
        connection.close()


def most_at_once(folder: Path) -> int:
    """How many requests of `tests.web.front.urls.counted` ran at the same time, at most."""
    file = folder / "counted.txt"
    spans = [tuple(map(float, line.split())) for line in file.read_text().splitlines()]
    file.unlink()
    return max(sum(start <= moment < end for start, end in spans) for moment, _ in spans)


@pytest.mark.parametrize(("path", "headers"), [(SIGN_IN, {}), (UPLOAD, SIGNED_IN)])
def test_sign_ins_and_uploads_have_one_process_and_readers_the_other(
    node: Node, folder: Path, path: str, headers: dict[str, str]
) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(request, node, "POST", path, b"--b--", headers) for _ in range(8)]
        time.sleep(0.2)
        assert node.get("/test/asleep/300/")[0] == 200
        told = [answer.result() for answer in answers]
    assert most_at_once(folder) == 1
    assert {status for status, _ in told} == {200, 503}
    assert {after for status, after in told if status == 503} == {"5"}


def test_a_full_pool_says_when_to_come_again(node: Node) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = [
            pool.submit(request, node, "GET", f"/test/asleep/{number}/")
            for number in range(400, 408)
        ]
        refused = [answer.result()[1] for answer in answers if answer.result()[0] == 503]
    assert refused
    assert set(refused) == {"5"}


def test_bodies_that_are_being_sent_have_a_bound_together(node: Node) -> None:
    half = b"x" * (MAX_BODIES_BYTES * 2 // 3)
    with ExitStack() as stack:
        for _ in range(2):
            connection = http.client.HTTPConnection("127.0.0.1", node.port, timeout=20)
            stack.callback(connection.close)
            connection.putrequest("POST", UPLOAD)
            for name, value in {**SIGNED_IN, "Content-Length": str(len(half) * 2)}.items():
                connection.putheader(name, value)
            connection.endheaders(half)
            time.sleep(0.5)
        response = connection.getresponse()
        assert (response.status, response.getheader("Retry-After")) == (503, "5")
    time.sleep(0.5)
    assert request(node, "POST", UPLOAD, half, SIGNED_IN)[0] == 200


def test_a_process_gets_no_more_memory_than_its_bound_and_a_large_one_is_replaced(
    node: Node,
) -> None:
    node.get("/test/asleep/500/")
    before = workers_of(node)
    assert before
    assert request(node, "GET", "/test/grow/1100/")[0] == 500
    assert request(node, "GET", "/test/grow/420/")[0] == 200
    time.sleep(0.3)
    after = workers_of(node)
    assert len(after) < len(before) or after - before
    assert node.get("/test/asleep/501/")[0] == 200


def test_when_the_supervisor_is_killed_its_servers_end_and_hold_the_lock_until_then(
    tmp_path: Path,
) -> None:
    port = free_port()
    env = {**node_env(tmp_path, port), "NEWSROOM_DEMO": "0"}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(port), "--workers", "2"],
        env=env, stdout=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    node = object.__new__(Node)
    node.port, node.process = port, process
    family: set[int] = set()
    try:
        deadline = time.monotonic() + 120
        while not _answers(node):
            assert process.poll() is None
            assert time.monotonic() < deadline, "the server does not start"
            time.sleep(0.2)
        node.get("/archive/")
        family = descendants_of(process.pid)
        # Two front processes, their nurseries, a worker, and the periodic tasks.
        assert len(family) >= 6
        with (tmp_path / "server.lock").open() as lock:
            process.send_signal(signal.SIGKILL)
            process.wait()
            deadline = time.monotonic() + 60
            while not _is_free(lock):
                assert time.monotonic() < deadline, "the lock is never free"
                time.sleep(0.02)
            # A front process that has just given up the lock may need a moment to be gone.
            time.sleep(1)
            assert [pid for pid in family if is_alive(pid)] == []
        assert not _answers(node)
    finally:
        for pid in (process.pid, *family):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue


def test_a_port_that_is_taken_is_told_and_nothing_starts() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = str(taken.getsockname()[1])
        ended = subprocess.run(
            [sys.executable, "-m", "newsroom.web.front.supervisor", "127.0.0.1", port, "2", "no:app"],
            capture_output=True, text=True, timeout=30, check=False,
        )  # fmt: skip
    assert ended.returncode == 1
    assert f"พอร์ต {port}" in ended.stderr
    assert "Traceback" not in ended.stderr


def _is_free(lock: object) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # type: ignore[call-overload]
    except BlockingIOError:
        return False
    return True


def _answers(node: Node) -> bool:
    try:
        return node.get("/robots.txt")[0] == 200
    except (OSError, http.client.HTTPException):
        return False


def test_a_flood_of_new_pages_does_not_hold_up_a_page_that_has_changed(tmp_path: Path) -> None:
    env = node_env(tmp_path, free_port(), NEWSROOM_TEST_DEADLINE="20", NEWSROOM_TEST_WORKERS="4")
    migrate(env)
    shell = ShellProcess(env)
    node = Node(env, 1, application="tests.web.front.node:application")
    try:
        time.sleep(0.5)
        assert node.get("/")[0] == 200
        with ThreadPoolExecutor(120) as pool:
            # More than wait at a time, each for two seconds.
            flood = [pool.submit(node.get, f"/test/asleep/{number}/") for number in range(120)]
            time.sleep(0.5)
            shell.run("builders.published_article(headline='ข่าวระหว่างถูกยิง')")
            time.sleep(0.5)
            start = time.monotonic()
            status, text = node.get("/")
            assert (status, "ข่าวระหว่างถูกยิง" in text) == (200, True)
            assert time.monotonic() - start < 1
            assert {answer.result()[0] for answer in flood} == {200, 503}
    finally:
        node.stop()
        shell.stop()
