"""Real servers under faults: many writers, workers replaced, a full disk, no database."""

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

from tests.servers import (
    POSTGRES,
    Node,
    PostgresDatabase,
    ShellProcess,
    free_port,
    migrate,
    node_env,
)

pytestmark = pytest.mark.slow
WRITERS, COMMENTS_PER_WRITER = 4, 15


class Readers:
    """Readers who send requests without a pause, each over a new connection, during the `with`.

    A connection that closes before any response is tried once more, as browsers and proxies do
    with safe requests (RFC 9110, 9.2.2): the kernel may have given it to a worker that ended.
    """

    def __init__(self, node: Node, paths: list[str], count: int = 3) -> None:
        self.problems: list[str] = []
        self.request_count = 0
        self._is_over = threading.Event()
        self._threads = [
            threading.Thread(target=self._go, args=(node, paths)) for _ in range(count)
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
                self.request_count += 1

    def _get(self, node: Node, path: str) -> tuple[int, Any]:
        try:
            return node.get(path)
        except (http.client.RemoteDisconnected, ConnectionResetError):
            return node.get(path)

    def __enter__(self) -> Readers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._is_over.set()
        for thread in self._threads:
            thread.join()


@pytest.fixture
def sqlite_site(tmp_path: Path) -> Iterator[tuple[Node, ShellProcess]]:
    env = node_env(tmp_path, free_port(), NEWSROOM_TRUSTED_PROXIES="127.0.0.1")
    migrate(env)
    shell = ShellProcess(env)
    node = Node(env, WRITERS)
    yield node, shell
    shell.stop()
    node.stop()


def commentable_article(shell: ShellProcess) -> tuple[int, str]:
    """The id of a public article, and the signed timestamp of a form opened a minute ago."""
    _, (pk, timestamp) = shell.run(
        "from unittest import mock\nfrom newsroom.comments.forms import sign_form_timestamp\n"
        "article = builders.published_article()\n"
        "with mock.patch('time.time', return_value=time.time() - 60): timestamp = sign_form_timestamp(article)\n"
        "value = article.pk, timestamp"
    )
    return pk, timestamp


def post_comment(
    node: Node, pk: int, timestamp: str, name: str, ip_address: str, body: str = "ขอชื่นชมครับ"
) -> tuple[int, str]:
    """Post a comment as a reader with that IP address; status and body of the response."""
    connection = http.client.HTTPConnection("127.0.0.1", node.port, timeout=30)
    try:
        connection.request(
            "POST", f"/news/{pk}/comments/", urlencode({"name": name, "body": body, "timestamp": timestamp}),
            {
                "Content-Type": "application/x-www-form-urlencoded",
                "Sec-Fetch-Site": "same-origin",
                "X-Forwarded-For": ip_address,
            },
        )  # fmt: skip
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def test_writers_in_four_processes_never_meet_a_locked_database(
    sqlite_site: tuple[Node, ShellProcess],
) -> None:
    node, shell = sqlite_site
    pk, timestamp = commentable_article(shell)
    refused: list[Any] = []

    def write(writer: int) -> None:
        for number in range(COMMENTS_PER_WRITER):
            name = f"ผู้อ่าน {writer}-{number}"
            response = post_comment(node, pk, timestamp, name, f"203.0.{writer}.{number}")
            if response[0] != 303:
                refused.append(response)

    with Readers(node, ["/", f"/news/{pk}/"], count=2) as readers:
        writers = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        # An editor's saves, so that readers' pages are rendered again all the while.
        for number in range(5):
            shell.run(f"article.standfirst = 'โปรยที่ {number}'; article.save()")
            time.sleep(0.2)
        for writer in writers:
            writer.join()
    assert refused == []
    assert readers.problems == []
    assert shell.run("value = Comment.objects.count()")[1] == WRITERS * COMMENTS_PER_WRITER


def test_workers_are_replaced_without_a_dropped_request_and_the_shutdown_is_graceful(
    sqlite_site: tuple[Node, ShellProcess],
) -> None:
    node, _ = sqlite_site
    with Readers(node, ["/about/", "/robots.txt"]) as readers:
        before = _workers(node.process)
        node.process.send_signal(signal.SIGHUP)
        _wait_until(
            lambda: len(_workers(node.process)) == WRITERS and not before & _workers(node.process)
        )
        time.sleep(0.5)
    assert readers.request_count > 20
    assert readers.problems == []
    start = time.monotonic()
    assert node.stop() == 0
    assert time.monotonic() - start < 10


@pytest.mark.parametrize("delay", [0, 0.15, 0.3, 0.45])
def test_a_server_told_to_end_while_it_starts_ends_at_once(tmp_path: Path, delay: float) -> None:
    """`delay`: seconds after the first worker was forked."""
    env = node_env(tmp_path, free_port())
    migrate(env)
    server = Node.start(env, 2, free_port())
    try:
        _wait_until(lambda: bool(_workers(server)))
        time.sleep(delay)
        start = time.monotonic()
        server.send_signal(signal.SIGTERM)
        assert server.wait(60) == 0
        assert time.monotonic() - start < 10
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 16 MB; only root can mount one."""
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


def test_on_a_full_disk_acknowledged_comments_stay_and_pages_are_sent(small_disk: Path) -> None:
    env = node_env(small_disk, free_port(), NEWSROOM_TRUSTED_PROXIES="127.0.0.1")
    migrate(env)
    shell = ShellProcess(env)
    pk, timestamp = commentable_article(shell)
    node = Node(env, 2)
    accepted, refused = [], []
    try:
        _wait_until(lambda: node.get(f"/news/{pk}/")[0] == 200)
        filler = small_disk / "filler"
        with suppress(OSError), filler.open("wb", buffering=0) as file:
            while True:
                file.write(b"x" * 4096)
        with Readers(node, ["/", f"/news/{pk}/", "/archive/"], count=1) as readers:
            for number in range(40):
                name = f"ผู้อ่าน {number}"
                status, text = post_comment(
                    node, pk, timestamp, name, f"203.0.113.{number}", f"{number} " + "ยาวมาก " * 300
                )
                if status == 303:
                    accepted.append(name)
                else:
                    refused.append(name)
                    assert (status, "ไม่พร้อมชั่วคราว" in text) == (503, True)
        assert refused, "the disk was never full"
        assert readers.problems == []
        filler.unlink()
        assert post_comment(node, pk, timestamp, "ผู้อ่านหลังมีที่ว่าง", "203.0.113.99")[0] == 303
        accepted.append("ผู้อ่านหลังมีที่ว่าง")
        _, names = shell.run("value = list(Comment.objects.values_list('name', flat=True))")
        assert set(accepted) <= set(names)
        assert not set(refused) & set(names)
        with sqlite3.connect(small_disk / "newsroom.sqlite3") as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    finally:
        node.stop()
        shell.stop()


def _workers(server: subprocess.Popen[bytes]) -> set[int]:
    """The ids of the worker processes."""
    processes = subprocess.run(
        ["ps", "--ppid", str(server.pid), "-o", "pid=,args="],
        capture_output=True, text=True, check=False,
    ).stdout.splitlines()  # fmt: skip
    return {int(line.split()[0]) for line in processes if "resource_tracker" not in line}


def _wait_until(is_so: Callable[[], bool], seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


def test_without_a_database_cached_pages_are_sent_and_otherwise_a_503(tmp_path: Path) -> None:
    with PostgresDatabase("newsroom_faults") as url:
        name = url.rpartition("/")[2]
        env = node_env(tmp_path, free_port(), DATABASE_URL=url)
        migrate(env)
        shell = ShellProcess(env)
        _, pk = shell.run("value = builders.published_article(headline='ข่าวที่ยังอ่านได้').pk")
        shell.stop()
        node = Node(env, 1)
        try:
            _wait_until(lambda: "ข่าวที่ยังอ่านได้" in node.get(f"/news/{pk}/")[1])
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
            _wait_until(lambda: node.get("/archive/")[0] == 200, seconds=10)
        finally:
            node.stop()
