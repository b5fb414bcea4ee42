"""`manage.py import_wordpress FILE.xml [--media FOLDER] [--dry-run]`"""

from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import transaction

from newsroom.transfer.intake import Intake
from newsroom.transfer.media import Uploads
from newsroom.transfer.progress import Progress
from newsroom.transfer.story import Report
from newsroom.transfer.wordpress import WordPress
from newsroom.transfer.wxr import BrokenExport


class Command(BaseCommand):
    """A WordPress site in, old addresses included; running it again changes nothing."""

    help = "นำเข้าเว็บไซต์ WordPress จากไฟล์ส่งออก WXR (สั่งซ้ำได้ ข่าวเดิมจะไม่ซ้ำ)"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--media", type=Path, help="โฟลเดอร์ wp-content/uploads ที่คัดลอกมา")
        parser.add_argument("--dry-run", action="store_true", help="ลองอ่านโดยไม่บันทึก")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"ไม่พบไฟล์ {file}")
        if options["media"] and not options["media"].is_dir():
            raise CommandError(f"ไม่พบโฟลเดอร์ภาพ {options['media']}")
        report = Report()
        reader = WordPress(file, Uploads(None if dry_run else options["media"], report), report)
        try:
            reader.survey()
        except BrokenExport as error:
            raise CommandError(f"{error} — ยังไม่ได้นำเข้าอะไร") from error
        progress = Progress(self.stderr, total=reader.total)  # type: ignore[arg-type]
        # Each batch is a transaction of its own, so that the site goes on working meanwhile.
        with transaction.atomic() if dry_run else nullcontext():
            intake = Intake(reader.source, report, dry_run=dry_run)
            for done in intake.take(reader.stories(intake)):
                progress.at(done, f"{done:,} ข่าว")
            if dry_run:
                transaction.set_rollback(True)
        progress.end()
        self.stdout.write("\n".join(report.lines()))
        if dry_run:
            self.stdout.write("นี่เป็นการลองอ่าน ยังไม่ได้บันทึกอะไร")
