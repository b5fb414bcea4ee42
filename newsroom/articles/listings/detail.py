"""Whole public articles, as pages and feeds show them: four precompiled queries, one more where
a text leads to other articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from newsroom.articles.listings.references import fill_articles
from newsroom.articles.models import Article, Byline, Credit, TaggedArticle
from newsroom.web.prepared_queries import IdList, PreparedQuery

# Articles loaded by one query.
_IDS = IdList(30)

_ARTICLES = PreparedQuery(
    lambda now, ids: (
        Article.objects.published_among(ids, now)
        .select_related("section", "lead_photo")
        # Readers get `body_html`.
        .defer("body", "plain_text")
    ),
    now=datetime, ids=_IDS,
)  # fmt: skip
_BYLINES = PreparedQuery(
    lambda ids: Byline.objects.filter(article__in=ids).select_related("author__photo"),
    ids=_IDS,
)
_CREDITS = PreparedQuery(lambda ids: Credit.objects.filter(article__in=ids), ids=_IDS)
_TAGGED = PreparedQuery(
    lambda ids: (
        TaggedArticle.objects.filter(content_object__in=ids)
        .select_related("tag")
        .order_by("tag__sort_key", "tag_id")
    ),
    ids=_IDS,
)


def get_public_article(pk: int) -> Article | None:
    """The public article of this id with all that its page shows; None if there is none."""
    return next(iter(get_public_articles([pk], photos_of_links=True)), None)


def get_public_articles(ids: Iterable[int], photos_of_links: bool = False) -> list[Article]:
    """The public articles among these ids, in the order of the ids, with all that readers see.

    `photos_of_links`: «อ่านเพิ่ม» in their texts with the photos of other articles.
    """
    requested = list(ids)
    articles: dict[int, Article] = {}
    for batch in _IDS.batches(requested):
        loaded = {article.pk: article for article in _ARTICLES(now=timezone.now(), ids=batch)}
        if not loaded:
            continue
        bylines = _by_article(_BYLINES(ids=batch), "article_id")
        credits = _by_article(_CREDITS(ids=batch), "article_id")
        tagged = _by_article(_TAGGED(ids=batch), "content_object_id")
        for pk, article in loaded.items():
            article.cached_bylines, article.cached_credits = bylines[pk], credits[pk]
            article.cached_tags = [row.tag for row in tagged[pk]]
        articles |= loaded
    fill_articles(articles.values(), photos=photos_of_links)
    return [articles[pk] for pk in requested if pk in articles]


def _by_article(rows: list[Any], article_id: str) -> defaultdict[int, list[Any]]:
    """Rows grouped by the article that their attribute `article_id` names."""
    groups: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, article_id)].append(row)
    return groups
