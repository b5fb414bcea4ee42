"""`{% load seo %}`: the metadata in a page's head, for search engines, LINE and Facebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.db.models import Model

from newsroom.articles.models import Article, Section, Tag
from newsroom.body.plain_text import html_to_text
from newsroom.images.models import Photo
from newsroom.images.share_cards.drawing import HEIGHT, WIDTH
from newsroom.pages.models import Page
from newsroom.places.registry import Place
from newsroom.syndication.models import ShareCard
from newsroom.syndication.structured_data.articles import news_article, schema_type
from newsroom.syndication.structured_data.lists import list_page
from newsroom.syndication.structured_data.pages import web_page
from newsroom.syndication.structured_data.script import json_ld
from newsroom.syndication.structured_data.site import home_url, website
from newsroom.thai.clean import clean_line
from newsroom.thai.dates import iso_bangkok
from newsroom.thai.truncation import MAX_DESCRIPTION_GRAPHEMES, MAX_TITLE_GRAPHEMES, truncate
from newsroom.web.absolute_urls import absolute_url

if TYPE_CHECKING:
    from newsroom.site.models import SiteSettings

register = template.Library()
register.filter(schema_type)
# Characters of a page's HTML, and of its text, that its description is made of.
MAX_BODY_READ, MAX_DESCRIPTION_SOURCE = 8_000, 2_000


@register.inclusion_tag("syndication/_meta.html", takes_context=True)
def article_meta(context: dict[str, Any], article: Article) -> dict[str, Any]:
    """Title, canonical URL, Open Graph tags and JSON-LD of an article's page."""
    request, site_settings = context["request"], context["site_settings"]
    if context.get("preview"):
        return {"title": article.headline, "site_name": site_settings.name, "noindex": True}
    meta = _meta(
        context,
        title=article.short_headline,
        description=article.short_excerpt,
        path=article.get_absolute_url(),
    )
    meta |= {
        "whole_title": article.meta_title or article.headline,
        "type": "article",
        "published": iso_bangkok(article.published_at) if article.published_at else "",
        "modified": iso_bangkok(article.modified_at) if article.modified_at else "",
        "section": article.section.name if article.section else "",
        "tags": [tag.name for tag in article.cached_tags],
        "authors": [
            absolute_url(byline.author.get_absolute_url(), request)
            for byline in article.cached_bylines
        ],
        "json_ld": json_ld(news_article(article, site_settings, request)),
    }
    meta["image"] = _photo_image(context, article.lead_photo) or _card_image(context, article)
    return meta


@register.inclusion_tag("syndication/_meta.html", takes_context=True)
def page_meta(
    context: dict[str, Any],
    title: str = "",
    description: str = "",
    path: str = "",
    feed: str = "",
    noindex: bool = False,
    about: Model | Place | None = None,
) -> dict[str, Any]:
    """Title, canonical URL and Open Graph tags of any other page; `path` includes `?page=`, if any.

    `about`: the section, tag, author, place or page that it shows, which may have a share card of its own.
    """
    request, site_settings = context["request"], context["site_settings"]
    meta = _meta(
        context,
        title=truncate(title, MAX_TITLE_GRAPHEMES),
        description=truncate(
            description or _list_description(title, site_settings), MAX_DESCRIPTION_GRAPHEMES
        ),
        path=path or request.path,
    )
    meta |= {"whole_title": title, "type": "website", "feed": feed, "noindex": noindex}
    photo = about.photo if isinstance(about, Section | Tag) else None
    meta["image"] = _photo_image(context, photo) or _card_image(context, about)
    if path == home_url():
        meta["json_ld"] = json_ld(website(site_settings, request))
    elif data := list_page(about, description, site_settings, request):
        meta["json_ld"] = json_ld(data)
    return meta


@register.inclusion_tag("syndication/_meta.html", takes_context=True)
def static_page_meta(context: dict[str, Any], page: Page) -> dict[str, Any]:
    """Title, description and JSON-LD of a page beside the news."""
    request, site_settings = context["request"], context["site_settings"]
    if context.get("preview"):
        return {"title": page.title, "site_name": site_settings.name, "noindex": True}
    text = clean_line(html_to_text(page.body[:MAX_BODY_READ])[:MAX_DESCRIPTION_SOURCE])
    meta = page_meta(
        context, title=page.title, description=text, path=page.get_absolute_url(), about=page
    )
    data = web_page(page, context.get("above", []), site_settings, request)
    return {**meta, "json_ld": json_ld(data)}


def _list_description(title: str, site_settings: SiteSettings) -> str:
    """What a page without a text of its own says of itself."""
    if not title:
        return site_settings.tagline or site_settings.name
    tagline = f" {site_settings.tagline}" if site_settings.tagline else ""
    return f"{title} — {site_settings.name}{tagline}"


def _photo_image(context: dict[str, Any], photo: Photo | None) -> dict[str, Any] | None:
    """A photo, cut for shared links; None without one."""
    rendition = photo.largest("share") if photo else None
    if photo is None or rendition is None:
        return None
    url = absolute_url(photo.url("share"), context["request"])
    size = {"width": rendition["width"], "height": rendition["height"]}
    return {"url": url, **size, "alt": photo.alt}


def _card_image(context: dict[str, Any], about: Model | Place | None) -> dict[str, Any] | None:
    """The share card of a page; None while none is made."""
    kind, pk = ShareCard.Kind.SITE.value, 0
    if isinstance(about, Model):
        kind, pk = about._meta.model_name or "", about.pk
    card = ShareCard.objects.best_for(kind, pk)
    if card is None:
        return None
    url = absolute_url(card.url, context["request"])
    return {"url": url, "width": WIDTH, "height": HEIGHT, "alt": card.text}


def _meta(context: dict[str, Any], *, title: str, description: str, path: str) -> dict[str, Any]:
    return {
        "title": title,
        "description": description,
        "site_name": context["site_settings"].name,
        "canonical": absolute_url(path, context["request"]),
        "base": absolute_url(home_url(), context["request"]),
    }
