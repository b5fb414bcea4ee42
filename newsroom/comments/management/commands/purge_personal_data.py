"""`manage.py purge_personal_data`"""

from django.core.management import BaseCommand
from django.db.models.functions import Now

from newsroom.comments.models import CommentOrigin


class Command(BaseCommand):
    """Deletes the origins of comments that need not be kept any longer (T-P1)."""

    help = "ลบข้อมูลที่มาของความคิดเห็น (ไอพี พอร์ต โปรแกรม) ที่เก็บครบกำหนดแล้ว"

    def handle(self, *args: object, **options: object) -> None:
        # By the database's clock, as the triggers that refuse to delete them earlier.
        expired = CommentOrigin.objects.filter(retained_until__lte=Now())
        # On SQLite, deleting nothing would still wait for the write lock.
        removed = expired.delete()[0] if expired.exists() else 0
        remaining = CommentOrigin.objects.count()
        self.stdout.write(f"ลบข้อมูลที่เก็บครบกำหนดแล้ว {removed:,} รายการ เหลือ {remaining:,} รายการ")
