"""An editor says that she is checking a story; others see it until it ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from newsroom.accounts import roles
from newsroom.articles.models import Article, ReviewClaim
from newsroom.articles.models.editing.review_claim import VALID_FOR
from newsroom.articles.workflow import revisions, transitions
from newsroom.articles.workflow.changes import keeping
from newsroom.articles.workflow.handover import claims
from tests import builders
from tests.articles.article_form import ARTICLES_URL, change_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporter(db: Any) -> Any:
    return builders.role_user(roles.REPORTER, "writer", display_name="สมชาย ใจดี")


@pytest.fixture
def editor(client: Client) -> Any:
    user = builders.role_user(roles.EDITOR, "editor", display_name="อารี ศรีสุข")
    client.force_login(user)
    return user


@pytest.fixture
def article(reporter: Any) -> Article:
    return builders.review_article(created_by=reporter)


def url(article: Article) -> str:
    return f"{ARTICLES_URL}{article.pk}/claim/"


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_claim_is_seen_in_the_form_the_list_and_the_dashboard(
    client: Client, editor: Any, reporter: Any, article: Article
) -> None:
    assert "เริ่มตรวจ" in client.get(change_url(article)).content.decode()
    page = client.post(url(article), follow=True).content.decode()
    assert "คุณกำลังตรวจข่าวนี้" in page
    assert "เลิกตรวจ" in page
    for viewer in (client_of(reporter), client_of(builders.role_user(roles.SUB_EDITOR, "sub"))):
        assert "อารี ศรีสุข กำลังตรวจข่าวนี้" in viewer.get(change_url(article)).content.decode()
        assert "อารี ศรีสุข กำลังตรวจ<" in viewer.get(ARTICLES_URL).content.decode()
        assert "อารี ศรีสุข กำลังตรวจ<" in viewer.get("/admin/").content.decode()
    heartbeat = f"{ARTICLES_URL}{article.pk}/heartbeat/"
    client.post(heartbeat)
    seen = client_of(reporter).post(heartbeat).json()["other_editors"]
    assert seen == ["อารี ศรีสุข (กำลังตรวจ)"]


def test_a_claim_is_released_by_its_owner_and_taken_over_by_another(
    client: Client, editor: Any, article: Article
) -> None:
    client.post(url(article))
    sub = builders.role_user(roles.SUB_EDITOR, "sub", display_name="วิชัย ลมบก")
    other = client_of(sub)
    other.post(url(article), {"release": "1"})
    assert ReviewClaim.objects.get().user == editor, "only her own"
    assert "รับช่วงตรวจ" in other.get(change_url(article)).content.decode()
    other.post(url(article))
    assert ReviewClaim.objects.get().user == sub
    other.post(url(article), {"release": "1"})
    assert not ReviewClaim.objects.exists()


@pytest.mark.parametrize("transition", ["reject_review", "publish"])
def test_a_transition_ends_a_claim(transition: str, editor: Any, article: Article) -> None:
    claims.claim(article, by=editor)
    getattr(transitions, transition)(article, by=editor)
    assert not ReviewClaim.objects.exists()


def test_an_old_claim_is_forgotten(client: Client, editor: Any, article: Article) -> None:
    claims.claim(article, by=editor)
    with time_machine.travel(timezone.now() + VALID_FOR + timedelta(minutes=1)):
        article = Article.objects.get()
        assert claims.current_claim(article) is None
        client.force_login(editor)  # the session has ended, too
        assert "ยังไม่มีใครกำลังตรวจ" in client.get(change_url(article)).content.decode()
        claims.claim(builders.review_article(), by=editor)
        assert ReviewClaim.objects.count() == 1


def test_who_may_claim_what(client: Client, editor: Any, reporter: Any, article: Article) -> None:
    with pytest.raises(PermissionDenied):
        claims.claim(article, by=reporter)
    assert "เริ่มตรวจ" not in client_of(reporter).get(change_url(article)).content.decode()
    draft = builders.draft_article()
    assert "ไม่ได้รอตรวจแล้ว" in client.post(url(draft), follow=True).content.decode()
    assert not ReviewClaim.objects.exists()


def test_a_change_that_waits_for_review_is_claimed_too(
    client: Client, editor: Any, reporter: Any
) -> None:
    article = builders.published_article(created_by=reporter)
    revisions.ensure_baseline(article)
    base = revisions.latest_revision(article)
    assert base
    change = keeping.keep(article, {**base.snapshot, "headline": "ใหม่"}, base=base, by=reporter)
    keeping.send(change, by=reporter)
    client.post(url(article))
    assert "อารี ศรีสุข กำลังตรวจ<" in client_of(reporter).get("/admin/").content.decode()
    keeping.send_back(change, by=editor, reason="ขาดแหล่งข่าว")
    assert not ReviewClaim.objects.exists()
