"""The copy of a backup: to a folder, and by a real rsync to a real rsync server."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from newsroom.backup.nightly import copying
from newsroom.backup.nightly.copying import CopyError, copy_backup
from tests.servers import free_port, skip_or_fail


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    file = tmp_path / "newsroom-20261126-0210.zip.age"
    file.write_bytes(os.urandom(300_000))
    file.chmod(0o600)
    return file


@pytest.fixture
def rsync_server(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """`rsync://host:port/` of a server with a module `backups`, and the module's folder."""
    if not shutil.which("rsync"):
        skip_or_fail("rsync")
    folder, port, settings = tmp_path / "elsewhere", free_port(), tmp_path / "rsyncd.conf"
    folder.mkdir()
    settings.write_text(
        f"use chroot = no\nuid = {os.getuid()}\ngid = {os.getgid()}\n"
        f"[backups]\npath = {folder}\nread only = no\n"
    )
    server = subprocess.Popen(
        ["rsync", "--daemon", "--no-detach", f"--config={settings}", f"--port={port}",
         "--address=127.0.0.1", f"--log-file={tmp_path / 'rsync.log'}"],
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 10
        while True:
            try:
                with closing(socket.create_connection(("127.0.0.1", port))):
                    break
            except OSError:
                assert time.monotonic() < deadline
                time.sleep(0.05)
        yield f"rsync://127.0.0.1:{port}", folder
    finally:
        server.terminate()
        server.wait(10)


def why(path: Path, target: str) -> str:
    with pytest.raises(CopyError) as problem:
        copy_backup(path, target)
    return str(problem.value)


@pytest.mark.slow
def test_rsync_copies_every_byte_and_says_why_it_cannot(
    backup: Path, rsync_server: tuple[str, Path]
) -> None:
    url, folder = rsync_server
    copy_backup(backup, f"{url}/backups")
    assert [path.name for path in folder.iterdir()] == [backup.name]
    copy = folder / backup.name
    assert copy.read_bytes() == backup.read_bytes()
    assert copy.stat().st_mode & 0o777 == 0o600
    assert "Unknown module" in why(backup, f"{url}/photos")
    assert "Connection refused" in why(backup, f"rsync://127.0.0.1:{free_port()}/backups")


@pytest.mark.slow
def test_nobody_is_asked_for_a_password_and_ssh_says_why(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program in ssh's place says how it was called."""
    if not shutil.which("rsync"):
        skip_or_fail("rsync")
    ssh = tmp_path / "bin" / "ssh"
    ssh.parent.mkdir()
    ssh.write_text('#!/bin/sh\necho "$@" >&2\nexit 255\n')
    ssh.chmod(0o755)
    monkeypatch.setenv("PATH", f"{ssh.parent}:{os.environ['PATH']}")
    monkeypatch.delenv("RSYNC_RSH", raising=False)
    assert "BatchMode=yes -o ConnectTimeout=30 -l desk backup.example" in why(
        backup, "desk@backup.example:/srv/newsroom"
    )


def test_a_machine_that_does_not_answer_is_given_up(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rsync = tmp_path / "bin" / "rsync"
    rsync.parent.mkdir()
    rsync.write_text("#!/bin/sh\nexec sleep 60\n")
    rsync.chmod(0o755)
    monkeypatch.setenv("PATH", f"{rsync.parent}:{os.environ['PATH']}")
    monkeypatch.setattr(copying, "MAX_COPY_SECONDS", 0.3)
    assert why(backup, "host:folder") == "ใช้เวลานานเกินไป"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert why(backup, "host:folder") == "ยังไม่ได้ติดตั้งโปรแกรม rsync"


def test_a_folder_that_is_not_there_is_not_made(backup: Path, tmp_path: Path) -> None:
    assert "ไม่พบโฟลเดอร์" in why(backup, str(tmp_path / "usb"))
    assert not (tmp_path / "usb").exists()
    (tmp_path / "file").touch()
    assert "ไม่พบโฟลเดอร์" in why(backup, str(tmp_path / "file"))
