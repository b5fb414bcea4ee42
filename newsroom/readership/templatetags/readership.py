"""`{% load readership %}`: `{% most_read as popular %}`, `{% most_read_list besides=article %}`"""

from __future__ import annotations

from django import template

from newsroom.articles.models import Article
from newsroom.readership.most_read import MOST_READ_SHOWN, most_read

register = template.Library()


@register.simple_tag(name="most_read")
def most_read_articles() -> list[Article]:
    """`{% most_read as popular %}`: the articles, for a page whose layout depends on their number."""
    return most_read(limit=MOST_READ_SHOWN)


@register.inclusion_tag("readership/_most_read.html")
def most_read_list(besides: Article | None = None) -> dict[str, object]:
    """«ข่าวยอดนิยม» without the article on the page; renders nothing if nothing was read yet."""
    articles = most_read(limit=MOST_READ_SHOWN + 1)
    shown = [article for article in articles if article != besides]
    return {"articles": shown[:MOST_READ_SHOWN]}
