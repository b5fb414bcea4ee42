"""`manage.py import_wordpress FILE.xml… [--media FOLDER] [--dry-run] [--report FILE.json] …`"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management import CommandError, CommandParser

from newsroom.transfer.addresses.check import check_addresses
from newsroom.transfer.addresses.redirects import save_redirects
from newsroom.transfer.bodies.conversion import BodyConverter
from newsroom.transfer.bodies.photos import PhotoImporter
from newsroom.transfer.command import ImportCommand
from newsroom.transfer.importing.importer import Importer
from newsroom.transfer.report import ImportReport
from newsroom.transfer.wordpress.addresses import site_addresses, term_redirects
from newsroom.transfer.wordpress.attachments import (
    redirect_attachments,
    report_unused_attachments,
)
from newsroom.transfer.wordpress.converter import WordPressConverter
from newsroom.transfer.wordpress.survey import Survey
from newsroom.transfer.wordpress.uploads import Uploads
from newsroom.transfer.wordpress.wxr.reader import WxrReader
from newsroom.transfer.xml.scanner import BrokenExport


class Command(ImportCommand):
    """Imports a WordPress site and redirects its URLs; running it again changes nothing."""

    help = "นำเข้าเว็บไซต์ WordPress จากไฟล์ส่งออก WXR (สั่งซ้ำได้ ข่าวเดิมจะไม่ซ้ำ)"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", type=Path, nargs="+", metavar="FILE.xml")
        super().add_arguments(parser)
        parser.add_argument("--source", help="ชื่อเว็บเดิม หากไม่ใช้ชื่อโฮสต์ในไฟล์")
        parser.add_argument("--check-addresses", action="store_true",
                            help="ไม่นำเข้า แต่ตรวจว่าที่อยู่เดิมในไฟล์ตอบกี่แห่ง")  # fmt: skip
        parser.add_argument("--post-types", default="", help="ชนิดอื่นที่นำเข้าเป็นข่าว คั่นด้วยจุลภาค")
        parser.add_argument("--taxonomies", default="", help="การจัดกลุ่มอื่นที่ใช้เป็นแท็ก คั่นด้วยจุลภาค")

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        self.check_paths(files, options["media"], options["report"])
        survey = Survey()
        try:
            readers = [WxrReader(file) for file in files]
            survey.read(readers)
        except BrokenExport as error:
            raise CommandError(f"{error} — ยังไม่ได้นำเข้าอะไร") from error
        try:
            if len(survey.sites) > 1 and not options["source"]:
                raise CommandError(
                    f"ไฟล์มาจากหลายเว็บ ({', '.join(sorted(survey.sites))}) สั่งนำเข้าทีละเว็บ "
                    "หรือใส่ --source หากเป็นเว็บเดียวกัน — ยังไม่ได้นำเข้าอะไร"
                )
            if options["check_addresses"]:
                self._check_addresses(survey, readers)
            else:
                self._import(survey, readers, options)
        finally:
            survey.close()

    def _import(self, survey: Survey, readers: list[WxrReader], options: dict[str, Any]) -> None:
        report, dry_run = ImportReport(), options["dry_run"]
        source = options["source"] or survey.source()
        importer = Importer(
            source,
            report,
            dry_run=dry_run,
            hosts=survey.all_hosts(),
            reserved_id=survey.max_id,
        )
        photos = PhotoImporter(
            importer.identity, report, dry_run=dry_run, rewrite=importer.links.rewrite_text
        )
        uploads = Uploads(options["media"], survey, photos, report)
        converter = WordPressConverter(
            survey,
            BodyConverter(report, photos, uploads.find, uploads.gallery),
            uploads,
            report,
            post_types=_names(options["post_types"]),
            taxonomies=_names(options["taxonomies"]),
        )
        for category in survey.site.categories.values():
            importer.taxonomies.section(converter.terms.section(category.nicename))
        for author in converter.terms.authors():
            importer.taxonomies.author(author)
        if not dry_run:
            pairs = term_redirects(survey, converter.terms, importer.taxonomies)
            for old, new, page in save_redirects(pairs):
                report.note(
                    f"ที่อยู่เดิม {old} เป็นหน้า {page} ของเราอยู่แล้ว จึงไม่พาไป {new}", kind="address-taken"
                )
        self.run_import(importer.run(converter.records(readers)), survey.item_count)
        if not dry_run:
            redirect_attachments(survey, importer.identity)
        report_unused_attachments(survey, report)
        self.print_report(
            report, options, source=source, files=[str(reader.path) for reader in readers]
        )

    def _check_addresses(self, survey: Survey, readers: list[WxrReader]) -> None:
        found = check_addresses(site_addresses(survey, readers))
        self.stdout.write(f"ที่อยู่เดิม {found.total:,} แห่ง ตอบ {found.answered:,} แห่ง")
        for path, reason in found.failed:
            self.stdout.write(f"  - {path}: {reason}")


def _names(text: str) -> frozenset[str]:
    return frozenset(name.strip() for name in text.split(",") if name.strip())
