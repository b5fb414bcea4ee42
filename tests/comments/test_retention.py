"""Origins outlive their comments, and the database keeps them until their day (T-P1)."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from newsroom.comments import retention
from newsroom.comments.models import Comment, CommentOrigin
from tests import builders
from tests.comments.posting import post
from tests.servers import free_port, migrate, node_env

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _with_triggers() -> None:
    if connection.vendor == "sqlite":
        retention.install(connection)


def received(days_ago: int) -> CommentOrigin:
    """The origin of a comment that came so many days ago."""
    comment = builders.pending_comment(builders.published_article())
    return CommentOrigin.objects.create(
        comment=comment,
        article_id=comment.article_id,
        ip_address="203.0.113.1",
        received_at=timezone.now() - timedelta(days=days_ago),
    )


def execute(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_an_origin_outlives_its_comment_and_its_article(client: Client) -> None:
    article = builders.published_article()
    post(client, article)
    comment = Comment.objects.get()
    client.force_login(builders.admin_user())
    client.post(f"/admin/comments/comment/{comment.pk}/delete/", {"post": "yes"})
    assert not Comment.objects.exists()
    pk, comment_pk = article.pk, comment.pk
    article.delete()
    origin = CommentOrigin.objects.get()
    assert (origin.comment_id, origin.article_id) == (comment_pk, pk)
    assert origin.ip_address == "127.0.0.1"


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM comments_commentorigin",
        "UPDATE comments_commentorigin SET ip_address = NULL",
        "UPDATE comments_commentorigin SET ip_address = '203.0.113.2'",
        "UPDATE comments_commentorigin SET comment_id = comment_id + 1",
        "UPDATE comments_commentorigin SET received_at = '2001-01-01 00:00:00'",
        "UPDATE comments_commentorigin SET retained_until = '2001-01-01 00:00:00'",
    ],
)
def test_the_database_refuses_deletion_before_its_day_and_changes(sql: str) -> None:
    received(days_ago=89)
    with pytest.raises(DatabaseError, match=retention.ERROR_MESSAGE):
        execute(sql)
    assert CommentOrigin.objects.get().ip_address == "203.0.113.1"


def test_after_its_day_it_is_deleted() -> None:
    received(days_ago=91)
    received(days_ago=89)
    call_command("purge_personal_data")
    assert CommentOrigin.objects.count() == 1


def test_an_officer_may_order_to_keep_it_longer() -> None:
    origin = received(days_ago=89)
    origin.retained_until += timedelta(days=365)
    origin.save()
    CommentOrigin.objects.filter(pk=origin.pk).update(
        retained_until=timezone.now() + timedelta(700)
    )
    assert CommentOrigin.objects.get().retained_until > timezone.now() + timedelta(days=600)


@pytest.mark.slow
def test_the_triggers_are_there_after_all_migrations(tmp_path: Path) -> None:
    """SQLite drops them whenever Django makes a table anew, so a later migration must put them back."""
    migrate(node_env(tmp_path, free_port()))
    with sqlite3.connect(tmp_path / "newsroom.sqlite3") as database:
        rows = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    names = {name for (name,) in rows if name.startswith(retention.TABLE)}
    assert names == {f"{retention.TABLE}_no_early_delete", f"{retention.TABLE}_no_change"}
