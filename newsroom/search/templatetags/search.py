"""What other rooms' pages show of the search."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import template

from newsroom.articles.models import Article
from newsroom.articles.teasers import teasers
from newsroom.search.models import RelatedStory
from newsroom.web.prepared import Prepared

register = template.Library()

SHOWN = 4
# More than are shown: the next move up when one is taken back.
_RELATED = Prepared(
    lambda article: RelatedStory.objects.filter(article=article).values_list(
        "related_id", flat=True
    )[: SHOWN * 4],
    article=int,
)


@register.inclusion_tag("search/_related.html")
def related_stories(article: Article, nearby: Callable[[], list[Any]]) -> dict[str, Any]:
    """Stories that go with this one: an editor's picks first. Two short questions to the database.

    Where there are none, `nearby` tells what else to offer.
    """
    # One that was picked may have been found as well.
    stories = teasers(dict.fromkeys(_RELATED(article=article.pk)))
    return {
        "article": article,
        "stories": stories[:SHOWN],
        "nearby": [] if stories else nearby(),
    }
