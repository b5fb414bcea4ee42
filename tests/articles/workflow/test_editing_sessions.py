"""Who else has an article open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from newsroom.accounts import roles
from newsroom.articles.models import EditingSession
from newsroom.articles.workflow import editing_sessions
from tests import builders
from tests.articles.article_form import ARTICLES_URL, change_url

pytestmark = pytest.mark.django_db


def test_the_heartbeat_tells_each_editor_of_the_other(client: Client) -> None:
    article = builders.draft_article()
    editor = builders.role_user(roles.EDITOR, "editor", display_name="อรุณี แก้วมณี")
    other = builders.role_user(roles.SUB_EDITOR, "sub", display_name="วิชัย ลมบก")
    url = f"{ARTICLES_URL}{article.pk}/heartbeat/"
    client.force_login(other)
    assert client.post(url).json()["other_editors"] == []
    client.force_login(editor)
    assert "วิชัย ลมบก กำลังเปิดข่าวนี้อยู่" in client.get(change_url(article)).content.decode()
    assert client.post(url).json()["other_editors"] == ["วิชัย ลมบก"]
    client.post(url, {"leave": "1"})
    assert editing_sessions.other_editors(article, other) == []
    EditingSession.objects.update(seen_at=timezone.now() - timedelta(minutes=2))
    assert client.get(url).json()["other_editors"] == []
    client.post(url)
    EditingSession.objects.update(seen_at=timezone.now() - timedelta(hours=2))
    client.post(url)
    assert EditingSession.objects.count() == 1


def test_the_heartbeat_returns_the_stored_version(client: Client) -> None:
    article = builders.draft_article()
    client.force_login(builders.admin_user())
    data = client.get(f"{ARTICLES_URL}{article.pk}/heartbeat/").json()
    assert data["version"] == article.updated_at.isoformat()
    assert data["token"]
