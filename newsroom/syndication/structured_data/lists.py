"""Lists of articles: sections, tags, authors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Model
from django.http import HttpRequest

from newsroom.articles.models import Author, Section, Tag
from newsroom.syndication.structured_data.images import image_object
from newsroom.syndication.structured_data.site import home_url, publisher
from newsroom.web.absolute_urls import absolute_url

if TYPE_CHECKING:
    from newsroom.site.models import SiteSettings


def list_page(
    about: Model | None, description: str, site_settings: SiteSettings, request: HttpRequest
) -> dict[str, object] | None:
    """The page of a section or tag as `CollectionPage`, that of an author as `ProfilePage`."""
    if isinstance(about, Author):
        return {
            **_page("ProfilePage", about, site_settings, request),
            "mainEntity": person(about, site_settings, request),
        }
    if isinstance(about, Section | Tag):
        page = _page("CollectionPage", about, site_settings, request)
        return {**page, "description": description} if description else page
    return None


def _page(
    page_type: str, about: Author | Section | Tag, site_settings: SiteSettings, request: HttpRequest
) -> dict[str, object]:
    home = absolute_url(home_url(), request)
    return {
        "@context": "https://schema.org",
        "@type": page_type,
        "name": about.name,
        "url": absolute_url(about.get_absolute_url(), request),
        "inLanguage": "th",
        "isPartOf": {"@type": "WebSite", "name": site_settings.name, "url": home},
    }


def person(author: Author, site_settings: SiteSettings, request: HttpRequest) -> dict[str, object]:
    """An author as `Person`, with what their page says."""
    data: dict[str, object] = {
        "@type": "Person",
        "name": author.name,
        "url": absolute_url(author.get_absolute_url(), request),
    }
    if author.job_title:
        data["jobTitle"] = author.job_title
    if author.bio:
        data["description"] = author.bio
    if author.photo and (image := image_object(author.photo, site_settings, request)):
        data["image"] = image
    if author.is_current:
        data["worksFor"] = publisher(site_settings, request)
    return data
