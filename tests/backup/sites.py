"""Sites in folders of their own, run by processes, and all that is in them."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import environ

from tests.servers import ROOT, node_env

# Django's content types and permissions are made by `migrate`, in any order.
FILL = """
from tests import builders
import datetime
for number in range(12):
    article = builders.published_article(lead_photo=builders.photo(shade=number))
    builders.visible_comment(article)
    builders.correction(article)
builders.draft_article(); builders.withdrawn_article(); builders.admin_user()
value = None
"""


def site(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a site with its data in `folder`."""
    return node_env(folder, 8999, **more)


def manage(env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=180,
    )  # fmt: skip


def succeed(env: dict[str, str], *arguments: str) -> str:
    """Run a command that must succeed; its output."""
    result = manage(env, *arguments)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def refuse(env: dict[str, str], *arguments: str) -> str:
    """Run a command that must fail with a sentence and without a traceback; the sentence."""
    result = manage(env, *arguments)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    return result.stderr


def all_rows(env: dict[str, str]) -> dict[str, list[str]]:
    """Every row of every table but the page cache's counter, by table, in a fixed order."""
    with _connect(env) as database:
        tables = _tables(database)
        return {
            table: sorted(repr(tuple(row)) for row in database.execute(f'SELECT * FROM "{table}"'))  # noqa: S608
            for table in sorted(tables)
            if table != "web_cachegeneration"
        }


def all_files(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below `folder`."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def contents(env: dict[str, str]) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Every row and every photo file of a site."""
    return all_rows(env), all_files(Path(env["NEWSROOM_DATA"]) / "media")


def with_manifest(file: Path, target: Path, **changes: object) -> Path:
    """A copy of a backup with another manifest."""
    with zipfile.ZipFile(file) as archive, zipfile.ZipFile(target, "w") as changed:
        for name in archive.namelist():
            data = archive.read(name)
            if name == "manifest.json":
                data = json.dumps({**json.loads(data), **changes}).encode()
            changed.writestr(name, data)
    return target


def _connect(env: dict[str, str]) -> Any:
    if url := env.get("DATABASE_URL"):
        import psycopg

        settings = environ.Env.db_url_config(url)
        return psycopg.connect(
            host=settings["HOST"], user=settings["USER"], dbname=settings["NAME"],
            password=settings["PASSWORD"] or None, port=settings["PORT"] or None,
        )  # fmt: skip
    import sqlite3

    return sqlite3.connect(Path(env["NEWSROOM_DATA"]) / "newsroom.sqlite3")


def _tables(database: Any) -> list[str]:
    if type(database).__module__.startswith("psycopg"):
        sql = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    else:
        sql = (
            "SELECT name FROM sqlite_master WHERE type = 'table' "
            "AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL %'"
        )
    return [row[0] for row in database.execute(sql)]
