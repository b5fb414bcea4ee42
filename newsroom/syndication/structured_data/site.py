"""The publisher and the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse

from newsroom.pages.models import Page
from newsroom.pages.site_pages import paths_by_kind
from newsroom.syndication.structured_data.images import pixels
from newsroom.web.absolute_urls import absolute_url
from newsroom.web.url_templates import UrlTemplate

if TYPE_CHECKING:
    from newsroom.site.models import SiteSettings

# Needed several times by every page.
home_url = UrlTemplate("site:home")

# Properties of the publisher, and the kind of the page that each names.
POLICY_KINDS = {
    "publishingPrinciples": Page.Kind.ETHICS,
    "ethicsPolicy": Page.Kind.ETHICS,
    "correctionsPolicy": Page.Kind.CORRECTIONS,
    "ownershipFundingInfo": Page.Kind.OWNERSHIP,
    "masthead": Page.Kind.TEAM,
}


def publisher(site_settings: SiteSettings, request: HttpRequest) -> dict[str, object]:
    """The site as `NewsMediaOrganization`."""
    data: dict[str, object] = {
        "@type": "NewsMediaOrganization",
        "name": site_settings.name,
        "url": absolute_url(home_url(), request),
    }
    # The icon is square, as search engines show it; a logo is shown whole.
    brand = site_settings.icon or site_settings.logo
    if brand and (file := brand.largest()):
        data["logo"] = {
            "@type": "ImageObject",
            "url": absolute_url(brand.url(), request),
            "width": pixels(file["width"]),
            "height": pixels(file["height"]),
        }
    if social_urls := [url for _, url in site_settings.social_links]:
        data["sameAs"] = social_urls
    paths = paths_by_kind()
    data |= {
        name: absolute_url(paths[kind], request)
        for name, kind in POLICY_KINDS.items()
        if kind in paths
    }
    return data


def website(site_settings: SiteSettings, request: HttpRequest) -> dict[str, object]:
    """The site as `WebSite`, with its search."""
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": site_settings.name,
        "url": absolute_url(home_url(), request),
        "inLanguage": "th",
        "publisher": publisher(site_settings, request),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": absolute_url(reverse("search:search"), request)
                + "?q={search_term_string}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumbs(line: list[tuple[str, str]], request: HttpRequest) -> dict[str, object]:
    """The way to a page, as the page shows it: names and paths."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": name,
                "item": absolute_url(path, request),
            }
            for position, (name, path) in enumerate(line, start=1)
        ],
    }
