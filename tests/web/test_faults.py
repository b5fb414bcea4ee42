"""What readers notice when workers change, writers crowd, or the database goes: real servers."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg
import pytest

from tests.servers import POSTGRES, Desk, Node, PostgresDatabase, environment, free_port, migrate

pytestmark = pytest.mark.slow
WRITERS, COMMENTS = 4, 15


class Crowd:
    """Readers who ask without a pause, each time over a new connection, until the `with` ends.

    A connection that closes before any answer is tried once more, as browsers and proxies do with
    what is safe to repeat (RFC 9110, 9.2.2): the kernel may have given it to a worker that left.
    """

    def __init__(self, node: Node, paths: list[str], readers: int = 3) -> None:
        self.problems: list[str] = []
        self.read = 0
        self._is_over = threading.Event()
        self._threads = [
            threading.Thread(target=self._go, args=(node, paths)) for _ in range(readers)
        ]

    def _go(self, node: Node, paths: list[str]) -> None:
        while not self._is_over.is_set():
            for path in paths:
                try:
                    status, _ = self._get(node, path)
                    if status != 200:
                        self.problems.append(f"{path}: {status}")
                except (OSError, http.client.HTTPException) as error:
                    self.problems.append(f"{path}: {error!r}")
                self.read += 1

    def _get(self, node: Node, path: str) -> tuple[int, Any]:
        try:
            return node.get(path)
        except (http.client.RemoteDisconnected, ConnectionResetError):
            return node.get(path)

    def __enter__(self) -> Crowd:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._is_over.set()
        for thread in self._threads:
            thread.join()


@pytest.fixture
def sqlite_site(tmp_path: Path) -> Iterator[tuple[Node, Desk]]:
    told = environment(tmp_path, free_port(), NEWSROOM_TRUSTED_PROXIES="127.0.0.1")
    migrate(told)
    desk = Desk(told)
    node = Node(told, WRITERS)
    yield node, desk
    desk.stop()
    node.stop()


def test_writers_in_four_processes_never_meet_a_locked_database(
    sqlite_site: tuple[Node, Desk],
) -> None:
    node, desk = sqlite_site
    _, (pk, made) = desk.do(
        "from unittest import mock\nfrom newsroom.comments.rules import form_time\n"
        "story = builders.published_article()\n"
        "with mock.patch('time.time', return_value=time.time() - 60): made = form_time(story)\n"
        "value = story.pk, made"
    )
    wrong: list[Any] = []

    def write(writer: int) -> None:
        for number in range(COMMENTS):
            form = {"name": f"ผู้อ่าน {writer}-{number}", "body": "ขอชื่นชมครับ", "made": made}
            connection = http.client.HTTPConnection("127.0.0.1", node.port, timeout=30)
            connection.request(
                "POST", f"/news/{pk}/comments/", urlencode(form),
                {
                    "Content-Type": "application/x-www-form-urlencoded",
                    "Sec-Fetch-Site": "same-origin",
                    "X-Forwarded-For": f"203.0.{writer}.{number}",
                },
            )  # fmt: skip
            answer = connection.getresponse()
            if answer.status != 303:
                wrong.append((answer.status, answer.read().decode()))
            connection.close()

    with Crowd(node, ["/", f"/news/{pk}/"], readers=2) as crowd:
        writers = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        # An editor's changes, so that readers' pages are made anew all the while.
        for number in range(5):
            desk.do(f"story.standfirst = 'ความนำที่ {number}'; story.save()")
            time.sleep(0.2)
        for writer in writers:
            writer.join()
    assert wrong == []
    assert crowd.problems == []
    assert desk.do("value = Comment.objects.count()")[1] == WRITERS * COMMENTS


def test_workers_are_changed_without_a_dropped_request_and_the_end_is_gentle(
    sqlite_site: tuple[Node, Desk],
) -> None:
    node, _ = sqlite_site
    with Crowd(node, ["/about/", "/robots.txt"]) as crowd:
        before = _workers(node)
        node.process.send_signal(signal.SIGHUP)
        _until(lambda: len(_workers(node)) == WRITERS and not before & _workers(node))
        time.sleep(0.5)
    assert crowd.read > 20
    assert crowd.problems == []
    start = time.monotonic()
    assert node.stop() == 0
    assert time.monotonic() - start < 10


def _workers(node: Node) -> set[int]:
    """The server's processes below the first one, whose lives are the workers'."""
    told = subprocess.run(
        ["ps", "--ppid", str(node.process.pid), "-o", "pid=,args="],
        capture_output=True, text=True, check=False,
    ).stdout.splitlines()  # fmt: skip
    return {int(line.split()[0]) for line in told if "resource_tracker" not in line}


def _until(is_so: Callable[[], bool], seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.1)


def test_without_a_database_readers_get_hot_pages_and_otherwise_a_clear_503(tmp_path: Path) -> None:
    name = f"newsroom_gone_{os.getpid()}"
    with PostgresDatabase(name) as url:
        told = environment(tmp_path, free_port(), DATABASE_URL=url)
        migrate(told)
        desk = Desk(told)
        _, pk = desk.do("value = builders.published_article(headline='ข่าวที่ยังอ่านได้').pk")
        desk.stop()
        node = Node(told, 1)
        try:
            _until(lambda: "ข่าวที่ยังอ่านได้" in node.get(f"/news/{pk}/")[1])
            time.sleep(0.5)
            node.get(f"/news/{pk}/")
            with psycopg.connect(POSTGRES, autocommit=True) as server:
                server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
                server.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                    [name],
                )
                time.sleep(1)
                status, text = node.get(f"/news/{pk}/")
                assert (status, "ข่าวที่ยังอ่านได้" in text) == (200, True)
                status, text = node.get("/archive/")
                assert (status, "ไม่พร้อมชั่วคราว" in text) == (503, True)
                assert node.get("/healthz")[0] == 503
                server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
            _until(lambda: node.get("/archive/")[0] == 200, seconds=10)
        finally:
            node.stop()
