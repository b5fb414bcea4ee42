"""Signed preview links. Invalid input tried: tokens truncated, changed, with another salt, very long;
numbers of days that are not offered; deleted articles."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import signing
from django.test import Client, RequestFactory
from django.utils import timezone

from newsroom.accounts import roles
from newsroom.accounts.models import User
from newsroom.articles.editable_fields.registry import snapshot
from newsroom.articles.models import Article, PendingChange
from newsroom.articles.workflow import preview_links, revisions, transitions
from newsroom.articles.workflow.changes import keeping
from newsroom.audit.models import AuditLogEntry
from newsroom.thai.lines.joiners import without_joiners
from tests import builders
from tests.articles.article_form import ARTICLES_URL

pytestmark = pytest.mark.django_db


def preview_link(article: Article, days: int = 3) -> str:
    return preview_links.create_preview_link(article, days, RequestFactory().get("/"))[0]


def test_a_link_shows_the_page_to_a_visitor_without_an_account(client: Client) -> None:
    reporter = builders.role_user(roles.REPORTER, "writer")
    article = builders.draft_article(created_by=reporter, headline="ร่างลับสุดยอด")
    client.force_login(reporter)
    page = client.post(f"{ARTICLES_URL}{article.pk}/preview-link/", {"days": "3"})
    link = page.context["link"]
    assert link.startswith("http://testserver/preview/")
    assert 'data-copies="preview-link"' in page.content.decode()
    assert AuditLogEntry.objects.get(action="preview_shared").object_id == str(article.pk)
    visitor = Client()
    response = visitor.get(link)
    assert response.status_code == 200
    text = response.content.decode()
    assert "ร่างลับสุดยอด" in text
    assert "ตัวอย่างก่อนเผยแพร่" in text
    assert '<meta name="robots" content="noindex">' in text
    assert "application/ld+json" not in text
    assert 'rel="canonical"' not in text
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]
    assert not response.cookies
    assert visitor.post(link).status_code == 405


def test_a_link_expires(client: Client) -> None:
    link = preview_link(builders.draft_article(headline="ร่างลับสุดยอด"), days=1)
    assert client.get(link).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=2)):
        response = client.get(link)
    assert response.status_code == 410
    assert "ลิงก์ตัวอย่างนี้ปิดแล้ว" in response.content.decode()
    assert "ร่างลับสุดยอด" not in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_a_click_in_the_admin_ends_every_link_to_the_article(client: Client) -> None:
    article, other = builders.draft_article(headline="ร่างลับสุดยอด"), builders.draft_article()
    links, kept = [preview_link(article), preview_link(article, days=7)], preview_link(other)
    reporter = builders.role_user(roles.SUB_EDITOR, "sub")
    client.force_login(reporter)
    url = f"{ARTICLES_URL}{article.pk}/preview-link/"
    assert "ลิงก์ที่ยังเปิดได้ 2 ลิงก์" in client.get(url).content.decode()
    assert "ปิดลิงก์ตัวอย่างแล้ว 2 ลิงก์" in client.post(url, {"end": "1"}, follow=True).content.decode()
    visitor = Client()
    for link in links:
        response = visitor.get(link)
        assert (response.status_code, "ร่างลับ" in response.content.decode()) == (410, False)
    assert visitor.get(kept).status_code == 200
    assert visitor.get(preview_link(article)).status_code == 200
    assert AuditLogEntry.objects.filter(action="changed", object_id=str(article.pk)).exists()


def test_links_end_when_the_article_is_withdrawn(client: Client) -> None:
    article = builders.published_article(headline="ข่าวที่ถูกถอน")
    link = preview_link(article)
    assert client.get(link).status_code == 200
    transitions.withdraw(article, by=builders.role_user(roles.EDITOR, "editor"))
    response = client.get(link)
    assert (response.status_code, "ข่าวที่ถูกถอน" in response.content.decode()) == (410, False)


def test_links_end_when_a_public_article_becomes_a_draft_again(client: Client) -> None:
    editor = builders.role_user(roles.EDITOR, "editor")
    public, scheduled = builders.published_article(), builders.scheduled_article()
    links = [preview_link(public), preview_link(scheduled)]
    for article in (public, scheduled):
        transitions.unpublish(article, by=editor)
    # Of one that nobody has seen yet the schedule alone ends.
    assert [client.get(link).status_code for link in links] == [410, 200]


def test_forged_links_are_not_found(client: Client) -> None:
    article = builders.draft_article()
    token = preview_link(article).rstrip("/").rsplit("/", 1)[1]
    far_future = int((timezone.now() + timedelta(days=9999)).timestamp())
    for forged in (
        token[:-1], token + "x", token.swapcase(), "x", "ก", "::", "a:b:c", "x" * 5000,
        signing.dumps([article.pk, far_future], salt="another"),
        signing.dumps("words", salt=preview_links.SALT),
        signing.dumps([article.pk], salt=preview_links.SALT),
        signing.dumps([article.pk, "x"], salt=preview_links.SALT),
    ):  # fmt: skip
        assert client.get(f"/preview/{forged}/").status_code == 404, forged
    link = preview_link(article)
    article.delete()
    assert client.get(link).status_code == 404


@pytest.mark.parametrize("days", ["", "0", "-1", "365", "x", "\0", "9" * 50])
def test_a_number_of_days_that_is_not_offered_counts_as_the_default(
    admin_client: Client, days: str
) -> None:
    article = builders.draft_article()
    page = admin_client.post(f"{ARTICLES_URL}{article.pk}/preview-link/", {"days": days})
    assert page.context["expires_at"] <= timezone.now() + timedelta(days=1, seconds=5)


def test_users_who_may_not_view_an_article_create_no_link(client: Client) -> None:
    article = builders.draft_article()
    url = f"{ARTICLES_URL}{article.pk}/preview-link/"
    assert client.post(url, {"days": "1"}).status_code == 302
    client.force_login(builders.role_user(roles.REPORTER, "writer"))
    assert client.post(url, {"days": "1"}).status_code == 403


def test_the_preview_of_a_published_article_says_that_it_is_public(client: Client) -> None:
    text = client.get(preview_link(builders.published_article())).content.decode()
    assert "ผู้อ่านเห็นหน้านี้แล้ว" in text
    assert "ตัวอย่างก่อนเผยแพร่" not in text


def test_a_preview_needs_no_more_queries_than_the_page(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    link = preview_link(builders.published_article())
    # Two of them for related articles from the section and from the whole site: there are no others.
    with django_assert_max_num_queries(16):
        client.get(link)


def link_to_change(editor: Client, article: Article) -> str:
    page = editor.post(f"{ARTICLES_URL}{article.pk}/preview-link/?change", {"days": "3"})
    return str(page.context["link"])


def kept_change(article: Article, editor: User) -> PendingChange:
    revisions.ensure_baseline(article)
    base = revisions.latest_revision(article)
    assert base
    values = {**snapshot(article), "headline": "พาดหัวที่แก้ใหม่"}
    return keeping.keep(article, values, base=base, by=editor)


@pytest.mark.parametrize("ending", ["published", "discarded", "withdrawn", "clicked", "expired"])
def test_a_link_to_a_change_shows_it_until_it_is_decided(client: Client, ending: str) -> None:
    editor = builders.role_user(roles.EDITOR, "editor")
    article = builders.published_article(headline="พาดหัวเดิม")
    change = kept_change(article, editor)
    client.force_login(editor)
    link, visitor = link_to_change(client, article), Client()
    response = visitor.get(link)
    text = without_joiners(response.content.decode())
    assert (response.status_code, "พาดหัวที่แก้ใหม่" in text) == (200, True)
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response["Cache-Control"]
    assert "พาดหัวที่แก้ใหม่" not in visitor.get(article.get_absolute_url()).content.decode()
    moment = timezone.now()
    if ending == "published":
        keeping.finish(article, change, by=editor)
    elif ending == "discarded":
        keeping.discard(change, by=editor)
    elif ending == "withdrawn":
        transitions.withdraw(article, by=editor)
    elif ending == "clicked":
        preview_links.end_preview_links(article, by=editor)
    else:
        moment += timedelta(days=3, seconds=2)
    with time_machine.travel(moment):
        response = visitor.get(link)
        assert (response.status_code, "แก้ใหม่" in response.content.decode()) == (410, False)
        assert not preview_links.valid_links(article).exists()


def test_a_later_change_is_not_shown_by_the_link_to_a_former_one(client: Client) -> None:
    editor = builders.role_user(roles.EDITOR, "editor")
    article = builders.published_article()
    client.force_login(editor)
    change = kept_change(article, editor)
    link = link_to_change(client, article)
    keeping.discard(change, by=editor)
    kept_change(article, editor)
    assert Client().get(link).status_code == 410
    assert Client().get(link_to_change(client, article)).status_code == 200
