"""`manage.py serve`: make this folder a running site; what `make run` calls."""

import os
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from newsroom.accounts.models import User
from newsroom.site.models import SiteIdentity
from newsroom.web.static import gather

FIRST_LOGIN = "first-login.txt"
# A worker that grew this large, or old, hands over to a new one; its requests are finished first.
MOST_MEGABYTES, LIFETIME = 400, 12 * 60 * 60


class Command(BaseCommand):
    """Migrate, gather static files, fill an empty database with demo news, and serve.

    A second start finds all that done and touches no data.
    """

    help = "ตั้งค่าเว็บไซต์ให้พร้อมแล้วเปิดให้บริการ"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=min(os.cpu_count() or 1, 4))
        parser.add_argument(
            "--prepare-only", action="store_true", help="เตรียมทุกอย่างแต่ไม่เปิดเซิร์ฟเวอร์"
        )

    def handle(self, *args: Any, host: str, port: int, workers: int, **options: Any) -> None:
        try:
            if _has_migrations_to_run():
                call_command("migrate", interactive=False, verbosity=0)
        except OperationalError as error:
            raise CommandError(f"ต่อฐานข้อมูลไม่ได้: {error}") from error
        gather()
        self._begin()
        self._say_where(host, port)
        if not options["prepare_only"]:
            self.stdout.flush()
            _start_housekeeping()
            os.execv(sys.executable, self._server(host, port, workers))  # noqa: S606

    def _begin(self) -> None:
        """What only the first start on a database does."""
        if not SiteIdentity.objects.exists():
            if settings.DEMO_WANTED:
                call_command("load_demo", stdout=self.stdout)
            else:
                SiteIdentity().save()
        if not User.objects.filter(is_superuser=True).exists():
            password = secrets.token_urlsafe(9)
            User.objects.create_superuser("admin", password=password, display_name="ผู้ดูแลระบบ")
            _write_private(settings.DATA_DIR / FIRST_LOGIN, f"admin {password}\n")

    def _say_where(self, host: str, port: int) -> None:
        address = settings.PUBLIC_URL or f"http://{host}:{port}"
        self.stdout.write(f"\n  เว็บไซต์   {address}/\n  ห้องข่าว   {address}/admin/")
        first_login = settings.DATA_DIR / FIRST_LOGIN
        if first_login.exists():
            name, password = first_login.read_text(encoding="utf-8").split()
            self.stdout.write(f"  เข้าสู่ระบบ  ชื่อ {name}  รหัสผ่าน {password}")
            self.stdout.write(f"           (เก็บไว้ใน {first_login} เปลี่ยนรหัสผ่านแล้วลบไฟล์นี้ได้)")
        self.stdout.write("")

    def _server(self, host: str, port: int, workers: int) -> list[str]:
        # One blocking thread a worker measured fastest by far; two workers at least, so that one
        # slow page never stops the site.
        return [
            sys.executable, "-m", "granian", "newsroom.config.wsgi:application",
            "--interface", "wsgi", "--host", host, "--port", str(port),
            "--workers", str(max(2, workers)), "--blocking-threads", "1",
            "--no-ws", "--respawn-failed-workers", "--log-level", "warning",
            "--workers-max-rss", str(MOST_MEGABYTES), "--workers-lifetime", str(LIFETIME),
            "--respawn-interval", "1", "--workers-kill-timeout", "30",
        ]  # fmt: skip


def _start_housekeeping() -> None:
    """Start what works beside the server; it ends with this process, which becomes the server."""
    connection.close()
    manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
    subprocess.Popen([*manage, "housekeeping", "--beside", str(os.getpid())])  # noqa: S603


def _has_migrations_to_run() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _write_private(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
