"""What `manage.py doctor` looks at: one line for each thing that may go wrong on a server."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from newsroom.backup import encryption
from newsroom.backup.data_folder import FolderInUse, lock_data_folder
from newsroom.backup.databases import engine
from newsroom.backup.models import NightlyBackup
from newsroom.backup.nightly.copying import REMOTE
from newsroom.images.models import Photo
from newsroom.mail.availability import missing_setting
from newsroom.mail.models import OutgoingMail, State
from newsroom.web.disk import free_bytes, has_space

Level = Literal["ok", "warning", "error"]
MAX_BACKUP_AGE = timedelta(hours=36)
MAX_MAIL_AGE = timedelta(minutes=30)
MISSING_FILES_SHOWN = 5


@dataclass(frozen=True)
class Finding:
    """What was found of one thing, in Thai; an `error` keeps the site from working or is dangerous."""

    level: Level
    text: str


def examine() -> Iterator[Finding]:
    """Look at everything; what cannot be looked at is an error as well."""
    for check in _CHECKS:
        try:
            yield from check()
        except Exception as error:
            yield Finding("error", f"ตรวจ {check.__name__.lstrip('_')} ไม่ได้: {error}")


def _database() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA quick_check(3)")
            problems = [row[0] for row in cursor.fetchall()]
            if problems != ["ok"]:
                yield Finding("error", f"ฐานข้อมูลเสียหาย กู้คืนจากไฟล์สำรอง: {'; '.join(problems)}")
                return
        else:
            cursor.execute("SELECT 1")
    yield Finding("ok", f"ฐานข้อมูล {connection.vendor} ใช้ได้")
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield Finding("error", "ตารางยังไม่ตรงรุ่น สั่ง manage.py migrate")


def _data_folder() -> Iterator[Finding]:
    folder = Path(settings.DATA_DIR)
    if not os.access(folder, os.W_OK):
        yield Finding("error", f"เขียนใน {folder} ไม่ได้ เว็บไซต์ให้อ่านได้อย่างเดียว")
        return
    private = [folder, *(folder / name for name in ("newsroom.sqlite3", "secret-key.txt"))]
    for path in private:
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Finding("error", f"คนอื่นในเครื่องอ่าน {path} ได้ สั่ง chmod go= {path}")
    try:
        descriptor = lock_data_folder()
    except FolderInUse:
        yield Finding("ok", "เซิร์ฟเวอร์กำลังทำงาน")
    else:
        if descriptor is not None:
            os.close(descriptor)
        yield Finding("ok", "เซิร์ฟเวอร์ไม่ได้ทำงานอยู่")


def _disk() -> Iterator[Finding]:
    text = f"พื้นที่ดิสก์เหลือ {free_bytes() / 1e9:,.1f} GB"
    yield Finding("ok" if has_space() else "error", text)


def _cache() -> Iterator[Finding]:
    cache.set("doctor", 1, 5)
    works = cache.get("doctor") == 1
    yield Finding("ok" if works else "error", "แคชใช้ได้" if works else "แคชไม่ตอบ")


def _photos() -> Iterator[Finding]:
    missing, count = [], 0
    for photo in Photo.objects.only("original", "renditions").iterator():
        count += 1
        missing += [name for name in photo.file_names() if not default_storage.exists(name)]
    if missing:
        shown = ", ".join(missing[:MISSING_FILES_SHOWN])
        yield Finding("error", f"ไฟล์ภาพหายไป {len(missing):,} ไฟล์ เช่น {shown}")
    else:
        yield Finding("ok", f"ภาพ {count:,} ภาพมีไฟล์ครบ")


def _backups() -> Iterator[Finding]:
    programs = ["pg_dump", "pg_restore", "psql"] if connection.vendor == "postgresql" else []
    if REMOTE.fullmatch(settings.BACKUP_COPY_TO):
        programs.append("rsync")
    if recipient := settings.BACKUP_RECIPIENT:
        programs.append("age" if encryption.suffix(recipient) == encryption.AGE_SUFFIX else "gpg")
    for program in programs:
        if shutil.which(program) is None:
            yield Finding("error", f"ไม่พบโปรแกรม {program} ที่ใช้สำรองข้อมูล")
    if not engine().may_prove():
        yield Finding("warning", "ผู้ใช้ฐานข้อมูลไม่มีสิทธิ์ CREATEDB จึงทดลองกู้คืนไฟล์สำรองทุกสัปดาห์ไม่ได้")
    latest = NightlyBackup.objects.filter(error="").order_by("-finished_at").first()
    if latest is None:
        yield Finding("warning", "ยังไม่มีไฟล์สำรองประจำคืน")
    elif timezone.now() - latest.finished_at > MAX_BACKUP_AGE:
        yield Finding("error", f"ไฟล์สำรองล่าสุดเก่าเกินไป ({latest.finished_at:%Y-%m-%d %H:%M})")
    else:
        yield Finding("ok", f"ไฟล์สำรองล่าสุด {latest.file_name}")
    if latest is not None and latest.copy_error:
        yield Finding("error", latest.copy_error)
    if not settings.BACKUP_COPY_TO:
        yield Finding("warning", "ไฟล์สำรองอยู่ในเครื่องนี้เท่านั้น ตั้ง NEWSROOM_BACKUP_COPY ให้คัดลอกไปที่อื่น")


def _mail() -> Iterator[Finding]:
    if missing := missing_setting():
        yield Finding("warning", f"ยังไม่ได้ตั้ง {missing} ระบบจึงไม่ส่งอีเมล")
        return
    failed = OutgoingMail.objects.filter(state=State.FAILED).count()
    late = OutgoingMail.objects.filter(
        state=State.WAITING, created_at__lt=timezone.now() - MAX_MAIL_AGE
    ).exclude(error="")
    if last := late.order_by("-next_attempt_at").first():
        yield Finding("error", f"อีเมลค้างส่ง {late.count():,} ฉบับ: {last.error}")
    elif failed:
        yield Finding("warning", f"อีเมลส่งไม่สำเร็จ {failed:,} ฉบับใน 30 วัน")
    else:
        yield Finding("ok", "อีเมลส่งได้")


def _addresses() -> Iterator[Finding]:
    if not settings.PUBLIC_URL:
        yield Finding("warning", "ยังไม่ได้ตั้ง NEWSROOM_URL ลิงก์ในฟีดและอีเมลจะตามชื่อเครื่องที่ผู้อ่านใช้")
    if settings.DEBUG:
        yield Finding("error", "NEWSROOM_DEBUG เปิดอยู่ ห้ามใช้กับเว็บไซต์จริง")


_CHECKS: list[Callable[[], Iterator[Finding]]] = [
    _database, _data_folder, _disk, _cache, _photos, _backups, _mail, _addresses,
]  # fmt: skip
