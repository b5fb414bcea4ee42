"""Decoding processes that hang, crash, grow or lie: whoever asked gets a Thai sentence and goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsroom.images.decoding import decoder, limits, slots
from newsroom.images.decoding.errors import DecodersBusyError, PhotoError
from newsroom.images.shapes import SHAPES, UPLOAD_FORMATS, in_formats
from tests.images.pictures import encoded, picture

HOSTILE = (sys.executable, "-m", "tests.images.decoding.hostile_child")
FINE = encoded(picture(), "JPEG")


@pytest.fixture(autouse=True)
def _own_pool(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.DATA_DIR = tmp_path
    pool = decoder._Pool()
    monkeypatch.setattr(decoder, "_pool", pool)
    yield
    for process in pool._idle:
        process.close()


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoder, "COMMAND", HOSTILE)
    monkeypatch.setattr(limits, "MAX_CPU_SECONDS", 0.2)
    monkeypatch.setattr(decoder, "GRACE_SECONDS", 0.5)


def test_a_picture_is_decoded_elsewhere_and_its_process_is_used_again() -> None:
    shapes = in_formats(SHAPES, UPLOAD_FORMATS)
    first = decoder.process(FINE, shapes)
    (process,) = decoder._pool._idle
    assert process._process.pid != os.getpid()
    assert (first.width, first.height, first.notices) == (600, 400, [])
    assert {file.shape for file in first.files} == {"full", "card", "square", "share"}
    assert first.original is not None
    assert decoder.process(FINE, shapes) == first
    assert decoder._pool._idle == [process]


@pytest.mark.slow
@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        ("sleeps", "slow"),
        ("computes", "slow"),
        ("stops", "slow"),
        ("grows", "memory"),
        ("SIGKILL", "crash"),
        ("SIGSEGV", "crash"),
        ("babbles", "crash"),
        ("writes", "crash"),
        ("lies", "crash"),
    ],
)
def test_whatever_a_picture_does_to_its_process_is_told_in_thai(
    behaviour: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = time.monotonic()
    with monkeypatch.context() as patch:
        if behaviour in ("sleeps", "stops"):
            patch.setattr(limits, "MAX_WALL_SECONDS", 1)
        with pytest.raises(PhotoError) as error:
            decoder.process(behaviour.encode(), [])
    assert error.value.code == code
    assert "ภาพ" in error.value.message
    assert time.monotonic() - start < 60
    # The next picture is decoded as if nothing had been.
    assert decoder.process(b"fine", []).width == 20


@pytest.mark.usefixtures("hostile")
def test_a_decoding_process_knows_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSROOM_SECRET_KEY", "secret")
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    names = decoder.process(b"fine", []).files[0].shape
    assert "PATH" in names
    assert "SECRET" not in names
    assert "DATABASE" not in names


def test_a_process_that_has_ended_meanwhile_is_replaced() -> None:
    decoder.process(FINE, [])
    (process,) = decoder._pool._idle
    os.kill(process._process.pid, signal.SIGKILL)
    assert decoder.process(FINE, []).width == 600


def test_threads_have_a_process_each() -> None:
    results: list[int] = []

    def decode() -> None:
        results.append(decoder.process(FINE, []).width)

    threads = [threading.Thread(target=decode) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [600] * 3


def test_when_too_many_are_decoded_uploads_wait_for_a_bounded_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(slots, "MAX_WAIT_SECONDS", 0.2)
    taken = [slots.decoding_slot(in_background=False) for _ in range(slots.SLOTS)]
    for slot in taken:
        slot.__enter__()
    with pytest.raises(DecodersBusyError) as error:
        decoder.process(FINE, [])
    assert "อีกครั้ง" in error.value.message
    taken[0].__exit__(None, None, None)
    assert decoder.process(FINE, []).width == 600


def test_imports_leave_a_place_for_who_waits_for_an_upload(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "MAX_WAIT_SECONDS", 0.2)
    taken = [slots.decoding_slot(in_background=True) for _ in range(slots.SLOTS - 1)]
    for slot in taken:
        slot.__enter__()
    assert decoder.process(FINE, []).width == 600
    threading.Timer(0.3, taken[0].__exit__, (None, None, None)).start()
    assert decoder.process(FINE, [], in_background=True).width == 600


def test_the_place_of_a_killed_process_is_free_again(tmp_path: Path) -> None:
    code = (
        "import fcntl, os, sys, time\n"
        "fcntl.flock(os.open(sys.argv[1], os.O_RDWR | os.O_CREAT), fcntl.LOCK_EX)\n"
        "print('locked', flush=True); time.sleep(60)"
    )
    (tmp_path / "decoding").mkdir()
    holders = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "decoding" / f"slot-{number}.lock")],
            stdout=subprocess.PIPE,
        )
        for number in range(slots.SLOTS)
    ]
    for holder in holders:
        assert holder.stdout is not None
        holder.stdout.readline()
    assert slots._take_one(range(slots.SLOTS)) is None
    for holder in holders:
        holder.kill()
        holder.communicate()
    descriptor = slots._take_one(range(slots.SLOTS))
    assert descriptor is not None
    os.close(descriptor)


def test_a_folder_that_cannot_be_written_is_told(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "not" / "there"
    with pytest.raises(PhotoError) as error:
        decoder.process(FINE, [])
    assert error.value.code == "storage"


def test_when_its_parent_is_killed_a_decoding_process_ends(tmp_path: Path) -> None:
    code = (
        "import django; django.setup()\n"
        "from newsroom.images.decoding import decoder\n"
        "decoder.COMMAND = decoder.COMMAND[:1] + ('-m', 'tests.images.decoding.hostile_child')\n"
        "decoder.process(b'fine', [])\n"
        "print(decoder._pool._idle[0]._process.pid, flush=True)\n"
        "decoder.process(b'sleeps', [])\n"
    )
    env = {**os.environ, "NEWSROOM_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=env)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    deadline = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists():
        assert time.monotonic() < deadline, "it goes on"
        time.sleep(0.05)
