"""What can happen to a story at the desk: the one place that changes its state.

Every verb asks `rights` first, keeps a revision, tells the log and the rooms above. Screens and
actions call these verbs and nothing else, so that nobody publishes by any other path.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from newsroom.articles import checks, revisions, rights
from newsroom.articles.changes import announce
from newsroom.articles.models import Article, Note, Revision
from newsroom.articles.querysets import Status
from newsroom.audit.record import What, record
from newsroom.thai.clean import is_blank

# A change in one of these is something new for readers; a tag or a section is not.
SUBSTANCE = frozenset({"headline", "standfirst", "body", "lead_photo", "dateline"})
# What only those who may publish decide.
READERS_MATTER = ("status", "published_at")


class Refused(Exception):
    """A move that cannot be made now; the message says why, to the editor."""


def kind(article: Article) -> str:
    """The state as the newsroom speaks of it: scheduled is one of its own."""
    return "scheduled" if article.is_scheduled else str(article.status)


# --- Writing -----------------------------------------------------------------------------------


@transaction.atomic
def save_story(article: Article, *, by: Any, changed: Iterable[str] = ()) -> None:
    """Save what an editor wrote. Follow it with `keep_revision` when what belongs to it is saved."""
    if article.pk is None:
        if not by.has_perm("articles.add_article"):
            raise PermissionDenied("คุณไม่มีสิทธิ์เขียนข่าวใหม่")
        if article.status != Status.DRAFT:
            raise PermissionDenied("ข่าวใหม่เริ่มจากฉบับร่างเสมอ")
        if article.published_at and not rights.may_publish(by):
            raise PermissionDenied("คุณไม่มีสิทธิ์กำหนดเวลาเผยแพร่")
        article.created_by = by
        article.save()
        return
    stored = _locked(article)
    if not rights.may_edit(by, stored):
        raise PermissionDenied(_why_not(by, stored))
    moved = [name for name in READERS_MATTER if getattr(article, name) != getattr(stored, name)]
    if moved and not rights.may_publish(by):
        raise PermissionDenied("คุณไม่มีสิทธิ์กำหนดว่าผู้อ่านจะเห็นข่าวเมื่อใด")
    if article.status != stored.status:
        raise PermissionDenied("เปลี่ยนสถานะได้ด้วยปุ่มเท่านั้น")
    if article.status == Status.PUBLISHED:
        _refuse_blocking(article)
    revisions.keep_first(stored)
    if stored.is_published and article.is_published and SUBSTANCE & set(changed):
        article.revised_at = timezone.now()
    article.save()


def keep_revision(article: Article, *, by: Any) -> None:
    """Keep the story as it stands after a save, tags, bylines and credits included."""
    revisions.keep(article, by=by)


@transaction.atomic
def restore(revision: Revision, *, by: Any) -> list[str]:
    """Go back to an earlier text, as a new revision; returns what could not come back.

    The state stays as it is: nobody publishes by restoring.
    """
    article = _locked(revision.article)
    if not rights.may_edit(by, article):
        raise PermissionDenied(_why_not(by, article))
    revisions.keep_first(article)
    before = revisions.snapshot(article)
    lost = revisions.write(article, revision.snapshot)
    if article.status == Status.PUBLISHED:
        _refuse_blocking(article)
    different = {change.name for change in revisions.compare(before, revisions.snapshot(article))}
    if article.is_published and SUBSTANCE & different:
        article.revised_at = timezone.now()
        article.save(update_fields=["revised_at"])
    words = f"จากฉบับที่ {revision.number}"
    revisions.keep(article, by=by, why=Revision.Why.RESTORED, detail=words)
    record(What.RESTORED, article, by=by, detail=words)
    return lost


@transaction.atomic
def add_note(article: Article, *, by: Any, text: str) -> Note | None:
    """A word about the story to whoever else works on it; nothing for an empty one."""
    if not rights.may_see(by, article):
        raise PermissionDenied("คุณไม่มีสิทธิ์เขียนโน้ตในข่าวนี้")
    if is_blank(text):
        return None
    note = Note(article=article, by=by, text=text)
    note.full_clean(exclude=["article", "by"])
    note.save()
    record(What.NOTED, article, by=by)
    return note


# --- Moving ------------------------------------------------------------------------------------


@transaction.atomic
def send_to_review(article: Article, *, by: Any) -> None:
    """Hand a draft to the editors."""
    _begin(article, {"draft"}, rights.may_edit, by)
    _move(article, Revision.Why.SENT_TO_REVIEW, What.SENT_TO_REVIEW, by, status=Status.REVIEW)


@transaction.atomic
def return_to_draft(article: Article, *, by: Any) -> None:
    """Out of review: the reporter takes it back, or an editor gives it back."""
    _begin(article, {"review"}, rights.may_return, by)
    _move(article, Revision.Why.RETURNED, What.RETURNED, by, status=Status.DRAFT)


@transaction.atomic
def publish(article: Article, *, by: Any) -> None:
    """Make a story public: at its time if it has one to come, else at once."""
    stored = _begin(article, {"draft", "review", "withdrawn"}, rights.may_publish, by)
    _publish(stored, article, by, stored.published_at or timezone.now())


@transaction.atomic
def publish_now(article: Article, *, by: Any) -> None:
    """Make a story public at once, also one whose time would come later."""
    stored = _begin(article, {"draft", "review", "withdrawn", "scheduled"}, rights.may_publish, by)
    now = timezone.now()
    _publish(stored, article, by, min(stored.published_at or now, now))


@transaction.atomic
def back_to_draft(article: Article, *, by: Any) -> None:
    """Off the site without a trace for readers: the address answers 404."""
    _begin(article, {"scheduled", "published", "withdrawn"}, rights.may_publish, by)
    _move(
        article, Revision.Why.TAKEN_OFF, What.TAKEN_OFF, by,
        status=Status.DRAFT, withdrawn_at=None,
    )  # fmt: skip


@transaction.atomic
def withdraw(article: Article, *, by: Any) -> None:
    """Take a public story back openly: the address answers 410."""
    _begin(article, {"published"}, rights.may_publish, by)
    _move(
        article, Revision.Why.WITHDRAWN, What.WITHDRAWN, by,
        status=Status.WITHDRAWN, withdrawn_at=timezone.now(),
    )  # fmt: skip


def _locked(article: Article) -> Article:
    """The story as the database has it, ours until the transaction ends."""
    return Article.objects.select_for_update().get(pk=article.pk)


def _begin(
    article: Article, states: set[str], may: Callable[[Any, Article], bool], by: Any
) -> Article:
    stored = _locked(article)
    if not may(by, stored):
        raise PermissionDenied("คุณไม่มีสิทธิ์ทำเช่นนี้กับข่าวนี้")
    if kind(stored) not in states:
        raise Refused(f"«{stored.headline}» อยู่ในสถานะ «{stored.get_status_display()}» แล้ว")
    revisions.keep_first(stored)
    return stored


def _publish(stored: Article, article: Article, by: Any, moment: Any) -> None:
    _refuse_blocking(stored)
    later = moment > timezone.now()
    _move(
        article,
        Revision.Why.SCHEDULED if later else Revision.Why.PUBLISHED,
        What.SCHEDULED if later else What.PUBLISHED,
        by, status=Status.PUBLISHED, published_at=moment, withdrawn_at=None,
    )  # fmt: skip


def _move(article: Article, why: str, what: What, by: Any, **fields: Any) -> None:
    fields["updated_at"] = timezone.now()
    Article.objects.filter(pk=article.pk).update(**fields)
    for name, value in fields.items():
        setattr(article, name, value)
    revisions.keep(article, by=by, why=why)
    record(what, article, by=by)
    announce([article.pk])


def _refuse_blocking(article: Article) -> None:
    found = checks.blocking(article)
    if found:
        why = ", ".join(problem.text for problem in found)
        raise Refused(f"«{article.headline}»: {why}")


def _why_not(user: Any, article: Article) -> str:
    if rights.is_own(user, article) and article.status != Status.DRAFT:
        return (
            f"ข่าวนี้อยู่ในสถานะ «{article.get_status_display()}» ผู้สื่อข่าวแก้ไขได้เฉพาะฉบับร่างของตน "
            "ข้อความที่พิมพ์ไว้ยังอยู่ในเครื่องนี้ เปิดหน้าข่าวอีกครั้งเพื่อดู"
        )
    return "คุณไม่มีสิทธิ์แก้ไขข่าวนี้"
