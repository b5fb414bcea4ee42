"""The first start and the second: `manage.py serve` in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]


def prepare(folder: Path, demo: str) -> str:
    environment = {
        **os.environ,
        "NEWSROOM_DATA": str(folder),
        "NEWSROOM_DEMO": demo,
        "NEWSROOM_URL": "http://127.0.0.1:8999",
        "DJANGO_SETTINGS_MODULE": "newsroom.config.settings",
    }
    for name in ("DATABASE_URL", "NEWSROOM_HOSTS", "DJANGO_ALLOW_ASYNC_UNSAFE"):
        environment.pop(name, None)
    run = subprocess.run(
        [sys.executable, "manage.py", "serve", "--prepare-only", "--port", "8999"],
        cwd=ROOT, env=environment, capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout.decode()


def count(folder: Path, table: str) -> int:
    import sqlite3

    with sqlite3.connect(folder / "newsroom.sqlite3") as database:
        return database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]  # noqa: S608


@pytest.mark.parametrize(("demo", "stories"), [("1", 18), ("0", 0)])
def test_the_second_start_touches_no_data(tmp_path: Path, demo: str, stories: int) -> None:
    first = prepare(tmp_path, demo)
    assert "http://127.0.0.1:8999/admin/" in first
    assert "ชื่อ admin" in first
    assert count(tmp_path, "articles_article") == stories
    before = (tmp_path / "first-login.txt").read_text()
    assert (tmp_path / "first-login.txt").stat().st_mode & 0o077 == 0
    second = prepare(tmp_path, "1")
    assert "ใส่ข่าวตัวอย่าง" not in second
    assert count(tmp_path, "articles_article") == stories
    assert (tmp_path / "first-login.txt").read_text() == before
    assert count(tmp_path, "accounts_user") == 1


def test_a_database_that_is_not_there_is_told_in_thai(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "NEWSROOM_DATA": str(tmp_path),
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
        "DJANGO_SETTINGS_MODULE": "newsroom.config.settings",
    }
    run = subprocess.run(
        [sys.executable, "manage.py", "serve", "--prepare-only"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert run.returncode == 1
    assert "ต่อฐานข้อมูลไม่ได้" in run.stderr.decode()
    assert "Traceback" not in run.stderr.decode()
