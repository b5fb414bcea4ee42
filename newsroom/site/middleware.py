"""The site's settings on each request; a page for errors that have none."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from newsroom.site import errors
from newsroom.site.models import SiteSettings
from newsroom.syndication.crawlers import add_robots_tag
from newsroom.web.page_cache.memo import memoize
from newsroom.web.requests import NewsroomRequest


class SiteSettingsMiddleware:
    """Sets `request.site_settings`, so that apps below `site` need not import its models.

    Lazy: a request that uses no settings makes no query. Pages of readers say in a header what the
    settings allow programs of AI companies.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: NewsroomRequest) -> HttpResponse:
        request.site_settings = cast(SiteSettings, SimpleLazyObject(get_site_settings))
        response = self.get_response(request)
        if response.status_code == 200 and "public" in response.get("Cache-Control", ""):
            add_robots_tag(response, request.site_settings.ai_policy)
        return response


class MethodNotAllowedMiddleware:
    """Gives a 405, which Django's decorators answer without a body, a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            response.content = errors.method_not_allowed().content
        return response


def get_site_settings() -> SiteSettings:
    """The current settings, read once in each generation of the page cache."""
    return memoize("site settings", SiteSettings.get_current)
