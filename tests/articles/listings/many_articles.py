"""Many articles at once, for tests of long listings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from newsroom.articles.listings.index import update_listings
from newsroom.articles.models import Article, Byline, Section, TaggedArticle
from tests import builders


def create_many(dates: Iterable[datetime], **fields: Any) -> Section:
    """Create articles of these dates, and one more, in one section, with one tag and one author.

    The author has two roles in each. Returns the section.
    """
    first = builders.published_article(**fields)
    articles = Article.objects.bulk_create(
        Article(
            headline=f"ข่าว {index}", status="published", section=first.section, published_at=date
        )
        for index, date in enumerate(dates)
    )
    Byline.objects.bulk_create(
        Byline(article=article, author=builders.author(), role=role)
        for article in articles
        for role in ("writer", "photographer")
    )
    TaggedArticle.objects.bulk_create(
        TaggedArticle(content_object=article, tag=builders.tag("ชายหาด")) for article in articles
    )
    update_listings([article.pk for article in articles])
    assert first.section is not None
    return first.section
