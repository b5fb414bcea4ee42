"""A progress bar for long commands: redrawn on a terminal, a line now and then in a log."""

import time
from typing import TextIO

WIDTH = 24


class Progress:
    """`Progress(out, total=…)`, then `at(done, text)` as often as one likes, then `end()`."""

    def __init__(self, out: TextIO, total: int) -> None:
        """`total` is in the unit of `at` (bytes, stories); 0 when it is not known."""
        self.out, self.total = out, total
        self.on_terminal = out.isatty()
        self.started = self.shown = time.monotonic()

    def at(self, done: int, text: str) -> None:
        """Say how far it has come; `text` is what the reader wants to know (Thai)."""
        now = time.monotonic()
        if now - self.shown < (0.2 if self.on_terminal else 10):
            return
        self.shown = now
        share = min(done / self.total, 1) if self.total else 0
        filled = round(share * WIDTH)
        bar = f"[{'#' * filled}{'.' * (WIDTH - filled)}] {share:4.0%}"
        self.out.write(f"\r{bar} {text} " if self.on_terminal else f"{bar} {text}\n")
        self.out.flush()

    def end(self) -> float:
        """Finish the line; returns the seconds it took."""
        if self.on_terminal:
            self.out.write("\n")
        return time.monotonic() - self.started
