"""How many decoding processes work at a time on this machine, whoever started them.

A slot is a locked file: the kernel frees it with whoever had it. The first slot is for people who
wait for their upload; imports and periodic tasks share the others.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.conf import settings

from newsroom.images.decoding.errors import photo_error

# Each may take `limits.MAX_MEMORY`.
SLOTS = min(max(os.cpu_count() or 1, 2), 4)
POLL_SECONDS = 0.02
# Somebody who uploads waits so long, below the deadline of a request.
MAX_WAIT_SECONDS = 20.0


@contextmanager
def decoding_slot(*, in_background: bool) -> Iterator[None]:
    """Hold a slot. Raises `DecodersBusyError`; in the background it waits as long as it takes."""
    end = None if in_background else time.monotonic() + MAX_WAIT_SECONDS
    while (descriptor := _take_one(range(1 if in_background else 0, SLOTS))) is None:
        if end is not None and time.monotonic() > end:
            raise photo_error("busy")
        time.sleep(POLL_SECONDS)
    try:
        yield
    finally:
        os.close(descriptor)


def _take_one(numbers: range) -> int | None:
    folder = settings.DATA_DIR / "decoding"
    for number in numbers:
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            descriptor = os.open(folder / f"slot-{number}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            raise photo_error("storage") from None
        with suppress(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return descriptor
        os.close(descriptor)
    return None
