"""What the settings do with the data folder; no Django, which is not set up yet."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote


def stored_secret_key(path: Path) -> str:
    """The secret key in the file `path`, which is created at the first start with mode 0600."""
    try:
        with open(path, "x", encoding="ascii", opener=_open_private) as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii").strip()


def create_private(path: str) -> None:
    """Create an empty file that only its owner can read; one that exists stays."""
    with suppress(OSError), open(path, "a", opener=_open_private):
        pass


def read_only_sqlite_uri(name: str) -> str:
    """A database on a disk that may only be read, where no file can be made beside it.

    Where a write-ahead log was left beside it, it is read as well.
    """
    log = Path(f"{name}-wal")
    has_log = log.exists() and log.stat().st_size > 0
    return f"file:{quote(name)}?mode=ro" + ("" if has_log else "&immutable=1")


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
