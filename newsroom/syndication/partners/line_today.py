"""A partner's articles in the XML that LINE TODAY takes; times are milliseconds since 1970."""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from html import unescape
from xml.sax.xmlreader import AttributesImpl

from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.xmlutils import SimplerXMLGenerator

from newsroom.articles.listings import queries
from newsroom.articles.listings.cards import ArticleCard, cards_for
from newsroom.articles.models import Article
from newsroom.articles.querysets import LONG_TEXT_FIELDS
from newsroom.syndication.feed_items import article_html, lead_photo
from newsroom.syndication.formats.absolute_html import feed_text
from newsroom.syndication.partners.models import Partner
from newsroom.syndication.partners.selection import ENDED_TITLE, Selection
from newsroom.web.absolute_urls import absolute_url
from newsroom.web.requests import NewsroomRequest

# Until when an article may be shown, unless it is withdrawn.
SHOWN_DAYS = 365
MAX_RECOMMENDED = 3
_NO_ATTRIBUTES: AttributesImpl[str] = AttributesImpl({})
CATEGORY_WITHOUT_SECTION = "ข่าว"


def line_today_xml(partner: Partner, selection: Selection, request: NewsroomRequest) -> str:
    """The whole document."""
    changed_at = selection.changed_at or timezone.now()
    # The same content has the same id, so that nothing is taken twice.
    ids = [article.pk for article in (*selection.articles, *selection.ended)]
    name = f"{absolute_url('/', request)} {partner.pk} {changed_at.isoformat()} {ids}"
    output = io.StringIO()
    xml = SimplerXMLGenerator(output, "utf-8")
    xml.startDocument()
    xml.startElement("articles", _NO_ATTRIBUTES)
    xml.addQuickElement("UUID", str(uuid.uuid5(uuid.NAMESPACE_URL, name)))
    xml.addQuickElement("time", _milliseconds(changed_at))
    newest = _newest_of_sections(selection)
    thumbnails = _thumbnails(card.pk for cards in newest.values() for card in cards)
    for article in selection.articles:
        cards = newest.get(article.section_id, [])
        recommended = [card for card in cards if card.pk != article.pk][:MAX_RECOMMENDED]
        xml.startElement("article", _NO_ATTRIBUTES)
        _add_own(xml, article, partner, request)
        _add_recommended(xml, recommended, thumbnails, request)
        _add_source(xml, article, request)
        xml.endElement("article")
    for article in selection.ended:
        _add_ended(xml, article, request)
    xml.endElement("articles")
    xml.endDocument()
    return output.getvalue()


def _newest_of_sections(selection: Selection) -> dict[int | None, list[ArticleCard]]:
    """The newest public articles of each section; the queries grow with sections, not articles."""
    sections = {one.section_id: one.section for one in selection.articles if one.section}
    return {
        pk: cards_for(queries.articles_in_section(section).slice(0, MAX_RECOMMENDED + 1))
        for pk, section in sections.items()
    }


def _milliseconds(moment: datetime | None) -> str:
    return str(int(moment.timestamp() * 1000)) if moment else "0"


def _thumbnails(articles: Iterable[int]) -> dict[int, str]:
    """The paths of the lead photos of these articles, by article."""
    with_photo = Article.objects.filter(pk__in=[*articles]).exclude(lead_photo=None)
    rows = with_photo.select_related("lead_photo").defer(*LONG_TEXT_FIELDS)
    return {row.pk: row.lead_photo.url() for row in rows if row.lead_photo}


