"""What readers notice when workers change, writers crowd, or the database goes: real servers."""

from __future__ import annotations

import http.client
import os
import signal
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
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


def story_to_comment(desk: Desk) -> tuple[int, str]:
    """A public story, and what the form to comment on it has had for a minute."""
    _, (pk, made) = desk.do(
        "from unittest import mock\nfrom newsroom.comments.rules import form_time\n"
        "story = builders.published_article()\n"
        "with mock.patch('time.time', return_value=time.time() - 60): made = form_time(story)\n"
        "value = story.pk, made"
    )
    return pk, made


def post_comment(
    node: Node, pk: int, made: str, name: str, address: str, body: str = "ขอชื่นชมครับ"
) -> tuple[int, str]:
    """Comment on a story as a reader at that address; status and text of the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", node.port, timeout=30)
    try:
        connection.request(
            "POST", f"/news/{pk}/comments/", urlencode({"name": name, "body": body, "made": made}),
            {
                "Content-Type": "application/x-www-form-urlencoded",
                "Sec-Fetch-Site": "same-origin",
                "X-Forwarded-For": address,
            },
        )  # fmt: skip
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def test_writers_in_four_processes_never_meet_a_locked_database(
    sqlite_site: tuple[Node, Desk],
) -> None:
    node, desk = sqlite_site
    pk, made = story_to_comment(desk)
    wrong: list[Any] = []

    def write(writer: int) -> None:
        for number in range(COMMENTS):
            name = f"ผู้อ่าน {writer}-{number}"
            answer = post_comment(node, pk, made, name, f"203.0.{writer}.{number}")
            if answer[0] != 303:
                wrong.append(answer)

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


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, 16 MB large; only root can make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m", "newsroom-test", str(folder)],
        capture_output=True, check=False,
    )  # fmt: skip
    if mounted.returncode:
        pytest.skip("a file system cannot be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_on_a_full_disk_what_was_acknowledged_stays_and_readers_read_on(small_disk: Path) -> None:
    told = environment(small_disk, free_port(), NEWSROOM_TRUSTED_PROXIES="127.0.0.1")
    migrate(told)
    desk = Desk(told)
    pk, made = story_to_comment(desk)
    node = Node(told, 2)
    kept, refused = [], []
    try:
        _until(lambda: node.get(f"/news/{pk}/")[0] == 200)
        filler = small_disk / "filler"
        with suppress(OSError), filler.open("wb", buffering=0) as file:
            while True:
                file.write(b"x" * 4096)
        with Crowd(node, ["/", f"/news/{pk}/", "/archive/"], readers=1) as crowd:
            for number in range(40):
                name = f"ผู้อ่าน {number}"
                status, text = post_comment(
                    node, pk, made, name, f"203.0.113.{number}", f"{number} " + "ยาวมาก " * 300
                )
                if status == 303:
                    kept.append(name)
                else:
                    refused.append(name)
                    assert (status, "ไม่พร้อมชั่วคราว" in text) == (503, True)
        assert refused, "the disk was never full"
        assert crowd.problems == []
        filler.unlink()
        assert post_comment(node, pk, made, "ผู้อ่านหลังมีที่ว่าง", "203.0.113.99")[0] == 303
        kept.append("ผู้อ่านหลังมีที่ว่าง")
        _, names = desk.do("value = list(Comment.objects.values_list('name', flat=True))")
        assert set(kept) <= set(names)
        assert not set(refused) & set(names)
        with sqlite3.connect(small_disk / "newsroom.sqlite3") as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    finally:
        node.stop()
        desk.stop()


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
