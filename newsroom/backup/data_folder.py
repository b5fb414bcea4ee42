"""The data folder: who may use it, and who may read it."""

from __future__ import annotations

import errno
import fcntl
import os
from contextlib import suppress
from pathlib import Path

from django.conf import settings

LOCK_NAME = "server.lock"


class FolderInUse(Exception):
    """Another server, or a restore, has the data folder."""


def lock_data_folder() -> int | None:
    """Take the folder's one lock; returns the descriptor that holds it until it is closed.

    It is inherited over `exec`, so that a web server started in this process keeps it, and it ends
    with the last process that has it, however that ends. None where the folder is read-only: two
    servers that only read do no harm. Raises `FolderInUse`.
    """
    try:
        descriptor = os.open(settings.DATA_DIR / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        if error.errno in (errno.EROFS, errno.EACCES):
            return None
        raise
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise FolderInUse from error
    os.set_inheritable(descriptor, True)
    return descriptor


def make_private(folder: Path, database: Path | None) -> None:
    """Let only the owner into the folder (0700) and the database (0600), also of older sites."""
    # Of a folder that is another user's, or read-only, the rights stay as they are.
    with suppress(OSError):
        folder.chmod(0o700)
        if database is not None:
            for path in (
                database,
                *(database.with_name(database.name + end) for end in ("-wal", "-shm")),
            ):
                if path.exists():
                    path.chmod(0o600)
