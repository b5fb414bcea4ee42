"""Snapshots of a PostgreSQL database by `pg_dump`, in the state that the row counts are read in."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connections
from django.db.backends.postgresql.client import DatabaseClient

from newsroom.backup.databases.snapshot import Query, Snapshot, count_rows, read_snapshot
from newsroom.backup.errors import BackupError, ProofNotAllowedError

DUMP_NAME = "database.pgdump"
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
# Empties the schema but for what belongs to an extension. A server that still serves holds locks.
_EMPTY_SCHEMA = """
SET lock_timeout = '10s';
DO $$
DECLARE item record;
BEGIN
  FOR item IN
    SELECT c.oid, c.relname AS name, CASE c.relkind
        WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE'
      END AS kind
    FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('e', 'i'))
  LOOP
    EXECUTE format('DROP %s IF EXISTS %I CASCADE', item.kind, item.name);
  END LOOP;
  FOR item IN
    SELECT p.oid::regprocedure AS name FROM pg_proc p
    WHERE p.pronamespace = current_schema()::regnamespace
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  LOOP
    EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', item.name);
  END LOOP;
END $$;
"""
# After the dump, in its transaction: whatever has another number of rows than `rows` says is undone.
_COUNT_ROWS = """
RESET search_path;
SELECT set_config('newsroom.rows', :'rows', true);
DO $$
DECLARE item record; counted bigint;
BEGIN
  FOR item IN SELECT key, value::bigint FROM json_each_text(current_setting('newsroom.rows')::json)
  LOOP
    EXECUTE format('SELECT count(*) FROM %I', item.key) INTO counted;
    IF counted <> item.value THEN
      RAISE EXCEPTION 'จำนวนแถวของ % ไม่ตรงกับตอนสำรอง', item.key;
    END IF;
  END LOOP;
END $$;
"""
_INSUFFICIENT_PRIVILEGE = "42501"


@contextmanager
def take_snapshot(folder: Path) -> Iterator[Snapshot]:
    """Dump the database into `folder`; dump and counts see the same exported snapshot."""
    dump = folder / DUMP_NAME
    database = connections.create_connection("default")
    try:
        database.set_autocommit(False)
        with database.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot_id = cursor.fetchone()[0]
            _run(
                "pg_dump", "--format=custom", "--no-owner", "--no-acl", "--no-comments",
                f"--snapshot={snapshot_id}", f"--file={dump}",
            )  # fmt: skip
            query = _query(cursor)
            snapshot = read_snapshot(dump, [row[0] for row in query(_TABLES)], query)
    except DatabaseError as error:
        raise BackupError(f"อ่านฐานข้อมูลไม่สำเร็จ: {error}") from error
    finally:
        database.close()
    yield snapshot


def prove(dump: Path) -> dict[str, int]:
    """Restore the dump into a database of its own, count the rows by table, and drop it."""
    name = f"newsroom_proof_{secrets.token_hex(6)}"
    server = connections.create_connection("default")
    try:
        with server.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
            try:
                _restore_into(name, dump, dump.parent, {})
                return _count_rows_of(name)
            finally:
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", None) == _INSUFFICIENT_PRIVILEGE:
            raise ProofNotAllowedError("ทดลองกู้คืนไม่ได้ ผู้ใช้ฐานข้อมูลต้องมีสิทธิ์ CREATEDB") from error
        raise BackupError(f"ทดลองกู้คืนไม่ได้: {error}") from error
    finally:
        server.close()


def may_prove() -> bool:
    """Whether the database user may create the database in which a backup is proved."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
        return bool(cursor.fetchone()[0])


def restore(dump: Path, folder: Path, rows: dict[str, int]) -> None:
    """Replace the database by the dump, with so many `rows` by table, in one transaction."""
    connections["default"].close()
    _restore_into(connections["default"].settings_dict["NAME"], dump, folder, rows)


def live_folder() -> None:
    """The disk of the server is its own; a full one rolls the transaction back."""
    return


def _restore_into(name: str, dump: Path, folder: Path, rows: dict[str, int]) -> None:
    script, prelude = folder / "restore.sql", folder / "empty-schema.sql"
    count = folder / "count-rows.sql"
    _run(
        "pg_restore",
        "--no-owner",
        "--no-acl",
        "--no-comments",
        f"--file={script}",
        str(dump),
        connect=False,
    )
    prelude.write_text(_EMPTY_SCHEMA, encoding="ascii")
    count.write_text(_COUNT_ROWS, encoding="utf-8")
    _run(
        "psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1",
        f"--set=rows={json.dumps(rows)}", f"--file={prelude}", f"--file={script}",
        f"--file={count}", database=name, output=subprocess.DEVNULL,
    )  # fmt: skip


def _count_rows_of(name: str) -> dict[str, int]:
    settings = {**connections["default"].settings_dict, "NAME": name}
    database = type(connections["default"])(settings, "default")
    try:
        with database.cursor() as cursor:
            query = _query(cursor)
            return count_rows([row[0] for row in query(_TABLES)], query)
    finally:
        database.close()


def _query(cursor: Any) -> Query:
    def query(sql: str) -> list[Any]:
        cursor.execute(sql)
        return cursor.fetchall()

    return query


def _run(
    program: str,
    *arguments: str,
    database: str | None = None,
    connect: bool = True,
    output: int | None = None,
) -> None:
    """Run a program of PostgreSQL's client. Raises `BackupError` with its last lines."""
    command, env = [program, *arguments], dict(os.environ)
    if connect:
        settings = dict(connections["default"].settings_dict)
        settings["NAME"] = database or settings["NAME"]
        connection_arguments, more = DatabaseClient.settings_to_cmd_args_env(settings, [])
        command += connection_arguments[1:]
        env |= {name: str(value) for name, value in (more or {}).items()}
    try:
        result = subprocess.run(  # noqa: S603
            command, env=env, stdout=output, stderr=subprocess.PIPE, text=True, check=False
        )
    except FileNotFoundError as error:
        raise BackupError(f"ไม่พบโปรแกรม {program} (แพ็กเกจ postgresql-client)") from error
    if result.returncode:
        reason = " ".join(result.stderr.strip().splitlines()[-3:])
        raise BackupError(f"{program} ทำไม่สำเร็จ: {reason}")
