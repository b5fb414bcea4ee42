"""Progress of a long backup or restore: a line every few seconds."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

INTERVAL_SECONDS = 5.0


class Output(Protocol):
    def write(self, text: str, /) -> object: ...


def progress_lines(out: Output, total_bytes: int = 0) -> Callable[[int], None]:
    """A function that takes the bytes done and says so, with a share if the total is known."""
    said_at = time.monotonic()

    def progress(done: int) -> None:
        nonlocal said_at
        if time.monotonic() - said_at < INTERVAL_SECONDS:
            return
        said_at = time.monotonic()
        share = f" ({done / total_bytes:.0%})" if total_bytes else ""
        out.write(f"{done / 1e6:,.0f} MB{share}\n")

    return progress
