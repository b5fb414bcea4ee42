"""The nightly backup: when it is due, what it leaves, what happens when it fails."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db.migrations.recorder import MigrationRecorder
from django.template.loader import render_to_string

from newsroom.accounts import roles
from newsroom.backup.archive import ArchiveReader
from newsroom.backup.errors import BackupError
from newsroom.backup.models import NightlyBackup
from newsroom.backup.nightly import job
from newsroom.backup.nightly.retention import delete_old_backups
from newsroom.backup.templatetags.backups import backup_status
from newsroom.notifications.models import Notification
from tests import builders

pytestmark = pytest.mark.django_db
# 02.10 in Bangkok is 19.10 the day before in UTC.
NIGHT = datetime(2026, 11, 25, 19, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _installed_long_ago(settings: Any, tmp_path: Path) -> None:
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.BACKUP_COPY_TO = settings.BACKUP_RECIPIENT = ""
    MigrationRecorder.Migration.objects.update(applied=NIGHT - timedelta(days=90))


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(NIGHT + timedelta(minutes=1), tick=False) as clock:
        yield clock


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def status() -> str:
    return " ".join(render_to_string("admin/dashboard/_backup.html", backup_status()).split())


def test_each_night_is_backed_up_once(clock: Any, settings: Any) -> None:
    job.back_up_if_due()
    job.back_up_if_due()
    clock.shift(timedelta(hours=23))
    job.back_up_if_due()
    assert files(settings.BACKUP_DIR) == ["newsroom-20261126-0211.zip"]
    clock.shift(timedelta(hours=1))
    job.back_up_if_due()
    assert files(settings.BACKUP_DIR) == [
        "newsroom-20261126-0211.zip",
        "newsroom-20261127-0211.zip",
    ]
    assert NightlyBackup.objects.filter(error="").count() == 2


def test_a_site_that_was_off_at_night_is_backed_up_later(clock: Any, settings: Any) -> None:
    clock.shift(timedelta(hours=7))
    job.back_up_if_due()
    assert files(settings.BACKUP_DIR) == ["newsroom-20261126-0911.zip"]


def test_a_new_site_waits_for_its_first_night(clock: Any, settings: Any) -> None:
    MigrationRecorder.Migration.objects.update(applied=NIGHT + timedelta(seconds=30))
    job.back_up_if_due()
    assert not NightlyBackup.objects.exists()
    assert "ยังไม่มีไฟล์สำรอง" in status()
    # What a broken disk would take, too, is told before it breaks.
    assert "ตั้ง NEWSROOM_BACKUP_COPY" in status()
    settings.BACKUP_COPY_TO = "/mnt/other"
    assert "NEWSROOM_BACKUP_COPY" not in status()


def test_one_backup_a_week_is_proved_by_restoring_it(clock: Any) -> None:
    for _ in range(8):
        job.back_up_if_due()
        clock.shift(timedelta(days=1))
    proved = NightlyBackup.objects.order_by("finished_at").values_list("was_proved", flat=True)
    assert list(proved) == [True, *[False] * 6, True]


def test_the_backup_has_the_photos(
    clock: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The snapshot is read by a connection of its own, which does not see this test's rows."""
    photo = builders.photo()
    from newsroom.backup.databases import snapshot

    monkeypatch.setattr(snapshot, "_media_files", lambda tables, query: photo.file_names())
    job.back_up_if_due()
    (file,) = settings.BACKUP_DIR.iterdir()
    assert sorted(ArchiveReader(file).manifest.media) == sorted(photo.file_names())


