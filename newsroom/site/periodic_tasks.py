"""Tasks that run regularly beside the web server: `manage.py housekeeping` runs them."""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from axes.models import AccessLog
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from newsroom.accounts.models import UserSession
from newsroom.accounts.passwords.requests import answer_password_requests
from newsroom.backup.nightly.job import back_up_if_due
from newsroom.images.library import add_missing_formats
from newsroom.mail.housekeeping import delete_old_mail
from newsroom.mail.sender import send_due_mail
from newsroom.notifications.digests import queue_due_notifications
from newsroom.site.announcements.changes import announce_changes
from newsroom.site.share_cards.making import make_outdated_cards
from newsroom.syndication.announcing.outbox import delete_old_announcements

log = logging.getLogger(__name__)

MINUTE_SECONDS = 60.0
DAY_SECONDS = 24 * 60 * MINUTE_SECONDS
RETRY_SECONDS = MINUTE_SECONDS
MAIL_SECONDS = 3.0
ANNOUNCEMENT_SECONDS = 15.0
# Who signed in, and from where, is kept as long as the law asks for comments (T-P1).
ACCESS_LOG_DAYS = 90

ShouldContinue = Callable[[], bool]


@dataclass(frozen=True)
class PeriodicTask:
    """`run` is called every `interval_seconds`, with a function that says whether to continue."""

    name: str
    interval_seconds: float
    run: Callable[[ShouldContinue], object]


def delete_expired_data(_: ShouldContinue) -> None:
    """Delete personal data whose retention has ended (T-P1), and ended sessions.

    Each is looked for first: on SQLite, a DELETE without rows still waits for the write lock.
    """
    output, now = io.StringIO(), timezone.now()
    call_command("purge_personal_data", stdout=output)
    delete_old_mail()
    delete_old_announcements()
    if AccessLog.objects.filter(attempt_time__lte=now - timedelta(days=ACCESS_LOG_DAYS)).exists():
        call_command("axes_reset_logs", age=ACCESS_LOG_DAYS, stdout=output)
    if UserSession.objects.filter(expire_date__lt=now).exists():
        call_command("clearsessions", stdout=output)


def slow_tasks() -> list[PeriodicTask]:
    """Tasks that may take minutes."""
    # Photos that could not be read; they are tried again after a restart.
    failed: set[int] = set()
    return [
        PeriodicTask("photo formats", MINUTE_SECONDS, partial(add_missing_formats, failed=failed)),
        PeriodicTask("expired data", DAY_SECONDS, delete_expired_data),
        PeriodicTask("share cards", MINUTE_SECONDS, make_outdated_cards),
        # It looks every minute whether its time of the night has come.
        PeriodicTask("backup", MINUTE_SECONDS, lambda _: back_up_if_due()),
    ]


def quick_tasks() -> list[PeriodicTask]:
    """Tasks that somebody waits for; they run in a thread of their own."""
    return [
        PeriodicTask("password requests", MAIL_SECONDS, answer_password_requests),
        PeriodicTask("notifications", MAIL_SECONDS, queue_due_notifications),
        PeriodicTask("mail", MAIL_SECONDS, send_due_mail),
        PeriodicTask("announcements", ANNOUNCEMENT_SECONDS, announce_changes),
    ]


class Scheduler:
    """Runs each task when it is due; of several servers with one shared cache, one runs it."""

    def __init__(
        self, tasks: list[PeriodicTask], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock = clock
        # When each task is due, in the seconds of `clock`.
        self._due = dict.fromkeys(tasks, 0.0)

    def run_pending(self, should_continue: ShouldContinue) -> None:
        """Run what is due. A task that fails is logged and retried after `RETRY_SECONDS`."""
        for task, due in self._due.items():
            if not should_continue():
                return
            if due > self._clock():
                continue
            self._due[task] = self._clock() + task.interval_seconds
            try:
                if _claim(task):
                    task.run(should_continue)
            except Exception:
                log.exception("งานประจำ %s ทำไม่สำเร็จ", task.name)
                self._due[task] = self._clock() + RETRY_SECONDS
                _release(task)


def _claim(task: PeriodicTask) -> bool:
    """Whether no other server has claimed the task for this interval."""
    return cache.add(_claim_key(task), 1, task.interval_seconds * 0.9)


def _release(task: PeriodicTask) -> None:
    with suppress(Exception):  # the cache may be what failed
        cache.delete(_claim_key(task))


def _claim_key(task: PeriodicTask) -> str:
    return f"housekeeping:{task.name.replace(' ', '-')}"
