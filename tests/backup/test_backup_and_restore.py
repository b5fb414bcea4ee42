"""`backup` under write load, `restore` in another place, on both databases; every row and file."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.backup import sites
from tests.servers import POSTGRES, ROOT, PostgresDatabase, ShellProcess, migrate

pytestmark = pytest.mark.slow

# Writes until it is killed: each round adds an article with a photo and comments in one
# transaction, and deletes a photo that no article shows, so that rows and files change all the time.
WRITER = """
import itertools, django
django.setup()
from django.db import transaction
from tests import builders
for number in itertools.count(1):
    with transaction.atomic():
        article = builders.published_article(
            headline=f"ข่าวที่ {number}", lead_photo=builders.photo(shade=number, alt=f"ภาพ {number}")
        )
        for _ in range(3):
            builders.visible_comment(article, body=f"ความเห็นของข่าวที่ {number}")
    builders.photo(shade=number + 90_000).delete()
    print(number, flush=True)
"""
# Photos must differ in their bytes for numbers of any size.
SHADES = """
from PIL import Image
import io
def jpeg_bytes(width=64, height=64, shade=0):
    file = io.BytesIO()
    Image.new("RGB", (width, height), (shade % 200, shade // 200 % 200, shade // 40000 * 50)).save(file, "JPEG")
    return file.getvalue()
"""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def two_sites(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """A site with tables, and an empty place for another, each with a database of its own."""
    with ExitStack() as stack:
        envs = []
        for name in ("first", "second"):
            more = {}
            if request.param == "postgresql":
                database = PostgresDatabase(f"newsroom_test_backup_{name}")
                more["DATABASE_URL"] = stack.enter_context(database)
            envs.append(sites.site(tmp_path / name, **more))
        migrate(envs[0])
        yield envs[0], envs[1]


def test_a_backup_under_write_load_is_one_state_and_restores_elsewhere(
    two_sites: tuple[dict[str, str], dict[str, str]], tmp_path: Path
) -> None:
    first, second = two_sites
    file = tmp_path / "site.zip"
    code = WRITER.replace(
        "for number in", SHADES + "builders.jpeg_bytes = jpeg_bytes\nfor number in", 1
    )
    writer = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, env=first, stdout=subprocess.PIPE, text=True
    )
    try:
        assert writer.stdout
        for _ in range(5):
            assert writer.stdout.readline(), "the writer failed"
        sites.succeed(first, "backup", str(file))
        time.sleep(0.5)
        assert writer.poll() is None, "the writer was stopped by the backup"
    finally:
        writer.kill()
        writer.wait(10)
    sites.succeed(second, "restore", str(file))

    rows, files = sites.contents(second)
    articles = len(rows["articles_article"])
    assert articles >= 5
    assert articles < len(sites.all_rows(first)["articles_article"]), (
        "nothing was written meanwhile"
    )
    # Whole transactions only, without gaps, and every file that the database names.
    assert len(rows["comments_comment"]) == 3 * articles
    shell = ShellProcess(second)
    _, headlines = shell.run("value = sorted(Article.objects.values_list('headline', flat=True))")
    _, names = shell.run(
        "from newsroom.backup.databases.snapshot import live_media_files\n"
        "value = sorted(live_media_files())"
    )
    shell.stop()
    assert headlines == sorted(f"ข่าวที่ {number}" for number in range(1, articles + 1))
    assert sorted(files) == names
    # What is older than the backup is in both places, byte for byte.
    before = sites.all_rows(first)["articles_article"]
    assert set(rows["articles_article"]) <= set(before)


def test_every_row_and_file_is_the_same_elsewhere(
    two_sites: tuple[dict[str, str], dict[str, str]], tmp_path: Path
) -> None:
    first, second = two_sites
    shell = ShellProcess(first)
    shell.run(sites.FILL)
    shell.stop()
    file = tmp_path / "site.zip"
    sites.succeed(first, "backup", str(file))
    assert file.stat().st_mode & 0o777 == 0o600
    before = sites.contents(first)
    assert "นับแล้ว" in sites.succeed(second, "restore", str(file), "--check")
    sites.succeed(second, "restore", str(file))
    assert sites.contents(second) == before
    assert len(before[1]) > 12
    # The log is still one that the database refuses to change, and ids go on after the last.
    shell = ShellProcess(second)
    _, new_id = shell.run("value = builders.draft_article().pk")
    shell.stop()
    assert new_id == 15

    # The second site is filled now: it refuses, and with --force becomes the backup again.
    filled = sites.contents(second)
    assert "--force" in sites.refuse(second, "restore", str(file))
    assert sites.contents(second) == filled
    sites.succeed(second, "restore", str(file), "--force")
    assert sites.contents(second) == before


@pytest.mark.postgres
def test_a_database_user_who_may_create_no_database_backs_up_and_restores(tmp_path: Path) -> None:
    """As on a rented PostgreSQL. The rows are counted in the transaction that restores them."""
    import psycopg

    with (
        PostgresDatabase("newsroom_test_backup_first") as first_url,
        PostgresDatabase("newsroom_test_backup_second") as second_url,
    ):
        first = sites.site(tmp_path / "first", DATABASE_URL=first_url)
        migrate(first)
        shell = ShellProcess(first)
        shell.run("builders.published_article(lead_photo=builders.photo()); value = None")
        shell.stop()
        file, name = tmp_path / "site.zip", second_url.rpartition("/")[2]
        sites.succeed(first, "backup", str(file))
        with psycopg.connect(POSTGRES, autocommit=True) as server:
            server.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'desk'")
            server.execute(f"ALTER DATABASE {name} OWNER TO {name}")
        host = POSTGRES.rpartition("/")[0].rpartition("@")[2]
        url = f"postgres://{name}:desk@{host}/{name}"
        second = sites.site(tmp_path / "second", DATABASE_URL=url)
        try:
            assert "CREATEDB" in sites.refuse(second, "restore", "--check", str(file))
            sites.succeed(second, "restore", str(file))
            assert sites.contents(second) == sites.contents(first)
            assert "CREATEDB" in sites.manage(second, "doctor").stdout
            # A row too few is undone, and the site is as it was.
            with_rows = tmp_path / "wrong.zip"
            sites.with_manifest(file, with_rows, rows={"articles_article": 2})
            message = sites.refuse(second, "restore", "--force", str(with_rows))
            assert "จำนวนแถวของ articles_article" in message
            assert sites.contents(second) == sites.contents(first)
            # Its own backups are made also when a proof is due.
            shell = ShellProcess(second)
            proved = shell.run(
                "from pathlib import Path\n"
                "from newsroom.backup.creation import create_backup\n"
                f"value = create_backup(Path({str(tmp_path / 'own.zip')!r}), lambda done: None, proving=True)"
                ".was_proved"
            )[1]
            shell.stop()
            assert not proved
            assert (tmp_path / "own.zip").exists()
        finally:
            with psycopg.connect(second_url, autocommit=True) as server:
                server.execute(f"REASSIGN OWNED BY {name} TO CURRENT_USER")
                server.execute(f"DROP OWNED BY {name}")
                server.execute(f"DROP ROLE {name}")
