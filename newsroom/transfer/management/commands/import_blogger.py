"""`manage.py import_blogger FILE [--media FOLDER]`"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import CommandError, CommandParser

from newsroom.transfer.blogger.atom import BloggerReader
from newsroom.transfer.blogger.converter import BloggerConverter, BlogPhotos, BlogSurvey
from newsroom.transfer.bodies.conversion import BodyConverter
from newsroom.transfer.bodies.photos import PhotoImporter
from newsroom.transfer.command import ImportCommand
from newsroom.transfer.importing.importer import Importer
from newsroom.transfer.report import ImportReport
from newsroom.transfer.xml.scanner import BrokenExport

MAX_FEED_BYTES = 4_000_000_000


class Command(ImportCommand):
    """Imports a blog of Blogger and redirects its URLs; running it again changes nothing."""

    help = "นำเข้าบล็อกของ Blogger จากไฟล์สำรอง (.xml) หรือ Google Takeout (feed.atom, .zip)"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        super().add_arguments(parser)
        parser.add_argument("--source", help="ชื่อบล็อกเดิม หากไม่ใช้หมายเลขบล็อกในไฟล์")
        parser.add_argument("--sections", default="", help="แท็ก (label) ที่เป็นหมวด คั่นด้วยจุลภาค")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        self.check_paths([file], options["media"], options["report"])
        survey = BlogSurvey()
        try:
            with _feed(file) as feed:
                reader = BloggerReader(feed)
                survey.read(reader)
                self._import(survey, reader, options)
        except BrokenExport as error:
            raise CommandError(f"{error} — ยังไม่ได้นำเข้าอะไร") from error
        finally:
            survey.close()

    def _import(self, survey: BlogSurvey, reader: BloggerReader, options: dict[str, Any]) -> None:
        report, dry_run = ImportReport(), options["dry_run"]
        source = options["source"] or f"blogger {reader.blog_id}"
        hosts = [host for host, _ in survey.hosts.most_common()]
        importer = Importer(source, report, dry_run=dry_run, hosts=hosts)
        photos = PhotoImporter(
            importer.identity, report, dry_run=dry_run, rewrite=importer.links.rewrite_text
        )
        bodies = BodyConverter(report, photos, BlogPhotos(options["media"], photos, report).find)
        sections = {name.strip() for name in options["sections"].split(",") if name.strip()}
        converter = BloggerConverter(survey, bodies, report, sections)
        self.run_import(importer.run(converter.records(reader)), survey.entry_count)
        self.print_report(report, options, source=source, files=[str(reader.path)])


@contextmanager
def _feed(file: Path) -> Iterator[Path]:
    """The feed itself; of a Takeout archive the `feed.atom` in it. Raises `BrokenExport`."""
    if not zipfile.is_zipfile(file):
        yield file
        return
    with zipfile.ZipFile(file) as archive, tempfile.TemporaryDirectory() as folder:
        feeds = [one for one in archive.infolist() if one.filename.endswith("feed.atom")]
        if len(feeds) != 1:
            raise BrokenExport(
                f"ในไฟล์ zip ต้องมี feed.atom หนึ่งไฟล์ (พบ {len(feeds)}) แตกไฟล์แล้วสั่งทีละบล็อก"
            )
        if feeds[0].file_size > MAX_FEED_BYTES:
            raise BrokenExport("feed.atom ในไฟล์ zip ใหญ่เกินไป")
        yield Path(archive.extract(feeds[0], folder))
