"""`manage.py remove_demo`"""

from typing import Any

from django.core.management import BaseCommand

from newsroom.site.demo.loader import remove_demo


class Command(BaseCommand):
    """Takes the demo news away and nothing else."""

    help = "ลบข่าวตัวอย่าง (ไม่แตะต้องข้อมูลอื่น)"

    def handle(self, *args: Any, **options: Any) -> None:
        removed, kept = remove_demo()
        self.stdout.write(f"ลบข้อมูลตัวอย่างแล้ว {removed:,} รายการ")
        for reason in kept:
            self.stdout.write(f"  เก็บไว้: {reason}")
