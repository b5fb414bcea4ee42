"""A decoding process to which a picture does what its bytes say."""

from __future__ import annotations

import os
import signal
import time
from typing import Any

from newsroom.images.decoding import child


def perform(job: dict[str, Any], data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """Instead of decoding; only `fine` comes back."""
    if data == b"sleeps":
        time.sleep(600)
    if data == b"computes":
        while True:
            pass
    if data == b"grows":
        return {}, [bytearray(2 << 30)]  # type: ignore[list-item]
    if data == b"stops":
        os.kill(os.getpid(), signal.SIGSTOP)
    if data in (b"SIGKILL", b"SIGSEGV"):
        os.kill(os.getpid(), signal.Signals[data.decode()])
    if data == b"babbles":
        os.write(child_output(), b"\xff" * 10_000)
    if data == b"writes":
        with open("/tmp/newsroom-hostile", "wb") as file:  # noqa: S108
            file.write(b"x")
    if data == b"lies":
        return {"width": "wide"}, []
    names = sorted(os.environ)
    return {"width": 20, "height": 20, "uploaded_size": [20, 20], "is_animation": False,
            "files": [[" ".join(names), "jpg", 20, 20]]}, [b"-"]  # fmt: skip


def child_output() -> int:
    """The pipe to the process that asks: the first descriptor after the three standard ones."""
    return 3


child.perform = perform
child.main()
