"""Who has a story open: told by their browsers every few seconds, forgotten soon after."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from newsroom.articles.models import Article, Presence

# Browsers tell every 20 seconds; two may be lost on a bad line.
STILL_HERE = timedelta(seconds=65)
FORGOTTEN = timedelta(hours=1)


def arrive(article: Article, user: Any) -> None:
    """Note that somebody has the story open now."""
    now = timezone.now()
    Presence.objects.update_or_create(article=article, user=user, defaults={"seen_at": now})
    Presence.objects.filter(seen_at__lt=now - FORGOTTEN).delete()


def leave(article: Article, user: Any) -> None:
    """Note that somebody has closed the story."""
    Presence.objects.filter(article=article, user=user).delete()


def others(article: Article, user: Any) -> list[str]:
    """The names of those who have the story open besides `user`."""
    here = Presence.objects.filter(article=article, seen_at__gt=timezone.now() - STILL_HERE)
    return sorted(str(row.user) for row in here.exclude(user=user).select_related("user"))
