"""The cache that the workers of one machine share."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import CacheKeyWarning, caches
from django.db import OperationalError

from newsroom.web.cache_backends import sqlite
from newsroom.web.cache_backends.sqlite import SqliteCache

ROOT = Path(__file__).parents[3]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache.sqlite3"


@pytest.fixture
def shared(path: Path) -> SqliteCache:
    return SqliteCache(str(path), {"OPTIONS": {"MAX_ENTRIES": 20}})


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Makes time pass: `clock(seconds)`."""
    now = [time.time()]
    monkeypatch.setattr(time, "time", lambda: now[0])

    def advance(seconds: float) -> None:
        now[0] += seconds

    return advance


def run_python(code: str, count: int, path: Path) -> list[str]:
    """The outputs of so many processes that run the code at the same time, in which `cache` is set."""
    prelude = (
        "import sys, django; from django.conf import settings; settings.configure();"
        "from newsroom.web.cache_backends.sqlite import SqliteCache;"
        f"cache = SqliteCache({str(path)!r}, {{}})\n"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", prelude + code], cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )
        for _ in range(count)
    ]  # fmt: skip
    outputs = [process.communicate(timeout=60)[0] for process in processes]
    assert [process.returncode for process in processes] == [0] * count
    return outputs


def test_it_is_the_sites_default_cache() -> None:
    assert isinstance(caches["default"], SqliteCache)


@pytest.mark.parametrize(
    "value", [0, -1, 2**63 - 1, 2**63, -(2**70), True, None, 1.5, "๑", b"\0", [1, {"a": (2,)}]]
)
def test_a_value_comes_back_as_it_was(shared: SqliteCache, value: Any) -> None:
    shared.set("key", value)
    assert shared.get("key", "default") == value
    assert type(shared.get("key")) is type(value)
    assert shared.has_key("key")
    shared.set("key", "another")
    assert shared.get("key") == "another"
    assert shared.delete("key")
    assert not shared.delete("key")
    assert shared.get("key", "default") == "default"


def test_values_expire(shared: SqliteCache, clock: Callable[[float], None]) -> None:
    shared.set("short", 1, timeout=10)
    shared.set("forever", 2, timeout=None)
    shared.set("never", 3, timeout=0)
    assert shared.get_many(["short", "forever", "never"]) == {"short": 1, "forever": 2}
    assert shared.touch("short", timeout=20)
    clock(15)
    assert shared.get("short") == 1
    clock(15)
    assert not shared.has_key("short")
    assert not shared.touch("short")
    assert shared.get("forever") == 2
    with pytest.raises(ValueError, match="no integer"):
        shared.incr("short")


def test_add_stores_only_where_nothing_is(
    shared: SqliteCache, clock: Callable[[float], None]
) -> None:
    assert shared.add("key", 1, timeout=10)
    assert not shared.add("key", 2, timeout=10)
    assert shared.get("key") == 1
    clock(11)
    assert shared.add("key", 3, timeout=10)
    assert shared.get("key") == 3


def test_integers_are_counted_and_nothing_else(shared: SqliteCache) -> None:
    shared.set("count", 5)
    assert [shared.incr("count"), shared.incr("count", 10), shared.decr("count")] == [6, 16, 15]
    shared.set("text", "5")
    for key in ("text", "missing"):
        with pytest.raises(ValueError, match="no integer"):
            shared.incr(key)
    assert shared.get("text") == "5"


def test_versions_and_prefixes_are_kept_apart(path: Path) -> None:
    one, two = SqliteCache(str(path), {}), SqliteCache(str(path), {"KEY_PREFIX": "two"})
    one.set("key", 1)
    one.set("key", 2, version=2)
    assert (one.get("key"), one.get("key", version=2), two.get("key")) == (1, 2, None)
    two.clear()
    assert one.get("key") is None


def test_expired_entries_and_those_beyond_the_limit_are_purged(
    shared: SqliteCache, path: Path, clock: Callable[[float], None]
) -> None:
    def entry_count() -> int:
        with closing(sqlite3.connect(path)) as connection:
            return connection.execute("SELECT count(*) FROM cache").fetchone()[0]

    for number in range(30):
        shared.set(f"short-{number}", number, timeout=10)
    assert entry_count() == 30
    clock(sqlite.PURGE_INTERVAL + 1)
    for number in range(30):
        shared.set(f"long-{number}", number, timeout=1000 + number)
    assert entry_count() == 30
    clock(sqlite.PURGE_INTERVAL + 1)
    shared.set("last", 1, timeout=5000)
    assert entry_count() == 21
    assert not shared.has_key("long-9")
    assert shared.has_key("long-10")


def test_counting_and_adding_are_atomic_between_processes(path: Path) -> None:
    code = (
        "won = sum(cache.add(f'job-{number}', 1) for number in range(100))\n"
        "cache.add('count', 0)\n"
        "for _ in range(300): cache.incr('count')\n"
        "print(won)"
    )
    outputs = run_python(code, 3, path)
    assert sum(map(int, outputs)) == 100
    assert SqliteCache(str(path), {}).get("count") == 900


def test_threads_have_connections_of_their_own(shared: SqliteCache) -> None:
    shared.set("count", 0)
    threads = [
        threading.Thread(target=lambda: [shared.incr("count") for _ in range(50)]) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert shared.get("count") == 200


def test_a_forked_process_opens_a_connection_of_its_own(path: Path) -> None:
    code = (
        "import os\n"
        "cache.set('count', 1)\n"
        "pid = os.fork()\n"
        "cache.incr('count')\n"
        "if pid:\n"
        "    assert os.waitpid(pid, 0)[1] == 0\n"
        "    print(cache.get('count'))"
    )
    assert [output.strip() for output in run_python(code, 1, path)] == ["3"]


def test_only_the_owner_may_read_the_file(shared: SqliteCache, path: Path) -> None:
    shared.set("key", 1)
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_what_the_disk_refuses_is_an_operational_error(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error page is then a 503, as for the site's database."""
    broken = SqliteCache(str(path.parent / "missing" / "cache.sqlite3"), {})
    with pytest.raises(OperationalError):
        broken.set("key", 1)
    shared = SqliteCache(str(path), {})
    shared.set("count", 1)
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT", 0.05)
    sqlite._connections.by_path.pop(str(path)).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        for write in (lambda: shared.incr("count"), lambda: shared.add("other", 1)):
            with pytest.raises(OperationalError, match="locked"):
                write()
        assert shared.get("count") == 1
        writer.execute("ROLLBACK")
    assert shared.incr("count") == 2


def test_a_key_that_other_backends_refuse_gives_a_warning(shared: SqliteCache) -> None:
    with pytest.warns(CacheKeyWarning):
        shared.set("a key", 1)
