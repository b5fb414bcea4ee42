"""`manage.py make_renditions`: encode the formats that take too long while an editor waits."""

from django.core.management import BaseCommand

from newsroom.images.library import add_missing_formats


class Command(BaseCommand):
    """Adds AVIF to every photo without; may be interrupted at any time."""

    help = "สร้างภาพ AVIF ของภาพที่ยังไม่มี (งานประจำ housekeeping ทำให้อยู่แล้ว)"

    def handle(self, *args: object, **options: object) -> None:
        failed: set[int] = set()
        count = add_missing_formats(lambda: True, failed)
        self.stdout.write(f"สร้างภาพ AVIF แล้ว {count} ภาพ ทำไม่ได้ {len(failed)} ภาพ")
