"""`manage.py reindex`"""

from typing import Any

from django.core.management import BaseCommand

from newsroom.articles.models import Article
from newsroom.search.index import reindex


class Command(BaseCommand):
    """Builds the search index anew while the site runs."""

    help = "สร้างดัชนีค้นหาใหม่ทั้งหมด (เว็บไซต์ใช้งานได้ระหว่างนั้น)"

    def handle(self, *args: Any, **options: Any) -> None:
        total, done = Article.objects.count(), 0
        for done in reindex():
            if done % 2000 == 0:
                self.stderr.write(f"{done:,}/{total:,}")
        self.stdout.write(f"สร้างดัชนีแล้ว {done:,} ข่าว")
