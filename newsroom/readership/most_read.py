"""What readers read most."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.cache import cache
from django.db.models import OuterRef, Q, Subquery, Sum
from django.utils import timezone

from newsroom.articles.models import Article
from newsroom.articles.querysets import ArticleQuerySet
from newsroom.readership.models import StoryReaders

HOURS = 24
SHOWN = 5
# More than are shown: the next move up when one is taken back.
KEPT = 20
KEPT_SECONDS = 60


def most_read(hours: int = HOURS, limit: int = SHOWN) -> list[Article]:
    """The public stories that most people read in the last hours, most first; one query.

    The order is counted anew once a minute; what is public is asked every time.
    """
    name = f"most-read:{hours}"
    order: list[int] | None = cache.get(name)
    if order is None:
        stories = list(_counted(hours)[:KEPT])
        cache.set(name, [story.pk for story in stories], KEPT_SECONDS)
        return stories[:limit]
    if not order:
        return []
    public = Article.objects.published().for_headlines().in_bulk(order)
    return [public[pk] for pk in order if pk in public][:limit]


def most_read_since(day: date) -> ArticleQuerySet:
    """Public stories by their readers from `day` on, most first, the number in `read`."""
    return _ranked(Q(day__gte=day))


def _counted(hours: int) -> ArticleQuerySet:
    since = timezone.localtime() - timedelta(hours=hours)
    return _ranked(Q(day__gt=since.date()) | Q(day=since.date(), hour__gt=since.hour))


def _ranked(when: Q) -> ArticleQuerySet:
    """The numbers are summed by themselves first; stories, a hundred times as wide, come after."""
    counts = StoryReaders.objects.filter(when).values("article").annotate(total=Sum("readers"))
    top = counts.order_by("-total", "-article").values("article")[: 2 * KEPT]
    of_story = counts.filter(article=OuterRef("pk")).order_by().values("total")
    return (
        Article.objects.published()
        .filter(pk__in=top)
        .for_headlines()
        .annotate(read=Subquery(of_story))
        .order_by("-read", "-published_at", "-id")
    )
