"""Pages beside the news."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

from newsroom.pages.models import Page
from newsroom.syndication.structured_data.site import breadcrumbs, publisher
from newsroom.thai.dates import iso_bangkok
from newsroom.web.absolute_urls import absolute_url

if TYPE_CHECKING:
    from newsroom.site.models import SiteSettings

PAGE_TYPES = {
    Page.Kind.ABOUT.value: "AboutPage",
    Page.Kind.TEAM.value: "AboutPage",
    Page.Kind.CONTACT.value: "ContactPage",
}


def web_page(
    page: Page, above: list[Page], site_settings: SiteSettings, request: HttpRequest
) -> dict[str, object]:
    """A page beside the news as what its kind says, and where it stands below others."""
    url = absolute_url(page.get_absolute_url(), request)
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": PAGE_TYPES.get(page.kind, "WebPage"),
        "name": page.title,
        "url": url,
        "inLanguage": "th",
        "dateModified": iso_bangkok(page.updated_at),
        "publisher": publisher(site_settings, request),
    }
    if page.published_at:
        data["datePublished"] = iso_bangkok(page.published_at)
    if above:
        line = [(one.title, one.get_absolute_url()) for one in [*above, page]]
        data["breadcrumb"] = breadcrumbs(line, request)
    return data
