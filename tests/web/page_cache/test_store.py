"""The store is bounded in bytes."""

from __future__ import annotations

from newsroom.web.page_cache.store import PageStore
from tests.web.page_cache.fake_app import FakeApp


def test_the_least_recently_used_pages_are_evicted_when_the_store_is_full() -> None:
    app = FakeApp(max_bytes=40_000)
    for number in range(30):
        app.get(f"/news/{number}/", accept_encoding="br")
        app.get("/", accept_encoding="br")
    store = app.cache.store
    assert store.total_bytes <= 40_000
    assert store.total_bytes == sum(store._sizes.values())
    assert any(key[2] == "/" for key in store.pages)
    assert sum(environ["PATH_INFO"] == "/" for environ in app.requests) == 1
    assert not any(key[2] == "/news/0/" for key in store.pages)


def test_a_page_larger_than_the_store_is_sent_but_not_cached() -> None:
    app = FakeApp(max_bytes=1000)
    assert app.get()[0] == 200
    assert (len(app.cache.store.pages), app.cache.store.total_bytes) == (0, 0)
    assert isinstance(app.cache.store, PageStore)
