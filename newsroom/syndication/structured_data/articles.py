"""Articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

from newsroom.articles.kinds import Kind
from newsroom.articles.models import Article
from newsroom.articles.public_urls import place_url
from newsroom.places.registry import Place, get_place
from newsroom.syndication.structured_data.images import image_object
from newsroom.syndication.structured_data.site import breadcrumbs, publisher
from newsroom.thai.dates import iso_bangkok
from newsroom.thai.lines.joiners import without_joiners
from newsroom.web.absolute_urls import absolute_url

if TYPE_CHECKING:
    from newsroom.site.models import SiteSettings

# schema.org's type of each kind of work.
_TYPES = {
    Kind.NEWS: "NewsArticle",
    Kind.REPORT: "ReportageNewsArticle",
    Kind.ANALYSIS: "AnalysisNewsArticle",
    Kind.OPINION: "OpinionNewsArticle",
    # Not the newsroom's own work.
    Kind.PRESS_RELEASE: "Article",
    Kind.SPONSORED: "AdvertiserContentArticle",
}
NEWS_TYPES = {name for name in _TYPES.values() if name.endswith("NewsArticle")}


def schema_type(article: Article) -> str:
    """The schema.org type of an article, by its kind of work."""
    return _TYPES[Kind(article.kind)]


def news_article(
    article: Article, site_settings: SiteSettings, request: HttpRequest
) -> dict[str, object]:
    """An article as `NewsArticle`, or as the type of its kind of work."""
    url = absolute_url(article.get_absolute_url(), request)
    credits = [str(credit) for credit in article.cached_credits]
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": schema_type(article),
        "headline": article.headline,
        "description": without_joiners(article.excerpt),
        "author": [
            {
                "@type": "Person",
                "name": byline.author.name,
                "url": absolute_url(byline.author.get_absolute_url(), request),
            }
            for byline in article.cached_bylines
        ]
        or [publisher(site_settings, request)],
        "articleSection": article.section.name if article.section else "",
        "keywords": [tag.name for tag in article.cached_tags],
        "commentCount": article.visible_comment_count,
        "isAccessibleForFree": True,
        "mainEntityOfPage": _page(article, url, request),
        "url": url,
        "image": images(article, site_settings, request),
        "publisher": publisher(site_settings, request),
        "inLanguage": "th",
        "wordCount": article.word_count,
    }
    if article.published_at:
        data["datePublished"] = iso_bangkok(article.published_at)
        data["dateModified"] = iso_bangkok(article.modified_at or article.published_at)
    # schema.org has datelines of news only.
    if article.dateline and data["@type"] in NEWS_TYPES:
        data["dateline"] = article.dateline
    if article.corrections_json:
        data["correction"] = [
            {
                "@type": "CorrectionComment",
                "text": without_joiners(line["text"]),
                "datePublished": line["corrected_at"],
            }
            for line in article.corrections_json
        ]
    if place := get_place(article.place):
        data["contentLocation"] = _area(place.with_ancestors(), request)
    if credits:
        data["creditText"] = "; ".join(credits)
    return {name: value for name, value in data.items() if value not in ("", [])}


def _area(places: list[Place], request: HttpRequest) -> dict[str, object]:
    """The last of the places, inside those before it."""
    area: dict[str, object] = {}
    for place in places:
        inside: dict[str, object] = {
            "@type": "AdministrativeArea",
            "name": place.label,
            "url": absolute_url(place_url(code=place.code), request),
        }
        area = {**inside, "containedInPlace": area} if area else inside
    return area


def _page(article: Article, url: str, request: HttpRequest) -> dict[str, object]:
    page: dict[str, object] = {"@type": "WebPage", "@id": url}
    if section := article.section:
        line = [(section.name, section.get_absolute_url())]
        line.append((article.headline, article.get_absolute_url()))
        page["breadcrumb"] = breadcrumbs(line, request)
    return page


def images(
    article: Article, site_settings: SiteSettings, request: HttpRequest
) -> list[dict[str, object] | str]:
    """The lead photo, uncropped, with its credit; and its URLs, cropped for sharing and for lists."""
    photo = article.lead_photo
    if photo is None:
        return []
    whole = image_object(photo, site_settings, request)
    cropped = [photo.url(shape) for shape in ("share", "card", "square")]
    return [*([whole] if whole else []), *(absolute_url(url, request) for url in cropped if url)]
