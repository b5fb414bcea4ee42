"""Periodic tasks: AVIF of new photos, deletion of expired data, and their process beside the server."""

from __future__ import annotations

import logging
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axes.models import AccessLog
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.utils import timezone

from newsroom.accounts.models import UserSession
from newsroom.comments.models import CommentOrigin
from newsroom.images.models import Photo
from newsroom.site import periodic_tasks
from newsroom.site.management.commands.housekeeping import Watchdog
from newsroom.site.periodic_tasks import (
    ACCESS_LOG_DAYS,
    DAY_SECONDS,
    MINUTE_SECONDS,
    Scheduler,
    delete_expired_data,
    slow_tasks,
)
from tests import builders
from tests.servers import ROOT, ShellProcess, free_port, migrate, node_env


def always() -> bool:
    return True


class Clock:
    """A clock that only moves when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        """Move forward; claims in the shared cache, which has a clock of its own, expire."""
        self.now += seconds
        cache.clear()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def has_all_formats(photo: Photo) -> bool:
    return Photo.objects.get(pk=photo.pk).has_all_formats


@pytest.mark.slow
@pytest.mark.django_db
def test_new_photos_get_avif_and_an_unreadable_one_stops_no_other(
    clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    _, broken, _ = (builders.photo(shade=shade) for shade in (10, 20, 30))
    default_storage.delete(str(broken.original.name))
    scheduler = Scheduler(slow_tasks(), clock)
    scheduler.run_pending(always)
    photos = Photo.objects.order_by("pk")
    assert [photo.has_all_formats for photo in photos] == [True, False, True]
    assert f"ภาพ {broken.pk}" in caplog.text
    caplog.clear()
    later = builders.photo(shade=40)
    scheduler.run_pending(always)
    assert not has_all_formats(later)
    clock.advance(MINUTE_SECONDS)
    scheduler.run_pending(always)
    assert has_all_formats(later)
    assert not caplog.records


def expired_rows() -> None:
    """An origin of a comment, an access log and a session, each kept too long."""
    now = timezone.now()
    comment = builders.visible_comment(builders.published_article())
    CommentOrigin.objects.create(
        comment=comment, ip_address="192.0.2.1", received_at=now - timedelta(days=90, minutes=1)
    )
    log = AccessLog.objects.create(ip_address="192.0.2.1", username="reporter")
    AccessLog.objects.filter(pk=log.pk).update(
        attempt_time=now - timedelta(days=ACCESS_LOG_DAYS, minutes=1)
    )
    UserSession.objects.create(session_key="old", expire_date=now - timedelta(minutes=1))


@pytest.mark.django_db
def test_expired_data_is_deleted_each_day(clock: Clock, settings: Any) -> None:
    settings.COMMENT_DATA_DAYS = 90
    scheduler = Scheduler(slow_tasks(), clock)
    scheduler.run_pending(always)
    expired_rows()
    clock.advance(DAY_SECONDS - MINUTE_SECONDS)
    scheduler.run_pending(always)
    assert CommentOrigin.objects.exists()
    clock.advance(MINUTE_SECONDS)
    scheduler.run_pending(always)
    for model in (CommentOrigin, AccessLog, UserSession):
        assert not model._default_manager.exists(), model


@pytest.mark.django_db
def test_deleting_expired_data_writes_nothing_when_none_is_expired(
    django_assert_max_num_queries: Any,
) -> None:
    with django_assert_max_num_queries(6) as queries:
        delete_expired_data(always)
    assert {query["sql"].split()[0] for query in queries.captured_queries} == {"SELECT"}
    expired_rows()
    delete_expired_data(always)
    assert not UserSession.objects.exists()


@pytest.mark.django_db
def test_servers_that_share_a_cache_share_the_work() -> None:
    Scheduler(slow_tasks()).run_pending(always)
    photo = builders.photo()
    Scheduler(slow_tasks()).run_pending(always)
    assert not has_all_formats(photo)
    cache.clear()
    Scheduler(slow_tasks()).run_pending(always)
    assert has_all_formats(photo)


@pytest.mark.django_db
def test_a_task_that_fails_is_retried_soon_and_stops_no_other(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    calls: list[str] = []

    def fail(command: str, **options: Any) -> None:
        calls.append(command)
        raise OSError("the disk is full")

    monkeypatch.setattr(periodic_tasks, "call_command", fail)
    scheduler = Scheduler(slow_tasks(), clock)
    with caplog.at_level(logging.ERROR):
        scheduler.run_pending(always)
    assert "the disk is full" in caplog.text
    scheduler.run_pending(always)
    assert len(calls) == 1
    photo = builders.photo()
    clock.advance(MINUTE_SECONDS)
    scheduler.run_pending(always)
    assert len(calls) == 2
    assert has_all_formats(photo)


@pytest.mark.django_db
def test_no_photo_is_begun_once_the_server_has_ended() -> None:
    photos = [builders.photo(shade=shade) for shade in (10, 20)]
    answers = iter([True, True, False, False])
    Scheduler(slow_tasks()).run_pending(lambda: next(answers))
    assert [has_all_formats(photo) for photo in photos] == [False, True]


@pytest.mark.slow
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_the_server_starts_its_housekeeping_process_and_ends_it(tmp_path: Path, end: int) -> None:
    port = free_port()
    env = node_env(tmp_path, port, NEWSROOM_DEMO="0")
    migrate(env)
    writer = ShellProcess(env)
    writer.run("builders.photo()")
    writer.stop()
    server = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(port), "--workers", "2"],
        cwd=ROOT, env=env, stdout=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        assert wait_until(lambda: database_has_all_formats(tmp_path)), "no AVIF in time"
        assert wait_until(lambda: len(housekeeping_pids(server.pid)) == 1)
        # It is started again, as the servers are: mail and backups must not end with it.
        (killed,) = housekeeping_pids(server.pid)
        os.kill(int(killed), signal.SIGKILL)
        assert wait_until(lambda: set(housekeeping_pids(server.pid)) - {killed} != set())
        server.send_signal(end)
        server.wait(30)
        assert wait_until(lambda: not housekeeping_pids(server.pid)), "housekeeping still runs"
    finally:
        # The workers of a server that was killed live on.
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)


def test_quick_tasks_that_hang_end_the_process() -> None:
    ended: list[int] = []
    watchdog = Watchdog(0.3, ended.append)
    thread = threading.Thread(target=watchdog.watch)
    thread.start()
    for _ in range(8):
        time.sleep(0.05)
        assert watchdog.is_alive()
    assert ended == []
    thread.join(5)
    assert ended == [1]


def wait_until(condition: Callable[[], bool], seconds: float = 40) -> bool:
    """Whether the condition became true within that time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.2)
    return False


def database_has_all_formats(folder: Path) -> bool:
    with sqlite3.connect(folder / "newsroom.sqlite3") as database:
        (has_all_formats,) = database.execute("SELECT has_all_formats FROM images_photo").fetchone()
    return bool(has_all_formats)


def housekeeping_pids(server_pid: int) -> list[str]:
    """The running `housekeeping` processes that were started beside this server."""
    pids = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            arguments = (folder / "cmdline").read_bytes().decode().split("\0")
        except OSError:
            continue
        is_helper = arguments[-4:-1] == ["housekeeping", "--beside", str(server_pid)]
        if is_helper and folder.name != str(server_pid):
            pids.append(folder.name)
    return pids
