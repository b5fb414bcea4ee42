"""Real servers for tests: web nodes with several workers, and a desk that writes beside them."""

from __future__ import annotations

import http.client
import json
import os
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
# Reads a line of JSON with Python in it, does it, answers with the time it was done.
DESK = """
import json, sys, time, django
django.setup()
from datetime import timedelta
from django.utils import timezone
from newsroom.articles import desk
from newsroom.articles.models import *
from newsroom.comments import services
from newsroom.comments.models import Comment
from newsroom.site.models import SiteIdentity
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


def environment(folder: Path, port: int, **more: str) -> dict[str, str]:
    """What a node of its own, with its data in `folder`, is told."""
    unwanted = ("DATABASE_URL", "CACHE_URL", "NEWSROOM_HOSTS", "DJANGO_ALLOW_ASYNC_UNSAFE")
    told = {name: value for name, value in os.environ.items() if name not in unwanted}
    return {
        **told,
        "NEWSROOM_DATA": str(folder),
        "NEWSROOM_URL": f"http://127.0.0.1:{port}",
        "NEWSROOM_SECRET_KEY": "only-for-tests-" + "y" * 50,
        "DJANGO_SETTINGS_MODULE": "tests.node_settings",
        "PYTHONPATH": str(ROOT),
        **more,
    }


def missing(service: str) -> None:
    """Skip the test, or fail it where the services are required."""
    if os.environ.get("NEWSROOM_REQUIRE_SERVICES") == "1":
        pytest.fail(f"{service} is required here and does not answer")
    pytest.skip(f"no {service} server is running")


class Node:
    """A web server with several workers."""

    def __init__(
        self, told: dict[str, str], workers: int, port: int | None = None, *options: str
    ) -> None:
        self.port = port or int(told["NEWSROOM_URL"].rpartition(":")[2])
        self.process = subprocess.Popen(
            [sys.executable, "-m", "granian", "newsroom.config.wsgi:application",
             "--interface", "wsgi", "--port", str(self.port), "--workers", str(workers),
             "--blocking-threads", "1", "--no-ws", "--log-level", "warning", *options],
            cwd=ROOT, env=told, start_new_session=True,
        )  # fmt: skip
        self._wait()

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
        """Ask over a connection of its own, so that any of the workers may answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", quote(path, safe="/?=&%"), headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def stop(self) -> int:
        """End the server gently; its answer."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)

    def kill(self) -> None:
        """End the server and its workers as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)


class Desk:
    """A process of the newsroom's that writes into the same database."""

    def __init__(self, told: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", DESK],
            cwd=ROOT, env=told, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def do(self, code: str) -> tuple[float, Any]:
        """Run Python there; the time it was done, and what it left in `value`."""
        assert self.process.stdin
        assert self.process.stdout
        print(json.dumps(code), file=self.process.stdin, flush=True)
        line = self.process.stdout.readline()
        assert line, f"the desk failed at: {code}"
        answer = json.loads(line)
        return answer["at"], answer["value"]

    def stop(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(10)


def migrate(told: dict[str, str]) -> None:
    """Make the tables."""
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT, env=told, check=True, timeout=120,
    )  # fmt: skip


class PostgresDatabase:
    """A database of its own on the tests' PostgreSQL server, for the time of a `with`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.url = f"{POSTGRES.rpartition('/')[0]}/{name}"

    def __enter__(self) -> str:
        import psycopg

        try:
            self.server = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3)
        except psycopg.OperationalError:
            missing("PostgreSQL")
        self._drop()
        self.server.execute(f'CREATE DATABASE "{self.name}"')
        return self.url

    def __exit__(self, *exc: object) -> None:
        self._drop()
        self.server.close()

    def _drop(self) -> None:
        self.server.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
