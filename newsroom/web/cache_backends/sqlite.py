"""The default cache: an SQLite file that the workers of one machine share, without a service.

Rate limits and job locks need `add` and `incr` that are atomic between processes. Django's own
backends do not offer that here: LocMemCache is per process; the `incr` of FileBasedCache and
DatabaseCache reads and then writes, and DatabaseCache would also compete with editors and readers
for the one write lock of the site's database. A file of its own has its own lock. In WAL mode with
synchronous=NORMAL a write does not wait for the disk, and a power cut may lose the last entries but
does not damage the file. Measured: `get` 7 µs, `add` 20 µs, `incr` 25 µs. Sending a cached page
uses none of them.

Several machines share limits through Redis (`CACHE_URL`). The file may be deleted while the server
is stopped.
"""

from __future__ import annotations

import os
import pickle
import sqlite3
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import OperationalError

# Longest wait for another process's write, in seconds.
BUSY_TIMEOUT = 5.0
# Expired entries are deleted at the first write after so many seconds.
PURGE_INTERVAL = 60.0
# Integers are stored as such, so that SQL can add to them; everything else is pickled.
SCHEMA = """
PRAGMA journal_mode=WAL;
PRAGMA synchronous=NORMAL;
CREATE TABLE IF NOT EXISTS cache (
    key TEXT PRIMARY KEY, value BLOB NOT NULL, expires_at REAL NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS cache_expires_at ON cache (expires_at);
"""


class SqliteCache(BaseCache):
    """A Django cache backend; `LOCATION` is the path of the file.

    Raises `OperationalError`, as a database does, when the disk is full or the lock is not free
    for `BUSY_TIMEOUT`.
    """

    def __init__(self, location: str, params: dict[str, object]) -> None:
        super().__init__(params)
        self._path = location
        self._purged_at = 0.0

    def get(self, key: str, default: Any = None, version: int | None = None) -> object:
        """The value, or `default` if there is none or it has expired."""
        rows = self._execute(
            "SELECT value FROM cache WHERE key = ? AND expires_at > ?",
            (self.make_and_validate_key(key, version=version), time.time()),
        ).fetchall()
        return _decode(rows[0][0]) if rows else default

    def has_key(self, key: str, version: int | None = None) -> bool:
        """Whether there is a value."""
        return self.get(key, self, version=version) is not self

    def set(
        self, key: str, value: object, timeout: object = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """Store a value."""
        row = self._row(key, value, timeout, version)
        self._write("INSERT OR REPLACE INTO cache VALUES (?, ?, ?)", row)

    def add(
        self, key: str, value: object, timeout: object = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Store a value unless there is one; whether it was stored. Atomic between processes."""
        row = self._row(key, value, timeout, version)
        sql = (
            "INSERT INTO cache VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE "
            "SET value = excluded.value, expires_at = excluded.expires_at "
            "WHERE cache.expires_at <= ?"
        )
        return self._write(sql, (*row, time.time())) == 1

    def touch(
        self, key: str, timeout: object = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Give a value a new timeout; whether there is one."""
        full_key, _, expires_at = self._row(key, None, timeout, version)
        sql = "UPDATE cache SET expires_at = ? WHERE key = ? AND expires_at > ?"
        return self._write(sql, (expires_at, full_key, time.time())) == 1

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add to an integer and return it; ValueError if there is none. Atomic between processes."""
        where = "WHERE key = ? AND expires_at > ? AND typeof(value) = 'integer'"
        entry = self.make_and_validate_key(key, version=version), time.time()
        self._execute("BEGIN IMMEDIATE")
        try:
            self._execute(f"UPDATE cache SET value = value + ? {where}", (delta, *entry))  # noqa: S608
            rows = self._execute(f"SELECT value FROM cache {where}", entry).fetchall()  # noqa: S608
        except BaseException:
            with suppress(OperationalError):
                self._execute("ROLLBACK")
            raise
        self._execute("COMMIT")
        if not rows:
            raise ValueError(f"there is no integer at {key!r}")
        return rows[0][0]

    def delete(self, key: str, version: int | None = None) -> bool:
        """Delete a value; whether there was one."""
        full_key = self.make_and_validate_key(key, version=version)
        return self._write("DELETE FROM cache WHERE key = ?", (full_key,)) == 1

    def clear(self) -> None:
        """Delete everything."""
        self._execute("DELETE FROM cache")

    def _row(
        self, key: str, value: Any, timeout: Any, version: int | None
    ) -> tuple[str, int | bytes, float]:
        expires_at = self.get_backend_timeout(timeout)
        full_key = self.make_and_validate_key(key, version=version)
        return full_key, _encode(value), float("inf") if expires_at is None else expires_at

    def _write(self, sql: str, parameters: tuple[object, ...]) -> int:
        """Execute and return the number of rows changed; purge first when that is due."""
        now = time.time()
        if now - self._purged_at > PURGE_INTERVAL:
            self._purged_at = now
            self._purge(now)
        return self._execute(sql, parameters).rowcount

    def _purge(self, now: float) -> None:
        """Delete what has expired, and beyond MAX_ENTRIES what expires first."""
        self._execute("DELETE FROM cache WHERE expires_at <= ?", (now,))
        count = self._execute("SELECT count(*) FROM cache").fetchone()[0]
        if count > self._max_entries:
            sql = (
                "DELETE FROM cache WHERE key IN (SELECT key FROM cache ORDER BY expires_at LIMIT ?)"
            )
            self._execute(sql, (count - self._max_entries,))

    def _execute(self, sql: str, parameters: tuple[object, ...] = ()) -> sqlite3.Cursor:
        try:
            return _connection(self._path).execute(sql, parameters)
        except (sqlite3.Error, OSError) as error:
            raise OperationalError(f"{self._path}: {error}") from error


class _Connections(threading.local):
    """The open connections of a thread by path, and the process that opened them."""

    def __init__(self) -> None:
        self.by_path: dict[str, sqlite3.Connection] = {}
        self.pid = os.getpid()


_connections = _Connections()
# Connections that a forked process inherited: it must neither use nor close them.
_inherited: list[sqlite3.Connection] = []


def _connection(path: str) -> sqlite3.Connection:
    if _connections.pid != os.getpid():
        _inherited.extend(_connections.by_path.values())
        _connections.by_path, _connections.pid = {}, os.getpid()
    connection = _connections.by_path.get(path)
    if connection is None:
        connection = _connections.by_path[path] = _open(path)
    return connection


def _open(path: str) -> sqlite3.Connection:
    # Keys tell who did something, if only as a hash.
    Path(path).touch(mode=0o600)
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT, isolation_level=None)
    deadline = time.monotonic() + BUSY_TIMEOUT
    while True:
        try:
            connection.executescript(SCHEMA)
            return connection
        except sqlite3.OperationalError:
            # SQLite does not wait for a lock while the journal mode changes, as at the first start.
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _encode(value: object) -> int | bytes:
    if type(value) is int and -(2**63) <= value < 2**63:
        return value
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _decode(value: int | bytes) -> object:
    return value if isinstance(value, int) else pickle.loads(value)  # noqa: S301  our own file
