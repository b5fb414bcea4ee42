"""Processes for tests: web servers with several workers, and a shell that writes beside them."""

from __future__ import annotations

import fcntl
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

ROOT = Path(__file__).parent.parent
POSTGRES = os.environ.get("NEWSROOM_TEST_POSTGRES", "postgres://root@127.0.0.1/postgres")
REDIS = os.environ.get("NEWSROOM_TEST_REDIS_URL", "redis://127.0.0.1:6379/9")
# Executes each line of input, JSON of Python code; prints when it was done and `value`.
SHELL = """
import json, sys, time, django
django.setup()
from datetime import timedelta
from django.utils import timezone
from newsroom.articles.workflow import transitions
from newsroom.articles.models import *
from newsroom.comments import services
from newsroom.comments.models import Comment
from newsroom.site.models import SiteSettings
from tests import builders
names = dict(globals())
for line in sys.stdin:
    exec(json.loads(line), names)
    print(json.dumps({"at": time.time(), "value": names.get("value")}), flush=True)
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def node_env(folder: Path, port: int, **more: str) -> dict[str, str]:
    """The environment variables of a node whose data is in `folder`."""
    removed = (
        "DATABASE_URL", "CACHE_URL", "NEWSROOM_HOSTS", "DJANGO_ALLOW_ASYNC_UNSAFE",
        "PYTHONDONTWRITEBYTECODE",
    )  # fmt: skip
    inherited = {name: value for name, value in os.environ.items() if name not in removed}
    return {
        **inherited,
        "NEWSROOM_DATA": str(folder),
        "NEWSROOM_URL": f"http://127.0.0.1:{port}",
        "NEWSROOM_SECRET_KEY": "only-for-tests-" + "y" * 50,
        "DJANGO_SETTINGS_MODULE": "tests.node_settings",
        "PYTHONPATH": str(ROOT),
        **more,
    }


def skip_or_fail(service: str) -> None:
    """Skip the test because a service is missing; fail where NEWSROOM_REQUIRE_SERVICES=1."""
    if os.environ.get("NEWSROOM_REQUIRE_SERVICES") == "1":
        pytest.fail(f"{service} is required here and does not answer")
    pytest.skip(f"{service} is not here")


class Node:
    """A web server with several workers."""

    def __init__(
        self,
        env: dict[str, str],
        workers: int,
        port: int | None = None,
        application: str = "newsroom.config.front:application",
    ) -> None:
        self.port = port or int(env["NEWSROOM_URL"].rpartition(":")[2])
        self.process = self.start(env, workers, self.port, application=application)
        self._wait()

    @staticmethod
    def start(
        env: dict[str, str],
        workers: int,
        port: int,
        application: str = "newsroom.config.front:application",
    ) -> subprocess.Popen[bytes]:
        """Start the server; it does not listen yet."""
        return subprocess.Popen(
            [sys.executable, "-m", "newsroom.web.front.supervisor", "127.0.0.1", str(port),
             str(workers), application],
            cwd=ROOT, env=env, start_new_session=True,
        )  # fmt: skip

    def _wait(self) -> None:
        for _ in range(300):
            try:
                self.get("/robots.txt")
                return
            except OSError:
                assert self.process.poll() is None, "the server did not start"
                time.sleep(0.1)
        pytest.fail("the server did not answer within 30 s")

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Status and body; over a new connection, so that any of the workers may respond."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", quote(path, safe="/?=&%"), headers=headers)
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def stop(self) -> int:
        """Shut the server down gracefully; its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)

    def kill(self) -> None:
        """Kill the server and its workers, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)


class ShellProcess:
    """Another process of the site, on the same database, in which a test runs Python code."""

    def __init__(self, env: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", SHELL],
            cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def run(self, code: str) -> tuple[float, Any]:
        """Run code; the Unix time when it was done, and what it left in `value`."""
        assert self.process.stdin
        assert self.process.stdout
        print(json.dumps(code), file=self.process.stdin, flush=True)
        line = self.process.stdout.readline()
        assert line, f"this code failed: {code}"
        result = json.loads(line)
        return result["at"], result["value"]

    def stop(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(10)


def migrate(env: dict[str, str]) -> None:
    """Create the tables of a new, empty site.

    The migrations run once in a test run for each kind of database; each site gets a copy.
    """
    folder, url = Path(env["NEWSROOM_DATA"]), env.get("DATABASE_URL", "")
    shared = os.environ.get("NEWSROOM_TEST_SHARED")
    if not shared or (folder.exists() and any(folder.iterdir())):
        run_migrations(env)
        return
    with Path(shared, "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if url:
            _copy_postgres(env, url, f"newsroom_migrated_{Path(shared).name[-8:]}", Path(shared))
        else:
            _copy_folder(env, folder, Path(shared))


def _copy_folder(env: dict[str, str], folder: Path, shared: Path) -> None:
    migrated, unfinished = shared / "migrated", shared / "unfinished"
    if not migrated.exists():
        run_migrations({**env, "NEWSROOM_DATA": str(unfinished)})
        unfinished.rename(migrated)
    shutil.copytree(migrated, folder, dirs_exist_ok=True)


def _copy_postgres(env: dict[str, str], url: str, template: str, shared: Path) -> None:
    import psycopg

    server, _, name = url.rpartition("/")
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        if not (shared / "postgres").exists():
            connection.execute(f'DROP DATABASE IF EXISTS "{template}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{template}"')
            folder = str(shared / "folder")
            run_migrations({**env, "NEWSROOM_DATA": folder, "DATABASE_URL": f"{server}/{template}"})
            (shared / "postgres").write_text(template)
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def drop_migrated_postgres(shared: Path) -> None:
    """Drop the database from which `migrate` made copies, at the end of the test run."""
    if not (shared / "postgres").exists():
        return
    import psycopg

    template = (shared / "postgres").read_text()
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{template}" WITH (FORCE)')


def run_migrations(env: dict[str, str]) -> None:
    """Bring the tables of a site up to date, with the rows that it has."""
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT, env=env, check=True, timeout=120,
    )  # fmt: skip


class PostgresDatabase:
    """A new database on the tests' PostgreSQL server, of this process, dropped after the `with`."""

    def __init__(self, name: str) -> None:
        self.name = name = f"{name}_{os.getpid()}"
        self.url = f"{POSTGRES.rpartition('/')[0]}/{name}"

    def __enter__(self) -> str:
        import psycopg

        try:
            self.server = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3)
        except psycopg.OperationalError:
            skip_or_fail("PostgreSQL")
        self._drop()
        self.server.execute(f'CREATE DATABASE "{self.name}"')
        return self.url

    def __exit__(self, *exc: object) -> None:
        self._drop()
        self.server.close()

    def _drop(self) -> None:
        self.server.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
