"""`manage.py load_demo`"""

from django.core.management import BaseCommand, CommandError

from newsroom.articles.models import Article
from newsroom.site.demo.loader import load_demo


class Command(BaseCommand):
    """Loads the demo news into an empty database."""

    help = "ใส่ข่าวตัวอย่างลงในฐานข้อมูลที่ยังว่าง"

    def handle(self, *args: object, **options: object) -> None:
        if Article.objects.exists():
            raise CommandError("ฐานข้อมูลมีข่าวอยู่แล้ว จึงไม่ใส่ข่าวตัวอย่าง")
        self.stdout.write("กำลังใส่ข่าวตัวอย่างและภาพประกอบ (ครั้งแรกครั้งเดียว) …")
        count = load_demo()
        self.stdout.write(f"ใส่ข่าวตัวอย่างแล้ว {count} ข่าว ลบได้ด้วย manage.py remove_demo")
