"""Short write transactions for long jobs, so that other writers need not wait.

SQLite has one write lock for the whole database. A job that holds it for seconds makes an editor's
save fail with "database is locked"; one that takes it again at once starves those who wait, because
they only look again every 100 ms at most.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import connection, transaction

Item = TypeVar("Item")

# How long a write transaction should hold the lock, in seconds.
TARGET_SECONDS = 0.05
# A batch costs at most this many times as much as the one before.
MAX_GROWTH = 1.5


class WritePacer:
    """Adapts the size of write transactions to their duration, and keeps the lock free between them.

    Sizes are costs in any unit that the duration is about proportional to (characters, rows, pages).
    `budget` is what the next transaction may cost. On SQLite the lock stays free for at least as
    long as it was held before.
    """

    def __init__(
        self,
        budget: float,
        max_budget: float,
        clock: Callable[[], float] = time.perf_counter,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.budget = budget
        self._max_budget = max_budget
        self._clock, self._sleep = clock, sleep
        self._held_seconds = 0.0
        self._released_at = clock()

    def batches(self, items: Iterable[Item], cost: Callable[[Item], float]) -> Iterator[list[Item]]:
        """The items in batches that each cost no more than the budget, or are one item.

        Lazy: the budget is looked at when the next batch is asked for.
        """
        batch: list[Item] = []
        total = 0.0
        for item in items:
            if batch and total + cost(item) > self.budget:
                yield batch
                batch, total = [], 0.0
            batch.append(item)
            total += cost(item)
        if batch:
            yield batch

    @contextmanager
    def transaction(self, cost: float) -> Iterator[None]:
        """A write transaction with work of this cost; its duration sets the next budget."""
        self._leave_lock_free()
        with transaction.atomic():
            # On SQLite the lock is held from here on (`transaction_mode` is IMMEDIATE).
            start = self._clock()
            yield
        self._released_at = self._clock()
        self._held_seconds = self._released_at - start
        affordable = cost * TARGET_SECONDS / max(self._held_seconds, 1e-6)
        self.budget = min(affordable, self.budget * MAX_GROWTH, self._max_budget)

    def _leave_lock_free(self) -> None:
        if connection.vendor == "sqlite":
            pause = self._released_at + self._held_seconds - self._clock()
            if pause > 0:
                self._sleep(pause)
