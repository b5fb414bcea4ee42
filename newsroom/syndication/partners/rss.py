"""A partner's feed as RSS with Media RSS; withdrawn articles as ended."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.feedgenerator import Enclosure
from django.utils.xmlutils import SimplerXMLGenerator

from newsroom.articles.models import Article
from newsroom.syndication.feed_items import article_html, lead_photo
from newsroom.syndication.feeds import LANGUAGE
from newsroom.syndication.formats.absolute_html import feed_text
from newsroom.syndication.formats.feeds import RssFeed
from newsroom.syndication.partners.models import Partner
from newsroom.syndication.partners.selection import ENDED_TITLE, Selection
from newsroom.thai.dates import iso_bangkok
from newsroom.web.absolute_urls import absolute_url
from newsroom.web.requests import NewsroomRequest


class PartnerRssFeed(RssFeed):
    """With `dc:rights`, and `dcterms:valid` and `media:status` of what has ended."""

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:dcterms": "http://purl.org/dc/terms/"}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["rights"]:
            handler.addQuickElement("dc:rights", item["rights"])
        ended_at: datetime | None = item["ended_at"]
        if ended_at:
            valid = f"end={iso_bangkok(ended_at)};scheme=W3C-DTF"
            handler.addQuickElement("dcterms:valid", valid)
            handler.addQuickElement(
                "media:status", None, {"state": "deleted", "reason": ENDED_TITLE}
            )


def partner_rss(partner: Partner, selection: Selection, request: NewsroomRequest) -> str:
    """The whole document."""
    rights = feed_text(partner.rights)
    site = request.site_settings
    feed = PartnerRssFeed(
        title=site.name,
        link=absolute_url("/", request),
        description=feed_text(site.tagline or site.name),
        language=LANGUAGE,
        feed_url=absolute_url(request.path, request),
        feed_copyright=rights or None,
    )
    for article in selection.articles:
        _add(feed, article, partner, request, rights)
    for article in selection.ended:
        url = absolute_url(article.get_absolute_url(), request)
        feed.add_item(
            title=ENDED_TITLE, link=url, description=ENDED_TITLE, unique_id=url,
            pubdate=article.published_at, updateddate=article.withdrawn_at,
            body=ENDED_TITLE, photo=None, rights=rights, ended_at=article.withdrawn_at,
        )  # fmt: skip
    return feed.writeString("utf-8")


def _add(
    feed: PartnerRssFeed, article: Article, partner: Partner, request: NewsroomRequest, rights: str
) -> None:
    url = absolute_url(article.get_absolute_url(), request)
    photo = lead_photo(article, request)
    is_whole = partner.length == Partner.Length.WHOLE
    names = [byline.author.name for byline in article.cached_bylines]
    section = [article.section.name] if article.section else []
    feed.add_item(
        title=feed_text(article.headline),
        link=url,
        description=feed_text(article.excerpt),
        unique_id=url,
        pubdate=article.published_at,
        updateddate=article.modified_at,
        author_name=feed_text(", ".join(names) or request.site_settings.name),
        categories=[feed_text(name) for name in section],
        enclosures=[Enclosure(photo.url, str(photo.bytes), "image/jpeg")] if photo else [],
        body=article_html(article, request, whole_text=is_whole),
        photo=photo,
        rights=rights,
        ended_at=None,
    )
