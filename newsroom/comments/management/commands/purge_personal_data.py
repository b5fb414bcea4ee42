"""`manage.py purge_personal_data`"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand
from django.utils import timezone

from newsroom.comments.models import CommentOrigin


class Command(BaseCommand):
    """Deletes where comments came from, once the time the law asks for is over (T-P1)."""

    help = "ลบข้อมูลที่มาของความคิดเห็น (ไอพี พอร์ต โปรแกรม) ที่เก็บครบกำหนดแล้ว"

    def handle(self, *args: Any, **options: Any) -> None:
        days = settings.COMMENT_DATA_DAYS
        old = CommentOrigin.objects.filter(received_at__lt=timezone.now() - timedelta(days=days))
        removed, _ = old.delete()
        kept = CommentOrigin.objects.count()
        self.stdout.write(f"ลบข้อมูลที่เก็บครบ {days} วันแล้ว {removed:,} รายการ เหลือ {kept:,} รายการ")
