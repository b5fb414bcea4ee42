"""`manage.py backup FILE`"""

from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser

from newsroom.backup.creation import create_backup
from newsroom.backup.errors import BackupError
from newsroom.backup.progress import progress_lines


class Command(BaseCommand):
    """Backs up the database and the photos into one verified file, while the site is in use."""

    help = "สำรองฐานข้อมูลและภาพเป็นไฟล์เดียว ระหว่างที่เว็บไซต์ทำงานอยู่ได้"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--recipient",
            default=settings.BACKUP_RECIPIENT,
            help="กุญแจสาธารณะของ age หรือ SSH หรือชื่อกุญแจ gpg ที่ใช้เข้ารหัส",
        )

    def handle(self, *args: object, file: Path, recipient: str, **options: object) -> None:
        try:
            backup = create_backup(
                file.absolute(), progress_lines(self.stderr), recipient=recipient
            )
        except BackupError as error:
            raise CommandError(str(error)) from error
        rows = sum(backup.manifest.rows.values())
        self.stdout.write(
            f"สำรองแล้ว {backup.path} ({backup.bytes / 1e6:,.1f} MB): "
            f"{rows:,} แถว ภาพ {len(backup.manifest.media):,} ไฟล์ ตรวจ SHA-256 แล้ว"
            + (" เข้ารหัสแล้ว" if recipient else "")
        )
        for name in backup.manifest.missing:
            self.stderr.write(f"ไม่มีไฟล์ภาพ {name} อยู่ก่อนแล้ว")
