"""`{% load share %}`: links that hand a story to LINE, Facebook and X, without their scripts."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template

from newsroom.articles.models import Article
from newsroom.web.addresses import absolute

register = template.Library()


@register.simple_tag(takes_context=True)
def share_links(context: dict[str, Any], article: Article) -> dict[str, Any]:
    """`address` to copy, and `links` of (label, address) to the networks' own share pages."""
    address = absolute(article.get_absolute_url(), context["request"])
    line = urlencode({"url": address, "text": article.headline})
    return {
        "address": address,
        "links": [
            ("LINE", f"https://social-plugins.line.me/lineit/share?{line}"),
            ("Facebook", f"https://www.facebook.com/sharer/sharer.php?{urlencode({'u': address})}"),
            (
                "X",
                f"https://x.com/intent/post?{urlencode({'url': address, 'text': article.headline})}",
            ),
        ],
    }
