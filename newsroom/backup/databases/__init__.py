"""Snapshots, proofs and restores of the databases that the site runs on."""

from types import ModuleType

from django.db import connection

from newsroom.backup.databases import postgresql, sqlite
from newsroom.backup.errors import BackupError

_ENGINES = {"sqlite": sqlite, "postgresql": postgresql}


def engine() -> ModuleType:
    """The module for the site's database. Raises `BackupError` if there is none."""
    try:
        return _ENGINES[connection.vendor]
    except KeyError:
        raise BackupError(f"สำรองฐานข้อมูล {connection.vendor} ไม่ได้") from None
