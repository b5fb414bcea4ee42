"""`manage.py housekeeping`: what has to be done now and then, once or as long as the server runs."""

import os
import time
from contextlib import suppress
from typing import Any

from django.core.management import BaseCommand, CommandParser
from django.db import close_old_connections

from newsroom.site.housekeeping import Housekeeper

# Seconds between two looks at the clock.
TICK = 1.0
# Readers and editors come first.
NICE = 15


class Command(BaseCommand):
    """Makes AVIF of new photos and deletes what may not be kept longer; `serve` starts one."""

    help = "งานประจำของเว็บไซต์: สร้างภาพ AVIF ลบข้อมูลส่วนบุคคลที่เก็บครบกำหนด"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--beside", type=int, metavar="PID", help="ทำเรื่อย ๆ จนกว่าโปรเซสแม่หมายเลขนี้จะจบ"
        )

    def handle(self, *args: Any, beside: int | None, **options: Any) -> None:
        housekeeper = Housekeeper()
        if beside is None:
            housekeeper.round(lambda: True)
            return
        os.nice(NICE)
        # Ctrl-C reaches the whole group of processes, so it comes to us as well.
        with suppress(KeyboardInterrupt):
            while _is_child_of(beside):
                # A server that went away has left a connection that is of no use any more.
                close_old_connections()
                housekeeper.round(lambda: _is_child_of(beside))
                time.sleep(TICK)


def _is_child_of(pid: int) -> bool:
    return os.getppid() == pid
