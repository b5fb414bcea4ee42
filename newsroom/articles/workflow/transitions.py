"""The transitions of an article: the only code that changes its state.

Each function checks the permission, adds a revision and an entry to the audit log, and notifies the
apps above (`notify_articles_changed`). Views and admin actions call these and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from newsroom.accounts.models import User
from newsroom.articles import permissions
from newsroom.articles.editable_fields.registry import (
    publishing_field_names,
    snapshot,
    substantial_field_names,
)
from newsroom.articles.models import Article, ReviewClaim, Revision
from newsroom.articles.querysets import Status
from newsroom.articles.signals import notify_articles_changed
from newsroom.articles.workflow import preview_links, publish_checks, revisions
from newsroom.articles.workflow.notices import notify_of_transition
from newsroom.audit.log import log_action
from newsroom.audit.models import Action


class TransitionRefused(Exception):
    """Raised for a transition that the article's state does not allow; the message is in Thai."""


def state_of(article: Article) -> str:
    """The status, or "scheduled" for a published article whose time has not come."""
    return "scheduled" if article.is_scheduled else str(article.status)


# --- Editing -----------------------------------------------------------------------------------


@transaction.atomic
def save_article(article: Article, *, by: User, changed_fields: Iterable[str] = ()) -> None:
    """Save an edited article; call `record_revision` once its related rows are saved too.

    Raises PermissionDenied for what the user may not change, TransitionRefused if a published
    article would lose what publishing requires.
    """
    if article.pk is None:
        if not by.has_perm(permissions.ADD):
            raise PermissionDenied("คุณไม่มีสิทธิ์เขียนข่าวใหม่")
        if article.status != Status.DRAFT:
            raise PermissionDenied("ข่าวใหม่เริ่มจากฉบับร่างเสมอ")
        if article.published_at and not permissions.can_publish(by):
            raise PermissionDenied("คุณไม่มีสิทธิ์กำหนดเวลาเผยแพร่")
        article.created_by = by
        article.save()
        return
    stored = _locked(article)
    if not permissions.can_edit(by, stored):
        raise PermissionDenied(_denial_message(by, stored))
    is_rescheduled = any(
        getattr(article, name) != getattr(stored, name) for name in publishing_field_names()
    )
    if is_rescheduled and not permissions.can_publish(by):
        raise PermissionDenied("คุณไม่มีสิทธิ์กำหนดว่าผู้อ่านจะเห็นข่าวเมื่อใด")
    if article.status != stored.status:
        raise PermissionDenied("เปลี่ยนสถานะได้ด้วยปุ่มเท่านั้น")
    if article.status == Status.PUBLISHED:
        _check_publishable(article)
    revisions.ensure_baseline(stored)
    is_public = stored.is_published and article.is_published
    if is_public and substantial_field_names() & set(changed_fields):
        article.revised_at = timezone.now()
    article.save()


def record_revision(article: Article, *, by: User) -> None:
    """Add a revision after a save, unless nothing changed."""
    revisions.create_revision(article, by=by)


@transaction.atomic
def restore(revision: Revision, *, by: User) -> list[str]:
    """Restore a revision's text as a new revision; returns what no longer exists, in Thai.

    The state stays as it is: nobody publishes by restoring.
    """
    article = _locked(revision.article)
    if not permissions.can_edit(by, article):
        raise PermissionDenied(_denial_message(by, article))
    revisions.ensure_baseline(article)
    before = snapshot(article)
    missing = revisions.restore(article, revision.snapshot)
    if article.status == Status.PUBLISHED:
        _check_publishable(article)
    changed_fields = {diff.name for diff in revisions.compare(before, snapshot(article))}
    if article.is_published and substantial_field_names() & changed_fields:
        article.revised_at = timezone.now()
        article.save(update_fields=["revised_at"])
    comment = f"จากฉบับที่ {revision.number}"
    revisions.create_revision(article, by=by, reason=Revision.Reason.RESTORED, comment=comment)
    log_action(Action.RESTORED, article, by=by, detail=comment)
    return missing


# --- Transitions -------------------------------------------------------------------------------


@transaction.atomic
def send_to_review(article: Article, *, by: User) -> None:
    """Hand a draft to the editors."""
    _lock_and_check(article, {"draft"}, permissions.can_edit, by)
    _apply_transition(
        article, Revision.Reason.SENT_TO_REVIEW, Action.SENT_TO_REVIEW, by, status=Status.REVIEW
    )


