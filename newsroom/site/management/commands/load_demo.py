"""`manage.py load_demo`"""

from typing import Any

from django.core.management import BaseCommand, CommandError

from newsroom.articles.models import Article
from newsroom.site.demo.loader import load_demo


class Command(BaseCommand):
    """Fills an empty newsroom with believable demo news."""

    help = "ใส่ข่าวตัวอย่างลงในฐานข้อมูลที่ยังว่าง"

    def handle(self, *args: Any, **options: Any) -> None:
        if Article.objects.exists():
            raise CommandError("ฐานข้อมูลมีข่าวอยู่แล้ว จึงไม่ใส่ข่าวตัวอย่าง")
        self.stdout.write("กำลังใส่ข่าวตัวอย่างและวาดภาพประกอบ (ครั้งแรกครั้งเดียว) …")
        count = load_demo()
        self.stdout.write(f"ใส่ข่าวตัวอย่างแล้ว {count} ข่าว ลบได้ด้วย manage.py remove_demo")
