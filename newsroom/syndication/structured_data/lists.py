"""Lists of articles: sections, tags, authors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Model
from django.http import HttpRequest

from newsroom.articles.models import Author, Section, Tag
from newsroom.articles.public_urls import place_url
from newsroom.places.registry import Place
from newsroom.syndication.structured_data.images import image_object
from newsroom.syndication.structured_data.site import home_url, publisher
from newsroom.web.absolute_urls import absolute_url

if TYPE_CHECKING:
    from newsroom.site.models import SiteSettings


def list_page(
    about: Model | Place | None, description: str, site_settings: SiteSettings, request: HttpRequest
) -> dict[str, object] | None:
    """The page of a section, tag or place as `CollectionPage`, that of an author as `ProfilePage`."""
    if isinstance(about, Author):
        return {
            **_page("ProfilePage", about.name, about.get_absolute_url(), site_settings, request),
            "mainEntity": person(about, site_settings, request),
        }
    if isinstance(about, Section | Tag):
        path = about.get_absolute_url()
        page = _page("CollectionPage", about.name, path, site_settings, request)
        if description:
            page["description"] = description
        if about.photo and (image := image_object(about.photo, site_settings, request)):
            page["image"] = image
        return page
    if isinstance(about, Place):
        path = place_url(code=about.code)
        return _page("CollectionPage", about.label, path, site_settings, request)
    return None


def _page(
    page_type: str, name: str, path: str, site_settings: SiteSettings, request: HttpRequest
) -> dict[str, object]:
    home = absolute_url(home_url(), request)
    return {
        "@context": "https://schema.org",
        "@type": page_type,
        "name": name,
        "url": absolute_url(path, request),
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
