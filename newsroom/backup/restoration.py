"""Restores a backup: everything is verified and unpacked before anything of the site is touched."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from newsroom.articles.models import Article
from newsroom.backup import encryption
from newsroom.backup.archive import ArchiveReader, Progress
from newsroom.backup.data_folder import FolderInUse, lock_data_folder
from newsroom.backup.databases import engine
from newsroom.backup.errors import BackupError, ProofNotAllowedError
from newsroom.backup.manifest import MEDIA_PREFIX, Manifest
from newsroom.backup.media_exchange import MediaExchange
from newsroom.backup.verification import prove, prove_unpacked
from newsroom.comments.models import Comment
from newsroom.images.models import Photo
from newsroom.web.models import CacheGeneration

# Beside what is unpacked: the database is written once more, and its log.
DATABASE_COPIES = 3
SPARE_BYTES = 64 * 1024 * 1024

ProgressOf = Callable[[Manifest], Progress]


def check_backup(path: Path, progress_of: ProgressOf, identity: Path | None = None) -> Manifest:
    """Prove a file: verify it and restore it into an empty place. The site is not touched.

    Raises `BackupError`.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=".restore-", dir=_media_root().parent) as name:
            reader = _open(path, Path(name), identity)
            _require_space(reader.manifest)
            prove(reader, Path(name) / "proof", progress_of(reader.manifest))
            return reader.manifest
    except OSError as error:
        raise BackupError(f"ตรวจไฟล์สำรองไม่สำเร็จ: {error}") from error


def restore_backup(
    path: Path, progress_of: ProgressOf, *, force: bool = False, identity: Path | None = None
) -> Manifest:
    """Replace the site by the backup. Raises `BackupError`, with the site as it was.

    Killed at any moment, the site has either its old database and all its photos or the new one
    and all of its: new photos come first, the database in one transaction, old photos go last.
    """
    _require_file(path)
    with ExitStack() as stack:
        stack.callback(os.close, _lock())
        if not force and _is_filled():
            raise BackupError("เว็บไซต์นี้มีข่าว ภาพ หรือความคิดเห็นอยู่แล้ว ถ้าต้องการแทนที่ทั้งหมดให้เติม --force")
        media_root = _media_root()
        try:
            media_root.parent.mkdir(parents=True, exist_ok=True)
            folder = Path(
                stack.enter_context(
                    tempfile.TemporaryDirectory(prefix=".restore-", dir=media_root.parent)
                )
            )
            reader = _open(path, folder, identity)
            manifest, unpacked = reader.manifest, folder / "unpacked"
            _require_space(manifest)
            unpacked.mkdir()
            reader.unpack(unpacked, progress_of(manifest))
            # Where it may not be proved, the rows are counted in the transaction that restores them.
            with suppress(ProofNotAllowedError):
                prove_unpacked(manifest, unpacked)
            _replace(manifest, unpacked, folder)
        except OSError as error:
            raise BackupError(f"กู้คืนไม่สำเร็จ ข้อมูลเดิมยังอยู่ครบ: {error}") from error
        return manifest


def _replace(manifest: Manifest, unpacked: Path, folder: Path) -> None:
    generation = _generation()
    exchange = MediaExchange(unpacked / MEDIA_PREFIX, _media_root(), folder / "aside")
    try:
        exchange.add(manifest.media)
        engine().restore(unpacked / manifest.database, folder, manifest.rows)
    except BaseException:
        exchange.undo()
        raise
    exchange.remove_others(manifest.media)
    # Later than both, so that nothing kept by a browser or a worker is taken for new.
    CacheGeneration.objects.update_or_create(
        pk=1, defaults={"value": max(generation, _generation()) + 1}
    )


def _require_file(path: Path) -> None:
    # Unlike `Path.is_file`, no error in a folder that may not be read.
    if not os.path.isfile(path):
        raise BackupError(f"ไม่พบไฟล์ {path} หรือไม่มีสิทธิ์อ่านโฟลเดอร์")


def _open(path: Path, folder: Path, identity: Path | None) -> ArchiveReader:
    _require_file(path)
    reader = ArchiveReader(encryption.decrypted(path, folder, identity))
    if newer := _unknown_migrations(reader.manifest):
        raise BackupError(f"ไฟล์สำรองนี้มาจากโปรแกรมรุ่นที่ใหม่กว่า ({newer}) กรุณาอัปเดตโปรแกรมก่อนกู้คืน")
    return reader


def _unknown_migrations(manifest: Manifest) -> str:
    """A migration of the backup that this version does not have; empty if it has them all."""
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    applied = ((app, name) for app, names in manifest.migrations.items() for name in names)
    return next((f"{app}.{name}" for app, name in applied if (app, name) not in known), "")


def _require_space(manifest: Manifest) -> None:
    database_bytes = manifest.parts[manifest.database].bytes
    needed = manifest.total_bytes + DATABASE_COPIES * database_bytes + SPARE_BYTES
    for folder in filter(None, (_media_root().parent, engine().live_folder())):
        if (free := shutil.disk_usage(folder).free) < needed:
            raise BackupError(f"พื้นที่ดิสก์ไม่พอ: ต้องใช้ {needed / 1e6:,.0f} MB เหลือ {free / 1e6:,.0f} MB")


def _lock() -> int:
    try:
        descriptor = lock_data_folder()
    except FolderInUse as error:
        raise BackupError(f"เซิร์ฟเวอร์ยังใช้ {settings.DATA_DIR} อยู่ กรุณาหยุดก่อนกู้คืน") from error
    if descriptor is None:
        raise BackupError(f"เขียนใน {settings.DATA_DIR} ไม่ได้")
    return descriptor


def _is_filled() -> bool:
    """Whether there is an article, a photo or a comment; a place without tables is empty."""
    tables = connection.introspection.table_names()
    return any(
        model._meta.db_table in tables and model._default_manager.exists()
        for model in (Article, Photo, Comment)
    )


def _generation() -> int:
    try:
        row = CacheGeneration.objects.first()
    except DatabaseError:  # no tables yet
        return 0
    return row.value if row else 0


def _media_root() -> Path:
    if not isinstance(default_storage, FileSystemStorage):
        raise BackupError("กู้คืนภาพได้เฉพาะที่เก็บภาพที่เป็นโฟลเดอร์")
    return Path(default_storage.location)
