"""`manage.py import_articles FILE.jsonl [--media FOLDER]`"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management import CommandError, CommandParser

from newsroom.transfer.bodies.jsonl_photos import PhotoReader
from newsroom.transfer.bodies.photos import PhotoImporter
from newsroom.transfer.command import ImportCommand
from newsroom.transfer.importing.importer import Importer
from newsroom.transfer.jsonlines.reader import JsonLinesReader
from newsroom.transfer.metadata.importer import MetadataImporter
from newsroom.transfer.metadata.reader import InvalidFile
from newsroom.transfer.report import ImportReport

SOURCE = "jsonl"


class Command(ImportCommand):
    """Imports articles from JSON Lines; can be stopped and run again at any time."""

    help = "นำเข้าข่าวจากไฟล์ JSON Lines (สั่งซ้ำได้ ข่าวเดิมจะไม่ซ้ำ)"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        super().add_arguments(parser)
        parser.add_argument("--source", default=SOURCE, help="ชื่อระบบเดิม เมื่อมีข่าวจากหลายระบบ")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        self.check_paths([file], options["media"], options["report"])
        report, dry_run = ImportReport(), options["dry_run"]
        importer = Importer(options["source"], report, dry_run=dry_run)
        photos = PhotoImporter(importer.identity, report, dry_run=dry_run)
        try:
            files = PhotoReader(options["media"], photos, report)
            reader = JsonLinesReader(file, report, files)
        except InvalidFile as error:
            raise CommandError(str(error)) from error
        around = MetadataImporter(reader.metadata, importer.taxonomies, files, report)
        around.before()
        self.run_import(
            importer.run(reader.records()), file.stat().st_size, lambda: reader.bytes_read
        )
        around.after()
        self.print_report(report, options, source=options["source"], files=[str(file)])
