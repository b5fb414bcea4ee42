"""Moderation in the admin."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from newsroom.comments.models import Comment, CommentOrigin
from tests import builders

pytestmark = pytest.mark.django_db
LIST = "/admin/comments/comment/"


def test_one_click_decides_and_the_count_follows(client: Client) -> None:
    client.force_login(builders.admin_user())
    article = builders.published_article()
    comment = builders.pending_comment(article)
    assert "รอตรวจ 1 ความคิดเห็น" in client.get(LIST).content.decode()
    for verb, status, count in (
        ("approve", "visible", 1),
        ("hide", "hidden", 0),
        ("spam", "spam", 0),
    ):
        assert client.post(f"{LIST}{comment.pk}/{verb}/now/").status_code == 302
        comment.refresh_from_db()
        article.refresh_from_db()
        assert (comment.status, article.visible_comment_count) == (status, count)
    assert comment.decided_by.username == "editor"


def test_deciding_needs_post_permission_and_a_known_verb(client: Client) -> None:
    comment = builders.pending_comment(builders.published_article())
    address = f"{LIST}{comment.pk}/approve/now/"
    assert client.post(address).status_code == 302  # to the login
    client.force_login(builders.staff_user())
    assert client.post(address).status_code == 403
    client.force_login(builders.admin_user())
    assert client.get(address).status_code == 405
    assert client.post(f"{LIST}{comment.pk}/explode/now/").status_code == 403
    comment.refresh_from_db()
    assert comment.status == "pending"


@pytest.mark.parametrize(
    ("action", "status"), [("approve", "visible"), ("hide", "hidden"), ("spam", "spam")]
)
def test_many_are_decided_at_once(client: Client, action: str, status: str) -> None:
    client.force_login(builders.admin_user())
    article = builders.published_article()
    ids = [builders.pending_comment(article).pk for _ in range(3)]
    client.post(LIST, {"action": action, "_selected_action": ids})
    assert set(Comment.objects.values_list("status", flat=True)) == {status}


def test_deleting_keeps_the_count_true(client: Client) -> None:
    client.force_login(builders.admin_user())
    article = builders.published_article()
    comment = builders.visible_comment(article)
    builders.visible_comment(article)
    client.post(f"{LIST}{comment.pk}/delete/", {"post": "yes"})
    article.refresh_from_db()
    assert article.visible_comment_count == 1


def test_addresses_are_shown_only_with_their_own_permission(client: Client) -> None:
    """T-P1"""
    comment = builders.pending_comment(builders.published_article())
    CommentOrigin.objects.create(comment=comment, address="203.0.113.77")
    moderator = builders.staff_user()
    moderator.user_permissions.add(
        *Permission.objects.filter(codename__in=["view_comment", "change_comment"])
    )
    client.force_login(moderator)
    address = f"{LIST}{comment.pk}/change/"
    assert "203.0.113.77" not in client.get(address).content.decode()
    moderator.user_permissions.add(Permission.objects.get(codename="view_commentorigin"))
    assert "203.0.113.77" in client.get(address).content.decode()


@pytest.mark.parametrize("rows", [3, 30])
def test_the_queue_asks_little_of_the_database(
    client: Client, rows: int, django_assert_max_num_queries: Any
) -> None:
    client.force_login(builders.admin_user())
    article = builders.published_article()
    for _ in range(rows):
        builders.pending_comment(article)
    with django_assert_max_num_queries(15):
        client.get(LIST)
