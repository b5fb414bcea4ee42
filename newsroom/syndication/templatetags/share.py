"""`{% load share %}`: links that share an article on LINE, Facebook and X, without their scripts."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from django import template

from newsroom.articles.models import Article
from newsroom.web.absolute_urls import absolute_url

register = template.Library()


@register.simple_tag(takes_context=True)
def share_links(context: dict[str, Any], article: Article) -> dict[str, Any]:
    """`url` to copy, `links`: (label, URL) of the share page of each network, and `report`: the
    query of a `mailto:` address that reports an error in the article."""
    url = absolute_url(article.get_absolute_url(), context["request"])
    url_and_text = urlencode({"url": url, "text": article.headline})
    only_url = urlencode({"u": url})
    report = {"subject": f"พบข้อผิดพลาดในข่าว: {article.headline}", "body": f"{url}\n\n"}
    return {
        "url": url,
        "report": urlencode(report, quote_via=quote),
        "links": [
            ("LINE", f"https://social-plugins.line.me/lineit/share?{url_and_text}"),
            ("Facebook", f"https://www.facebook.com/sharer/sharer.php?{only_url}"),
            ("X", f"https://x.com/intent/post?{url_and_text}"),
        ],
    }
