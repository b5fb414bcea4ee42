"""`manage.py housekeeping`: run the periodic tasks, once or as long as the server runs."""

import os
import time
from contextlib import suppress
from threading import Thread

from django.core.management import BaseCommand, CommandParser
from django.db import close_old_connections

from newsroom.site.periodic_tasks import PeriodicTask, Scheduler, quick_tasks, slow_tasks

POLL_SECONDS = 1.0
# Scheduling priority (`nice`) below the web server's.
NICENESS = 15


class Command(BaseCommand):
    """Sends mail, adds AVIF to new photos, backs up; `serve` starts one process of it."""

    help = "งานประจำของเว็บไซต์: ส่งอีเมล สร้างภาพ AVIF สำรองข้อมูล ลบข้อมูลส่วนบุคคลที่เก็บครบกำหนด"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--beside", type=int, metavar="PID", help="ทำเรื่อย ๆ จนกว่าโปรเซสแม่หมายเลขนี้จะจบ"
        )

    def handle(self, *args: object, beside: int | None, **options: object) -> None:
        if beside is None:
            Scheduler(slow_tasks() + quick_tasks()).run_pending(lambda: True)
            return
        os.nice(NICENESS)
        # Mail does not wait for a backup. What a thread was sending when the process ends is sent
        # again (`newsroom.mail.sender`).
        Thread(target=_run, args=(quick_tasks(), beside), daemon=True).start()
        # Ctrl-C in a terminal is sent to the whole process group, thus to this process as well.
        with suppress(KeyboardInterrupt):
            _run(slow_tasks(), beside)


def _run(tasks: list[PeriodicTask], pid: int) -> None:
    """Run the tasks, as often as they are due, until the parent process `pid` ends."""
    scheduler = Scheduler(tasks)
    while _is_child_of(pid):
        # A connection that the database has closed meanwhile would fail every task.
        close_old_connections()
        scheduler.run_pending(lambda: _is_child_of(pid))
        time.sleep(POLL_SECONDS)


def _is_child_of(pid: int) -> bool:
    return os.getppid() == pid
