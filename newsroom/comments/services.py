"""What can happen to a comment; each verb keeps the story's count true."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from newsroom.articles.changes import announce
from newsroom.articles.models import Article
from newsroom.audit.record import What, record
from newsroom.comments.models import Comment, CommentOrigin
from newsroom.comments.rules import REPEAT_WINDOW, has_many_links
from newsroom.thai.folding import fold

Status = Comment.Status
MOVES = {
    Status.VISIBLE: What.COMMENT_SHOWN,
    Status.HIDDEN: What.COMMENT_HIDDEN,
    Status.SPAM: What.COMMENT_SPAM,
}


@transaction.atomic
def submit_comment(
    *,
    article: Article,
    name: str,
    body: str,
    email: str = "",
    parent: Comment | None = None,
    address: str | None = None,
    port: int | None = None,
    user_agent: str = "",
    moderate_all: bool = False,
) -> Comment:
    """Keep a reader's comment, already checked by the form's rules.

    The first comment of a person waits for a moderator (with `moderate_all` every one does), and
    so does one with many links. The same words again within ten minutes return the first.
    """
    # Two posts of one double click queue up here, so that the second sees the first.
    Article.objects.select_for_update().filter(pk=article.pk).first()
    repeated = Comment.objects.filter(
        article=article, name=name, body=body, created_at__gte=timezone.now() - REPEAT_WINDOW
    ).first()
    if repeated:
        return repeated
    trusted = not moderate_all and is_known(name, email, address) and not has_many_links(body)
    comment = Comment.objects.create(
        article=article,
        # Threads are two deep: an answer to an answer stands under the same comment.
        parent=parent.parent or parent if parent else None,
        name=name,
        email=email,
        body=body,
        status=Status.VISIBLE if trusted else Status.PENDING,
    )
    CommentOrigin.objects.create(
        comment=comment, address=address, port=port, user_agent=user_agent[:300]
    )
    if trusted:
        recount([article.pk])
    return comment


def is_known(name: str, email: str, address: str | None) -> bool:
    """Whether a moderator has let this person speak before.

    A person is a name with an e-mail address, or, where none is given, with an internet address.
    """
    approved = Comment.objects.visible().filter(decided_by__isnull=False)
    if email:
        approved = approved.filter(email__iexact=email)
    elif address:
        approved = approved.filter(email="", origin__address=address)
    else:
        return False
    key = fold(name)
    return any(fold(known) == key for known in approved.values_list("name", flat=True)[:50])


def approve(comments: Iterable[Comment], *, by: Any) -> int:
    """Show comments to readers."""
    return _decide(comments, Status.VISIBLE, by)


def hide(comments: Iterable[Comment], *, by: Any) -> int:
    """Take comments out of sight, at once and everywhere."""
    return _decide(comments, Status.HIDDEN, by)


def mark_spam(comments: Iterable[Comment], *, by: Any) -> int:
    """Put comments with the spam."""
    return _decide(comments, Status.SPAM, by)


@transaction.atomic
def _decide(comments: Iterable[Comment], status: str, by: Any) -> int:
    rows = list(comments)
    changed = Comment.objects.filter(pk__in=[row.pk for row in rows]).update(
        status=status, decided_by=by, decided_at=timezone.now()
    )
    for row in rows:
        record(MOVES[Status(status)], row, by=by)
    recount({row.article_id for row in rows})
    return changed


def recount(article_ids: Iterable[int]) -> None:
    """Make stories' counts of visible comments true again, in one statement, and say so."""
    ids = list(article_ids)
    visible = (
        Comment.objects.visible()
        .filter(article=OuterRef("pk"))
        .order_by()
        .values("article")
        .annotate(number=Count("pk"))
        .values("number")
    )
    Article.objects.filter(pk__in=ids).update(
        visible_comment_count=Coalesce(Subquery(visible, output_field=IntegerField()), 0)
    )
    announce(ids, text=False)
