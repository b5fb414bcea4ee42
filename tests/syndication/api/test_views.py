"""The API: pages by cursor, filters, ETag, and answers as `openapi.json` describes them."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from newsroom.articles.models import Article
from newsroom.site.models import SiteSettings
from newsroom.syndication.api.params import PARAMS
from tests import builders
from tests.syndication.api.openapi import DOCUMENT, problems

pytestmark = pytest.mark.django_db
LIST = "/api/articles/"


def get(client: Client, url: str) -> dict[str, Any]:
    """The answer, held against its description."""
    response = client.get(url)
    path = LIST if url.partition("?")[0] == LIST else "/api/articles/{id}/"
    described = DOCUMENT["paths"][path]["get"]["responses"][str(response.status_code)]
    data = response.json()
    assert problems(data, described["content"]["application/json"]["schema"]) == []
    return data


def ids(client: Client, query: str = "") -> list[int]:
    return [row["id"] for row in get(client, f"{LIST}{query}")["articles"]]


def full_article() -> Article:
    article = builders.published_article(
        lead_photo=builders.photo(), dateline="กระบี่", place=8105, tags=["น้ำท่วม"],
        kind="opinion",
        credits=[("ภาพ", "ไพฑูรย์ ล่องเพ็ง")],
    )  # fmt: skip
    builders.correction(article)
    return article


def test_an_article_is_told_with_all_that_readers_see(client: Client) -> None:
    article = full_article()
    builders.published_article(section=builders.section(), tags=[], authors=[])
    listed = get(client, LIST)["articles"]
    data = get(client, f"{LIST}{article.pk}/")
    body = data.pop("body_html")
    assert data in listed
    assert "http://testserver" in body
    assert "ภาพ" in body
    assert data["photo"]["credit"]
    assert data["corrections"]
    SiteSettings(feeds_whole_text=False).save()
    assert "อ่านทั้งหมดที่" in get(client, f"{LIST}{article.pk}/")["body_html"]


def test_only_what_is_public_is_told(client: Client) -> None:
    draft, later = builders.draft_article(), builders.scheduled_article()
    gone = builders.withdrawn_article()
    assert ids(client) == []
    for article, status in ((draft, 404), (later, 404), (gone, 410)):
        assert client.get(f"{LIST}{article.pk}/").status_code == status
        assert set(get(client, f"{LIST}{article.pk}/")) == {"error"}


def test_cursors_lead_through_all_articles_once_whatever_comes_meanwhile(client: Client) -> None:
    now = timezone.now()
    # Articles of one second have an order, too.
    made = [builders.published_article(published_at=now - timedelta(days=n // 3)) for n in range(8)]
    url: str | None = f"{LIST}?limit=3"
    seen: list[int] = []
    while url:
        page = get(client, url)
        seen += [row["id"] for row in page["articles"]]
        url = page["next"] and page["next"].removeprefix("http://testserver")
        builders.published_article(published_at=timezone.now())
    expected = sorted(made, key=lambda one: (one.published_at, one.pk), reverse=True)
    assert seen == [one.pk for one in expected]


def test_filters_narrow_the_list(client: Client) -> None:
    article = full_article()
    other = builders.published_article(
        section=builders.section("กีฬา", "sports"), tags=[], dateline="ตรัง",
        authors=[builders.author("ดิวาลี", "divali")],
        headline="ทีมเรือพายคว้าแชมป์", published_at=timezone.now() - timedelta(days=400),
    )  # fmt: skip
    for query in (
        "?section=local", f"?tag={quote('น้ำท่วม')}", "?author=phaithun", "?place=81",
        f"?from={timezone.localtime(article.published_at):%Y-%m-%d}",
        "?section=local&author=phaithun",
    ):  # fmt: skip
        assert ids(client, query) == [article.pk], query
    year_ago = timezone.localdate() - timedelta(days=300)
    buddhist = quote(f"{year_ago.day}/{year_ago.month}/{year_ago.year + 543}")
    for query in (f"?to={year_ago}", f"?to={buddhist}", f"?q={quote('เรือพาย')}", "?section=sports"):
        assert ids(client, query) == [other.pk], query
    assert ids(client, f"?q={quote('เรือพาย')}&section=local") == []


# Before the first moment that Python can say in UTC.
first_moment = base64.b64encode(b"0001-01-01T00:00:00+14:00 1").decode()


@pytest.mark.parametrize(
    "query",
    [
        "limit=0", "limit=51", "limit=x", "limit=%E0%B9%91", "cursor=x", "cursor=%C3%A9", "cursor=MjAyNg",
        "section=nothing", "author=nothing", "tag=nothing", "from=yesterday-ish", "to=99/99/9999",
        "q=" + "x" * 300, "nonsense=1", "cursor=" + "A" * 190, "to=9999-12-31", "from=0001-01-01", f"cursor={first_moment}", "section=%00",
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_told(client: Client, query: str) -> None:
    response = client.get(f"{LIST}?{query}")
    if query == "section=%00":  # nothing but a character that nobody means
        assert response.status_code == 200
        return
    assert response.status_code == 400
    assert get(client, f"{LIST}?{query}")["error"]


def test_who_has_the_answer_gets_304(client: Client) -> None:
    article = builders.published_article()
    for url in (LIST, f"{LIST}{article.pk}/"):
        first = client.get(url)
        assert first["Access-Control-Allow-Origin"] == "*"
        assert first["X-Robots-Tag"] == "noindex"
        assert "s-maxage=60" in first["Cache-Control"]
        again = client.get(url, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    Article.objects.filter(pk=article.pk).update(headline="พาดหัวใหม่")
    etag = {"If-None-Match": first["ETag"]}
    assert client.get(f"{LIST}{article.pk}/", headers=etag).status_code == 200


def test_writing_is_not_offered(client: Client) -> None:
    for method in (client.post, client.put, client.patch, client.delete):
        assert method(LIST, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 405


def test_the_description_names_every_parameter_and_is_served(client: Client) -> None:
    described = DOCUMENT["paths"][LIST]["get"]["parameters"]
    assert [one["name"] for one in described] == list(PARAMS)
    assert client.get("/api/openapi.json").json() == DOCUMENT


def test_a_list_takes_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    for _ in range(30):
        full = full_article if _ == 0 else builders.published_article
        full()
    with django_assert_max_num_queries(7):
        assert len(ids(client, "?limit=30&section=local")) == 30
