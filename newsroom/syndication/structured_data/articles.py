"""Articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

from newsroom.articles.kinds import Kind
from newsroom.articles.models import Article
from newsroom.syndication.structured_data.site import publisher
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
        "mainEntityOfPage": {"@type": "WebPage", "@id": url},
        "url": url,
        "image": images(article, request),
        "publisher": publisher(site_settings, request),
        "inLanguage": "th",
        "wordCount": article.word_count,
    }
    if article.published_at:
        data["datePublished"] = iso_bangkok(article.published_at)
        data["dateModified"] = iso_bangkok(article.modified_at or article.published_at)
    if article.dateline:
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
    if credits:
        data["creditText"] = "; ".join(credits)
    return data


def images(article: Article, request: HttpRequest) -> list[str]:
    """The URLs of the lead photo: for sharing, uncropped, and cropped for lists."""
    photo = article.lead_photo
    if photo is None:
        return []
    urls = (photo.url(shape) for shape in ("share", "full", "card", "square"))
    return [absolute_url(url, request) for url in urls if url]
