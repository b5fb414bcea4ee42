"""`manage.py import_articles FILE.jsonl`"""

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from newsroom.transfer.intake import Intake
from newsroom.transfer.jsonlines import BadFile, JsonLines
from newsroom.transfer.progress import Progress
from newsroom.transfer.story import Report


class Command(BaseCommand):
    """Stories as JSON Lines in; can be stopped and run again at any time."""

    help = "นำเข้าข่าวจากไฟล์ JSON Lines (สั่งซ้ำได้ ข่าวเดิมจะไม่ซ้ำ)"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="ลองอ่านโดยไม่บันทึก")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"ไม่พบไฟล์ {file}")
        report = Report()
        intake = Intake("jsonl", report, dry_run=dry_run)
        try:
            reader = JsonLines(file, intake, report)
        except BadFile as error:
            raise CommandError(str(error)) from error
        progress = Progress(self.stderr, total=file.stat().st_size)  # type: ignore[arg-type]
        done = 0
        for done in intake.take(reader.stories()):
            progress.at(reader.bytes_read, f"{done:,} ข่าว")
        seconds = progress.end()
        self.stdout.write("\n".join(report.lines()))
        self.stdout.write(
            f"{done:,} ข่าวใน {seconds:.1f} วินาที ({done / max(seconds, 0.01):.0f} ข่าว/วินาที)"
        )
        if dry_run:
            self.stdout.write("นี่เป็นการลองอ่าน ยังไม่ได้บันทึกอะไร")
