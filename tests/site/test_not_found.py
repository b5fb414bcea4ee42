"""Suggestions on the page for 404."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from newsroom.site import not_found
from newsroom.site.not_found import words_of
from newsroom.web.rate_limits import RateLimit
from tests import builders


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/2016/08/06/น้ำท่วม-ตลาด/", "น้ำท่วม ตลาด"),
        ("/%E0%B8%99%E0%B9%89%E0%B8%B3%E0%B8%97%E0%B9%88%E0%B8%A7%E0%B8%A1", "น้ำท่วม"),
        ("/a/flood-in-market/", "flood in market"),
        ("/wp-login.php", ""),
        ("/news/12/", "news"),
        ("/12345/", ""),
        ("/.env", ""),
    ],
)
def test_the_words_of_a_path(path: str, words: str) -> None:
    assert words_of(path) == words


@pytest.mark.django_db
def test_a_reader_who_missed_an_article_is_asked_whether_it_is_this_one(client: Client) -> None:
    article = builders.published_article(headline="พะยูนเกยตื้นที่หาดยาว")
    builders.draft_article(headline="พะยูนเกยตื้นอีกตัว")
    page = client.get("/2016/08/พะยูนเกยตื้น/")
    assert page.status_code == 404
    html = page.content.decode()
    assert "คือข่าวนี้หรือไม่" in html
    assert article.get_absolute_url() in html
    assert "อีกตัว" not in html
    assert "คือข่าวนี้หรือไม่" not in client.get("/wp-login.php").content.decode()


@pytest.mark.django_db
def test_a_flood_of_unknown_addresses_costs_no_search(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    searched: list[str] = []

    def search(query: str, *args: Any) -> Any:
        searched.append(query)
        return real(query, *args)

    real = not_found.search
    monkeypatch.setattr(not_found, "search", search)
    for number in range(40):
        assert client.get(f"/a/flood-{number}/", REMOTE_ADDR="192.0.2.1").status_code == 404
    assert len(searched) == not_found.SEARCHES_PER_NETWORK.limit
    # Another address of the same IPv6 network, and then of another.
    for number in range(30):
        client.get("/a/flood/", REMOTE_ADDR=f"2001:db8::{number + 1:x}")
    assert len(searched) == 2 * not_found.SEARCHES_PER_NETWORK.limit
    client.get("/a/flood/", REMOTE_ADDR="2001:db8:1::1")
    assert len(searched) == 2 * not_found.SEARCHES_PER_NETWORK.limit + 1
    monkeypatch.setattr(not_found, "SEARCHES", RateLimit("not-found-all", limit=0, seconds=600))
    client.get("/a/flood/", REMOTE_ADDR="198.51.100.1")
    assert len(searched) == 2 * not_found.SEARCHES_PER_NETWORK.limit + 1
    cache.clear()


@pytest.mark.django_db
def test_pages_without_anything_to_read_offer_the_latest_articles(client: Client) -> None:
    article, withdrawn = builders.published_article(), builders.withdrawn_article()
    page = builders.write_page("rules")
    page.delete()
    for path, status in (
        ("/12345/", 404),
        (withdrawn.get_absolute_url(), 410),
        ("/rules/", 410),
        ("/search/", 200),
        ("/search/?q=ไม่มีคำนี้แน่นอน", 200),
    ):
        response = client.get(path)
        html = response.content.decode()
        assert response.status_code == status, path
        assert "ข่าวล่าสุด" in html, path
        assert article.get_absolute_url() in html, path
    article.delete()
    assert "ข่าวล่าสุด</h2>" not in client.get("/12345/").content.decode()
