"""`manage.py make_renditions`: the formats that take too long to make while an editor waits."""

from typing import Any

from django.core.management import BaseCommand

from newsroom.images.library import add_small_formats
from newsroom.images.models import Photo


class Command(BaseCommand):
    """AVIF of every photo that has none; meant for a timer, and can be stopped at any time."""

    help = "สร้างภาพ AVIF ของภาพที่ยังไม่มี (ตั้งเวลาให้ทำงานเป็นระยะได้)"

    def handle(self, *args: Any, **options: Any) -> None:
        made = 0
        for pk in Photo.objects.order_by("-pk").values_list("pk", flat=True).iterator():
            try:
                made += add_small_formats(pk)
            except OSError as error:
                self.stderr.write(f"ภาพ {pk}: อ่านหรือเขียนไฟล์ไม่ได้ ({error})")
        self.stdout.write(f"สร้างภาพ AVIF แล้ว {made} ภาพ")
