"""What the desk is told of the last announcements."""

from __future__ import annotations

from newsroom.syndication.models import Announcement
from newsroom.thai.dates import thai_datetime


def last_of_each() -> list[Announcement]:
    """The last message to each service that was ever told."""
    rows = (
        Announcement.objects.filter(service=service).order_by("-pk").first()
        for service in Announcement.Service.values
    )
    return [row for row in rows if row is not None]


def told(row: Announcement) -> str:
    """What became of a message, in a sentence."""
    count = f"{len(row.urls):,} ที่อยู่"
    if row.state == Announcement.State.SENT and row.finished_at:
        return f"ส่ง {count} แล้ว เมื่อ {thai_datetime(row.finished_at)}"
    if row.state == Announcement.State.FAILED:
        return f"ส่ง {count} ไม่สำเร็จ: {row.error}"
    if row.attempts:
        return (
            f"ส่ง {count} ไม่ได้ {row.attempts} ครั้ง จะลองอีกเมื่อ "
            f"{thai_datetime(row.next_attempt_at)}: {row.error}"
        )
    return f"รอส่ง {count}"
