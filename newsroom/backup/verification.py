"""Proves a backup by restoring it into an empty place and counting."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.db import connection

from newsroom.backup.archive import ArchiveReader, Progress
from newsroom.backup.databases import engine
from newsroom.backup.errors import BackupError
from newsroom.backup.manifest import MEDIA_PREFIX, Manifest


def prove(reader: ArchiveReader, folder: Path, progress: Progress) -> None:
    """Unpack into the new `folder`, restore the database there, count all, and remove it again.

    Raises `BackupError` unless every row and file is there.
    """
    folder.mkdir(mode=0o700)
    try:
        reader.unpack(folder, progress)
        prove_unpacked(reader.manifest, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def prove_unpacked(manifest: Manifest, folder: Path) -> None:
    """Compare the rows and files in `folder` with the manifest's."""
    if manifest.engine != connection.vendor:
        raise BackupError(
            f"ไฟล์นี้สำรองจากฐานข้อมูล {manifest.engine} แต่เว็บไซต์นี้ใช้ {connection.vendor} "
            "ย้ายระหว่างฐานข้อมูลด้วย export_articles และ import_articles"
        )
    media = folder / MEDIA_PREFIX
    files = sum(path.is_file() for path in media.rglob("*"))
    if files != len(manifest.media):
        raise BackupError(f"จำนวนภาพหลังทดลองกู้คืนไม่ตรง: {files} จาก {len(manifest.media)}")
    rows = engine().prove(folder / manifest.database)
    if rows != manifest.rows:
        different = sorted(
            table
            for table in rows.keys() | manifest.rows
            if rows.get(table) != manifest.rows.get(table)
        )
        raise BackupError(f"จำนวนแถวหลังทดลองกู้คืนไม่ตรงกับตอนสำรอง: {', '.join(different[:5])}")
