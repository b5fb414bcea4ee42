"""`manage.py remove_demo`"""

from django.core.management import BaseCommand

from newsroom.site.demo.removal import remove_demo


class Command(BaseCommand):
    """Deletes the demo news and nothing else."""

    help = "ลบข่าวตัวอย่าง (ไม่แตะต้องข้อมูลอื่น)"

    def handle(self, *args: object, **options: object) -> None:
        deleted, messages = remove_demo()
        self.stdout.write(f"ลบข้อมูลตัวอย่างแล้ว {deleted:,} รายการ")
        for message in messages:
            self.stdout.write(f"  เก็บไว้: {message}")
