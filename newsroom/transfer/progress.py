"""A progress bar for long commands: redrawn on a terminal, a line every ten seconds in a log."""

from __future__ import annotations

import time
from typing import Protocol

BAR_WIDTH = 24
TERMINAL_INTERVAL_SECONDS = 0.2
LOG_INTERVAL_SECONDS = 10


class TextOutput(Protocol):
    """What the bar needs of a stream; `BaseCommand.stderr` has it too."""

    def isatty(self) -> bool: ...

    def write(self, text: str, /) -> object: ...

    def flush(self) -> None: ...


class ProgressBar:
    """Use: `bar = ProgressBar(out, total=…)`, then `bar.update(done, text)`…, then `bar.finish()`."""

    def __init__(self, out: TextOutput, total: int) -> None:
        """`total` is in the unit of `update` (bytes, articles); 0 when unknown."""
        self.out, self.total = out, total
        self.on_terminal = out.isatty()
        self.started_at = self.drawn_at = time.monotonic()

    def update(self, done: int, text: str) -> None:
        """Draw the bar at `done` of `total`, followed by `text`; skipped if just drawn."""
        now = time.monotonic()
        interval = TERMINAL_INTERVAL_SECONDS if self.on_terminal else LOG_INTERVAL_SECONDS
        if now - self.drawn_at < interval:
            return
        self.drawn_at = now
        ratio = min(done / self.total, 1) if self.total else 0
        filled = round(ratio * BAR_WIDTH)
        bar = f"[{'#' * filled}{'.' * (BAR_WIDTH - filled)}] {ratio:4.0%}"
        self.out.write(f"\r{bar} {text} " if self.on_terminal else f"{bar} {text}\n")
        self.out.flush()

    def finish(self) -> float:
        """End the line; returns the seconds since the bar was created."""
        if self.on_terminal:
            self.out.write("\n")
        return time.monotonic() - self.started_at
