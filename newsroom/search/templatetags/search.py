"""What other rooms' pages show of the search."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import template

from newsroom.articles.models import Article
from newsroom.articles.teasers import COLUMNS, Teaser
from newsroom.search.models import RelatedStory

register = template.Library()

SHOWN = 4


@register.inclusion_tag("search/_related.html")
def related_stories(article: Article, nearby: Callable[[], list[Any]]) -> dict[str, Any]:
    """Stories that go with this one: an editor's picks first. One question to the database.

    Where there are none, `nearby` tells what else to offer.
    """
    public = RelatedStory.objects.filter(article=article, related__in=Article.objects.published())
    rows = public.values_list(*(f"related__{name}" for name in COLUMNS))[: SHOWN * 2]
    # One that was picked may have been found as well.
    stories = list({row[0]: Teaser(row) for row in rows}.values())
    return {
        "article": article,
        "stories": stories[:SHOWN],
        "nearby": [] if stories else nearby(),
    }
