"""Submitting and moderating comments; every function keeps the article's comment count right."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from newsroom.accounts.models import User
from newsroom.articles.models import Article
from newsroom.articles.signals import notify_articles_changed
from newsroom.audit.log import log_action
from newsroom.audit.models import Action
from newsroom.comments.commenters import (
    distrust_commenters_of,
    is_trusted,
    trust_commenters_of,
)
from newsroom.comments.models import Comment, CommentOrigin
from newsroom.comments.rules import DUPLICATE_WINDOW, has_many_links
from newsroom.notifications.models import Kind
from newsroom.notifications.notify import notify_all

MAX_USER_AGENT_LENGTH = 300
Status = Comment.Status
AUDIT_ACTIONS = {
    Status.PENDING: Action.COMMENT_PENDING,
    Status.VISIBLE: Action.COMMENT_SHOWN,
    Status.HIDDEN: Action.COMMENT_HIDDEN,
    Status.SPAM: Action.COMMENT_SPAM,
}


@transaction.atomic
def submit_comment(
    *,
    article: Article,
    name: str,
    body: str,
    email: str = "",
    parent: Comment | None = None,
    ip_address: str | None = None,
    port: int | None = None,
    user_agent: str = "",
    moderate_all: bool = False,
) -> Comment:
    """Store a comment that the form has validated, and its origin.

    A comment waits for a moderator unless its writer is trusted (`commenters.is_trusted`); so does
    one with many links, and with `moderate_all` every comment. A duplicate within `DUPLICATE_WINDOW` returns the first.
    """
    # Serialises the two requests of a double click, so that the second sees the first's comment.
    Article.objects.select_for_update().filter(pk=article.pk).first()
    duplicate = Comment.objects.filter(
        article=article, name=name, body=body, created_at__gte=timezone.now() - DUPLICATE_WINDOW
    ).first()
    if duplicate:
        return duplicate
    trusted = not moderate_all and is_trusted(name, email) and not has_many_links(body)
    comment = Comment.objects.create(
        article=article,
        # Threads are two levels deep: a reply to a reply joins it under the same parent.
        parent=parent.parent or parent if parent else None,
        name=name,
        email=email,
        body=body,
        status=Status.VISIBLE if trusted else Status.PENDING,
    )
    CommentOrigin.objects.create(
        comment=comment,
        article_id=article.pk,
        ip_address=ip_address,
        port=port,
        user_agent=user_agent[:MAX_USER_AGENT_LENGTH],
    )
    if trusted:
        update_comment_counts([article.pk])
    else:
        path = reverse("admin:comments_comment_changelist")
        notify_all(Kind.COMMENT_WAITING, f"{comment.name}: {comment.body}", path)
    return comment


def approve(comments: Iterable[Comment], *, by: User) -> int:
    """Show comments to readers. Returns how many, as all below do."""
    return _moderate(comments, Status.VISIBLE, by)


@transaction.atomic
def approve_and_trust(comments: Iterable[Comment], *, by: User) -> int:
    """Show comments, and from now on those of the same name and e-mail address at once."""
    rows = list(comments)
    trust_commenters_of(rows, by)
    return approve(rows, by=by)


def hide(comments: Iterable[Comment], *, by: User) -> int:
    """Hide comments from readers, at once and everywhere."""
    return _moderate(comments, Status.HIDDEN, by)


@transaction.atomic
def mark_spam(comments: Iterable[Comment], *, by: User) -> int:
    """Hide comments as spam; who wrote them is no longer trusted."""
    rows = list(comments)
    distrust_commenters_of(rows, by)
    return _moderate(rows, Status.SPAM, by)


def return_to_queue(comments: Iterable[Comment], *, by: User) -> int:
    """Hide comments until a moderator decides on them again."""
    return _moderate(comments, Status.PENDING, by)


@transaction.atomic
def _moderate(comments: Iterable[Comment], status: Comment.Status, by: User) -> int:
    rows = list(comments)
    now = timezone.now()
    changed = Comment.objects.filter(pk__in=[comment.pk for comment in rows]).update(
        status=status, moderated_by=by, moderated_at=now
    )
    for comment in rows:
        comment.status, comment.moderated_by, comment.moderated_at = status, by, now
        log_action(AUDIT_ACTIONS[status], comment, by=by)
    update_comment_counts({comment.article_id for comment in rows})
    return changed


def update_comment_counts(article_ids: Iterable[int]) -> None:
    """Recount the articles' visible comments, in one statement, and announce the change."""
    ids = list(article_ids)
    visible_count = (
        Comment.objects.visible()
        .filter(article=OuterRef("pk"))
        .order_by()
        .values("article")
        .annotate(comment_count=Count("pk"))
        .values("comment_count")
    )
    Article.objects.filter(pk__in=ids).update(
        visible_comment_count=Coalesce(Subquery(visible_count, output_field=IntegerField()), 0)
    )
    notify_articles_changed(ids, content_changed=False)
