"""Posting a comment. Bad input tried: a megabyte, NUL, invalid UTF-8, unknown and hidden parents, posts
from other sites."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from newsroom.comments import services
from newsroom.comments.models import Comment
from newsroom.comments.rules import COMMENTS_PER_IP
from newsroom.site.models import SiteSettings
from tests import builders
from tests.comments.posting import post

pytestmark = pytest.mark.django_db


def test_a_first_comment_waits_for_a_moderator_and_says_so(client: Client) -> None:
    article = builders.published_article()
    response = post(client, article)
    assert response.status_code == 303
    assert "กองบรรณาธิการตรวจแล้ว" in client.get(response["Location"]).content.decode()
    comment = Comment.objects.get()
    assert comment.status == "pending"
    assert comment.origin.ip_address == "127.0.0.1"
    assert "ขอบคุณที่รายงานค่ะ" not in client.get(article.get_absolute_url()).content.decode()


def test_no_reader_gets_a_cookie(client: Client) -> None:
    """T-P7"""
    article = builders.published_article()
    for response in (client.get(article.get_absolute_url()), post(client, article)):
        assert not response.cookies
    assert "csrf" not in client.get(article.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Referer": "https://evil.example/news/1/"},
    ],
)
def test_posts_from_other_sites_are_refused(client: Client, headers: Any) -> None:
    response = post(client, builders.published_article(), headers=headers)
    assert response.status_code == 403
    assert "เว็บไซต์อื่น" in response.content.decode()
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://testserver"},
        {"Referer": "http://testserver/news/1/"},
    ],
)
def test_posts_from_this_site_are_accepted(client: Client, headers: Any) -> None:
    assert post(client, builders.published_article(), headers=headers).status_code == 303


def test_a_megabyte_is_refused_without_an_error(client: Client) -> None:
    response = post(client, builders.published_article(), body="ก" * 350_000)
    assert response.status_code == 400
    assert "ยาวเกินไป" in response.content.decode()
    assert "ก" * 350_000 in response.content.decode(), "nothing of it is lost"
    assert not Comment.objects.exists()
    huge = post(client, builders.published_article(), body="x" * 6_000_000)
    assert huge.status_code == 413
    assert "ใหญ่เกินไป" in huge.content.decode()


@pytest.mark.parametrize(
    "raw",
    [
        b"name=%00&body=%00",
        b"name=%FF%FE&body=%E0%B8",
        b"name=a&body=%ED%A0%80",
        b"\xff\xfe",
        b"name=a&name=b&body=c&parent=x",
    ],
)
def test_invalid_bytes_are_a_bad_request(client: Client, raw: bytes) -> None:
    article = builders.published_article()
    response = client.post(
        f"/news/{article.pk}/comments/",
        raw,
        content_type="application/x-www-form-urlencoded",
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert response.status_code == 400


def test_a_filled_honeypot_sends_the_comment_to_the_queue(client: Client) -> None:
    response = post(client, builders.published_article(), website="http://spam.example")
    assert response.status_code == 303
    assert Comment.objects.get().status == Comment.Status.PENDING


def test_the_rate_limit_answers_in_thai_with_the_text(client: Client) -> None:
    article = builders.published_article()
    for index in range(COMMENTS_PER_IP.limit):
        assert post(client, article, body=f"ความเห็นที่ {index}").status_code == 303
    response = post(client, article, body="อีกหนึ่ง")
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= COMMENTS_PER_IP.seconds
    assert "ถี่เกินไป" in response.content.decode()
    assert "อีกหนึ่ง" in response.content.decode()


@pytest.mark.parametrize("reason", ["article", "site", "age"])
def test_a_closed_article_accepts_no_comment(client: Client, reason: str) -> None:
    fields: dict[str, Any] = {"comments_open": False} if reason == "article" else {}
    if reason == "age":
        fields["published_at"] = timezone.now() - timedelta(days=91)
    SiteSettings(comments_enabled=reason != "site").save()
    article = builders.published_article(**fields)
    page = client.get(article.get_absolute_url()).content.decode()
    assert 'id="comments"' not in page, "nothing is printed of what is closed and empty"
    assert 'href="#comments"' not in page
    builders.visible_comment(article, body="ก่อนปิดรับ")
    page = client.get(article.get_absolute_url()).content.decode()
    assert "ปิดรับความคิดเห็นแล้ว" in page
    assert "ก่อนปิดรับ" in page
    response = post(client, article)
    assert response.status_code == 403
    assert Comment.objects.count() == 1


def test_replies_join_the_thread_of_their_parent(client: Client) -> None:
    article = builders.published_article()
    parent = builders.visible_comment(article)
    form = client.get(f"/news/{article.pk}/comments/reply/{parent.pk}/").content.decode()
    assert parent.body in form
    post(client, article, parent=parent.pk)
    reply = Comment.objects.latest("pk")
    assert reply.parent == parent
    post(client, article, parent=reply.pk, body="ตอบของคำตอบ")
    services.approve(Comment.objects.all(), by=builders.admin_user())
    post(client, article, parent=reply.pk, body="ตอบของคำตอบอีก")
    assert Comment.objects.latest("pk").parent == parent


def test_replies_to_missing_or_hidden_comments_start_a_thread(client: Client) -> None:
    article, other = builders.published_article(), builders.published_article()
    hidden = builders.pending_comment(article)
    foreign = builders.visible_comment(other)
    for index, parent in enumerate((hidden.pk, foreign.pk, 999999, "abc", "9" * 40)):
        post(client, article, parent=parent, body=f"ถึง {index}")
    assert not Comment.objects.filter(body__startswith="ถึง", parent__isnull=False).exists()
    assert client.get(f"/news/{article.pk}/comments/reply/{hidden.pk}/").status_code == 404
    assert client.get(f"/news/{article.pk}/comments/reply/{10**30}/").status_code == 404
