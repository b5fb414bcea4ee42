"""Where comments came from: kept as long as the law asks, and no longer (T-P1)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from newsroom.comments.checks import traffic_data_is_kept_as_the_law_asks
from newsroom.comments.models import Comment, CommentOrigin
from tests import builders

pytestmark = pytest.mark.django_db


def test_where_comments_came_from_is_deleted_in_time_and_not_before() -> None:
    """T-P1: day 89 stays, day 91 goes, the text stays"""
    article = builders.published_article()
    for days in (89, 91):
        comment = builders.pending_comment(article, body=f"{days} วัน")
        CommentOrigin.objects.create(
            comment=comment,
            address="203.0.113.1",
            received_at=timezone.now() - timedelta(days=days),
        )
    call_command("purge_personal_data")
    assert [origin.comment.body for origin in CommentOrigin.objects.all()] == ["89 วัน"]
    assert Comment.objects.count() == 2


def test_less_than_the_law_asks_cannot_be_set(settings: Any) -> None:
    settings.COMMENT_DATA_DAYS = 89
    assert traffic_data_is_kept_as_the_law_asks()
    settings.COMMENT_DATA_DAYS = 365
    assert not traffic_data_is_kept_as_the_law_asks()
