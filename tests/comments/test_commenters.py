"""Who is trusted: a moderator's mark, or an e-mail address that was proved; nothing that is only typed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from newsroom.audit.models import AuditLogEntry
from newsroom.comments import services
from newsroom.comments.commenters import get_or_create_commenter, is_trusted
from newsroom.comments.models import Comment, Commenter
from tests import builders
from tests.comments.posting import post

pytestmark = pytest.mark.django_db
NAME, EMAIL = "น้ำฝน", "nam@example.com"


def approved(**fields: Any) -> Comment:
    comment: Comment = builders.pending_comment(
        builders.published_article(), **{"name": NAME, "email": EMAIL, **fields}
    )
    services.approve([comment], by=builders.admin_user())
    return comment


def test_a_known_name_with_a_known_address_proves_nothing(client: Client) -> None:
    """Issue: both can be typed by anybody, and so can a name behind a shared IP address."""
    article = builders.published_article()
    for email in (EMAIL, ""):
        post(client, article, name=NAME, email=email, body=f"ความเห็นแรก {email}")
        services.approve(Comment.objects.all(), by=builders.admin_user(username=f"e{email[:1]}"))
        post(client, article, name=NAME, email=email, body=f"ความเห็นที่สอง {email}")
        assert Comment.objects.latest("pk").status == "pending"


def test_a_proved_address_is_trusted_once_a_comment_was_approved() -> None:
    commenter = get_or_create_commenter(NAME, EMAIL)
    commenter.email_proved_at = timezone.now()
    commenter.save()
    assert not is_trusted(NAME, EMAIL)
    comment = approved()
    assert is_trusted(NAME, EMAIL)
    services.hide([comment], by=builders.admin_user("another"))
    assert not is_trusted(NAME, EMAIL)


def test_a_moderators_mark_is_enough_and_is_logged() -> None:
    comment = builders.pending_comment(builders.published_article(), name=NAME, email=EMAIL)
    moderator = builders.admin_user()
    for _ in range(2):
        services.approve_and_trust([comment], by=moderator)
    assert is_trusted(NAME, EMAIL)
    commenter = Commenter.objects.get()
    assert commenter.trusted_by == moderator
    entry = AuditLogEntry.objects.get(action="added")
    assert entry.target == f"ผู้แสดงความคิดเห็นที่ {commenter.pk}"


def test_spam_ends_trust() -> None:
    comment = builders.pending_comment(builders.published_article(), name=NAME, email=EMAIL)
    moderator = builders.admin_user()
    services.approve_and_trust([comment], by=moderator)
    services.mark_spam([comment], by=moderator)
    assert not Commenter.objects.exists()
    assert not is_trusted(NAME, EMAIL)


def test_a_comment_without_an_address_makes_nobody_trusted() -> None:
    comment = builders.pending_comment(builders.published_article(), name=NAME)
    services.approve_and_trust([comment], by=builders.admin_user())
    assert not Commenter.objects.exists()
    assert not is_trusted(NAME, "")


def test_names_are_compared_folded_and_addresses_in_any_case() -> None:
    comment = builders.pending_comment(
        builders.published_article(), name=NAME, email="Nam@Example.com"
    )
    services.approve_and_trust([comment], by=builders.admin_user())
    assert is_trusted("น\u0e49\u0e4d\u0e32ฝน", "nam@example.COM")
    assert not is_trusted(NAME, "other@example.com")
    assert not is_trusted("น้ำ", EMAIL)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's query plan")
def test_trust_is_looked_up_by_index() -> None:
    commenter = get_or_create_commenter(NAME, EMAIL)
    commenter.email_proved_at = timezone.now() - timedelta(days=1)
    commenter.save()
    with CaptureQueriesContext(connection) as queries:
        is_trusted(NAME, EMAIL)
    plans = []
    with connection.cursor() as cursor:
        for query in list(queries):
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            plans += [row[3] for row in cursor.fetchall()]
    assert len(plans) == 2
    assert not [step for step in plans if step.startswith("SCAN")], plans
