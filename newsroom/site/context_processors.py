"""Variables that every template may use."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from newsroom.articles.listings.sections import cached_sections
from newsroom.pages.menus import menu_links
from newsroom.pages.site_pages import paths_by_kind
from newsroom.site.middleware import get_site_settings
from newsroom.web.page_cache.invalidation import current_generation


def site_settings(request: HttpRequest) -> dict[str, object]:
    """The site's settings, and what the navigation is made of.

    `nav_sections`: the sections; `menus`: the lines of each menu, by place; `page_paths`: the path
    of the page of each kind (`contact`, `privacy` …).
    """
    if current_generation() is not None:
        # Memoised, thus free; a lazy object would cost an indirection for each use in a template.
        return {
            "site_settings": get_site_settings(),
            "nav_sections": cached_sections(),
            "menus": menu_links(),
            "page_paths": paths_by_kind(),
        }
    return {
        "site_settings": getattr(request, "site_settings", None) or get_site_settings(),
        "nav_sections": SimpleLazyObject(cached_sections),
        "menus": SimpleLazyObject(menu_links),
        "page_paths": SimpleLazyObject(paths_by_kind),
    }
