"""`manage.py restore FILE [--force] [--check]`"""

from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command

from newsroom.backup.archive import Progress
from newsroom.backup.errors import BackupError
from newsroom.backup.manifest import Manifest
from newsroom.backup.progress import progress_lines
from newsroom.backup.restoration import check_backup, restore_backup
from newsroom.thai.dates import thai_datetime


class Command(BaseCommand):
    """Restores a backup; with `--check` it only proves the file."""

    help = "กู้คืนเว็บไซต์จากไฟล์สำรอง ตรวจทั้งไฟล์ก่อนเขียนทุกครั้ง"
    # The place to restore into may be empty: no tables, no static files.
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--force", action="store_true", help="แทนที่เว็บไซต์ที่มีข้อมูลอยู่แล้ว")
        parser.add_argument("--check", action="store_true", help="พิสูจน์ไฟล์โดยไม่แตะเว็บไซต์")
        parser.add_argument("--identity", type=Path, help="ไฟล์กุญแจลับของ age")

    def handle(
        self,
        *args: object,
        file: Path,
        force: bool,
        check: bool,
        identity: Path | None,
        **options: object,
    ) -> None:
        def progress_of(manifest: Manifest) -> Progress:
            return progress_lines(self.stderr, manifest.total_bytes)

        try:
            if check:
                manifest = check_backup(file, progress_of, identity)
            else:
                manifest = restore_backup(file, progress_of, force=force, identity=identity)
        except BackupError as error:
            raise CommandError(str(error)) from error
        contents = (
            f"{sum(manifest.rows.values()):,} แถว ภาพ {len(manifest.media):,} ไฟล์ "
            f"สำรองเมื่อ {thai_datetime(manifest.created_at)}"
        )
        if check:
            self.stdout.write(f"ไฟล์สำรองใช้ได้ ทดลองกู้คืนและนับแล้ว: {contents}")
            return
        # Of an older version: its tables get what this version adds.
        call_command("migrate", interactive=False, verbosity=0)
        (settings.DATA_DIR / "first-login.txt").unlink(missing_ok=True)
        self.stdout.write(f"กู้คืนแล้ว: {contents}\nเข้าสู่ระบบด้วยชื่อและรหัสผ่านเดิม")