@transaction.atomic
def reject_review(article: Article, *, by: User) -> None:
    """Make an article in review a draft again: its reporter takes it back, or an editor returns it."""
    _lock_and_check(article, {"review"}, permissions.can_return, by)
    _apply_transition(article, Revision.Reason.RETURNED, Action.RETURNED, by, status=Status.DRAFT)


@transaction.atomic
def publish(article: Article, *, by: User) -> None:
    """Make an article public at its `published_at`, or at once if it has none."""
    stored = _lock_and_check(article, {"draft", "review", "withdrawn"}, permissions.can_publish, by)
    _publish(stored, article, by, stored.published_at or timezone.now())


@transaction.atomic
def publish_now(article: Article, *, by: User) -> None:
    """Make an article public at once, even one that is scheduled for later."""
    stored = _lock_and_check(
        article, {"draft", "review", "withdrawn", "scheduled"}, permissions.can_publish, by
    )
    now = timezone.now()
    _publish(stored, article, by, min(stored.published_at or now, now))


@transaction.atomic
def unpublish(article: Article, *, by: User) -> None:
    """Make an article a draft again, without telling readers: its URL answers 404.

    Preview links to what was public end.
    """
    states = {"scheduled", "published", "withdrawn"}
    stored = _lock_and_check(article, states, permissions.can_publish, by)
    if state_of(stored) != "scheduled":
        preview_links.end_preview_links(article, by=by)
    _apply_transition(
        article, Revision.Reason.UNPUBLISHED, Action.TAKEN_OFF, by,
        status=Status.DRAFT, withdrawn_at=None,
    )  # fmt: skip


@transaction.atomic
def withdraw(article: Article, *, by: User) -> None:
    """Withdraw a public article openly: its URL answers 410 and says so; its preview links end."""
    _lock_and_check(article, {"published"}, permissions.can_publish, by)
    preview_links.end_preview_links(article, by=by)
    _apply_transition(
        article, Revision.Reason.WITHDRAWN, Action.WITHDRAWN, by,
        status=Status.WITHDRAWN, withdrawn_at=timezone.now(),
    )  # fmt: skip


def _locked(article: Article) -> Article:
    """The article as stored, locked until the transaction ends."""
    return Article.objects.select_for_update().get(pk=article.pk)


def _lock_and_check(
    article: Article, states: set[str], is_allowed: Callable[[User, Article], bool], by: User
) -> Article:
    stored = _locked(article)
    if not is_allowed(by, stored):
        raise PermissionDenied("คุณไม่มีสิทธิ์ทำเช่นนี้กับข่าวนี้")
    if state_of(stored) not in states:
        raise TransitionRefused(
            f"«{stored.headline}» อยู่ในสถานะ «{stored.get_status_display()}» แล้ว"
        )
    revisions.ensure_baseline(stored)
    return stored


def _publish(stored: Article, article: Article, by: User, published_at: datetime) -> None:
    _check_publishable(stored)
    is_later = published_at > timezone.now()
    _apply_transition(
        article,
        Revision.Reason.SCHEDULED if is_later else Revision.Reason.PUBLISHED,
        Action.SCHEDULED if is_later else Action.PUBLISHED,
        by, status=Status.PUBLISHED, published_at=published_at, withdrawn_at=None,
    )  # fmt: skip


def _apply_transition(
    article: Article, reason: Revision.Reason, action: Action, by: User, **fields: Any
) -> None:
    fields["updated_at"] = timezone.now()
    Article.objects.filter(pk=article.pk).update(**fields)
    for name, value in fields.items():
        setattr(article, name, value)
    revisions.create_revision(article, by=by, reason=reason)
    ReviewClaim.objects.filter(article=article.pk).delete()
    log_action(action, article, by=by)
    notify_articles_changed([article.pk])
    notify_of_transition(article, action, by=by)


def _check_publishable(article: Article) -> None:
    if issues := publish_checks.blocking_issues(article):
        messages = ", ".join(issue.message for issue in issues)
        raise TransitionRefused(f"«{article.headline}»: {messages}")


def _denial_message(user: User, article: Article) -> str:
    if permissions.is_own(user, article) and article.status != Status.DRAFT:
        return (
            f"ข่าวนี้อยู่ในสถานะ «{article.get_status_display()}» ผู้สื่อข่าวแก้ไขได้เฉพาะฉบับร่างของตน "
            "ข้อความที่พิมพ์ไว้ยังอยู่ในเครื่องนี้ เปิดหน้าข่าวอีกครั้งเพื่อดู"
        )
    return "คุณไม่มีสิทธิ์แก้ไขข่าวนี้"
