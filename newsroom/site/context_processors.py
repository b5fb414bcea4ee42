"""Variables that every template may use."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from newsroom.articles.listings.sections import cached_sections
from newsroom.site.middleware import get_site_settings
from newsroom.web.page_cache.invalidation import current_generation


def site_settings(request: HttpRequest) -> dict[str, object]:
    """`site_settings`, and `nav_sections`: the sections of the navigation."""
    if current_generation() is not None:
        # Memoised, thus free; a lazy object would cost an indirection for each use in a template.
        return {"site_settings": get_site_settings(), "nav_sections": cached_sections()}
    return {
        "site_settings": getattr(request, "site_settings", None) or get_site_settings(),
        "nav_sections": SimpleLazyObject(cached_sections),
    }
