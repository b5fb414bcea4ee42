"""`manage.py reindex`"""

from __future__ import annotations

from collections.abc import Iterator

from django.core.management import BaseCommand

from newsroom.articles.models import Article
from newsroom.search.indexing.reindex import reindex
from newsroom.search.indexing.related import relate_all

PROGRESS_INTERVAL = 2000


class Command(BaseCommand):
    """Builds the search index and the lists of related articles again, while the site runs."""

    help = "สร้างดัชนีค้นหาใหม่ทั้งหมด (เว็บไซต์ใช้งานได้ระหว่างนั้น)"

    def handle(self, *args: object, **options: object) -> None:
        total = Article.objects.count()
        self.stdout.write(f"สร้างดัชนีแล้ว {self._run(reindex(), total):,} ข่าว")
        self.stdout.write(f"จับคู่ข่าวที่เกี่ยวข้องแล้ว {self._run(relate_all(), total):,} ข่าว")

    def _run(self, job: Iterator[int], total: int) -> int:
        """Run a job that yields how many articles are done; returns the last number."""
        done = 0
        for now_done in job:
            if now_done // PROGRESS_INTERVAL > done // PROGRESS_INTERVAL:
                self.stderr.write(f"{now_done:,}/{total:,}")
            done = now_done
        return done