def test_a_photo_that_is_gone_for_good_is_named_and_stops_nothing(
    clock: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = builders.photo()
    from newsroom.backup.databases import snapshot

    names = photo.file_names()
    photo.original.storage.delete(names[0])
    monkeypatch.setattr(snapshot, "_media_files", lambda tables, query: names)
    job.back_up_if_due()
    (file,) = settings.BACKUP_DIR.iterdir()
    assert ArchiveReader(file).manifest.missing == [names[0]]


def test_photos_deleted_meanwhile_make_it_start_again(
    clock: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that the snapshot names and the live site no longer: another snapshot is taken."""
    from newsroom.backup.databases import snapshot

    answers = iter([["photos/gone.jpg"], []])
    monkeypatch.setattr(snapshot, "_media_files", lambda tables, query: next(answers))
    job.back_up_if_due()
    assert next(answers, None) is None
    (file,) = settings.BACKUP_DIR.iterdir()
    assert ArchiveReader(file).manifest.missing == []


def test_the_dashboard_says_when_and_that_it_was_checked(clock: Any) -> None:
    job.back_up_if_due()
    line = '<p class="board-backup"> สำรองล่าสุด 02.11 น. ตรวจและทดลองกู้คืนแล้ว <span class="board-note">ไฟล์อยู่ในเครื่องนี้'
    assert status().startswith(line)
    clock.shift(timedelta(days=1))
    job.back_up_if_due()
    assert "สำรองล่าสุด 02.11 น. ตรวจแล้ว" in status()
    clock.shift(timedelta(hours=30))
    assert "สำรองล่าสุด 27 พ.ย. 69 02.11 น. ตรวจแล้ว" in status()
    clock.shift(timedelta(hours=30))
    assert "board-backup-warning" in status()


def test_a_failure_is_shown_and_tried_again_after_an_hour(
    clock: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **options: Any) -> None:
        raise BackupError("ดิสก์เต็ม")

    with monkeypatch.context() as patch:
        patch.setattr(job, "create_backup", fail)
        job.back_up_if_due()
    assert "ดิสก์เต็ม" in status()
    assert "board-backup-warning" in status()
    job.back_up_if_due()
    assert NightlyBackup.objects.count() == 1
    clock.shift(timedelta(minutes=61))
    job.back_up_if_due()
    assert len(files(settings.BACKUP_DIR)) == 1
    assert "board-backup-warning" not in status()


def test_a_backup_that_fails_leaves_no_file(
    clock: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_space(*args: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("newsroom.backup.archive.copy_and_hash", no_space)
    job.back_up_if_due()
    assert files(settings.BACKUP_DIR) == []
    assert "No space left" in NightlyBackup.objects.get().error


def test_each_backup_is_copied_to_the_other_place(
    clock: Any, settings: Any, tmp_path: Path
) -> None:
    settings.BACKUP_COPY_TO = str(tmp_path / "usb")
    job.back_up_if_due()
    assert "ไม่สำเร็จ" in NightlyBackup.objects.get().copy_error
    assert "สำรองล่าสุด 02.11 น. ตรวจและทดลองกู้คืนแล้ว แต่ยังไม่มีสำเนาที่อื่น" in status()
    assert "board-backup-warning" in status()
    (tmp_path / "usb").mkdir()
    (tmp_path / "usb" / "other.zip").touch()
    clock.shift(timedelta(days=1))
    job.back_up_if_due()
    assert files(tmp_path / "usb") == ["newsroom-20261127-0211.zip", "other.zip"]
    assert "สำเนา" not in status()
    copy = tmp_path / "usb" / "newsroom-20261127-0211.zip"
    assert copy.read_bytes() == (settings.BACKUP_DIR / copy.name).read_bytes()
    assert copy.stat().st_mode & 0o077 == 0


def test_a_copy_that_failed_is_tried_again_before_the_next_night(
    clock: Any, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.BACKUP_COPY_TO = str(tmp_path / "usb")
    job.back_up_if_due()
    job.back_up_if_due()
    (tmp_path / "usb").mkdir()
    monkeypatch.setattr("newsroom.backup.nightly.job.cache.add", lambda *arguments: True)
    clock.shift(timedelta(hours=1))
    job.back_up_if_due()
    assert files(tmp_path / "usb") == ["newsroom-20261126-0211.zip"]
    assert NightlyBackup.objects.get().copy_error == ""
    assert "board-backup-warning" not in status()


def test_only_old_nightly_backups_are_deleted(tmp_path: Path) -> None:
    for day in range(1, 29):
        (tmp_path / f"newsroom-202610{day:02d}-0210.zip.age").touch()
    for name in ("newsroom-before-move.zip", "newsroom-99999999-9999.zip", "photo.jpg"):
        (tmp_path / name).touch()
    delete_old_backups(tmp_path)
    assert files(tmp_path) == sorted(
        [f"newsroom-202610{day:02d}-0210.zip.age" for day in (11, 18, *range(22, 29))]
        + ["newsroom-before-move.zip", "newsroom-99999999-9999.zip", "photo.jpg"]
    )


def test_a_failure_is_told_by_mail_once_a_night(
    clock: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MAIL_IS_CONFIGURED = True
    builders.role_user(roles.ADMINISTRATOR, "wilai", email="wilai@example.com")
    builders.role_user(roles.EDITOR, "editor", email="editor@example.com")

    def fail(*args: object, **kwargs: object) -> None:
        raise BackupError("ดิสก์เต็ม")

    monkeypatch.setattr(job, "create_backup", fail)
    for _ in range(3):
        job.back_up_if_due()
        clock.shift(timedelta(hours=1, minutes=1))
    assert [(row.user.username, row.text) for row in Notification.objects.all()] == [
        ("wilai", "สำรองข้อมูลไม่สำเร็จ: ดิสก์เต็ม")
    ]
    clock.shift(timedelta(hours=24))
    job.back_up_if_due()
    assert Notification.objects.count() == 2


def test_a_copy_that_failed_is_told_as_such(clock: Any, settings: Any, tmp_path: Path) -> None:
    settings.MAIL_IS_CONFIGURED = True
    settings.BACKUP_COPY_TO = str(tmp_path / "usb")
    builders.role_user(roles.ADMINISTRATOR, "wilai", email="wilai@example.com")
    job.back_up_if_due()
    told = Notification.objects.get().text
    assert told.startswith(f"สำรองข้อมูลแล้ว แต่คัดลอกไปที่ {tmp_path}/usb ไม่สำเร็จ: ไม่พบโฟลเดอร์")
