"""The search page: its pages, what search engines see, and what it shows without a hit."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.search.pages import publish, result_ids, results_page

pytestmark = pytest.mark.django_db


def test_search_engines_see_one_search_page_and_no_invented_words(client: Client) -> None:
    """Else strangers could have our site say what they like, by linking to a search for it."""
    noindex = '<meta name="robots" content="noindex">'
    publish("ราคาปูม้าขึ้น")
    for url in ("/search/", "/search/?q=ปูม้า", "/search/?q=ปูม้า&sort=date"):
        html = client.get(url).content.decode()
        assert noindex not in html
        assert '<link rel="canonical" href="http://testserver/search/">' in html
    for query in ("ก", "โทร 0899999999 เงินกู้", "ปูม้า เงินกู้ทันใจ", "<<<"):
        html = results_page(client, query)
        assert noindex in html, query
        assert 'rel="canonical"' not in html


def test_pages_of_results_keep_the_query(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(25):
        publish(f"ปูม้า {number}")
    with django_assert_max_num_queries(13):
        first = client.get("/search/?q=ปูม้า").content.decode()
    assert "page=2" in first
    assert len(result_ids(client, "ปูม้า", page="2")) == 5
    assert "หน้า 2 จาก 2" in client.get("/search/?q=ปูม้า&page=2").content.decode()


def test_a_search_without_hits_offers_the_latest_articles(client: Client) -> None:
    pk = publish("ข่าวล่าสุดของวันนี้")
    html = results_page(client, "ฮฮฮฮฮฮฮฮ")
    assert 'data-result-count="0"' in html
    assert f'href="/news/{pk}/"' in html
    assert "data-article-id" not in html


def test_results_show_a_snippet_with_the_matches_highlighted(client: Client) -> None:
    publish("เรื่องหนึ่ง", "<p>" + "คำอื่น " * 80 + "พบ <strong>ปูม้า</strong>ริมหาด</p>")
    assert "<mark>ปูม้า</mark>ริมหาด" in results_page(client, "ปูม้า")


@pytest.mark.parametrize(
    "url",
    ["/search/?q=ก&page=99999", "/search/?q=%E0%B8", "/search/?q=%zz", "/search/suggest?q=%E0%B8"],
)
def test_broken_urls_are_never_a_server_error(client: Client, url: str) -> None:
    assert client.get(url).status_code in (200, 400, 404)
