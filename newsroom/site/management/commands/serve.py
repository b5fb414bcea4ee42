"""`manage.py serve`: prepare the site and serve it; `make run` calls it."""

import os
import secrets
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse

from newsroom.accounts.models import User
from newsroom.backup.data_folder import FolderInUse, lock_data_folder, make_private
from newsroom.site.models import SiteSettings
from newsroom.web.staticfiles import collect_static_if_changed

FIRST_LOGIN_FILE = "first-login.txt"


class Command(BaseCommand):
    """Migrate, collect static files, load demo news into an empty database, and serve.

    Each step first looks whether it is needed, so that a second start writes nothing: it also works
    while another process holds the database's write lock, and for a read-only database user.
    """

    help = "ตั้งค่าเว็บไซต์ให้พร้อมแล้วเปิดให้บริการ"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=min(os.cpu_count() or 1, 4))
        parser.add_argument(
            "--prepare-only", action="store_true", help="เตรียมทุกอย่างแต่ไม่เปิดเซิร์ฟเวอร์"
        )

    def handle(self, *args: object, host: str, port: int, workers: int, **options: object) -> None:
        make_private(settings.DATA_DIR, _sqlite_path())
        if not options["prepare_only"]:
            self._lock_data_folder()
        # Compressing static files needs no database, and the compressors let other threads run.
        with ThreadPoolExecutor(max_workers=1) as pool:
            collecting = pool.submit(collect_static_if_changed)
            self._migrate()
            first_password = self._initialise_database()
            collecting.result()
        self._print_urls(host, port, first_password)
        if not options["prepare_only"]:
            self.stdout.flush()
            connection.close()
            os.execv(sys.executable, _server_command(host, port, workers))  # noqa: S606

    def _lock_data_folder(self) -> None:
        """Refuse a second server on the folder; the lock stays with the web server (`execv`)."""
        try:
            lock_data_folder()
        except FolderInUse as error:
            raise CommandError(
                f"มีเซิร์ฟเวอร์อีกตัวใช้โฟลเดอร์ข้อมูล {settings.DATA_DIR} อยู่แล้ว "
                "กรุณาหยุดตัวนั้นก่อน หรือตั้ง NEWSROOM_DATA เป็นโฟลเดอร์อื่น"
            ) from error

    def _migrate(self) -> None:
        try:
            if _has_migrations_to_run():
                call_command("migrate", interactive=False, verbosity=0)
        except OperationalError as error:
            raise CommandError(f"ต่อฐานข้อมูลไม่ได้: {error}") from error

    def _initialise_database(self) -> str | None:
        """Create the site's settings (with the demo) and the first superuser, where there are none.

        Returns the password of a superuser it created.
        """
        if not SiteSettings.objects.exists():
            if settings.LOAD_DEMO:
                call_command("load_demo", stdout=self.stdout)
            else:
                SiteSettings().save()
        if User.objects.filter(is_superuser=True).exists():
            return None
        password = secrets.token_urlsafe(9)
        User.objects.create_superuser("admin", password=password, display_name="ผู้ดูแลระบบ")
        _write_private(settings.DATA_DIR / FIRST_LOGIN_FILE, f"admin {password}\n")
        return password

    def _print_urls(self, host: str, port: int, first_password: str | None) -> None:
        """The password is printed once: the output of later starts ends up in logs."""
        url = settings.PUBLIC_URL or f"http://{host}:{port}"
        self.stdout.write(f"\n  เว็บไซต์   {url}/\n  ห้องข่าว   {url}{reverse('admin:index')}")
        first_login = settings.DATA_DIR / FIRST_LOGIN_FILE
        if first_password:
            self.stdout.write(f"  เข้าสู่ระบบ  ชื่อ admin  รหัสผ่าน {first_password}")
        if first_login.exists():
            self.stdout.write(f"           (รหัสผ่านแรกอยู่ใน {first_login} เปลี่ยนรหัสผ่านแล้วลบไฟล์นี้ได้)")
        self.stdout.write("")


def _server_command(host: str, port: int, workers: int) -> list[str]:
    # At least two front processes, so that one may be replaced.
    return [
        sys.executable, "-m", "newsroom.web.front.supervisor", host, str(port), str(max(2, workers)),
        "newsroom.config.front:application",
        # This process becomes the supervisor, beside which the periodic tasks run.
        sys.executable, str(settings.BASE_DIR / "manage.py"), "housekeeping", "--beside", str(os.getpid()),
    ]  # fmt: skip


def _sqlite_path() -> Path | None:
    return Path(connection.settings_dict["NAME"]) if connection.vendor == "sqlite" else None


def _has_migrations_to_run() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _write_private(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
