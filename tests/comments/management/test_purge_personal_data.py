"""`manage.py purge_personal_data`"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from newsroom.comments.models import Comment, CommentOrigin
from tests import builders

pytestmark = pytest.mark.django_db


def test_origins_are_deleted_after_their_time_and_not_before() -> None:
    """T-P1: day 89 stays, day 91 goes, the text stays"""
    article = builders.published_article()
    for days in (89, 91):
        comment = builders.pending_comment(article, body=f"{days} วัน")
        CommentOrigin.objects.create(
            comment=comment,
            ip_address="203.0.113.1",
            received_at=timezone.now() - timedelta(days=days),
        )
    call_command("purge_personal_data")
    assert [origin.comment.body for origin in CommentOrigin.objects.all()] == ["89 วัน"]
    assert Comment.objects.count() == 2
