"""What is cached, for whom, until when, and what is sent when rendering fails."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from newsroom.web.page_cache import cache, invalidation
from tests.web.page_cache.fake_app import (
    HTML,
    PUBLIC,
    FakeApp,
    begin_generation,
    run,
    until_idle,
)


def test_head_is_get_without_the_body_and_caches_the_page(app: FakeApp) -> None:
    status, told, body = app.get(method="HEAD", accept_encoding="br")
    assert (status, body) == (200, b"")
    again = app.get(accept_encoding="br")
    assert (told["content-length"], told["etag"]) == (str(len(again[2])), again[1]["etag"])
    assert app.request_count == 1
    assert app.requests[0]["REQUEST_METHOD"] == "GET"


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (404, [HTML]),
        (410, [HTML]),
        (301, [("Location", "/x/")]),
        (400, [HTML]),
        (500, [HTML]),
        (404, [HTML, PUBLIC]),
        (200, [HTML]),
        (200, [HTML, ("Cache-Control", "private, max-age=60")]),
        (200, [HTML, ("Cache-Control", "max-age=0, no-store")]),
        (200, [HTML, PUBLIC, ("Set-Cookie", "a=b")]),
        (200, [HTML, PUBLIC, ("Vary", "Cookie")]),
        (200, [HTML, PUBLIC, ("Content-Encoding", "br")]),
    ],
)
def test_what_is_not_a_good_page_for_everybody_is_never_cached(
    app: FakeApp, status: int, headers: list[Any]
) -> None:
    app.status, app.headers = status, headers
    first = app.get(accept_encoding="br")
    assert first[0] == status
    assert app.get(accept_encoding="br")[2] == first[2]
    assert app.request_count == 2
    if status != 200:
        assert "cache-control" in first[1]


def test_a_new_generation_ends_every_page_and_without_one_nothing_is_cached(app: FakeApp) -> None:
    app.get()
    begin_generation()
    app.get()
    app.get()
    assert app.request_count == 2
    invalidation._state.generation = None
    app.get()
    app.get()
    assert app.request_count == 4
    # The front process renders first what it has had before.
    assert app.known == [False, True, True, True]


def test_a_page_expires_when_its_generation_does(
    app: FakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)
    begin_generation(1, expires_at=now + 0.3)
    cache_control = app.get()[1]["cache-control"]
    assert "s-maxage=0" in cache_control
    app.get()
    assert app.request_count == 1
    now += 0.35
    app.get()
    app.get()
    assert app.request_count == 3


def test_when_a_view_fails_the_expired_page_is_sent_for_a_while(app: FakeApp) -> None:
    good = app.get()[2]
    begin_generation()
    app.status, app.body = 500, "พัง"
    assert app.get()[:1] + app.get()[2:] == (200, good)
    assert app.request_count == 2
    assert app.get("/other/")[0] == 500


def test_without_a_database_expired_pages_are_sent_and_nothing_is_rendered(app: FakeApp) -> None:
    good = app.get()[2]
    next(iter(app.cache.store.pages.values())).expires_at = 0.0
    invalidation._state.database_unavailable = True
    assert app.get()[2] == good
    assert app.request_count == 1
    invalidation._state.database_unavailable = False
    app.get()
    assert app.request_count == 2


def test_a_page_that_became_uncacheable_does_not_come_back_when_the_view_fails(
    app: FakeApp,
) -> None:
    app.get()
    begin_generation()
    app.status, app.headers = 410, [HTML]
    assert app.get()[0] == 410
    app.status = 500
    assert app.get()[0] == 500


async def _of_many_simultaneous_requests(app: FakeApp) -> None:
    app.may_respond = asyncio.Event()
    readers = [app.start() for _ in range(8)]
    await until_idle()
    app.may_respond.set()
    responses = await asyncio.gather(*readers)
    assert len({body for _, _, body in responses}) == 1


def test_of_many_simultaneous_requests_one_renders_the_page(app: FakeApp) -> None:
    run(_of_many_simultaneous_requests(app))
    assert app.request_count == 1


def test_a_cancelled_renderer_leaves_the_page_to_the_next_request(app: FakeApp) -> None:
    async def cancel_the_first() -> None:
        app.may_respond = asyncio.Event()
        first, second = app.start(), app.start()
        await until_idle()
        first.cancel()
        app.may_respond.set()
        assert (await second)[0] == 200

    run(cancel_the_first())
    assert app.request_count == 2
    assert app.cache._rendering == {}


def test_while_an_expired_page_is_rendered_the_others_get_the_old_one(app: FakeApp) -> None:
    async def read_twice() -> None:
        app.may_respond = asyncio.Event()
        renderer = app.start()
        await until_idle()
        assert app.request_count == 2
        assert (await app.send())[2] == old
        app.may_respond.set()
        assert (await renderer)[2] != old

    old = app.get()[2]
    next(iter(app.cache.store.pages.values())).expires_at = 0.0
    app.body = "ข่าวใหม่"
    run(read_twice())
    assert app.request_count == 2
    assert app.get()[2] != old


def test_when_something_changed_the_others_wait_for_the_new_page(app: FakeApp) -> None:
    async def read_twice() -> None:
        app.may_respond = asyncio.Event()
        readers = [app.start(), app.start()]
        await until_idle()
        assert not any(reader.done() for reader in readers)
        app.may_respond.set()
        assert {body for _, _, body in await asyncio.gather(*readers)} == {(await app.send())[2]}

    old = app.get()[2]
    begin_generation()
    app.body = "ข่าวใหม่"
    run(read_twice())
    assert app.request_count == 2
    assert app.get()[2] != old


def test_who_stops_waiting_leaves_the_place_of_the_rendering_one(
    app: FakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else every further request renders the page as well, while the first is still at it."""

    async def read_three_times() -> None:
        app.headers = [HTML]
        app.may_respond = owner_may_respond = asyncio.Event()
        owner = app.start()
        await until_idle()
        app.may_respond = None
        monkeypatch.setattr(cache, "MAX_WAIT_SECONDS", 0.01)
        assert (await app.send())[0] == 200
        assert app.request_count == 2
        monkeypatch.setattr(cache, "MAX_WAIT_SECONDS", 20)
        third = app.start()
        await until_idle()
        assert app.request_count == 2
        owner_may_respond.set()
        await asyncio.gather(owner, third)

    run(read_three_times())
    assert app.request_count == 3
    assert app.cache._rendering == {}


@pytest.mark.parametrize("jump", [-3600, 3600])
def test_a_clock_that_is_set_makes_no_page_older_or_younger(
    app: FakeApp, monkeypatch: pytest.MonkeyPatch, jump: int
) -> None:
    app.get()
    clock = time.time
    monkeypatch.setattr(time, "time", lambda: clock() + jump)
    assert app.get()[1]["age"] == "0"
    assert app.request_count == 1
