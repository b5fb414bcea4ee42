"""Keeping a change of an article unpublished, handing it on, and what ends it.

`values` are the snapshot of a change: that of the editable fields, and beside them under `ROWS` the
rows of inlines that no revision has, under `STORED_ROWS` these as they were when the change began,
under `CORRECTIONS` the corrections to come, under `BASE` the number of the revision it changes.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from newsroom.accounts.models import User
from newsroom.articles import permissions
from newsroom.articles.models import Article, PendingChange, PreviewLink, ReviewClaim, Revision
from newsroom.articles.workflow import revisions, transitions
from newsroom.articles.workflow.handover.notes import add_note
from newsroom.audit.log import log_action
from newsroom.audit.models import Action
from newsroom.notifications.models import Kind
from newsroom.notifications.notify import notify_all, notify_one
from newsroom.thai.clean import is_blank

ROWS, STORED_ROWS, CORRECTIONS, BASE = "inlines", "inlines_before", "corrections", "base"
State = PendingChange.State


def waiting_change(article: Article) -> PendingChange | None:
    """The change of an article that waits to be published."""
    changes = PendingChange.objects.select_related("base", "revision__user", "created_by")
    return changes.filter(article=article.pk).first()


def can_keep(user: User, article: Article, change: PendingChange | None) -> bool:
    """Whether the user may keep a change, or go on with the one that waits."""
    can_go_on = change is not None and permissions.can_edit(user, article)
    return can_go_on or permissions.can_keep_change(user, article)


def can_discard(user: User, change: PendingChange) -> bool:
    """Whether the user may throw the change away: whoever began it, and who edits the article."""
    is_own = user.pk == change.created_by_id and user.has_perm(permissions.CHANGE)
    return is_own or permissions.can_edit(user, change.article)


def changes_date(change: PendingChange) -> bool:
    """Whether the change has another publication date, of which only those decide who publish."""
    before, after = change.base.snapshot, change.revision.snapshot
    return bool(before.get("published_at") != after.get("published_at"))


@transaction.atomic
def keep(article: Article, values: dict[str, Any], *, base: Revision, by: User) -> PendingChange:
    """Keep a change as the one that waits, as a revision of its own; the article stays as it is."""
    stored = Article.objects.select_for_update().get(pk=article.pk)
    change = waiting_change(stored)
    if not can_keep(by, stored, change):
        raise PermissionDenied("คุณไม่มีสิทธิ์เก็บร่างการแก้ไขของข่าวนี้")
    values = {**values, BASE: base.number}
    if change and change.revision.snapshot == values:
        return change
    revision = Revision.objects.create(
        article=stored,
        number=revisions.next_number(stored),
        user=by,
        reason=Revision.Reason.CHANGE_KEPT,
        snapshot=values,
        changed_fields=revisions.changed_labels(base.snapshot, values),
    )
    change = change or PendingChange(article=stored, created_by=by)
    change.base, change.revision = base, revision
    change.save()
    log_action(Action.CHANGE_KEPT, stored, by=by, detail=str(revision))
    return change


def keep_again(article: Article, revision: Revision, *, by: User) -> PendingChange:
    """Keep a change of the past as the one that waits; the one that waited stays in the history."""
    numbered = Revision.objects.stored().filter(article=article.pk)
    base = numbered.filter(number=revision.snapshot.get(BASE)).first() or numbered.first()
    if base is None:
        raise PermissionDenied("ไม่มีฉบับที่ร่างนี้แก้ไข")
    return keep(article, revision.snapshot, base=base, by=by)


@transaction.atomic
def send(change: PendingChange, *, by: User) -> None:
    """Hand a change to those who may publish it."""
    if not can_keep(by, change.article, change):
        raise PermissionDenied("คุณไม่มีสิทธิ์ส่งร่างการแก้ไขของข่าวนี้")
    if change.state == State.REVIEW:
        return
    change.state = State.REVIEW
    change.save(update_fields=["state"])
    log_action(Action.CHANGE_SENT, change.article, by=by)
    text = f"รอตรวจการแก้ไข: {change.article.headline} ({by})"
    notify_all(Kind.REVIEW_WAITING, text, _form_path(change.article), by=by)


@transaction.atomic
def send_back(change: PendingChange, *, by: User, reason: str) -> None:
    """Give a change back to who began it, with a note that says why."""
    if not permissions.can_edit(by, change.article):
        raise PermissionDenied("คุณไม่มีสิทธิ์ส่งร่างการแก้ไขนี้กลับ")
    if change.state != State.REVIEW:
        raise transitions.TransitionRefused("ร่างการแก้ไขนี้ไม่ได้รอตรวจแล้ว")
    if is_blank(reason):
        raise transitions.TransitionRefused("ยังไม่ได้ใส่ว่าต้องแก้อะไร")
    change.state = State.RETURNED
    change.save(update_fields=["state"])
    add_note(change.article, by=by, text=f"ส่งร่างการแก้ไขกลับ: {reason}")
    ReviewClaim.objects.filter(article=change.article_id).delete()
    log_action(Action.CHANGE_RETURNED, change.article, by=by)
    text = f"ส่งร่างการแก้ไขกลับ: {change.article.headline} ({by})"
    notify_one(Kind.SENT_BACK, change.created_by, text, _form_path(change.article), by=by)


@transaction.atomic
def discard(change: PendingChange, *, by: User) -> None:
    """Throw a change away; its text stays among the article's revisions."""
    if not can_discard(by, change):
        raise PermissionDenied("คุณไม่มีสิทธิ์ทิ้งร่างการแก้ไขนี้")
    ReviewClaim.objects.filter(article=change.article_id).delete()
    log_action(Action.CHANGE_DISCARDED, change.article, by=by, detail=str(change.revision))
    _delete(change)


def finish(article: Article, change: PendingChange | None, *, by: User) -> None:
    """Record that an article was saved with its change, which waits no longer."""
    comment = f"จาก{change.revision}" if change else ""
    reason = Revision.Reason.CHANGE_PUBLISHED
    revisions.create_revision(article, by=by, reason=reason, comment=comment)
    ReviewClaim.objects.filter(article=article.pk).delete()
    log_action(Action.CHANGE_PUBLISHED, article, by=by, detail=comment)
    if change:
        text = f"เผยแพร่การแก้ไขแล้ว: {article.headline}"
        notify_one(Kind.PUBLISHED, change.created_by, text, _form_path(article), by=by)
        _delete(change)


def _delete(change: PendingChange) -> None:
    """With the links to the article's preview, which showed what is decided now."""
    PreviewLink.objects.filter(article=change.article_id).delete()
    change.delete()


def _form_path(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])
