"""Saving and transitions: states, dates, revisions, audit log and signal; and who is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from newsroom.accounts import roles
from newsroom.articles.models import Article, Revision
from newsroom.articles.signals import articles_changed
from newsroom.articles.workflow import transitions
from newsroom.articles.workflow.handover import notes
from newsroom.audit.models import AuditLogEntry
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db: Any) -> Any:
    return builders.role_user(roles.EDITOR, "editor")


@pytest.fixture
def reporter(db: Any) -> Any:
    return builders.role_user(roles.REPORTER, "writer")


@pytest.mark.parametrize(
    ("name", "build", "status", "reason", "action"),
    [
        ("send_to_review", builders.draft_article, "review", "sent_to_review", "sent_to_review"),
        ("reject_review", builders.review_article, "draft", "returned", "returned"),
        ("publish", builders.review_article, "published", "published", "published"),
        ("publish_now", builders.scheduled_article, "published", "published", "published"),
        ("unpublish", builders.published_article, "draft", "unpublished", "taken_off"),
        ("withdraw", builders.published_article, "withdrawn", "withdrawn", "withdrawn"),
    ],
)
def test_a_transition_changes_state_and_is_recorded(
    editor: Any, name: str, build: Any, status: str, reason: str, action: str
) -> None:
    article = build()
    before = article.updated_at
    changed: list[int] = []
    listener = lambda ids, **kwargs: changed.extend(ids)  # noqa: E731
    articles_changed.connect(listener)
    try:
        getattr(transitions, name)(article, by=editor)
    finally:
        articles_changed.disconnect(listener)
    stored = Article.objects.get()
    assert stored.status == article.status == status
    assert stored.updated_at > before
    latest, baseline = article.revisions.all()
    assert (baseline.reason, baseline.user) == ("baseline", None)
    assert (latest.reason, latest.user) == (reason, editor)
    assert latest.snapshot["status"] == status
    entry = AuditLogEntry.objects.get(action=action)
    assert (entry.object_id, entry.actor_id) == (str(article.pk), editor.pk)
    assert changed == [article.pk]


def test_publishing_sets_and_keeps_dates(editor: Any) -> None:
    article = builders.draft_article()
    transitions.publish(article, by=editor)
    published_at = article.published_at
    assert published_at is not None
    assert published_at <= timezone.now()
    transitions.withdraw(article, by=editor)
    assert article.withdrawn_at is not None
    transitions.publish(article, by=editor)
    assert (article.published_at, article.withdrawn_at) == (published_at, None)
    transitions.unpublish(article, by=editor)
    assert article.published_at == published_at


def test_a_future_date_schedules(editor: Any) -> None:
    later = timezone.now() + timedelta(days=1)
    article = builders.draft_article()
    article.published_at = later
    article.save()
    transitions.publish(article, by=editor)
    assert transitions.state_of(article) == "scheduled"
    assert article.revisions.first().reason == "scheduled"  # type: ignore[union-attr]
    transitions.publish_now(article, by=editor)
    assert article.is_published
    assert article.published_at < later


def test_an_object_read_before_does_not_hide_the_stored_state(editor: Any) -> None:
    article = builders.draft_article()
    stale = Article.objects.get()
    transitions.publish(article, by=editor)
    with pytest.raises(transitions.TransitionRefused, match="เผยแพร่"):
        transitions.send_to_review(stale, by=editor)


def test_a_reporter_edits_own_drafts_only(reporter: Any, editor: Any) -> None:
    own = builders.draft_article(created_by=reporter)
    own.headline = "พาดหัวใหม่"
    transitions.save_article(own, by=reporter, changed_fields=["headline"])
    transitions.send_to_review(own, by=reporter)
    with pytest.raises(PermissionDenied, match="ผู้สื่อข่าวแก้ไขได้เฉพาะฉบับร่างของตน"):
        transitions.save_article(own, by=reporter)
    with pytest.raises(PermissionDenied, match="คุณไม่มีสิทธิ์แก้ไขข่าวนี้"):
        transitions.save_article(builders.draft_article(), by=reporter)


def test_saving_never_changes_the_state(editor: Any) -> None:
    article = builders.draft_article()
    article.status, article.published_at = "published", timezone.now()
    with pytest.raises(PermissionDenied, match="เปลี่ยนสถานะได้ด้วยปุ่มเท่านั้น"):
        transitions.save_article(article, by=editor)
    new = Article(headline="ข่าวใหม่", status="published", published_at=timezone.now())
    with pytest.raises(PermissionDenied, match="ข่าวใหม่เริ่มจากฉบับร่างเสมอ"):
        transitions.save_article(new, by=editor)


def test_only_publishers_set_the_date(reporter: Any) -> None:
    own = builders.draft_article(created_by=reporter)
    own.published_at = timezone.now()
    with pytest.raises(PermissionDenied, match="ผู้อ่านจะเห็นข่าวเมื่อใด"):
        transitions.save_article(own, by=reporter)
    new = Article(headline="ข่าวใหม่", published_at=timezone.now())
    with pytest.raises(PermissionDenied, match="กำหนดเวลาเผยแพร่"):
        transitions.save_article(new, by=reporter)
    with pytest.raises(PermissionDenied, match="เขียนข่าวใหม่"):
        transitions.save_article(Article(headline="ข่าวใหม่"), by=builders.staff_user("nobody"))


def test_a_public_article_keeps_what_publishing_requires(editor: Any) -> None:
    article = builders.published_article()
    article.section = None
    with pytest.raises(transitions.TransitionRefused, match="ยังไม่มีหมวด"):
        transitions.save_article(article, by=editor)


def test_a_substantial_change_of_a_public_article_sets_revised_at(editor: Any) -> None:
    article, draft = builders.published_article(), builders.draft_article()
    transitions.save_article(article, by=editor, changed_fields=["tags", "section"])
    assert article.revised_at is None
    for each in (article, draft):
        transitions.save_article(each, by=editor, changed_fields=["dateline"])
    assert article.revised_at is not None
    assert draft.revised_at is None


def test_a_revision_is_recorded_only_for_changes(editor: Any) -> None:
    article = builders.draft_article()
    transitions.save_article(article, by=editor)
    transitions.record_revision(article, by=editor)
    assert [revision.reason for revision in Revision.objects.all()] == ["baseline"]
    article.headline = "พาดหัวใหม่"
    transitions.save_article(article, by=editor, changed_fields=["headline"])
    transitions.record_revision(article, by=editor)
    assert Revision.objects.first().changed_fields == ["พาดหัว"]  # type: ignore[union-attr]


def test_notes_need_permission_to_view(reporter: Any) -> None:
    with pytest.raises(PermissionDenied, match="โน้ต"):
        notes.add_note(builders.draft_article(), by=reporter, text="ฝากดูตัวเลข")
    own = builders.draft_article(created_by=reporter)
    assert notes.add_note(own, by=reporter, text=" \u200b ") is None
    note = notes.add_note(own, by=reporter, text="ฝากดูตัวเลข")
    assert note is not None
    assert (note.user, note.text) == (reporter, "ฝากดูตัวเลข")
    assert AuditLogEntry.objects.filter(action="noted").count() == 1
