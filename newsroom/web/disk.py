"""The space left on the disk of the data folder."""

from __future__ import annotations

import os

from django.conf import settings

# Below this a write may fail at any time: SQLite's log, a photo, a backup.
MIN_FREE_BYTES = 100 * 1024 * 1024


def free_bytes() -> int:
    """Bytes that an ordinary user may still write to the data folder's disk."""
    stat = os.statvfs(settings.DATA_DIR)
    return stat.f_bavail * stat.f_frsize


def has_space() -> bool:
    """Whether there are more than `MIN_FREE_BYTES`."""
    return free_bytes() > MIN_FREE_BYTES
