"""`manage.py evaluate_search FOLDER`"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.test.utils import override_settings

from newsroom.search import evaluation

# The pages are asked in this process: no host, no TLS, no static files gathered.
PLAIN = {
    "ALLOWED_HOSTS": ["*"],
    "SECURE_SSL_REDIRECT": False,
    "STORAGES": {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    },
}


class Command(BaseCommand):
    """Measures the search on a set of documents and queries, in a database made for it and dropped."""

    help = "วัดคุณภาพการค้นหาด้วยชุดเอกสารและคำค้นที่รู้คำตอบ (ใช้ฐานข้อมูลชั่วคราว ไม่แตะข้อมูลจริง)"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--class", dest="only", default="", help="เฉพาะคำค้นชนิดนี้")
        parser.add_argument("--bad", action="store_true", help="แสดงคำค้นที่ตอบได้ไม่ดี")

    def handle(self, *args: Any, folder: Path, only: str, bad: bool, **options: Any) -> None:
        for name in ("documents.jsonl", "queries.jsonl"):
            if not (folder / name).is_file():
                raise CommandError(f"ไม่พบไฟล์ {folder / name}")
        kept = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            names = evaluation.load(folder)
            self.stderr.write(f"{len(names):,} ข่าว ({connection.vendor})")
            with override_settings(**PLAIN):
                table, poor = evaluation.evaluate(folder, names, self._progress, only)
        finally:
            connection.creation.destroy_test_db(kept, verbosity=0)
        self.stdout.write("\n".join([*(poor if bad else []), *table]))

    def _progress(self, count: int) -> None:
        if count % 200 == 0:
            self.stderr.write(f"{count:,}")
