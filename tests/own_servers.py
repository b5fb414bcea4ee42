"""A PostgreSQL cluster and a Redis of a test's own, on other ports, which it may stop (SIGSTOP).

A stopped server is the worst that hangs: the kernel goes on accepting connections for it, and nothing
is ever answered.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.servers import free_port, skip_or_fail

# PostgreSQL refuses to run as root.
UNPRIVILEGED_USER = "postgres"


class _OwnServer:
    """A server that runs during the `with`, in a folder of its own."""

    def __init__(self) -> None:
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="newsroom-own-server-"))
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Any:
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *exc: object) -> None:
        self.resume()
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _start(self) -> None:
        raise NotImplementedError

    def hang(self) -> None:
        """Stop all processes of the server."""
        for pid in self._processes():
            os.kill(pid, signal.SIGSTOP)

    def resume(self) -> None:
        """Let them go on."""
        for pid in self._processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)

    def _processes(self) -> list[int]:
        if self.process is None or self.process.poll() is not None:
            return []
        children = subprocess.run(
            ["ps", "--ppid", str(self.process.pid), "-o", "pid="],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        return [self.process.pid, *map(int, children.stdout.split())]

    def _wait(self, answers: Callable[[], object], problems: Iterable[type[Exception]]) -> None:
        deadline = time.monotonic() + 30
        while True:
            try:
                answers()
            except tuple(problems):
                assert self.process
                assert self.process.poll() is None, "the server did not start"
                assert time.monotonic() < deadline, "the server does not answer"
                time.sleep(0.1)
            else:
                return


class OwnPostgres(_OwnServer):
    """`url` is of its database `postgres`, of a superuser without a password."""

    def _start(self) -> None:
        import psycopg

        programs = _postgres_programs()
        user: dict[str, Any] = {}
        if os.getuid() == 0:
            user = {"user": UNPRIVILEGED_USER, "group": UNPRIVILEGED_USER, "extra_groups": []}
            shutil.chown(self.folder, UNPRIVILEGED_USER, UNPRIVILEGED_USER)
        data = self.folder / "data"
        subprocess.run(
            [programs / "initdb", "--no-sync", "--auth=trust", "--username=newsroom",
             "--encoding=UTF8", "--locale=C.UTF-8", str(data)],
            cwd=self.folder, check=True, capture_output=True, timeout=120, **user,
        )  # fmt: skip
        self.process = subprocess.Popen(
            [programs / "postgres", "-D", str(data), "-p", str(self.port), "-h", "127.0.0.1",
             "-k", str(self.folder), "-c", "fsync=off", "-c", "max_connections=40"],
            cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **user,
        )  # fmt: skip
        self.url = f"postgres://newsroom@127.0.0.1:{self.port}/postgres"
        self._wait(lambda: psycopg.connect(self.url).close(), [psycopg.OperationalError])


class OwnRedis(_OwnServer):
    """`url` is of its database 0."""

    def _start(self) -> None:
        from redis import Redis
        from redis.exceptions import ConnectionError as RedisConnectionError

        if not shutil.which("redis-server"):
            skip_or_fail("Redis")
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
             "--appendonly", "no", "--dir", str(self.folder)],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._wait(Redis.from_url(self.url).ping, [RedisConnectionError])


def _postgres_programs() -> Path:
    """The folder of initdb and postgres, of the latest version that is installed."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name)
    )
    if folders:
        return folders[-1]
    if found := shutil.which("postgres"):
        return Path(found).resolve().parent
    skip_or_fail("PostgreSQL (initdb)")
    raise AssertionError
