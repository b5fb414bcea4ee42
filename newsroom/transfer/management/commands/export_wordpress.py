"""`manage.py export_wordpress FILE.xml`"""

from __future__ import annotations

from pathlib import Path

from django.core.management import BaseCommand, CommandError, CommandParser

from newsroom.articles.models import Article
from newsroom.mail.identity import site_name
from newsroom.transfer.progress import ProgressBar
from newsroom.transfer.whole_file import whole_file
from newsroom.transfer.wordpress.export.writer import WxrWriter


class Command(BaseCommand):
    """Exports articles, pages and comments for WordPress, which fetches the photos from this site."""

    help = "ส่งออกข่าว หน้า และความคิดเห็นเป็นไฟล์ WXR ที่ WordPress นำเข้าได้"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.xml")

    def handle(self, *args: object, file: Path, **options: object) -> None:
        writer = WxrWriter(site_name())
        progress = ProgressBar(self.stderr, total=Article.objects.count())
        done = 0
        try:
            with whole_file(file) as out:
                for done in writer.write(out):
                    progress.update(done, f"{done:,} ข่าว")
        except OSError as error:
            raise CommandError(f"เขียนไฟล์ไม่สำเร็จ: {error}") from error
        seconds = progress.finish()
        self.stdout.write(
            f"ส่งออกแล้ว {done:,} ข่าว {writer.page_count:,} หน้า {writer.comment_count:,} ความคิดเห็น "
            f"{writer.photo_count:,} ภาพ {writer.document_count:,} เอกสาร ใน {seconds:.1f} วินาที"
        )
        self.stdout.write("WordPress ดึงภาพและเอกสารจากเว็บนี้ขณะนำเข้า เว็บนี้จึงต้องเปิดอยู่")
