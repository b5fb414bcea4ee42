"""Previews for people without a login. Bad input tried: tokens cut, changed, signed elsewhere, very
long; days that are none; stories that are gone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from newsroom.accounts import roles
from newsroom.articles import sharing
from newsroom.articles.models import Article
from newsroom.audit.models import Entry
from tests import builders

pytestmark = pytest.mark.django_db


def link_of(article: Article, days: int = 3) -> str:
    from django.test import RequestFactory

    return sharing.preview_link(article, days, RequestFactory().get("/"))[0]


def test_a_link_shows_the_page_to_somebody_without_a_login(client: Client) -> None:
    writer = builders.role_user(roles.REPORTER, "writer")
    story = builders.draft_article(created_by=writer, headline="ร่างลับสุดยอด")
    client.force_login(writer)
    page = client.post(f"/admin/articles/article/{story.pk}/preview-link/", {"days": "3"})
    link = page.context["link"]
    assert link.startswith("http://testserver/preview/")
    assert Entry.objects.get(what="preview_shared").object_id == str(story.pk)
    stranger = Client()
    answer = stranger.get(link)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "ร่างลับสุดยอด" in text
    assert "ตัวอย่างก่อนเผยแพร่" in text
    assert '<meta name="robots" content="noindex">' in text
    assert "application/ld+json" not in text
    assert 'rel="canonical"' not in text
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert "public" not in answer["Cache-Control"]
    assert not answer.cookies
    assert stranger.post(link).status_code == 405


def test_a_link_ends_by_itself(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    link = link_of(builders.draft_article(headline="ร่างลับสุดยอด"), days=1)
    assert client.get(link).status_code == 200
    later = timezone.now() + timedelta(days=1, seconds=2)
    monkeypatch.setattr(sharing.timezone, "now", lambda: later)
    answer = client.get(link)
    assert answer.status_code == 410
    assert "ลิงก์ตัวอย่างหมดอายุแล้ว" in answer.content.decode()
    assert "ร่างลับสุดยอด" not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_links_cannot_be_made_by_others(client: Client) -> None:
    story = builders.draft_article()
    token = link_of(story).rstrip("/").rsplit("/", 1)[1]
    far = int((timezone.now() + timedelta(days=9999)).timestamp())
    for bad in (
        token[:-1], token + "x", token.swapcase(), "x", "ก", "::", "a:b:c", "x" * 5000,
        signing.dumps([story.pk, far], salt="another"),
        signing.dumps("words", salt=sharing.SALT),
        signing.dumps([story.pk], salt=sharing.SALT),
    ):  # fmt: skip
        assert client.get(f"/preview/{bad}/").status_code == 404, bad
    gone = link_of(story)
    story.delete()
    assert client.get(gone).status_code == 404


@pytest.mark.parametrize("days", ["", "0", "-1", "365", "x", "\0", "9" * 50])
def test_days_that_are_not_offered_are_the_fewest(admin_client: Client, days: str) -> None:
    story = builders.draft_article()
    page = admin_client.post(f"/admin/articles/article/{story.pk}/preview-link/", {"days": days})
    assert page.context["until"] <= timezone.now() + timedelta(days=1, seconds=5)


def test_who_may_not_see_a_story_makes_no_link(client: Client) -> None:
    story = builders.draft_article()
    address = f"/admin/articles/article/{story.pk}/preview-link/"
    assert client.post(address, {"days": "1"}).status_code == 302
    client.force_login(builders.role_user(roles.REPORTER, "writer"))
    assert client.post(address, {"days": "1"}).status_code == 403


def test_a_published_story_is_shown_with_the_truth(client: Client) -> None:
    text = client.get(link_of(builders.published_article())).content.decode()
    assert "ผู้อ่านเห็นหน้านี้แล้ว" in text
    assert "ตัวอย่างก่อนเผยแพร่" not in text


def test_the_preview_asks_no_more_than_the_page(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    link = link_of(builders.published_article())
    with django_assert_max_num_queries(15):
        client.get(link)
