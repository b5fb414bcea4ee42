"""`manage.py reset_second_factor USER`: for an administrator who lost phone and recovery codes."""

from __future__ import annotations

from django.core.management import BaseCommand, CommandError, CommandParser

from newsroom.accounts.identification import find_account
from newsroom.accounts.second_factor import devices


class Command(BaseCommand):
    """Removes the second factor of one user, whoever has access to the server."""

    help = "ล้างการยืนยันสองขั้นของผู้ใช้ เมื่อทำโทรศัพท์และรหัสกู้คืนหาย"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("user", help="ชื่อสำหรับเข้าสู่ระบบหรืออีเมล")

    def handle(self, *args: object, user: str, **options: object) -> None:
        account = find_account(user)
        if account is None:
            raise CommandError(f"ไม่มีผู้ใช้ชื่อ {user}")
        if not devices.reset(account):
            raise CommandError(f"{account.get_username()} ยังไม่ได้เปิดการยืนยันสองขั้น")
        self.stdout.write(
            f"ล้างการยืนยันสองขั้นของ {account.get_username()} แล้ว ถ้าจำเป็นต้องมี ระบบจะให้ตั้งใหม่เมื่อเข้าสู่ระบบครั้งหน้า"
        )
