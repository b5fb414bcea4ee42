"""`manage.py doctor`"""

from __future__ import annotations

from collections import Counter

from django.core.management import BaseCommand, CommandError

from newsroom.backup.doctor import examine

MARKS = {"ok": "✓", "warning": "!", "error": "✗"}


class Command(BaseCommand):
    """Looks at database, data folder, disk, photos and backups; fails if something is wrong."""

    help = "ตรวจสุขภาพของเว็บไซต์"
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: object) -> None:
        counts: Counter[str] = Counter()
        for finding in examine():
            counts[finding.level] += 1
            self.stdout.write(f"{MARKS[finding.level]} {finding.text}")
        if counts["error"]:
            raise CommandError(f"พบปัญหา {counts['error']} เรื่อง ควรดู {counts['warning']} เรื่อง")
        self.stdout.write(f"ไม่พบปัญหา ควรดู {counts['warning']} เรื่อง")
