"""What other rooms' pages show of the search."""

from __future__ import annotations

from typing import Any

from django import template

from newsroom.articles.models import Article
from newsroom.articles.querysets import LONG_TEXTS
from newsroom.search.models import RelatedStory

register = template.Library()

SHOWN = 4


@register.inclusion_tag("search/_related.html")
def related_stories(article: Article) -> dict[str, Any]:
    """Stories that go with this one: an editor's picks first. One question to the database."""
    rows = (
        RelatedStory.objects.filter(article=article, related__in=Article.objects.published())
        .select_related("related__lead_photo")
        .defer(*(f"related__{name}" for name in LONG_TEXTS))
    )
    # One that was picked may have been found as well.
    stories = list(dict.fromkeys(row.related for row in rows[: SHOWN * 2]))
    return {"stories": stories[:SHOWN]}
