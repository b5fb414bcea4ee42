"""Python's garbage collector, which trees of HTML do not need."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MIN_LENGTH = 100_000


@contextmanager
def collector_paused(html: str) -> Iterator[None]:
    """No search for cycles while the tree of a long text is built and changed: it has none.

    The collector walks all that lives whenever enough has been added; with a megabyte of tags that
    is a third of the time.
    """
    if len(html) < MIN_LENGTH or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
