"""The places of the worker pool: as many are given back as were taken, whoever stops waiting when."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from newsroom.web.front.lanes import PAGES, Lane
from newsroom.web.front.pool import NoResponseError, WorkerPool


def full_pool() -> WorkerPool:
    """Of one process, which is busy; it is never asked for anything."""
    pool = object.__new__(WorkerPool)
    pool._size, pool._idle = 1, []
    pool._busy, pool._waiting = Counter({PAGES: 1}), deque()
    return pool


def free(pool: WorkerPool) -> None:
    pool._busy[PAGES] -= 1
    pool._wake()


@pytest.mark.parametrize("is_woken_first", [True, False])
def test_who_is_woken_and_cancelled_at_the_same_moment_keeps_no_place(is_woken_first: bool) -> None:
    async def run() -> None:
        pool = full_pool()
        waiting = [asyncio.ensure_future(pool._enter(PAGES)) for _ in range(2)]
        await asyncio.sleep(0)
        if is_woken_first:
            free(pool)
            waiting[0].cancel()
        else:
            waiting[0].cancel()
            free(pool)
        with suppress(asyncio.CancelledError):
            await waiting[0]
        await asyncio.wait_for(waiting[1], 1)
        assert pool._busy.total() == 1
        free(pool)
        assert (pool._busy.total(), len(pool._waiting)) == (0, 0)

    # In a thread of its own: after a browser test this one has a running loop.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, run()).result()


def test_who_waited_in_vain_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async def run() -> None:
        pool = full_pool()
        with pytest.raises(NoResponseError):
            await pool._enter(Lane("staff", deadline=1, max_wait=0.01))
        assert (pool._busy.total(), len(pool._waiting)) == (1, 0)

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, run()).result()
    assert "No process was free for staff within 0.01 s" in caplog.text
