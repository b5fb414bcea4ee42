"""The first start and later ones: `manage.py serve` in a process of its own."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.servers import POSTGRES, ROOT, PostgresDatabase, free_port, node_env

pytestmark = pytest.mark.slow
# Given to `node_env`, so that the settings of production are used.
SETTINGS = "newsroom.config.settings"


def manage(env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def prepare(env: dict[str, str]) -> str:
    """Start without serving; returns the output."""
    result = manage(env, "serve", "--prepare-only", "--port", "8999")
    assert result.returncode == 0, result.stderr
    return result.stdout


def site_environment(folder: Path, **variables: str) -> dict[str, str]:
    env = node_env(folder, free_port(), DJANGO_SETTINGS_MODULE=SETTINGS)
    # Without it, the secret key is generated and stored, as on a new machine.
    env.pop("NEWSROOM_SECRET_KEY")
    return {**env, "NEWSROOM_URL": "http://127.0.0.1:8999", **variables}


def row_count(folder: Path, table: str) -> int:
    with closing(sqlite3.connect(folder / "newsroom.sqlite3")) as database:
        return database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]  # noqa: S608


def snapshot(folder: Path) -> dict[str, tuple[int, str]]:
    """Time of change and checksum of every file, without the cache and temporary ones of SQLite."""
    return {
        str(path.relative_to(folder)): (
            path.stat().st_mtime_ns,
            hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in folder.rglob("*")
        if path.is_file()
        and not path.name.endswith(("-wal", "-shm"))
        and path.name != "cache.sqlite3"
    }


@pytest.mark.parametrize(("demo", "articles"), [("1", 19), ("0", 0)])
def test_the_first_start_prepares_the_site_and_the_second_changes_nothing(
    tmp_path: Path, demo: str, articles: int
) -> None:
    first = prepare(site_environment(tmp_path, NEWSROOM_DEMO=demo))
    assert "http://127.0.0.1:8999/admin/" in first
    password = (tmp_path / "first-login.txt").read_text().split()[1]
    assert f"ชื่อ admin  รหัสผ่าน {password}" in first
    assert row_count(tmp_path, "articles_article") == articles
    before = (tmp_path / "first-login.txt").read_text()
    assert (tmp_path / "first-login.txt").stat().st_mode & 0o077 == 0
    files = snapshot(tmp_path)
    second = prepare(site_environment(tmp_path, NEWSROOM_DEMO="1"))
    assert "ใส่ข่าวตัวอย่าง" not in second
    assert password not in second
    assert row_count(tmp_path, "articles_article") == articles
    assert (tmp_path / "first-login.txt").read_text() == before
    assert row_count(tmp_path, "accounts_user") == 1
    assert snapshot(tmp_path) == files


def test_a_later_start_needs_no_write_lock(tmp_path: Path) -> None:
    """Neither the preparation nor the housekeeping waits for a long write, such as `reindex`."""
    env = site_environment(tmp_path, NEWSROOM_DEMO="0")
    prepare(env)
    # What the first start leaves to it, such as the cards of the first pages.
    manage(env, "housekeeping")
    files = snapshot(tmp_path)
    database = sqlite3.connect(tmp_path / "newsroom.sqlite3", isolation_level=None)
    with closing(database):
        database.execute("BEGIN IMMEDIATE")
        prepare(env)
        assert manage(env, "housekeeping").stderr == ""
        database.execute("ROLLBACK")
    assert snapshot(tmp_path) == files


def test_a_later_start_works_for_a_read_only_database_user(tmp_path: Path) -> None:
    import psycopg

    with PostgresDatabase("newsroom_test_read_only") as url:
        name = url.rpartition("/")[2]
        env = site_environment(tmp_path, NEWSROOM_DEMO="0", DATABASE_URL=url)
        prepare(env)
        manage(env, "housekeeping")
        with psycopg.connect(POSTGRES, autocommit=True) as server:
            server.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        files = snapshot(tmp_path)
        prepare(env)
        assert manage(env, "housekeeping").stderr == ""
        assert snapshot(tmp_path) == files


def test_an_unreachable_database_is_reported_in_thai(tmp_path: Path) -> None:
    url = "postgres://nobody@127.0.0.1:1/none"
    result = manage(site_environment(tmp_path, DATABASE_URL=url), "serve", "--prepare-only")
    assert result.returncode == 1
    assert "ต่อฐานข้อมูลไม่ได้" in result.stderr
    assert "Traceback" not in result.stderr
