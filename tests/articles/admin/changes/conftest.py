"""Who changes a published story, and the story."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from newsroom.accounts import roles
from newsroom.articles.models import Article
from tests import builders


@pytest.fixture
def editor(client: Client) -> Any:
    user = builders.role_user(roles.EDITOR, "editor", display_name="อารี ศรีสุข")
    client.force_login(user)
    return user


@pytest.fixture
def other(db: Any) -> Client:
    client = Client()
    client.force_login(builders.role_user(roles.SUB_EDITOR, "sub", display_name="วิชัย ลมบก"))
    return client


@pytest.fixture
def reporter(db: Any) -> Any:
    return builders.role_user(roles.REPORTER, "writer", display_name="สมชาย ใจดี")


@pytest.fixture
def article(db: Any) -> Article:
    return builders.published_article(
        headline="ราคาข้าวขึ้น", body="<p>เดิม</p>", tags=["ข้าว"], credits=[("ภาพ", "คนแรก")]
    )
