"""`{% backup_status %}`: the dashboard's line about the last nightly backup."""

from __future__ import annotations

from datetime import timedelta

from django import template
from django.conf import settings
from django.utils import timezone

from newsroom.backup.models import NightlyBackup
from newsroom.thai.dates import in_bangkok, thai_date, thai_time

register = template.Library()
# One night may be missed; after that the line warns.
MAX_AGE = timedelta(hours=36)


@register.inclusion_tag("admin/dashboard/_backup.html")
def backup_status() -> dict[str, object]:
    """What the line says, and whether it is a warning; no text before the first night."""
    latest = NightlyBackup.objects.order_by("-finished_at").first()
    good = NightlyBackup.objects.filter(error="").order_by("-finished_at").first()
    if latest is None:
        return {
            "text": "ยังไม่มีไฟล์สำรอง ระบบจะสำรองให้ทุกคืนเวลา 02.10 น.",
            "problem": _only_here(),
            "is_warning": False,
        }
    text = _text(good) if good else "ยังไม่เคยสำรองสำเร็จ"
    problem = f"ครั้งล่าสุดไม่สำเร็จ: {latest.error}" if latest.error else latest.copy_error
    if latest.copy_error:
        text = f"{text} แต่ยังไม่มีสำเนาที่อื่น"
    is_old = good is None or timezone.now() - good.finished_at > MAX_AGE
    is_warning = bool(problem) or is_old
    return {"text": text, "problem": problem or _only_here(), "is_warning": is_warning}


def _only_here() -> str:
    """What is to be done so that a broken disk does not take the backups, too; "" if it was."""
    if settings.BACKUP_COPY_TO:
        return ""
    return "ไฟล์อยู่ในเครื่องนี้เท่านั้น ให้ผู้ดูแลเซิร์ฟเวอร์ตั้ง NEWSROOM_BACKUP_COPY เป็นโฟลเดอร์หรือเครื่องอื่น"


def _text(backup: NightlyBackup) -> str:
    moment = in_bangkok(backup.finished_at)
    is_today = moment.date() == timezone.localdate()
    when = thai_time(moment) if is_today else f"{thai_date(moment, 'short')} {thai_time(moment)}"
    checked = "ตรวจและทดลองกู้คืนแล้ว" if backup.was_proved else "ตรวจแล้ว"
    return f"สำรองล่าสุด {when} {checked}"
