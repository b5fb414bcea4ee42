"""What is done beside the server: AVIF of new photos, forgetting, and ending when the server ends."""

from __future__ import annotations

import logging
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.utils import timezone

from newsroom.comments.models import CommentOrigin
from newsroom.images.models import Photo
from newsroom.site import housekeeping
from newsroom.site.housekeeping import DAY, MINUTE, Housekeeper
from tests import builders
from tests.servers import ROOT, Desk, environment, free_port, migrate


def always() -> bool:
    return True


@pytest.fixture
def clock(monkeypatch: Any) -> Any:
    """Sets the housekeeper's clock forward."""
    cache.clear()
    now = [time.monotonic()]
    monkeypatch.setattr(housekeeping.time, "monotonic", lambda: now[0])

    def forward(by: timedelta) -> None:
        now[0] += by.total_seconds()
        cache.clear()

    return forward


@pytest.mark.django_db
def test_new_photos_get_avif_and_a_broken_one_holds_nobody_up(clock: Any, caplog: Any) -> None:
    _, broken, _ = (builders.photo(shade=shade) for shade in (10, 20, 30))
    default_storage.delete(str(broken.original.name))
    housekeeper = Housekeeper()
    housekeeper.round(always)
    assert [photo.has_small_formats for photo in Photo.objects.order_by("pk")] == [
        True,
        False,
        True,
    ]
    assert f"ภาพ {broken.pk}" in caplog.text
    caplog.clear()
    later = builders.photo(shade=40)
    housekeeper.round(always)
    assert not Photo.objects.get(pk=later.pk).has_small_formats
    clock(MINUTE)
    housekeeper.round(always)
    assert Photo.objects.get(pk=later.pk).has_small_formats
    assert not caplog.records


@pytest.mark.django_db
def test_what_may_be_kept_for_a_time_only_goes_each_day(clock: Any, settings: Any) -> None:
    article = builders.published_article()
    housekeeper = Housekeeper()
    housekeeper.round(always)
    comment = builders.visible_comment(article)
    too_old = timezone.now() - timedelta(days=settings.COMMENT_DATA_DAYS, minutes=1)
    CommentOrigin.objects.create(comment=comment, address="192.0.2.1", received_at=too_old)
    clock(DAY - MINUTE)
    housekeeper.round(always)
    assert CommentOrigin.objects.exists()
    clock(MINUTE)
    housekeeper.round(always)
    assert not CommentOrigin.objects.exists()


@pytest.mark.django_db
def test_servers_that_share_a_cache_share_the_work(clock: Any) -> None:
    Housekeeper().round(always)
    photo = builders.photo()
    Housekeeper().round(always)
    assert not Photo.objects.get(pk=photo.pk).has_small_formats
    cache.clear()
    Housekeeper().round(always)
    assert Photo.objects.get(pk=photo.pk).has_small_formats


@pytest.mark.django_db
def test_a_job_that_fails_is_tried_again_soon_and_stops_no_other(
    clock: Any, monkeypatch: Any, caplog: Any
) -> None:
    calls: list[str] = []

    def fails(command: str, **options: Any) -> None:
        calls.append(command)
        raise OSError("the disk is full")

    monkeypatch.setattr(housekeeping, "call_command", fails)
    housekeeper = Housekeeper()
    with caplog.at_level(logging.ERROR):
        housekeeper.round(always)
    assert "the disk is full" in caplog.text
    housekeeper.round(always)
    assert len(calls) == 1
    photo = builders.photo()
    clock(MINUTE)
    housekeeper.round(always)
    assert len(calls) == 2
    assert Photo.objects.get(pk=photo.pk).has_small_formats


@pytest.mark.django_db
def test_nothing_is_begun_once_the_server_has_gone(clock: Any) -> None:
    photos = [builders.photo(shade=shade) for shade in (10, 20)]
    answers = iter([True, True, False, False])
    Housekeeper().round(lambda: next(answers))
    assert [Photo.objects.get(pk=photo.pk).has_small_formats for photo in photos] == [False, True]


@pytest.mark.slow
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_the_server_brings_its_housekeeper_and_takes_it_along(tmp_path: Path, end: int) -> None:
    port = free_port()
    told = environment(tmp_path, port, NEWSROOM_DEMO="0")
    migrate(told)
    desk = Desk(told)
    desk.do("builders.photo()")
    desk.stop()
    server = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(port), "--workers", "2"],
        cwd=ROOT, env=told, stdout=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        assert _soon(lambda: _has_small_formats(tmp_path)), "no AVIF within the time"
        assert _soon(lambda: len(_housekeepers(server.pid)) == 1)
        server.send_signal(end)
        server.wait(30)
        assert _soon(lambda: not _housekeepers(server.pid)), "the housekeeper stayed"
    finally:
        # The workers of a server that was killed live on.
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)


def _soon(is_so: Any, seconds: float = 40) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.2)
    return False


def _has_small_formats(folder: Path) -> bool:
    with sqlite3.connect(folder / "newsroom.sqlite3") as database:
        (done,) = database.execute("SELECT has_small_formats FROM images_photo").fetchone()
    return bool(done)


def _housekeepers(pid: int) -> list[str]:
    """The housekeepers that were started to stand beside this process and still run."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().decode().split("\0")
        except OSError:
            continue
        if words[-4:-1] == ["housekeeping", "--beside", str(pid)]:
            found.append(folder.name)
    return found
