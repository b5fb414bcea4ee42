"""What readers read most."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import F, Q, Sum
from django.utils import timezone

from newsroom.articles.models import Article
from newsroom.readership.models import StoryReaders
from newsroom.web.pages import kept

HOURS = 24
SHOWN = 5
# More than are shown: the next move up when one is taken back.
KEPT = 20
KEPT_SECONDS = 60


def most_read(hours: int = HOURS, limit: int = SHOWN) -> list[Article]:
    """The public stories that most people read in the last hours, most first."""
    since = timezone.localtime() - timedelta(hours=hours)
    later = Q(day__gt=since.date()) | Q(day=since.date(), hour__gt=since.hour)
    return [story for story, _ in _public(f"{hours}-hours", later)[:limit]]


def most_read_since(day: date, limit: int) -> list[tuple[Article, int]]:
    """Public stories by their readers from `day` on, most first, each with the number."""
    return _public(f"since-{day}", Q(day__gte=day))[:limit]


def _public(name: str, when: Q) -> list[tuple[Article, int]]:
    """The order is counted once a minute; what of it is public is asked once until pages change."""
    counted: Any = cache.get_or_set(f"most-read:{name}", lambda: _counted(when), KEPT_SECONDS)
    asked: dict[str, Any] = kept(("most read", name), dict)
    if asked.get("counted") != counted:
        ids = [pk for pk, _ in counted]
        public = Article.objects.for_headlines().published_among(ids).in_bulk()
        shown = [(public[pk], number) for pk, number in counted if pk in public]
        asked.update(counted=counted, shown=shown)
    return list(asked["shown"])


def _counted(when: Q) -> list[tuple[int, int]]:
    """Stories and their readers, most first."""
    # Adding nothing keeps SQLite from the index by story, which would lead it through all the past.
    by_story = StoryReaders.objects.filter(when).annotate(story=F("article_id") + 0).order_by()
    totals = by_story.values_list("story").annotate(total=Sum("readers"))
    return list(totals.order_by("-total", "-story")[:KEPT])