def _add_own(
    xml: SimplerXMLGenerator, article: Article, partner: Partner, request: NewsroomRequest
) -> None:
    start = article.published_at or timezone.now()
    section = feed_text(article.section.name) if article.section else CATEGORY_WITHOUT_SECTION
    photo = lead_photo(article, request)
    _add_head(
        xml, article, feed_text(article.headline), section, start + timedelta(days=SHOWN_DAYS)
    )
    if photo:
        xml.addQuickElement("thumbnail", photo.url)
    xml.startElement("contents", _NO_ATTRIBUTES)
    if photo:
        xml.startElement("image", _NO_ATTRIBUTES)
        if photo.text:
            xml.addQuickElement("title", photo.text)
            xml.addQuickElement("description", photo.text)
        xml.addQuickElement("url", photo.url)
        xml.addQuickElement("thumbnail", photo.url)
        xml.endElement("image")
    body = article_html(article, request, whole_text=partner.length == Partner.Length.WHOLE)
    rights = feed_text(partner.rights)
    _add_text(xml, body, rights)
    xml.endElement("contents")


def _add_source(xml: SimplerXMLGenerator, article: Article, request: NewsroomRequest) -> None:
    names = ", ".join(byline.author.name for byline in article.cached_bylines)
    xml.addQuickElement("author", feed_text(names or request.site_settings.name))
    xml.addQuickElement("sourceUrl", absolute_url(article.get_absolute_url(), request))
    if article.cached_tags:
        xml.startElement("tags", _NO_ATTRIBUTES)
        for tag in article.cached_tags:
            xml.addQuickElement("tag", feed_text(tag.name))
        xml.endElement("tags")


def _add_ended(xml: SimplerXMLGenerator, article: Article, request: NewsroomRequest) -> None:
    """Without headline and text: its end has passed, so it is taken down."""
    xml.startElement("article", _NO_ATTRIBUTES)
    _add_head(xml, article, ENDED_TITLE, CATEGORY_WITHOUT_SECTION, article.withdrawn_at)
    xml.startElement("contents", _NO_ATTRIBUTES)
    _add_text(xml, ENDED_TITLE, "")
    xml.endElement("contents")
    xml.addQuickElement("author", feed_text(request.site_settings.name))
    xml.addQuickElement("sourceUrl", absolute_url(article.get_absolute_url(), request))
    xml.endElement("article")


def _add_head(
    xml: SimplerXMLGenerator, article: Article, title: str, category: str, end: datetime | None
) -> None:
    xml.addQuickElement("ID", str(article.pk))
    xml.addQuickElement("nativeCountry", "TH")
    xml.addQuickElement("language", "th")
    xml.startElement("publishCountries", _NO_ATTRIBUTES)
    xml.addQuickElement("country", "TH")
    xml.endElement("publishCountries")
    xml.addQuickElement("startYmdtUnix", _milliseconds(article.published_at))
    xml.addQuickElement("endYmdtUnix", _milliseconds(end))
    xml.addQuickElement("title", title)
    xml.addQuickElement("category", category)
    xml.addQuickElement("publishTimeUnix", _milliseconds(article.published_at))
    xml.addQuickElement(
        "updateTimeUnix", _milliseconds(article.withdrawn_at or article.modified_at)
    )
    # Words and photos, no video.
    xml.addQuickElement("contentType", "0")


def _add_text(xml: SimplerXMLGenerator, html: str, rights: str) -> None:
    xml.startElement("text", _NO_ATTRIBUTES)
    # Escaped instead of CDATA: to XML the same, and nothing in a text can end it.
    xml.addQuickElement("content", html)
    if rights:
        xml.addQuickElement("copyright", rights)
    xml.endElement("text")


def _add_recommended(
    xml: SimplerXMLGenerator,
    cards: list[ArticleCard],
    thumbnails: dict[int, str],
    request: NewsroomRequest,
) -> None:
    if not cards:
        return
    xml.startElement("recommendArticles", _NO_ATTRIBUTES)
    for card in cards:
        xml.startElement("article", _NO_ATTRIBUTES)
        xml.addQuickElement("title", feed_text(unescape(strip_tags(card.headline_html))))
        xml.addQuickElement("url", absolute_url(card.get_absolute_url(), request))
        if thumbnail := thumbnails.get(card.pk):
            xml.addQuickElement("thumbnail", absolute_url(thumbnail, request))
        xml.endElement("article")
    xml.endElement("recommendArticles")
