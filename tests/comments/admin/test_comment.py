"""Moderation in the admin."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from newsroom.audit.models import AuditLogEntry
from newsroom.comments.models import Comment, CommentOrigin
from tests import builders

pytestmark = pytest.mark.django_db
CHANGE_LIST_URL = "/admin/comments/comment/"


def test_one_click_moderates_and_updates_the_count(client: Client) -> None:
    client.force_login(builders.admin_user())
    article = builders.published_article()
    comment = builders.pending_comment(article)
    assert "รอตรวจ 1 ความคิดเห็น" in client.get(CHANGE_LIST_URL).content.decode()
    for action, status, count in (
        ("approve", "visible", 1),
        ("hide", "hidden", 0),
        ("spam", "spam", 0),
    ):
        assert client.post(f"{CHANGE_LIST_URL}{comment.pk}/{action}/now/").status_code == 302
        comment.refresh_from_db()
        article.refresh_from_db()
        assert (comment.status, article.visible_comment_count) == (status, count)
    assert comment.moderated_by.username == "editor"


def test_moderating_needs_post_permission_and_a_known_action(client: Client) -> None:
    comment = builders.pending_comment(builders.published_article())
    url = f"{CHANGE_LIST_URL}{comment.pk}/approve/now/"
    assert client.post(url).status_code == 302  # to the login
    client.force_login(builders.staff_user())
    assert client.post(url).status_code == 403
    client.force_login(builders.admin_user())
    assert client.get(url).status_code == 405
    assert client.post(f"{CHANGE_LIST_URL}{comment.pk}/explode/now/").status_code == 403
    comment.refresh_from_db()
    assert comment.status == "pending"


@pytest.mark.parametrize(
    ("action", "status"), [("approve", "visible"), ("hide", "hidden"), ("spam", "spam")]
)
def test_actions_moderate_many_comments(client: Client, action: str, status: str) -> None:
    client.force_login(builders.admin_user())
    article = builders.published_article()
    ids = [builders.pending_comment(article).pk for _ in range(3)]
    client.post(CHANGE_LIST_URL, {"action": action, "_selected_action": ids})
    assert set(Comment.objects.values_list("status", flat=True)) == {status}


def test_deleting_updates_the_count(client: Client) -> None:
    client.force_login(builders.admin_user())
    article = builders.published_article()
    comment = builders.visible_comment(article)
    builders.visible_comment(article)
    client.post(f"{CHANGE_LIST_URL}{comment.pk}/delete/", {"post": "yes"})
    article.refresh_from_db()
    assert article.visible_comment_count == 1


def test_ip_addresses_are_shown_only_with_their_own_permission(client: Client) -> None:
    """T-P1"""
    comment = builders.pending_comment(builders.published_article())
    CommentOrigin.objects.create(comment=comment, ip_address="203.0.113.77")
    moderator = builders.staff_user()
    moderator.user_permissions.add(
        *Permission.objects.filter(codename__in=["view_comment", "change_comment"])
    )
    client.force_login(moderator)
    url = f"{CHANGE_LIST_URL}{comment.pk}/change/"
    assert "203.0.113.77" not in client.get(url).content.decode()
    moderator.user_permissions.add(Permission.objects.get(codename="view_commentorigin"))
    assert "203.0.113.77" in client.get(url).content.decode()


@pytest.mark.parametrize("rows", [3, 30])
def test_query_count_does_not_grow_with_the_queue(
    client: Client, rows: int, django_assert_max_num_queries: Any
) -> None:
    client.force_login(builders.admin_user())
    article = builders.published_article()
    for _ in range(rows):
        builders.pending_comment(article)
    with django_assert_max_num_queries(15):
        client.get(CHANGE_LIST_URL)


@pytest.mark.parametrize(
    ("before", "after", "action"),
    [
        ("pending", "visible", "comment_shown"),
        ("visible", "hidden", "comment_hidden"),
        ("visible", "spam", "comment_spam"),
        ("visible", "pending", "comment_pending"),
    ],
)
def test_a_status_changed_in_the_form_is_moderated_by_the_services(
    client: Client, before: str, after: str, action: str
) -> None:
    moderator = builders.admin_user()
    client.force_login(moderator)
    article = builders.published_article()
    build = builders.visible_comment if before == "visible" else builders.pending_comment
    comment = build(article)
    data = {"name": "สมหญิง", "email": "", "body": "ตัดคำหยาบแล้ว", "status": after}
    response = client.post(f"{CHANGE_LIST_URL}{comment.pk}/change/", data)
    assert response.status_code == 302
    comment.refresh_from_db()
    article.refresh_from_db()
    assert (comment.status, comment.body) == (after, "ตัดคำหยาบแล้ว")
    assert comment.moderated_by == moderator
    assert comment.moderated_at is not None
    assert article.visible_comment_count == (after == "visible")
    entry = AuditLogEntry.objects.get(action=action)
    assert (entry.object_id, entry.actor_id) == (str(comment.pk), moderator.pk)


def test_an_unchanged_status_is_not_logged_as_moderation(client: Client) -> None:
    client.force_login(builders.admin_user())
    article = builders.published_article()
    comment = builders.visible_comment(article)
    data = {"name": "สมหญิง", "email": "", "body": "ตัดคำหยาบแล้ว", "status": "visible"}
    client.post(f"{CHANGE_LIST_URL}{comment.pk}/change/", data)
    comment.refresh_from_db()
    assert (comment.body, comment.moderated_by) == ("ตัดคำหยาบแล้ว", None)
    assert not AuditLogEntry.objects.filter(action__startswith="comment_").exists()


def test_a_click_keeps_the_lists_filter(client: Client) -> None:
    client.force_login(builders.admin_user())
    comment = builders.pending_comment(builders.published_article())
    page = client.get(f"{CHANGE_LIST_URL}?status__exact=pending&p=1").content.decode()
    assert 'name="back" value="status__exact=pending&amp;p=1"' in page
    data = {"back": "status__exact=pending&p=1"}
    response = client.post(f"{CHANGE_LIST_URL}{comment.pk}/approve/now/", data)
    assert response.url == f"{CHANGE_LIST_URL}?status__exact=pending&p=1"
