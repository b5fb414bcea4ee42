"""An article as JSON."""

from __future__ import annotations

from typing import Any

from newsroom.articles.models import Article
from newsroom.articles.public_urls import place_url
from newsroom.syndication.feed_items import article_html
from newsroom.syndication.formats.absolute_html import feed_text
from newsroom.thai.dates import iso_bangkok
from newsroom.thai.lines.joiners import without_joiners
from newsroom.web.absolute_urls import absolute_url
from newsroom.web.requests import NewsroomRequest


def article_to_json(
    article: Article, request: NewsroomRequest, *, with_text: bool = False
) -> dict[str, Any]:
    """What readers see of an article from `get_public_articles`; every URL is absolute.

    With the text as feeds have it: whole or summary, as the site's settings say.
    """

    def link(row: Any) -> dict[str, str]:
        url = absolute_url(row.get_absolute_url(), request)
        return {"slug": row.slug, "name": row.name, "url": url}

    data: dict[str, Any] = {
        "id": article.pk,
        "url": absolute_url(article.get_absolute_url(), request),
        "kind": article.kind,
        "title": article.headline,
        "excerpt": without_joiners(article.excerpt),
        "dateline": article.dateline,
        "places": [
            {
                "code": place.code,
                "name": place.label,
                "url": absolute_url(place_url(code=place.code), request),
            }
            for place in article.places
        ],
        "section": link(article.section) if article.section else None,
        "authors": [{**link(one.author), "role": one.role} for one in article.cached_bylines],
        "tags": [link(tag) for tag in article.cached_tags],
        "published_at": iso_bangkok(article.published_at) if article.published_at else None,
        "modified_at": iso_bangkok(article.modified_at) if article.modified_at else None,
        "photo": _photo(article, request),
        "credits": [{"role": one.role, "name": one.name} for one in article.cached_credits],
        "corrections": [
            {"text": feed_text(line["text"]), "corrected_at": line["corrected_at"]}
            for line in article.corrections_json
        ],
        "comment_count": article.visible_comment_count,
        "word_count": article.word_count,
    }
    if with_text:
        data["body_html"] = article_html(article, request)
    return data


def _photo(article: Article, request: NewsroomRequest) -> dict[str, Any] | None:
    photo = article.lead_photo
    file = photo.largest() if photo else None
    if photo is None or file is None:
        return None
    return {
        "url": absolute_url(photo.url(), request),
        "width": file["width"],
        "height": file["height"],
        "alt": photo.alt,
        "caption": photo.caption,
        "credit": photo.credit,
    }
