"""All public pages at once: broken URLs, page numbers, an empty site, numbers of queries."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests import builders

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "broken",
    ["%25E0%25B8%2582", "%zz", "%E0%B8", "%00", "%FF%FE", "%", "%0A", "่", "a%2Fb", "ก" * 3000],
)
def test_broken_urls_are_no_server_error(client: Client, broken: str) -> None:
    """T-U3"""
    for url in (
        f"/tag/{broken}/",
        f"/tag/{broken}/feed/",
        f"/section/{broken}/",
        f"/search/?q={broken}",
        f"/{broken}/",
        f"/news/1/{broken}/",
    ):
        response = client.get(url)
        assert response.status_code in (200, 301, 400, 404), f"{url}: {response.status_code}"


def test_no_article_is_twice_on_the_front_page(client: Client) -> None:
    economy = builders.section("เศรษฐกิจ", "economy")
    for index in range(30):
        builders.published_article(section=economy if index % 3 else builders.section())
    ids = re.findall(r'data-article-id="(\d+)"', client.get("/").content.decode())
    assert len(ids) > 15
    assert len(ids) == len(set(ids))


def test_an_empty_site_has_all_its_pages(client: Client) -> None:
    assert "ยังไม่มีข่าว" in client.get("/").content.decode()
    for url in (
        "/archive/",
        "/about/",
        "/contact/",
        "/privacy/",
        "/search/",
        "/feed/",
        "/sitemap.xml",
    ):
        assert client.get(url).status_code == 200, url


@pytest.mark.parametrize("number", ["abc", "-1", "0", "๑", "1.5", "%00"])
def test_nonsense_page_numbers_show_the_first_page(client: Client, number: str) -> None:
    builders.published_article()
    for url in ("/section/local/", "/tag/ชายหาด/", "/author/phaithun/", "/search/?q=ชุมชน"):
        separator = "&" if "?" in url else "?"
        assert client.get(f"{url}{separator}page={number}").status_code == 200


def test_pages_past_the_end_are_404(client: Client) -> None:
    builders.published_article()
    for url in (
        "/section/local/?page=2",
        "/search/?q=ชุมชน&page=99999",
        f"/section/local/?page={'9' * 300}",
    ):
        assert client.get(url).status_code == 404


@pytest.mark.parametrize("rows", [3, 30])
def test_every_page_takes_at_most_ten_queries(
    client: Client, rows: int, django_assert_max_num_queries: Any
) -> None:
    photo = builders.photo()
    for index in range(rows):
        article = builders.published_article(
            lead_photo=photo,
            published_at=datetime(2016, 8, 6, tzinfo=UTC) + timedelta(minutes=index),
            tags=["ชายหาด", "ข่าว"],
        )
    builders.visible_comment(article)
    for url in (
        "/",
        "/section/local/",
        "/tag/ชายหาด/",
        "/author/phaithun/",
        "/archive/",
        "/archive/2016/08/",
        "/search/?q=ชุมชน",
        article.get_absolute_url(),
    ):
        # As in a worker process, where an earlier request has filled the memo.
        with builders.page_cache_enabled():
            client.get(url)
            with django_assert_max_num_queries(10, info=url):
                response = client.get(url)
        assert response.status_code == 200
