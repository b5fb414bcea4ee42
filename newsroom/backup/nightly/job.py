"""The nightly backup: made, verified, proved once a week, copied to another place, old ones deleted."""

from __future__ import annotations

import logging
from datetime import datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min
from django.urls import reverse
from django.utils import timezone

from newsroom.backup import encryption
from newsroom.backup.creation import Backup, create_backup
from newsroom.backup.errors import BackupError
from newsroom.backup.models import NightlyBackup
from newsroom.backup.nightly.copying import CopyError, copy_backup
from newsroom.backup.nightly.retention import delete_old_backups
from newsroom.notifications.models import Kind
from newsroom.notifications.notify import notify_all

log = logging.getLogger(__name__)

# Local time. The site is backed up then, or as soon as it runs again after it.
NIGHTLY_AT = time(2, 10)
PROOF_INTERVAL = timedelta(days=6, hours=12)
# After a failure it is tried again, but not all the time.
RETRY_INTERVAL = timedelta(hours=1)
NOTIFICATION_INTERVAL = timedelta(hours=20)
RECORD_DAYS = 400
UNFINISHED = "กำลังสำรองอยู่ หรือหยุดไปกลางคัน"
_NAME = "newsroom-{:%Y%m%d-%H%M}.zip"


def back_up_if_due() -> None:
    """Back up unless that was done since the last time it was due."""
    now = timezone.localtime()
    if not _is_due(now):
        _copy_again()
        return
    # Saved first: other servers then leave it to this one, and a run that dies is seen.
    record = NightlyBackup.objects.create(finished_at=now, error=UNFINISHED)
    try:
        backup = _back_up(now)
        record.error = ""
        record.file_name, record.bytes = backup.path.name, backup.bytes
        record.was_proved = backup.was_proved
        record.copy_error = _copy(backup.path)
    except (BackupError, OSError) as error:
        record.error = str(error)
        log.error("สำรองข้อมูลไม่สำเร็จ: %s", error)
    record.finished_at = timezone.now()
    record.save()
    if record.error or record.copy_error:
        _notify(record)
    NightlyBackup.objects.filter(finished_at__lt=now - timedelta(days=RECORD_DAYS)).delete()


def _notify(record: NightlyBackup) -> None:
    """Tell those who look after the site, once for a night: it is tried again each hour."""
    failed = NightlyBackup.objects.exclude(pk=record.pk).exclude(error="", copy_error="")
    if not failed.filter(finished_at__gt=record.finished_at - NOTIFICATION_INTERVAL).exists():
        failed_text = f"สำรองข้อมูลไม่สำเร็จ: {record.error}"
        text = failed_text if record.error else f"สำรองข้อมูลแล้ว แต่{record.copy_error}"
        notify_all(Kind.BACKUP_FAILED, text, reverse("admin:index"))


def latest_due(now: datetime) -> datetime:
    """The last time, not after `now`, at which a backup was due; `now` in local time."""
    due = now.replace(hour=NIGHTLY_AT.hour, minute=NIGHTLY_AT.minute, second=0, microsecond=0)
    return due if due <= now else due - timedelta(days=1)


def _is_due(now: datetime) -> bool:
    due = latest_due(now)
    finished = NightlyBackup.objects.order_by("-finished_at")
    if finished.filter(error="", finished_at__gte=due).exists():
        return False
    if finished.filter(finished_at__gt=now - RETRY_INTERVAL).exists():
        return False
    # A new site waits for its first night.
    migrations = MigrationRecorder.Migration.objects
    installed_at = migrations.aggregate(installed_at=Min("applied"))["installed_at"]
    return installed_at is not None and installed_at < due


def _back_up(now: datetime) -> Backup:
    folder = Path(settings.BACKUP_DIR)
    name = _NAME.format(now) + encryption.suffix(settings.BACKUP_RECIPIENT)
    proved = NightlyBackup.objects.filter(was_proved=True, finished_at__gt=now - PROOF_INTERVAL)
    backup = create_backup(
        folder / name,
        lambda done: None,
        recipient=settings.BACKUP_RECIPIENT,
        proving=not proved.exists(),
    )
    delete_old_backups(folder)
    return backup


def _copy(path: Path) -> str:
    """Copy to the other place, if there is one; why it failed, else nothing."""
    target = settings.BACKUP_COPY_TO
    if not target:
        return ""
    try:
        copy_backup(path, target)
    except CopyError as error:
        log.error("คัดลอกไฟล์สำรองไปที่ %s ไม่สำเร็จ: %s", target, error)
        return f"คัดลอกไปที่ {target} ไม่สำเร็จ: {error}"
    return ""


def _copy_again() -> None:
    """Try again what could not be copied: the disk was not mounted, the other machine was off."""
    latest = NightlyBackup.objects.filter(error="").order_by("-finished_at").first()
    if latest is None or not latest.copy_error:
        return
    path = Path(settings.BACKUP_DIR) / latest.file_name
    if path.is_file() and cache.add("backup-copy", 1, RETRY_INTERVAL.total_seconds()):
        latest.copy_error = _copy(path)
        latest.save(update_fields=["copy_error"])
