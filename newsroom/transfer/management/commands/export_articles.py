"""`manage.py export_articles FILE.jsonl [--media FOLDER]`"""

from __future__ import annotations

from pathlib import Path

from django.core.management import BaseCommand, CommandError, CommandParser

from newsroom.articles.models import Article
from newsroom.transfer.export import ArticleExporter
from newsroom.transfer.metadata.export import write_metadata
from newsroom.transfer.progress import ProgressBar
from newsroom.transfer.whole_file import whole_file


class Command(BaseCommand):
    """Exports all articles, with comments, corrections and photos, for `import_articles`."""

    help = "ส่งออกข่าวทั้งหมดเป็นไฟล์ JSON Lines พร้อมความคิดเห็น ภาพ หมวด ผู้เขียน แท็ก และลิงก์เก่า"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--media", type=Path, help="คัดลอกภาพลงในโฟลเดอร์นี้")

    def handle(self, *args: object, file: Path, media: Path | None, **options: object) -> None:
        exporter = ArticleExporter(media)
        progress = ProgressBar(self.stderr, total=Article.objects.count())
        done = 0
        try:
            if media is not None:
                media.mkdir(parents=True, exist_ok=True)
            # Readers' addresses are in it; and a file of that name is replaced by a whole one only.
            with whole_file(file) as out:
                for done in exporter.write(out):
                    progress.update(done, f"{done:,} ข่าว")
            write_metadata(file, exporter.files)
        except OSError as error:
            raise CommandError(f"เขียนไฟล์ไม่สำเร็จ: {error}") from error
        seconds = progress.finish()
        self.stdout.write(
            f"ส่งออกแล้ว {done:,} ข่าว {exporter.comment_count:,} ความคิดเห็น "
            f"{exporter.photo_count:,} ภาพ ใน {seconds:.1f} วินาที"
        )
        for name in exporter.missing:
            self.stderr.write(f"ไม่พบไฟล์ภาพ {name}")
