"""What has to be done now and then beside the web server: one list, for `manage.py housekeeping`."""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.core.cache import cache
from django.core.management import call_command

from newsroom.images.library import add_missing_small_formats

log = logging.getLogger(__name__)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
# Who signed in and from where is kept as long as the law asks of comments.
LOGIN_DAYS = 90


@dataclass(frozen=True)
class Job:
    """Something to do every so often; `do` is given a function that says whether to go on."""

    name: str
    every: timedelta
    do: Callable[[Callable[[], bool]], object]


def forget(_: Callable[[], bool]) -> None:
    """Delete what is kept about people for a time only (T-P1), and sessions that ended."""
    silent = io.StringIO()
    call_command("purge_personal_data", stdout=silent)
    call_command("axes_reset_logs", age=LOGIN_DAYS, stdout=silent)
    call_command("clearsessions", stdout=silent)


class Housekeeper:
    """Does each job when its time has come."""

    def __init__(self) -> None:
        # Photos that cannot be read are tried again when the server is started again.
        failed: set[int] = set()
        jobs = [
            Job("small formats", MINUTE, partial(add_missing_small_formats, failed=failed)),
            Job("forget", DAY, forget),
        ]
        self.due = dict.fromkeys(jobs, 0.0)

    def round(self, go_on: Callable[[], bool]) -> None:
        """Do what is due. What fails is told in the log and tried again soon."""
        for job, due in self.due.items():
            if not go_on():
                return
            if due > time.monotonic():
                continue
            self.due[job] = time.monotonic() + job.every.total_seconds()
            try:
                if _is_ours(job):
                    job.do(go_on)
            except Exception:
                log.exception("งานประจำ %s ทำไม่สำเร็จ", job.name)
                self.due[job] = time.monotonic() + MINUTE.total_seconds()
                _give_back(job)


def _is_ours(job: Job) -> bool:
    """Whether no other server does the job this time; without a shared cache each does its own."""
    return cache.add(_turn(job), 1, job.every.total_seconds() * 0.9)


def _give_back(job: Job) -> None:
    with suppress(Exception):  # the cache may be what failed
        cache.delete(_turn(job))


def _turn(job: Job) -> str:
    return f"housekeeping:{job.name.replace(' ', '-')}"
