"""`manage.py make_renditions`: the formats that take too long to make while an editor waits."""

from typing import Any

from django.core.management import BaseCommand

from newsroom.images.library import add_missing_small_formats


class Command(BaseCommand):
    """AVIF of every photo that has none; can be stopped at any time."""

    help = "สร้างภาพ AVIF ของภาพที่ยังไม่มี (งานประจำ housekeeping ทำให้อยู่แล้ว)"

    def handle(self, *args: Any, **options: Any) -> None:
        failed: set[int] = set()
        made = add_missing_small_formats(lambda: True, failed)
        self.stdout.write(f"สร้างภาพ AVIF แล้ว {made} ภาพ ทำไม่ได้ {len(failed)} ภาพ")
