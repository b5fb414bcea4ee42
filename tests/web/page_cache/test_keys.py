"""Which requests share a cached page.

Tried: foreign hosts, forged X-Forwarded-*, shuffled and unknown parameters, cookies, ranges.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse_lazy

from newsroom.web.page_cache import keys
from newsroom.web.page_cache.keys import canonical_query, register_query_params
from tests.web.page_cache.fake_app import FakeApp


def test_the_old_sites_short_addresses_reach_the_view() -> None:
    for name in ("p", "page_id", "cat", "tag", "author", "attachment_id"):
        assert canonical_query("/", f"{name}=1&utm_source=x") == f"{name}=1"


def test_an_app_registers_the_parameters_that_select_its_pages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keys, "_registrations", [])
    register_query_params(reverse_lazy("search:suggest"), {"q"})
    register_query_params("/search/suggest", {"size"})
    try:
        query = "size=2&q=1&page=3"
        assert canonical_query("/search/suggest", query) == "q=1&size=2"
        assert canonical_query("/search/other", query) == "page=3"
    finally:
        monkeypatch.undo()
        register_query_params("/search/suggest", set())
    assert canonical_query("/search/suggest", query) == "q=1"


def test_parameters_that_select_no_page_are_removed_before_the_view(app: FakeApp) -> None:
    first = app.get("/section/local/")
    for query in ("fbclid=x", "utm_source=line&utm_medium=y", "q=ก", "%00=&;;", "=", "a" * 900):
        assert app.get("/section/local/", query)[2] == first[2], query
    assert app.request_count == 1
    for query in ("page=2&q=%E0%B8%81", "q=%E0%B8%81&page=2&fbclid=z", "page=9&page=2&q=%E0%B8%81"):
        app.get("/search/", query)
    assert [environ["QUERY_STRING"] for environ in app.requests] == ["", "page=2&q=%E0%B8%81"]
    assert (
        app.get("/search/", "page=2&q=%E0%B8%81")[2] != app.get("/search/", "page=3&q=%E0%B8%81")[2]
    )


def test_hosts_share_no_page_and_forged_headers_select_none(app: FakeApp, settings: Any) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.1"]
    app.get()
    app.get(host="evil.example")
    app.get(host="paper.example:81")
    assert app.request_count == 3
    app.get(host="PAPER.example")
    # From a reader these headers mean nothing, so they make no other page either.
    app.get(x_forwarded_proto="https")
    app.get(x_forwarded_host="evil.example")
    app.get(x_forwarded_for="10.0.0.1", x_original_url="/admin/", x_rewrite_url="/x/")
    assert app.request_count == 3
    assert not any("HTTP_X_FORWARDED_HOST" in environ for environ in app.requests)


def test_tls_ended_by_a_trusted_proxy_selects_another_page(settings: Any) -> None:
    settings.TRUSTED_PROXIES = ["198.51.100.7"]
    app = FakeApp()
    app.get()
    app.get(x_forwarded_proto="https")
    assert app.request_count == 2


@pytest.mark.parametrize("cookie", ["sessionid=abc", "a=b; csrftoken=x", "messages=y"])
def test_a_request_with_a_session_cookie_shares_no_page(app: FakeApp, cookie: str) -> None:
    app.get()
    app.get(cookie=cookie)
    assert app.request_count == 2
    app.get()
    assert app.request_count == 2


def test_foreign_cookies_and_ranges_select_no_page_and_do_not_reach_the_view(
    app: FakeApp,
) -> None:
    whole = app.get(cookie="_ga=1; theme=dark", range="bytes=0-9", if_modified_since="x")
    assert whole[0] == 200
    assert app.get(range="bytes=5-")[2] == whole[2]
    assert app.request_count == 1
    assert not {"HTTP_COOKIE", "HTTP_RANGE", "HTTP_IF_MODIFIED_SINCE"} & set(app.requests[0])


@pytest.mark.parametrize("path", ["/admin/", "/media/photos/a.jpg", "/static/a.css", "/healthz"])
def test_admin_media_static_and_health_pass_unchanged(app: FakeApp, path: str) -> None:
    for _ in range(2):
        app.get(path, "x=1&y=2", cookie="a=b", range="bytes=0-1")
    assert app.request_count == 2
    assert app.requests[0]["QUERY_STRING"] == "x=1&y=2"
    assert "HTTP_RANGE" in app.requests[0]


def test_posts_always_reach_the_view(app: FakeApp) -> None:
    app.get()
    app.get(method="POST", query="a=b")
    assert app.request_count == 2
    assert app.requests[1]["QUERY_STRING"] == "a=b"


def test_a_query_without_percent_encoding_selects_the_same_page(app: FakeApp) -> None:
    """The server decodes what curl and old feed readers send as UTF-8."""
    assert app.get("/search/", "q=%E0%B8%81%E0%B8%A3%E0%B8%B0%E0%B8%9A%E0%B8%B5%E0%B9%88")[0] == 200
    assert app.get("/search/", "q=กระบี่")[0] == 200
    assert app.request_count == 1
    assert "%E0%B8%81" in app.requests[0]["QUERY_STRING"]
