"""Who has an article's form open: kept alive by a heartbeat of each browser, then forgotten."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from newsroom.accounts.models import User
from newsroom.articles.models import Article, EditingSession

# Browsers send a heartbeat every 20 seconds (static/js/editing-session.js); two may be lost.
ACTIVE_FOR = timedelta(seconds=65)
PURGE_AFTER = timedelta(hours=1)


def touch(article: Article, user: User) -> None:
    """Record that the user has the article open now; purges old sessions of everybody."""
    now = timezone.now()
    EditingSession.objects.update_or_create(article=article, user=user, defaults={"seen_at": now})
    EditingSession.objects.filter(seen_at__lt=now - PURGE_AFTER).delete()


def end(article: Article, user: User) -> None:
    """Record that the user has closed the article."""
    EditingSession.objects.filter(article=article, user=user).delete()


def other_editors(article: Article, user: User) -> list[str]:
    """The names of the other users who have the article open, sorted."""
    active = EditingSession.objects.filter(article=article, seen_at__gt=timezone.now() - ACTIVE_FOR)
    return sorted(str(session.user) for session in active.exclude(user=user).select_related("user"))
