"""What is public: every state of an article × every surface × every actor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from newsroom.articles.models import Article, Author, Section, Tag
from newsroom.site.front_page.selection import FrontPageSelection, save_selection
from newsroom.syndication.models import Partner
from tests import builders

pytestmark = pytest.mark.django_db

STATES: dict[str, Callable[..., Article]] = {
    "draft": builders.draft_article,
    "in review": builders.review_article,
    "scheduled": builders.scheduled_article,
    "published": builders.published_article,
    "withdrawn": builders.withdrawn_article,
}
ACTORS: dict[str, Callable[[], Any]] = {
    "reader": lambda: None,
    "reporter": builders.staff_user,
    "editor": builders.admin_user,
}
WORD = "พะยูนเกยตื้น"
HEADLINE = f"ช่วย{WORD}กลับทะเลได้สำเร็จหลังรักษาตัวสามสัปดาห์"


def surfaces(article: Article) -> dict[str, str]:
    """Every public URL at which an article could be seen."""
    section, tag, author = Section.objects.get(), Tag.objects.get(), Author.objects.get()
    month = timezone.localtime(article.published_at or timezone.now())
    partner = Partner.objects.create(name="คู่ค้า")
    return {
        "home": "/",
        "section": section.get_absolute_url(),
        "tag": tag.get_absolute_url(),
        "author": author.get_absolute_url(),
        "archive of the month": f"/archive/{month:%Y}/{month:%m}/",
        "archive of the day": f"/archive/{month:%Y/%m/%d}/",
        "search": f"/search/?q={WORD}",
        "RSS": "/feed/",
        "Atom": "/feed/atom/",
        "JSON feed": "/feed/json/",
        "section feed": f"{section.get_absolute_url()}feed/",
        "tag feed": f"{tag.get_absolute_url()}feed/",
        "author feed": f"{author.get_absolute_url()}feed/",
        "place": "/place/8105/",
        "latest in a place": "/place/81/latest/",
        "place feed": "/place/81/feed/",
        "a partner's RSS": f"/partners/{partner.token}/feed/",
        "a partner's LINE TODAY": f"/partners/{partner.token}/line-today/",
        "API": "/api/articles/",
        "API of a search": f"/api/articles/?q={WORD}",
        "sitemap": f"/sitemap-{month:%Y}-{month:%m}.xml",
        "news sitemap": "/news-sitemap.xml",
        "corrections": "/corrections/",
        "another article's page": Article.objects.exclude(pk=article.pk).get().get_absolute_url(),
    }


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize("state", STATES)
def test_an_article_is_on_public_surfaces_only_when_published(
    client: Client, state: str, actor: str
) -> None:
    builders.published_article(
        headline="ข่าวอื่นในหมวดเดียวกัน", published_at=timezone.now() - timedelta(hours=3)
    )
    article = STATES[state](headline=HEADLINE, place=8105)
    # Being much read, selected for the front page or corrected makes nothing public.
    builders.add_visits(article, readers=90)
    builders.correction(article)
    save_selection(FrontPageSelection(lead=[article.pk]), by=None)
    user = ACTORS[actor]()
    if user:
        client.force_login(user)
    for surface, url in surfaces(article).items():
        cache.clear()
        response = client.get(url)
        if state != "published" and response.status_code == 404:
            continue
        assert response.status_code == 200, f"{surface}: {response.status_code}"
        text = b"".join(response).decode()
        shown = f"/news/{article.pk}/" in text
        # Partners are told which articles have ended, by their addresses.
        is_told = state == "withdrawn" and surface.startswith("a partner's")
        assert shown == (state == "published" or is_told), (
            f"{surface} shows a {state} article: {shown}"
        )
        if state != "published" and surface != "search":
            assert WORD not in text, f"{surface} mentions a {state} article"


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("draft", 404),
        ("in review", 404),
        ("scheduled", 404),
        ("published", 200),
        ("withdrawn", 410),
    ],
)
def test_the_articles_own_url_answers_by_its_state(
    client: Client, state: str, status: int, actor: str
) -> None:
    article = STATES[state](headline=HEADLINE)
    user = ACTORS[actor]()
    if user:
        client.force_login(user)
    response = client.get(article.get_absolute_url())
    assert response.status_code == status
    if status != 200:
        assert WORD not in response.content.decode()


@pytest.mark.parametrize("state", STATES)
def test_the_instance_and_the_queryset_agree_on_what_is_public(state: str) -> None:
    article = STATES[state]()
    assert article.is_published == Article.objects.published().filter(pk=article.pk).exists()


def test_a_scheduled_article_appears_in_its_second(client: Client) -> None:
    article = builders.scheduled_article(published_at=timezone.now() + timedelta(seconds=30))
    assert client.get(article.get_absolute_url()).status_code == 404
    Article.objects.filter(pk=article.pk).update(published_at=timezone.now())
    assert client.get(article.get_absolute_url()).status_code == 200


def test_comments_are_accepted_on_public_articles_only(client: Client) -> None:
    for state, status in {
        "draft": 404,
        "in review": 404,
        "scheduled": 404,
        "withdrawn": 410,
    }.items():
        url = f"{STATES[state]().get_absolute_url()}comments/"
        response = client.post(url, {"name": "ก", "body": "ข"}, HTTP_SEC_FETCH_SITE="same-origin")
        assert response.status_code == status, state


def test_pending_comments_are_neither_shown_nor_counted(client: Client) -> None:
    article = builders.published_article()
    builders.pending_comment(article, body="ข้อความที่ยังไม่ได้ตรวจ")
    page = client.get(article.get_absolute_url()).content.decode()
    assert "ข้อความที่ยังไม่ได้ตรวจ" not in page
    assert '"commentCount": 0' in page or '"commentCount":0' in page
