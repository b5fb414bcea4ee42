"""Copies a backup to another place: a folder, or another machine by rsync."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from newsroom.backup.nightly.retention import delete_old_backups

# host:folder, host::module and rsync://host/module, as rsync has them.
REMOTE = re.compile(r"[\w.@-]+:.+")
# Nobody is there to be asked for a password, and a machine that is off must not be waited for.
_SSH = "ssh -o BatchMode=yes -o ConnectTimeout=30"
MAX_COPY_SECONDS = 6 * 60 * 60


class CopyError(Exception):
    """A backup could not be copied; the message says why, in Thai or in rsync's words."""


def copy_backup(path: Path, target: str) -> None:
    """Copy the file `path` to `target`. Raises `CopyError`."""
    try:
        if REMOTE.fullmatch(target):
            _copy_by_rsync(path, target)
        else:
            _copy_to_folder(path, Path(target))
    except OSError as error:
        raise CopyError(error.strerror or str(error)) from error


def _copy_by_rsync(path: Path, target: str) -> None:
    command = ["rsync", "--timeout=60", "--chmod=F600", str(path), f"{target.rstrip('/')}/"]
    try:
        result = subprocess.run(  # noqa: S603
            command, check=False, stdin=subprocess.DEVNULL, capture_output=True, timeout=MAX_COPY_SECONDS,
            env={"RSYNC_RSH": _SSH, **os.environ}, text=True, errors="replace",
        )  # fmt: skip
    except FileNotFoundError as error:
        raise CopyError("ยังไม่ได้ติดตั้งโปรแกรม rsync") from error
    except subprocess.TimeoutExpired as error:
        raise CopyError("ใช้เวลานานเกินไป") from error
    if result.returncode:
        # The first line is the reason, of ssh or of rsync; what follows is where rsync noticed it.
        reason = result.stderr.strip().partition("\n")[0]
        raise CopyError(reason or f"rsync {result.returncode}")


def _copy_to_folder(path: Path, folder: Path) -> None:
    """The folder must exist: a disk that is not mounted is a failure, not a new folder."""
    if not folder.is_dir():
        raise CopyError("ไม่พบโฟลเดอร์ ดิสก์อาจยังไม่ได้ต่อ")
    partial = folder / f".{path.name}.part"
    try:
        with path.open("rb") as source, partial.open("wb") as target:
            partial.chmod(0o600)
            shutil.copyfileobj(source, target)
            target.flush()
            os.fsync(target.fileno())
        partial.replace(folder / path.name)
    finally:
        partial.unlink(missing_ok=True)
    delete_old_backups(folder)
