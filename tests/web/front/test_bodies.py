"""Reading bodies within bounds."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from newsroom.web.front.http.bodies import (
    Body,
    BodyStore,
    BodyTooLargeError,
    BodyTooSlowError,
    TooManyBodiesError,
    read_body,
)
from tests.web.page_cache.fake_app import run


async def chunks(count: int, size: int = 1000, pause: float = 0) -> AsyncIterator[bytes]:
    for _ in range(count):
        await asyncio.sleep(pause)
        yield b"x" * size


def read(
    store: BodyStore, protocol: AsyncIterator[bytes], limit: int = 10**9, seconds: float = 60
) -> Body:
    return run(read_body(protocol, limit, seconds, store))


def test_all_bodies_together_are_bounded_until_they_are_closed() -> None:
    store = BodyStore(600_000)
    first = read(store, chunks(500))
    assert first.path
    with pytest.raises(TooManyBodiesError):
        read(store, chunks(101))
    second = read(store, chunks(100))
    assert len(second.data) == 100_000
    first.close()
    first.close()
    third = read(store, chunks(500))
    for body in (second, third):
        body.close()
    assert store._bytes == 0


def test_a_body_that_is_refused_counts_no_more() -> None:
    store = BodyStore(10_000)
    with pytest.raises(BodyTooLargeError):
        read(store, chunks(9), limit=5_000)
    with pytest.raises(BodyTooSlowError):
        read(store, chunks(9, pause=0.2), seconds=0.5)
    assert store._bytes == 0
