"""`{% load readership %}{% most_read as popular %}`, `{% most_read_list besides=article %}`, `{% reading_script article %}`"""

from __future__ import annotations

from typing import Any

from django import template

from newsroom.articles.models import Article
from newsroom.readership.most_read import SHOWN, most_read

register = template.Library()


@register.simple_tag(name="most_read")
def most_read_stories() -> list[Article]:
    """`{% most_read as popular %}`: for a page that must know whether there are any."""
    return most_read(limit=SHOWN)


@register.inclusion_tag("readership/_most_read.html")
def most_read_list(besides: Article | None = None) -> dict[str, Any]:
    """«ข่าวยอดนิยม», without the story we are reading; nothing where nothing was read yet."""
    stories = most_read(limit=SHOWN + 1)
    return {"stories": [story for story in stories if story != besides][:SHOWN]}


@register.inclusion_tag("readership/_script.html")
def reading_script(article: Article) -> dict[str, Any]:
    """The script that says, after a while in sight, that the story was read."""
    return {"article": article}
