"""Hot pages: what is kept, for whom, until when, and that nobody can slip a wrong page in.

Tried: foreign hosts, forged X-Forwarded-*, odd encodings, shuffled and unknown parameters, session
cookies, HEAD, Range, conditional requests, 404s, redirects, errors, cookies set by the view.
"""

from __future__ import annotations

import threading
import time
import zlib
from typing import Any

import brotli
import pytest

from newsroom.web import pages
from newsroom.web.asked import PARAMETERS, encoding_of
from newsroom.web.kept import Store
from tests.web.counted_site import HTML, PUBLIC, Site


@pytest.fixture(autouse=True)
def _watched(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if this process watched for changes, and there were none."""
    monkeypatch.setattr(pages._watch, "generation", pages.Generation(1, pages.NEVER))
    monkeypatch.setattr(pages._watch, "database_is_gone", False)


@pytest.fixture
def site() -> Site:
    return Site()


def test_a_page_is_made_once_and_is_the_same_in_every_encoding(site: Site) -> None:
    plain = site.get()[2]
    for encoding, expand in (
        ("br", brotli.decompress),
        ("gzip", lambda body: zlib.decompress(body, wbits=31)),
    ):
        status, told, body = site.get(accept_encoding=encoding)
        assert (status, told["content-encoding"]) == (200, encoding)
        assert int(told["content-length"]) == len(body) < len(plain) / 4
        assert expand(body) == plain
    assert site.get()[2] == plain
    assert "content-encoding" not in site.get()[1]
    assert "Accept-Encoding" in site.get()[1]["vary"]
    assert site.builds == 1


@pytest.mark.parametrize(
    ("accepted", "best"),
    [
        ("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("", "identity"), ("*", "br"),
        ("br;q=0, gzip", "gzip"), ("br;q=0.1, gzip;q=0.9", "gzip"), ("BR", "br"),
        ("identity", "identity"), ("br;q=x", "identity"), ("*;q=0", "identity"),
        ("br;q=0, *", "gzip"), ("ขยะ;;,,q=", "identity"),
    ],
)  # fmt: skip
def test_the_encoding_is_one_the_reader_takes(accepted: str, best: str) -> None:
    assert encoding_of(accepted) == best


def test_a_reader_who_has_the_page_gets_304_and_each_encoding_has_an_etag_of_its_own(
    site: Site,
) -> None:
    tags = {site.get(accept_encoding=name)[1]["etag"] for name in ("br", "gzip", "")}
    assert len(tags) == 3
    tag = site.get(accept_encoding="br")[1]["etag"]
    for asked in (tag, f'"other", W/{tag}', "*"):
        status, told, body = site.get(accept_encoding="br", if_none_match=asked)
        assert (status, body) == (304, b"")
        assert told["etag"] == tag
        assert "s-maxage" in told["cache-control"]
        assert "content-length" not in told
    assert site.get(accept_encoding="gzip", if_none_match=tag)[0] == 200
    site.body = "อีกข่าว" * 500
    pages._watch.generation = pages.Generation(2, pages.NEVER)
    assert site.get(accept_encoding="br", if_none_match=tag)[0] == 200


def test_head_is_get_without_the_body_and_warms_the_page(site: Site) -> None:
    status, told, body = site.get(method="HEAD", accept_encoding="br")
    assert (status, body) == (200, b"")
    again = site.get(accept_encoding="br")
    assert (told["content-length"], told["etag"]) == (str(len(again[2])), again[1]["etag"])
    assert site.builds == 1
    assert site.asked[0]["REQUEST_METHOD"] == "GET"


def test_parameters_that_make_no_other_page_share_it_and_never_reach_the_view(site: Site) -> None:
    first = site.get("/section/local/")
    for query in ("fbclid=x", "utm_source=line&utm_medium=y", "q=ก", "%00=&;;", "=", "a" * 900):
        assert site.get("/section/local/", query)[2] == first[2], query
    assert site.builds == 1
    for query in ("page=2&q=%E0%B8%81", "q=%E0%B8%81&page=2&fbclid=z", "page=9&page=2&q=%E0%B8%81"):
        site.get("/search/", query)
    assert [environ["QUERY_STRING"] for environ in site.asked] == ["", "page=2&q=%E0%B8%81"]
    assert (
        site.get("/search/", "page=2&q=%E0%B8%81")[2]
        != site.get("/search/", "page=3&q=%E0%B8%81")[2]
    )


def test_the_old_sites_short_addresses_reach_the_view() -> None:
    from newsroom.transfer.redirects import QUERY_KEYS

    assert PARAMETERS["/"] == set(QUERY_KEYS)


def test_hosts_schemes_and_forged_headers_never_share_a_page(site: Site, settings: Any) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.1"]
    site.get()
    site.get(host="evil.example")
    site.get(host="paper.example:81")
    assert site.builds == 3
    site.get(host="PAPER.example")
    # From a reader these headers mean nothing, so they make no other page either.
    site.get(x_forwarded_proto="https")
    site.get(x_forwarded_host="evil.example")
    site.get(x_forwarded_for="10.0.0.1", x_original_url="/admin/", x_rewrite_url="/x/")
    assert site.builds == 3
    assert not any("HTTP_X_FORWARDED_HOST" in environ for environ in site.asked)


def test_tls_seen_by_our_own_proxy_makes_another_page(settings: Any) -> None:
    settings.TRUSTED_PROXIES = ["198.51.100.7"]
    site = Site()
    site.get()
    site.get(x_forwarded_proto="https")
    assert site.builds == 2


@pytest.mark.parametrize("cookie", ["sessionid=abc", "a=b; csrftoken=x", "messages=y"])
def test_whoever_may_be_signed_in_gets_a_fresh_page_that_nobody_else_gets(
    site: Site, cookie: str
) -> None:
    site.get()
    answer = site.get(cookie=cookie)
    assert site.builds == 2
    assert answer[1]["cache-control"] == "private, no-cache"
    site.get()
    assert site.builds == 2


def test_other_sites_cookies_and_ranges_neither_part_the_page_nor_reach_the_view(
    site: Site,
) -> None:
    whole = site.get(cookie="_ga=1; theme=dark", range="bytes=0-9", if_modified_since="x")
    assert whole[0] == 200
    assert site.get(range="bytes=5-")[2] == whole[2]
    assert site.builds == 1
    assert not {"HTTP_COOKIE", "HTTP_RANGE", "HTTP_IF_MODIFIED_SINCE"} & set(site.asked[0])


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("404 Not Found", [HTML]),
        ("410 Gone", [HTML]),
        ("301 Moved Permanently", [("Location", "/x/")]),
        ("400 Bad Request", [HTML]),
        ("500 Internal Server Error", [HTML]),
        ("404 Not Found", [HTML, PUBLIC]),
        ("200 OK", [HTML]),
        ("200 OK", [HTML, ("Cache-Control", "private, max-age=60")]),
        ("200 OK", [HTML, ("Cache-Control", "max-age=0, no-store")]),
        ("200 OK", [HTML, PUBLIC, ("Set-Cookie", "a=b")]),
        ("200 OK", [HTML, PUBLIC, ("Vary", "Cookie")]),
        ("200 OK", [HTML, PUBLIC, ("Content-Encoding", "br")]),
    ],
)
def test_what_is_not_a_good_page_for_all_is_never_kept(
    site: Site, status: str, headers: list[Any]
) -> None:
    site.status, site.headers = status, headers
    first = site.get(accept_encoding="br")
    assert first[0] == int(status[:3])
    assert site.get(accept_encoding="br")[2] == first[2]
    assert site.builds == 2
    if status[0] != "2":
        assert "cache-control" in first[1]


@pytest.mark.parametrize("path", ["/admin/", "/media/photos/a.jpg", "/static/a.css", "/healthz"])
def test_what_is_no_page_passes_untouched(site: Site, path: str) -> None:
    for _ in range(2):
        site.get(path, "x=1&y=2", cookie="a=b", range="bytes=0-1")
    assert site.builds == 2
    assert site.asked[0]["QUERY_STRING"] == "x=1&y=2"
    assert "HTTP_RANGE" in site.asked[0]


def test_posts_always_reach_the_view(site: Site) -> None:
    site.get()
    site.get(method="POST", query="a=b")
    assert site.builds == 2
    assert site.asked[1]["QUERY_STRING"] == "a=b"


def test_a_change_ends_every_page_and_an_unwatched_process_keeps_none(site: Site) -> None:
    site.get()
    pages._watch.generation = pages.Generation(2, pages.NEVER)
    site.get()
    site.get()
    assert site.builds == 2
    pages._watch.generation = None
    site.get()
    site.get()
    assert site.builds == 4


def test_a_page_ends_when_the_next_scheduled_story_is_due(site: Site) -> None:
    pages._watch.generation = pages.Generation(1, time.time() + 0.3)
    policy = site.get()[1]["cache-control"]
    assert "s-maxage=0" in policy
    site.get()
    assert site.builds == 1
    time.sleep(0.35)
    site.get()
    site.get()
    assert site.builds == 3


def test_when_a_view_fails_readers_get_the_old_page_for_a_while(site: Site) -> None:
    good = site.get()[2]
    pages._watch.generation = pages.Generation(2, pages.NEVER)
    site.status, site.body = "500 Internal Server Error", "พัง"
    assert site.get()[:1] + site.get()[2:] == (200, good)
    assert site.builds == 2
    assert site.get("/other/")[0] == 500


def test_hot_pages_go_on_without_a_database_and_without_asking_for_it(site: Site) -> None:
    good = site.get()[2]
    next(iter(site.hot.store.pages.values())).expires = 0.0
    pages._watch.database_is_gone = True
    assert site.get()[2] == good
    assert site.builds == 1
    pages._watch.database_is_gone = False
    site.get()
    assert site.builds == 2


def test_a_withdrawn_page_never_comes_back_when_something_fails(site: Site) -> None:
    site.get()
    pages._watch.generation = pages.Generation(2, pages.NEVER)
    site.status, site.headers = "410 Gone", [HTML]
    assert site.get()[0] == 410
    site.status = "500 Internal Server Error"
    assert site.get()[0] == 500


def test_of_many_who_ask_at_once_one_makes_the_page(site: Site) -> None:
    site.delay = 0.1
    answers: list[Any] = []
    crowd = [threading.Thread(target=lambda: answers.append(site.get())) for _ in range(8)]
    for reader in crowd:
        reader.start()
    for reader in crowd:
        reader.join()
    assert len({body for _, _, body in answers}) == 1
    assert site.builds == 1


def test_while_a_late_page_is_made_anew_the_others_get_the_old_one(site: Site) -> None:
    site.get()
    next(iter(site.hot.store.pages.values())).expires = 0.0
    site.delay = 0.5
    maker = threading.Thread(target=site.get)
    maker.start()
    time.sleep(0.1)
    start = time.perf_counter()
    assert site.get()[0] == 200
    assert time.perf_counter() - start < 0.3
    maker.join()
    assert site.builds == 2


def test_the_least_read_pages_go_when_the_store_is_full() -> None:
    site = Site(most_bytes=40_000)
    for number in range(30):
        site.get(f"/news/{number}/", accept_encoding="br")
        site.get("/", accept_encoding="br")
    store = site.hot.store
    assert store.bytes <= 40_000
    assert store.bytes == sum(store._sizes.values())
    assert any(key[2] == "/" for key in store.pages)
    assert sum(environ["PATH_INFO"] == "/" for environ in site.asked) == 1
    assert not any(key[2] == "/news/0/" for key in store.pages)


def test_a_page_larger_than_the_store_is_served_but_not_kept() -> None:
    site = Site(most_bytes=1000)
    assert site.get()[0] == 200
    assert (len(site.hot.store.pages), site.hot.store.bytes) == (0, 0)
    assert isinstance(site.hot.store, Store)


def test_what_never_changes_in_between_is_made_once() -> None:
    made: list[int] = []
    for _ in range(3):
        pages.kept("sections", lambda: made.append(1))
    pages._watch.generation = pages.Generation(2, pages.NEVER)
    pages.kept("sections", lambda: made.append(1))
    pages._watch.generation = None
    pages.kept("sections", lambda: made.append(1))
    assert len(made) == 3


def test_a_query_typed_without_encoding_is_the_same_page_as_encoded(site: Site) -> None:
    """WSGI carries raw bytes as Latin-1; curl and old feed readers send them."""
    raw = "q=กระบี่".encode().decode("latin-1")
    assert (
        site.get("/search/", "q=%E0%B8%81%E0%B8%A3%E0%B8%B0%E0%B8%9A%E0%B8%B5%E0%B9%88")[0] == 200
    )
    assert site.get("/search/", raw)[0] == 200
    assert site.builds == 1
    assert "%E0%B8%81" in site.asked[0]["QUERY_STRING"]
