"""What the import commands have in common: options, progress, the end of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from newsroom.transfer.progress import ProgressBar
from newsroom.transfer.report import ImportReport


class ImportCommand(BaseCommand):
    """A command that imports articles; it can be stopped and run again at any time."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--media", type=Path, help="โฟลเดอร์ภาพที่คัดลอกมา")
        parser.add_argument("--dry-run", action="store_true", help="ลองอ่านโดยไม่บันทึก")
        parser.add_argument("--report", type=Path, help="เขียนรายงานทั้งหมดเป็น JSON ลงไฟล์นี้")

    def check_paths(self, files: list[Path], media: Path | None, report: Path | None) -> None:
        """Raise a `CommandError` in Thai for what is not there, or may not be read or written."""
        for file in files:
            try:
                file.open("rb").close()
            except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
                raise CommandError(f"ไม่พบไฟล์ {file}") from error
            except OSError as error:
                raise CommandError(f"อ่านไฟล์ {file} ไม่ได้: {error.strerror}") from error
        if media is not None:
            try:
                next(media.iterdir(), None)
            except (FileNotFoundError, NotADirectoryError) as error:
                raise CommandError(f"ไม่พบโฟลเดอร์ภาพ {media}") from error
            except OSError as error:
                raise CommandError(f"อ่านโฟลเดอร์ภาพ {media} ไม่ได้: {error.strerror}") from error
        if report is not None:
            try:
                tempfile.TemporaryFile(dir=report.absolute().parent).close()
            except (FileNotFoundError, NotADirectoryError) as error:
                raise CommandError(f"ไม่พบโฟลเดอร์ของไฟล์รายงาน {report}") from error
            except OSError as error:
                raise CommandError(f"เขียนรายงานลง {report} ไม่ได้: {error.strerror}") from error

    def run_import(self, batches: Iterator[int], total: int, done_of: Any = None) -> int:
        """Run an import behind a progress bar; `done_of` gives what of `total` is done."""
        progress = ProgressBar(self.stderr, total=total)
        done = 0
        for done in batches:
            progress.update(done_of() if done_of else done, f"{done:,} ข่าว")
        seconds = progress.finish()
        self.stderr.write(
            f"{done:,} ข่าวใน {seconds:.1f} วินาที ({done / max(seconds, 0.01):.0f} ข่าว/วินาที)"
        )
        return done

    def print_report(self, report: ImportReport, options: dict[str, Any], **about: Any) -> None:
        """The report in Thai to standard output, and as JSON into the file asked for."""
        for line in report.lines():
            self.stdout.write(line)
        if options["dry_run"]:
            self.stdout.write("นี่เป็นการลองอ่าน ยังไม่ได้บันทึกอะไร")
        if options["report"]:
            try:
                report.write_json(options["report"], dry_run=options["dry_run"], **about)
            except OSError as error:
                raise CommandError(
                    f"เขียนรายงานลง {options['report']} ไม่ได้: {error.strerror}"
                ) from error
