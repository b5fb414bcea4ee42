"""`{% load seo %}`: what search engines, LINE and Facebook read in a page's head."""

from __future__ import annotations

from typing import Any

from django import template

from newsroom.articles.models import Article
from newsroom.syndication.structured import json_ld, news_article, website
from newsroom.thai.cut import DESCRIPTION_CLUSTERS, TITLE_CLUSTERS, excerpt
from newsroom.thai.dates import iso_bangkok
from newsroom.web.addresses import absolute

register = template.Library()


@register.inclusion_tag("syndication/_meta.html", takes_context=True)
def article_meta(context: dict[str, Any], article: Article) -> dict[str, Any]:
    """Title, canonical address, cards and JSON-LD of a story's page."""
    request, identity = context["request"], context["identity"]
    if context.get("preview"):
        return {"title": article.headline, "site_name": identity.name, "noindex": True}
    meta = _meta(
        context,
        title=article.short_headline,
        description=article.short_excerpt,
        path=article.get_absolute_url(),
    )
    meta |= {
        "whole_title": article.headline,
        "type": "article",
        "published": iso_bangkok(article.published_at) if article.published_at else "",
        "modified": iso_bangkok(article.modified_at) if article.modified_at else "",
        "section": article.section.name if article.section else "",
        "tags": [tag.name for tag in article.tag_list],
        "json_ld": json_ld(news_article(article, identity, request)),
    }
    photo = article.lead_photo
    share = photo.largest("share") if photo else None
    if photo and share:
        meta["image"] = {
            "url": absolute(photo.url("share"), request),
            "width": share["width"],
            "height": share["height"],
            "alt": photo.alt,
        }
    return meta


@register.inclusion_tag("syndication/_meta.html", takes_context=True)
def page_meta(
    context: dict[str, Any],
    title: str = "",
    description: str = "",
    path: str = "",
    feed: str = "",
    noindex: bool = False,
) -> dict[str, Any]:
    """Title, canonical address and cards of any other page; `path` with its `?page=`, if any."""
    request, identity = context["request"], context["identity"]
    meta = _meta(
        context,
        title=excerpt(title, TITLE_CLUSTERS),
        description=excerpt(description or identity.tagline, DESCRIPTION_CLUSTERS),
        path=path or request.path,
    )
    meta |= {"whole_title": title, "type": "website", "feed": feed, "noindex": noindex}
    if path == "/":
        meta["json_ld"] = json_ld(website(identity, request))
    return meta


def _meta(context: dict[str, Any], *, title: str, description: str, path: str) -> dict[str, Any]:
    return {
        "title": title,
        "description": description,
        "site_name": context["identity"].name,
        "canonical": absolute(path, context["request"]),
        "base": absolute("/", context["request"]),
    }
