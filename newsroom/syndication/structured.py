"""What machines read of a page: JSON-LD after schema.org."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from newsroom.articles.models import Article
from newsroom.thai.dates import iso_bangkok
from newsroom.web.addresses import absolute

# A `<script>` ends at `</script>` wherever it stands, so these letters are written as escapes.
_UNSAFE = {
    "<": "\\u003C",
    ">": "\\u003E",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


def json_ld(data: dict[str, Any]) -> SafeString:
    """`<script type="application/ld+json">` that nothing in `data` can break out of."""
    text = json.dumps(data, ensure_ascii=False)
    for letter, written in _UNSAFE.items():
        text = text.replace(letter, written)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308


def news_article(article: Article, identity: Any, request: HttpRequest) -> dict[str, Any]:
    """A story as `NewsArticle`."""
    address = absolute(article.get_absolute_url(), request)
    credits = [str(credit) for credit in article.credit_lines]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.headline,
        "description": article.excerpt,
        "author": [
            {
                "@type": "Person",
                "name": line.author.name,
                "url": absolute(line.author.get_absolute_url(), request),
            }
            for line in article.byline
        ]
        or [publisher(identity, request)],
        "articleSection": article.section.name if article.section else "",
        "keywords": [tag.name for tag in article.tag_list],
        "commentCount": article.visible_comment_count,
        "isAccessibleForFree": True,
        "mainEntityOfPage": {"@type": "WebPage", "@id": address},
        "url": address,
        "image": images(article, request),
        "publisher": publisher(identity, request),
        "inLanguage": "th",
        "wordCount": article.word_count,
    }
    if article.published_at:
        data["datePublished"] = iso_bangkok(article.published_at)
        data["dateModified"] = iso_bangkok(article.modified_at or article.published_at)
    if article.dateline:
        data["dateline"] = article.dateline
    if article.correction_lines:
        data["correction"] = [
            {"@type": "CorrectionComment", "text": line["text"], "datePublished": line["at"]}
            for line in article.correction_lines
        ]
    if credits:
        data["creditText"] = "; ".join(credits)
    return data


def images(article: Article, request: HttpRequest) -> list[str]:
    """The lead photo's addresses: for sharing, whole, and cropped for lists."""
    photo = article.lead_photo
    if photo is None:
        return []
    found = (photo.url(shape) for shape in ("share", "full", "card", "square"))
    return [absolute(address, request) for address in found if address]


def publisher(identity: Any, request: HttpRequest) -> dict[str, Any]:
    """The paper as `NewsMediaOrganization`."""
    data: dict[str, Any] = {
        "@type": "NewsMediaOrganization",
        "name": identity.name,
        "url": absolute("/", request),
    }
    if identity.logo and identity.logo.url("square"):
        data["logo"] = {
            "@type": "ImageObject",
            "url": absolute(identity.logo.url("square"), request),
        }
    links = [address for _, address in identity.social_links]
    if links:
        data["sameAs"] = links
    return data


def website(identity: Any, request: HttpRequest) -> dict[str, Any]:
    """The front page as `WebSite`, with its search."""
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": identity.name,
        "url": absolute("/", request),
        "inLanguage": "th",
        "publisher": publisher(identity, request),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": absolute(reverse("search:search"), request)
                + "?q={search_term_string}",
            },
            "query-input": "required name=search_term_string",
        },
    }
