"""Asks decoding processes: the one entry for every picture that comes from outside."""

from __future__ import annotations

import logging
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from newsroom.images.decoding import limits, protocol
from newsroom.images.decoding.errors import photo_error
from newsroom.images.decoding.slots import decoding_slot
from newsroom.images.shapes import Shape

# The kernel ends a process at its deadline; one that is stopped is killed so much later.
GRACE_SECONDS = 5.0
COMMAND = (sys.executable, "-m", "newsroom.images.decoding.child")
# What a decoding process needs of our environment; no secrets.
ENVIRONMENT = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "LD_LIBRARY_PATH")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class EncodedFile:
    """A picture in one shape, width and format; the original has the shape `original`."""

    shape: str
    extension: str
    width: int
    height: int
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class DecodedPicture:
    """What became of a picture. `width` and `height` are of what is stored, upright."""

    width: int
    height: int
    uploaded_size: tuple[int, int]
    is_animation: bool
    files: list[EncodedFile]
    original: EncodedFile | None

    @property
    def notices(self) -> list[str]:
        """What was changed and the uploader should know, in Thai."""
        notices = []
        if self.is_animation:
            notices.append("ภาพเคลื่อนไหว เก็บเป็นภาพนิ่งหนึ่งภาพ")
        before, after = _megapixels(*self.uploaded_size), _megapixels(self.width, self.height)
        if after < before:
            notices.append(f"ย่อจาก {before} เหลือ {after} ล้านพิกเซล")
        return notices


def process(
    data: bytes,
    shapes: Collection[Shape],
    focal: tuple[int, int] = (50, 50),
    *,
    with_original: bool = True,
    in_background: bool = False,
) -> DecodedPicture:
    """Decode a picture and encode it in `shapes`, in a process of its own.

    `focal`: the point that crops keep in view, in % from left and top. `in_background`: nobody
    waits for it. Raises `PhotoError`, of it `DecodersBusyError` if no process was free in time.
    """
    job = {
        "shapes": [[shape.name, shape.widths, shape.ratio, shape.formats] for shape in shapes],
        "focal": focal,
        "with_original": with_original,
        "cpu_seconds": limits.MAX_BACKGROUND_CPU_SECONDS if in_background
        else limits.MAX_CPU_SECONDS,
        "wall_seconds": limits.MAX_BACKGROUND_WALL_SECONDS if in_background
        else limits.MAX_WALL_SECONDS,
    }  # fmt: skip
    with decoding_slot(in_background=in_background):
        head, parts = _pool.ask(job, data)
    try:
        if "problem" in head:
            raise photo_error(head["problem"], head["values"])
        return _decoded(head, parts)
    except (LookupError, TypeError, ValueError):
        log.exception("A decoding process answers what it should not")
        raise photo_error("crash") from None


def _decoded(head: dict[str, Any], parts: list[bytes]) -> DecodedPicture:
    original = None
    if "original" in head:
        original = EncodedFile(
            "original", head["original"], head["width"], head["height"], parts[-1]
        )
    return DecodedPicture(
        head["width"],
        head["height"],
        (head["uploaded_size"][0], head["uploaded_size"][1]),
        head["is_animation"],
        [
            EncodedFile(shape, extension, width, height, content)
            for (shape, extension, width, height), content in zip(
                head["files"], parts, strict=False
            )
        ],
        original,
    )


class _Process:
    """A decoding process."""

    def __init__(self) -> None:
        environment = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
        # The kernel would count the end of a thread that started it as the end of its parent.
        is_main = threading.current_thread() is threading.main_thread()
        command = [*COMMAND, str(os.getpid())] if is_main else COMMAND
        self._process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0,
            cwd=settings.BASE_DIR,
            # Each arena of the allocator would count 64 MB of address space.
            env={**environment, "MALLOC_ARENA_MAX": "2", "PYTHONNODEBUGRANGES": "1"},
        )  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._input, self._output = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._input, False)
        self._end = 0.0

    def ask(self, job: dict[str, Any], data: bytes) -> tuple[dict[str, Any], list[bytes]]:
        """The result of a job. Raises `BrokenPipeError` if the process ended before it."""
        self._end = time.monotonic() + job["wall_seconds"] + GRACE_SECONDS
        for chunk in protocol.packed(job, [data]):
            self._write(chunk)
        try:
            result = protocol.received(self._read)
        except TimeoutError:
            log.error("A decoding process does not answer and is killed")
            return {"problem": "slow", "values": {}}, []
        except (LookupError, TypeError, ValueError, RecursionError):
            log.exception("A decoding process answers what it should not and is killed")
            return {"problem": "crash", "values": {}}, []
        return result or ({"problem": self._cause_of_death(), "values": {}}, [])

    def close(self) -> None:
        """Kill the process and reap it."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()

    @property
    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def _cause_of_death(self) -> str:
        status = self._process.wait()
        if status == 0:
            # It had waited too long for a job, and ended before it saw this one.
            raise BrokenPipeError
        log.error("A decoding process ended with status %d", status)
        return "slow" if -status in (signal.SIGXCPU, signal.SIGALRM) else "crash"

    def _write(self, chunk: bytes) -> None:
        view = memoryview(chunk)
        while view:
            self._wait(self._input, select.POLLOUT)
            view = view[os.write(self._input, view[: 1 << 20]) :]

    def _read(self, count: int) -> bytes:
        data = bytearray()
        while len(data) < count:
            self._wait(self._output, select.POLLIN)
            chunk = os.read(self._output, min(count - len(data), 1 << 20))
            if not chunk:
                break
            data += chunk
        return bytes(data)

    def _wait(self, descriptor: int, event: int) -> None:
        poll = select.poll()
        poll.register(descriptor, event)
        if not poll.poll(max(0.0, self._end - time.monotonic()) * 1000):
            raise TimeoutError


class _Pool:
    """Processes that wait for a next picture: starting one takes a tenth of a second."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[_Process] = []
        self._owner = os.getpid()

    def ask(self, job: dict[str, Any], data: bytes) -> tuple[dict[str, Any], list[bytes]]:
        """The result of a job, from a process that waits or from a new one."""
        while True:
            process, is_new = self._take()
            try:
                head, parts = process.ask(job, data)
            except (BrokenPipeError, TimeoutError):
                # A process that waits too long for a job ends, perhaps just now.
                process.close()
                if is_new:
                    return {"problem": "crash", "values": {}}, []
                continue
            except BaseException:
                process.close()
                raise
            if head.get("problem") in ("slow", "crash") or process.has_ended:
                process.close()
                if head.get("problem") == "crash" and not is_new:
                    # It may have been killed while it waited.
                    continue
            else:
                with self._lock:
                    self._idle.append(process)
            return head, parts

    def _take(self) -> tuple[_Process, bool]:
        with self._lock:
            if self._owner != os.getpid():
                # Forked: those are our parent's.
                self._idle, self._owner = [], os.getpid()
            while self._idle:
                process = self._idle.pop()
                if not process.has_ended:
                    return process, False
                process.close()
        return _Process(), True


_pool = _Pool()


def _megapixels(width: int, height: int) -> int:
    return round(width * height / 1_000_000)
