"""Snapshots of a SQLite database by its online backup, which never waits for writers nor stops them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db import connection

from newsroom.backup.databases.snapshot import Snapshot, count_rows, read_snapshot
from newsroom.backup.errors import BackupError

DUMP_NAME = "database.sqlite3"
BUSY_TIMEOUT_SECONDS = 20
# Without virtual ones (the search index), whose contents stand in tables of their own.
_TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' "
    "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL %'"
)


@contextmanager
def take_snapshot(folder: Path) -> Iterator[Snapshot]:
    """Copy the database into `folder`, in one step and thus in one state."""
    dump = folder / DUMP_NAME
    try:
        with closing(_open(_live_path(), "ro")) as source, closing(_open(dump, "rwc")) as target:
            source.backup(target)
            # One file, without a write-ahead log beside it.
            target.execute("PRAGMA journal_mode=DELETE")
            snapshot = read_snapshot(dump, _tables(target), lambda sql: target.execute(sql))
    except sqlite3.Error as error:
        raise BackupError(f"คัดลอกฐานข้อมูลไม่สำเร็จ: {error}") from error
    yield snapshot


def prove(dump: Path) -> dict[str, int]:
    """Open the dump, check its structure and references, and count the rows by table."""
    try:
        with closing(_open(dump, "ro")) as database:
            problems = [row[0] for row in database.execute("PRAGMA quick_check(5)")]
            if problems != ["ok"]:
                raise BackupError(f"ฐานข้อมูลในไฟล์สำรองเสียหาย: {'; '.join(problems)}")
            if database.execute("PRAGMA foreign_key_check").fetchone():
                raise BackupError("ฐานข้อมูลในไฟล์สำรองมีแถวที่อ้างถึงสิ่งที่ไม่มี")
            return count_rows(_tables(database), lambda sql: database.execute(sql))
    except sqlite3.Error as error:
        raise BackupError(f"ฐานข้อมูลในไฟล์สำรองเปิดไม่ได้: {error}") from error


def may_prove() -> bool:
    """Opening a copy needs no right."""
    return True


def restore(dump: Path, _: Path, rows: dict[str, int]) -> None:
    """Write the dump over the live database in one transaction: all of it or nothing.

    `rows` need not be counted again: `prove` has opened this very file.
    """
    connection.close()
    path = _live_path()
    path.touch(mode=0o600)
    try:
        with closing(_open(dump, "ro")) as source, closing(_open(path, "rw")) as target:
            target.execute("PRAGMA journal_mode=WAL")
            target.execute("PRAGMA synchronous=FULL")
            source.backup(target)
            target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as error:
        raise BackupError(f"เขียนฐานข้อมูลไม่สำเร็จ ข้อมูลเดิมยังอยู่ครบ: {error}") from error


def live_folder() -> Path:
    """The folder whose disk the database needs."""
    return _live_path().parent


def _live_path() -> Path:
    return Path(connection.settings_dict["NAME"])


def _open(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"file:{quote(str(path))}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT_SECONDS, isolation_level=None)


def _tables(database: sqlite3.Connection) -> list[str]:
    rows: list[Any] = database.execute(_TABLES).fetchall()
    return [row[0] for row in rows]
