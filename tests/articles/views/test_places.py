"""The pages of provinces, districts and subdistricts."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from newsroom.articles.models import ArticlePlace
from tests import builders

pytestmark = pytest.mark.django_db
KRABI, AO_LUEK, AO_LUEK_TAI = 81, 8105, 810501


def headlines(client: Client, url: str) -> list[str]:
    response = client.get(url)
    assert response.status_code == 200
    return [card.headline_html for card in response.context["page"]]


def test_an_article_is_listed_in_its_place_and_those_it_lies_in(client: Client) -> None:
    builders.published_article(headline="ฝนตก", place=AO_LUEK_TAI)
    builders.published_article(headline="ประชุม", place=KRABI)
    builders.draft_article(place=AO_LUEK)
    assert headlines(client, "/place/810501/") == ["ฝนตก"]
    assert headlines(client, "/place/8105/") == ["ฝนตก"]
    assert set(headlines(client, "/place/81/")) == {"ฝนตก", "ประชุม"}
    page = client.get("/place/81/").content.decode()
    assert 'href="/place/8105/"' in page
    assert "8101" not in page
    index = client.get("/place/").content.decode()
    assert "จังหวัดกระบี่" in index
    assert "อำเภออ่าวลึก" in index


def test_a_moved_withdrawn_or_deleted_article_leaves_the_pages(client: Client) -> None:
    article = builders.published_article(place=AO_LUEK_TAI)
    article.place = 8101
    article.save()
    assert client.get("/place/8105/").status_code == 404
    assert client.get("/place/8101/").status_code == 200
    builders.withdraw(article)
    assert client.get("/place/81/").status_code == 404
    assert "กระบี่" not in client.get("/place/").content.decode()
    article.delete()
    assert not ArticlePlace.objects.exists()


@pytest.mark.parametrize("path", ["/place/99/", "/place/0/", "/place/8105/x/", f"/place/{9**40}/",
                                  "/place/8105/feed/", "/place/8105/latest/", "/place/๘๑/"])  # fmt: skip
def test_a_place_without_articles_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_what_is_scheduled_is_not_told_before_its_time(client: Client) -> None:
    builders.scheduled_article(place=AO_LUEK)
    builders.published_article(place=KRABI)
    assert client.get("/place/8105/").status_code == 404
    page = client.get("/place/81/").content.decode()
    assert "8105" not in page
    assert "อ่าวลึก" not in client.get("/place/").content.decode()


def test_the_article_links_its_places_and_says_them_to_machines(client: Client) -> None:
    article = builders.published_article(place=AO_LUEK)
    page = client.get(article.get_absolute_url()).content.decode()
    assert '<a href="/place/8105/">' in page
    assert '<a href="/place/81/">' in page
    data = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    location = data["contentLocation"]
    assert location["name"] == "อำเภออ่าวลึก"
    assert location["containedInPlace"]["name"] == "จังหวัดกระบี่"


def test_the_feeds_the_sitemap_and_the_api_know_places(client: Client) -> None:
    builders.published_article(headline="น้ำท่วม", place=AO_LUEK)
    builders.published_article(headline="อื่น")
    for path in ("", "atom/", "json/"):
        feed = client.get(f"/place/81/feed/{path}").content.decode()
        assert "น้ำท่วม" in feed
        assert "อื่น" not in feed
    sitemap = client.get("/sitemap-places.xml").content.decode()
    assert sitemap.count("<loc>") == 2
    for place in ("8105", "อ่าวลึก", "กระบี่"):
        found = client.get("/api/articles/", {"place": place}).json()["articles"]
        assert [one["title"] for one in found] == ["น้ำท่วม"]
    assert client.get("/api/articles/", {"place": "ที่ไหน"}).status_code == 400


def test_the_latest_headlines_are_a_piece_of_html(client: Client) -> None:
    for number in range(6):
        builders.published_article(headline=f"ข่าว {number}", place=AO_LUEK)
    response = client.get("/place/81/latest/")
    assert response.content.decode().count("<li") == 4
    assert response["X-Robots-Tag"] == "noindex"


def test_a_page_of_a_place_costs_a_fixed_number_of_queries(
    client: Client, django_assert_max_num_queries: object
) -> None:
    for number in range(12):
        builders.published_article(place=810501 + number % 3)
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        client.get("/place/81/")
