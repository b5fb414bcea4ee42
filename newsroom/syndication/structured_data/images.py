"""Photos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

from newsroom.images.models import Photo
from newsroom.web.absolute_urls import absolute_url

if TYPE_CHECKING:
    from newsroom.site.models import SiteSettings


def image_object(
    photo: Photo, site_settings: SiteSettings, request: HttpRequest
) -> dict[str, object]:
    """A photo as `ImageObject`, with its caption and whom it is from; empty without a rendition."""
    file = photo.largest()
    if file is None:
        return {}
    url = absolute_url(photo.url(), request)
    data: dict[str, object] = {
        "@type": "ImageObject",
        "url": url,
        "contentUrl": url,
        "width": pixels(file["width"]),
        "height": pixels(file["height"]),
    }
    if photo.caption:
        data["caption"] = photo.caption
    if photo.credit:
        is_ours = photo.credit in (site_settings.name, site_settings.publisher)
        data["creditText"] = photo.credit
        data["creator"] = {
            "@type": "NewsMediaOrganization" if is_ours else "Person",
            "name": photo.credit,
        }
    return data


def pixels(count: int) -> str:
    """A length as schema.org's `Distance` writes it."""
    return f"{count} px"
