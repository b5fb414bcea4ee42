"""What `restore` refuses, with nothing changed; what a kill at any moment leaves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.backup import sites
from tests.servers import ROOT, ShellProcess, free_port, migrate, node_env

pytestmark = pytest.mark.slow
# The limit of what a process may write, in a child that then runs the command.
SMALL_FILES = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
sys.argv = ["manage.py", *sys.argv[1:]]
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
"""


@pytest.fixture(scope="module")
def backup_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a filled site."""
    folder = tmp_path_factory.mktemp("backed-up")
    env = sites.site(folder / "data")
    migrate(env)
    shell = ShellProcess(env)
    shell.run(sites.FILL)
    shell.stop()
    sites.succeed(env, "backup", str(folder / "site.zip"))
    return folder / "site.zip"


@pytest.fixture
def live(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Another site with an article and a photo; what a test refuses must leave it as it is."""
    env = sites.site(tmp_path / "live")
    migrate(env)
    shell = ShellProcess(env)
    shell.run("builders.published_article(lead_photo=builders.photo(shade=77)); value = None")
    shell.stop()
    return env


def unchanged(env: dict[str, str], before: object) -> None:
    assert sites.contents(env) == before
    left = [path.name for path in Path(env["NEWSROOM_DATA"]).iterdir()]
    assert not [name for name in left if name.startswith(".restore")]


def test_damaged_newer_and_foreign_files_change_nothing(
    live: dict[str, str], backup_file: Path, tmp_path: Path
) -> None:
    before, file = sites.contents(live), tmp_path / "bad.zip"
    data = backup_file.read_bytes()
    file.write_bytes(data[: len(data) // 2])
    assert "ขาด" in sites.refuse(live, "restore", "--force", str(file))
    newer = {"articles": ["0001_initial", "9999_later"]}
    sites.with_manifest(backup_file, file, migrations=newer)
    assert "9999_later" in sites.refuse(live, "restore", "--force", str(file))
    sites.with_manifest(backup_file, file, engine="postgresql")
    assert "export_articles" in sites.refuse(live, "restore", "--force", str(file))
    sites.with_manifest(backup_file, file, rows={"articles_article": 10**6})
    assert "จำนวนแถว" in sites.refuse(live, "restore", "--force", str(file))
    assert "ไม่พบไฟล์" in sites.refuse(live, "restore", "--force", str(tmp_path / "none"))
    unchanged(live, before)


def test_a_full_disk_changes_nothing(live: dict[str, str], backup_file: Path) -> None:
    """A limit on the size of files fails writes as a full disk does, in the middle of a file."""
    before = sites.contents(live)
    result = subprocess.run(
        [sys.executable, "-c", SMALL_FILES, "restore", "--force", str(backup_file)],
        cwd=ROOT, env=live, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert result.returncode == 1, result.stdout
    assert "ข้อมูลเดิมยังอยู่ครบ" in result.stderr
    assert "Traceback" not in result.stderr
    unchanged(live, before)


def test_a_site_that_is_served_is_not_restored(live: dict[str, str], backup_file: Path) -> None:
    before = sites.contents(live)
    code = "import time; from newsroom.backup.data_folder import lock_data_folder; lock_data_folder(); print(1, flush=True); time.sleep(60)"
    server = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, env=live, stdout=subprocess.PIPE
    )
    try:
        assert server.stdout
        assert server.stdout.readline()
        assert "หยุดก่อนกู้คืน" in sites.refuse(live, "restore", "--force", str(backup_file))
    finally:
        server.kill()
        server.wait(10)
    unchanged(live, before)
    sites.succeed(live, "restore", "--force", str(backup_file))


def test_a_restore_that_is_killed_leaves_one_whole_site_or_the_other(
    live: dict[str, str], backup_file: Path, tmp_path: Path
) -> None:
    """Rows and their photos belong together, whenever it dies; files of neither do no harm."""
    old = sites.contents(live)
    folder = Path(live["NEWSROOM_DATA"])
    shutil.copytree(folder, tmp_path / "kept")
    started = time.monotonic()
    sites.succeed(live, "restore", "--force", str(backup_file))
    duration = time.monotonic() - started
    new = sites.contents(live)
    for share in (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95):
        shutil.rmtree(folder)
        shutil.copytree(tmp_path / "kept", folder)
        command = [sys.executable, "manage.py", "restore", "--force", str(backup_file)]
        process = subprocess.Popen(command, cwd=ROOT, env=live, stdout=subprocess.DEVNULL)
        time.sleep(duration * share)
        process.kill()
        process.wait(10)
        rows, files = sites.contents(live)
        assert rows in (old[0], new[0]), share
        expected = old[1] if rows == old[0] else new[1]
        assert expected.items() <= files.items(), share


def test_a_second_server_on_one_folder_says_so(tmp_path: Path) -> None:
    port = free_port()
    env = node_env(tmp_path, port, NEWSROOM_DEMO="0")
    command = [sys.executable, "manage.py", "serve", "--workers", "2", "--port"]
    first = subprocess.Popen(
        [*command, str(port)], cwd=ROOT, env=env, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        for _ in range(300):
            if (tmp_path / "server.lock").exists():
                break
            time.sleep(0.1)
        message = sites.refuse(env, "serve", "--port", str(free_port()))
        assert "มีเซิร์ฟเวอร์อีกตัว" in message
        assert tmp_path.stat().st_mode & 0o777 == 0o700
        assert (tmp_path / "newsroom.sqlite3").stat().st_mode & 0o777 == 0o600
    finally:
        os.killpg(first.pid, 9)
        first.wait(10)
