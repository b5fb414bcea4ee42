"""`manage.py housekeeping`: run the periodic tasks, once or as long as the server runs."""

import logging
import os
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Thread

from django.core.management import BaseCommand, CommandParser
from django.db import close_old_connections

from newsroom.site.periodic_tasks import PeriodicTask, Scheduler, quick_tasks, slow_tasks

POLL_SECONDS = 1.0
# Scheduling priority (`nice`) below the web server's.
NICENESS = 15
# A quick task that neither ends nor takes the next message for so long hangs: longer than one message
# takes at a slow mail server. Nobody would get mail any more.
MAX_SILENT_SECONDS = 15 * 60.0

log = logging.getLogger(__name__)


class Watchdog:
    """Ends the process when its quick tasks hang; the supervisor starts it again."""

    def __init__(self, max_silent_seconds: float, end: Callable[[int], object] = os._exit) -> None:
        self._max_silent_seconds, self._end = max_silent_seconds, end
        self._alive_at = time.monotonic()

    def is_alive(self) -> bool:
        """Note that they go on."""
        self._alive_at = time.monotonic()
        return True

    def watch(self) -> None:
        """Run in a thread of its own."""
        while time.monotonic() - self._alive_at < self._max_silent_seconds:
            time.sleep(min(POLL_SECONDS, self._max_silent_seconds / 4))
        log.error("งานประจำค้างเกิน %.0f วินาที เริ่มโปรเซสใหม่", self._max_silent_seconds)
        self._end(1)


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
        watchdog = Watchdog(MAX_SILENT_SECONDS)
        quick = partial(_run, quick_tasks(), beside, watchdog.is_alive)
        Thread(target=quick, daemon=True).start()
        Thread(target=watchdog.watch, daemon=True).start()
        # Ctrl-C in a terminal is sent to the whole process group, thus to this process as well.
        with suppress(KeyboardInterrupt):
            _run(slow_tasks(), beside)


def _run(tasks: list[PeriodicTask], pid: int, is_alive: Callable[[], bool] = lambda: True) -> None:
    """Run the tasks, as often as they are due, until the parent process `pid` ends."""
    scheduler = Scheduler(tasks)
    while is_alive() and _is_child_of(pid):
        # A connection that the database has closed meanwhile would fail every task.
        close_old_connections()
        scheduler.run_pending(lambda: is_alive() and _is_child_of(pid))
        time.sleep(POLL_SECONDS)


def _is_child_of(pid: int) -> bool:
    return os.getppid() == pid
