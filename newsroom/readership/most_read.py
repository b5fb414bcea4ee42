"""The articles that most people read."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import F, Q, Sum
from django.utils import timezone

from newsroom.articles.models import Article
from newsroom.readership.models import HourlyArticleReaders
from newsroom.web.page_cache.memo import memoize

MOST_READ_HOURS = 24
MOST_READ_SHOWN = 5
# More than any list shows, so that others move up when an article is withdrawn.
MAX_RANKED = 20
RANKING_CACHE_SECONDS = 60


def most_read(hours: int = MOST_READ_HOURS, limit: int = MOST_READ_SHOWN) -> list[Article]:
    """The public articles with the most readers in the last `hours`, most read first."""
    since = timezone.localtime() - timedelta(hours=hours)
    period = Q(day__gt=since.date()) | Q(day=since.date(), hour__gt=since.hour)
    return [article for article, _ in _public_ranking(f"{hours}-hours", period)[:limit]]


def most_read_since(day: date, limit: int) -> list[tuple[Article, int]]:
    """Public articles and their readers from `day` on, most read first."""
    return _public_ranking(f"since-{day}", Q(day__gte=day))[:limit]


def _public_ranking(name: str, period: Q) -> list[tuple[Article, int]]:
    """The ranking is computed once a minute, its public articles once a page cache generation."""
    ranking: list[tuple[int, int]] = (
        cache.get_or_set(f"most-read:{name}", lambda: _ranking(period), RANKING_CACHE_SECONDS) or []
    )
    memo: dict[str, Any] = memoize(("most read", name), dict)
    if memo.get("ranking") != ranking:
        ids = [pk for pk, _ in ranking]
        public = Article.objects.for_headlines().published_among(ids).in_bulk()
        memo["public"] = [(public[pk], readers) for pk, readers in ranking if pk in public]
        memo["ranking"] = ranking
    return list(memo["public"])


def _ranking(period: Q) -> list[tuple[int, int]]:
    """Ids of articles and their readers in a period, most read first."""
    # Adding 0 keeps SQLite from using the index by article, which would scan all periods.
    rows = HourlyArticleReaders.objects.filter(period).annotate(pk_of_article=F("article_id") + 0)
    totals = rows.order_by().values_list("pk_of_article").annotate(total=Sum("readers"))
    return list(totals.order_by("-total", "-pk_of_article")[:MAX_RANKED])
