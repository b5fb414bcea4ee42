"""Submitting and moderating: who is trusted, duplicates, and the count of visible comments."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from newsroom.comments import services
from newsroom.comments.models import Comment
from newsroom.site.models import SiteSettings
from tests import builders
from tests.comments.posting import post

pytestmark = pytest.mark.django_db
EMAIL = "Somying@example.com"


def make_trusted(client: Client, article: Any) -> None:
    """A first comment of the reader, approved and trusted by a moderator."""
    post(client, article, email=EMAIL)
    services.approve_and_trust(Comment.objects.all(), by=builders.admin_user())


def test_a_trusted_commenter_is_shown_at_once(client: Client) -> None:
    article = builders.published_article()
    make_trusted(client, article)
    response = post(client, article, body="และขอเสริมอีกนิดค่ะ", email=EMAIL)
    assert response["Location"] == f"/news/{article.pk}/#comment-{Comment.objects.latest('pk').pk}"
    page = client.get(article.get_absolute_url()).content.decode()
    assert "และขอเสริมอีกนิดค่ะ" in page
    assert "2 ความคิดเห็น" in page


def test_with_full_moderation_nobody_is_trusted(client: Client) -> None:
    SiteSettings(comment_moderation="all").save()
    article = builders.published_article()
    make_trusted(client, article)
    post(client, article, body="อีกครั้ง", email=EMAIL)
    assert Comment.objects.latest("pk").status == "pending"


def test_many_links_wait_even_from_a_trusted_commenter(client: Client) -> None:
    article = builders.published_article()
    make_trusted(client, article)
    post(client, article, body="http://a.example http://b.example www.c.example", email=EMAIL)
    assert Comment.objects.latest("pk").status == "pending"


def test_a_double_click_is_one_comment(client: Client) -> None:
    article = builders.published_article()
    assert post(client, article).status_code == post(client, article).status_code == 303
    assert Comment.objects.count() == 1


def test_the_visible_count_is_right_after_every_action() -> None:
    article, by = builders.published_article(), builders.admin_user()
    comments = [builders.pending_comment(article) for _ in range(3)]

    def count() -> int:
        article.refresh_from_db()
        return article.visible_comment_count

    services.approve(comments, by=by)
    assert count() == 3
    services.hide(comments[:1], by=by)
    assert count() == 2
    services.mark_spam(comments[1:2], by=by)
    assert count() == 1
    services.approve(comments[:1], by=by)
    assert count() == 2
