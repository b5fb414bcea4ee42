"""Makes a backup: one state of the database, and the media files that it names."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from newsroom.backup import encryption
from newsroom.backup.archive import ArchiveReader, ArchiveWriter, Progress, new_archive
from newsroom.backup.databases import engine
from newsroom.backup.databases.snapshot import Snapshot, live_media_files
from newsroom.backup.errors import BackupError
from newsroom.backup.manifest import MEDIA_PREFIX, Manifest
from newsroom.backup.verification import prove

# How often the snapshot is taken again because files it names were deleted meanwhile.
MAX_ATTEMPTS = 3


class _FilesDeleted(Exception):
    """Files that the snapshot names were deleted before they were copied."""


@dataclass(frozen=True)
class Backup:
    """A finished backup; `was_proved` says that it was restored into an empty place."""

    path: Path
    bytes: int
    manifest: Manifest
    was_proved: bool


def create_backup(
    path: Path, progress: Progress, *, recipient: str = "", proving: bool = False
) -> Backup:
    """Write `path`, whole or not at all, and read it again from the disk to verify it.

    `recipient` encrypts it with age or gpg, after it has been verified. `proving` also restores it
    into an empty place, where the database user may make one. Raises `BackupError`.
    """
    try:
        if path.exists():
            raise BackupError(f"มีไฟล์ {path} อยู่แล้ว ไม่เขียนทับ")
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=path.parent) as name:
            return _create(path, Path(name), progress, recipient, proving)
    except OSError as error:
        raise BackupError(f"เขียนไฟล์สำรองไม่สำเร็จ: {error}") from error


def _create(path: Path, folder: Path, progress: Progress, recipient: str, proving: bool) -> Backup:
    for attempt in range(1, MAX_ATTEMPTS + 1):
        plain = folder / f"{attempt}.zip"
        with suppress(_FilesDeleted):
            manifest = _write(plain, folder, progress)
            break
    else:
        raise BackupError("ภาพถูกลบระหว่างสำรองทุกครั้งที่ลอง กรุณาลองใหม่")
    reader = ArchiveReader(plain)
    # A user of PostgreSQL who may not create databases has backups all the same; `doctor` tells.
    was_proved = proving and engine().may_prove()
    if was_proved:
        prove(reader, folder / "proof", lambda done: None)
    else:
        reader.verify(lambda done: None)
    finished = encryption.encrypt(plain, folder, recipient) if recipient else plain
    finished.replace(path)
    return Backup(path, path.stat().st_size, manifest, was_proved)


def _write(path: Path, folder: Path, progress: Progress) -> Manifest:
    database = engine()
    with database.take_snapshot(folder) as snapshot:
        manifest = Manifest(
            created_at=timezone.now(),
            engine=connection.vendor,
            database=snapshot.dump.name,
            migrations=snapshot.migrations,
            rows=snapshot.rows,
        )
        try:
            with new_archive(path, manifest) as archive:
                with snapshot.dump.open("rb") as dump:
                    done = archive.add(snapshot.dump.name, dump, compress=True)
                _add_media(archive, manifest, snapshot, done, progress)
        finally:
            snapshot.dump.unlink()
    return manifest


def _add_media(
    archive: ArchiveWriter, manifest: Manifest, snapshot: Snapshot, done: int, progress: Progress
) -> None:
    """Files never change once they are written, so those that the snapshot names are of its state."""
    for name in snapshot.media_files:
        try:
            with default_storage.open(name) as file:
                done += archive.add(MEDIA_PREFIX + name, file)  # type: ignore[arg-type]
        except FileNotFoundError:
            manifest.missing.append(name)
        progress(done)
    if manifest.missing and set(manifest.missing) - live_media_files():
        raise _FilesDeleted
