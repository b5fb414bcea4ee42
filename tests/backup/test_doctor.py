"""`doctor`: what is wrong is said, and the command fails."""

from __future__ import annotations

import io
import os
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.utils import timezone

from newsroom.backup.models import NightlyBackup
from newsroom.mail.models import OutgoingMail, State
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_healthy_site(settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir(mode=0o700)
    settings.BACKUP_COPY_TO = "/mnt/usb"
    settings.MAIL_IS_CONFIGURED = True
    NightlyBackup.objects.create(finished_at=timezone.now(), file_name="newsroom-1.zip")


def doctor() -> str:
    output = io.StringIO()
    call_command("doctor", stdout=output)
    return output.getvalue()


def sick(*expected: str) -> None:
    output = io.StringIO()
    with pytest.raises(CommandError, match="พบปัญหา"):
        call_command("doctor", stdout=output)
    wrong = [line for line in output.getvalue().splitlines() if line.startswith("✗")]
    assert len(wrong) == len(expected), wrong
    for line, text in zip(wrong, expected, strict=True):
        assert text in line


def test_a_healthy_site_has_no_problem() -> None:
    builders.photo()
    assert "ไม่พบปัญหา ควรดู 0 เรื่อง" in doctor()


def test_missing_photo_files_are_named() -> None:
    photo = builders.photo()
    photo.original.storage.delete(photo.original.name)
    sick(str(photo.original.name))


def test_an_old_backup_is_a_problem(settings: Any) -> None:
    NightlyBackup.objects.update(finished_at=timezone.now() - timedelta(days=2))
    sick("เก่าเกินไป")
    NightlyBackup.objects.all().delete()
    settings.BACKUP_COPY_TO = ""
    assert "ควรดู 2 เรื่อง" in doctor()


def test_a_folder_that_others_can_read_is_a_problem(settings: Any) -> None:
    settings.DATA_DIR.chmod(0o755)
    (settings.DATA_DIR / "secret-key.txt").touch(0o644)
    sick("คนอื่นในเครื่องอ่าน", "secret-key.txt")


def test_a_full_disk_a_silent_cache_and_debug_are_problems(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEBUG = True

    def fail(*args: Any) -> None:
        raise OSError("no answer")

    with monkeypatch.context() as patch:
        patch.setattr(os, "statvfs", fail)
        patch.setattr(cache, "set", fail)
        sick("disk", "cache", "NEWSROOM_DEBUG")


def test_mail_that_is_stuck_is_said(settings: Any) -> None:
    settings.MAIL_IS_CONFIGURED = False
    assert "ยังไม่ได้ตั้ง EMAIL_URL" in doctor()
    settings.MAIL_IS_CONFIGURED = True
    assert "อีเมลส่งได้" in doctor()
    mail = OutgoingMail.objects.create(recipient="a@example.com", error="550", state=State.FAILED)
    assert "อีเมลส่งไม่สำเร็จ 1 ฉบับ" in doctor()
    mail.state, mail.created_at = State.WAITING, timezone.now() - timedelta(hours=1)
    mail.save()
    sick("อีเมลค้างส่ง 1 ฉบับ: 550")
