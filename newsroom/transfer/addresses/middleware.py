"""Answers old URLs where no view of ours has them."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property

from newsroom.transfer.addresses.counts import counter
from newsroom.transfer.addresses.paths import normalise_path, short_params
from newsroom.transfer.addresses.resolver import find_new_address

# A path that no view has and no browser asks for.
NO_PAGE = "/?/"
# Views whose 404 says that a slug or an id is unknown.
PAGES_BY_SLUG = {f"articles:{name}" for name in ("article", "section", "tag", "author")}
PAGES_BY_SLUG.add("pages:page")


class RedirectFallbackMiddleware:
    """Answers with where an old URL leads, if no view has it (status 404): 301, or 302 until public.

    A short URL (`/?p=12`) never shows the front page: what is not known is 404. An old URL that
    looks like a story of ours with a tail (`/news/7/slug/`) is asked for before ours answers.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or request.path.startswith(self._own_prefixes):
            return self.get_response(request)
        if request.path == "/" and short_params(request.GET.urlencode()):
            return self._redirect(request) or self._not_found(request)
        response = self.get_response(request)
        if response.status_code == 404 or self._is_tail_of_article(request, response):
            answer = self._redirect(request)
            if answer is None and response.status_code == 404:
                self._count_missing(request)
            return answer or response
        return response

    def _count_missing(self, request: HttpRequest) -> None:
        """Count the path, unless a view of ours refused it: it may hold a token."""
        match = request.resolver_match
        if match is None or match.view_name in PAGES_BY_SLUG:
            counter.count_missing(normalise_path(request.path))

    @cached_property
    def _own_prefixes(self) -> tuple[str, ...]:
        prefixes = (reverse("admin:index"), settings.STATIC_URL, settings.MEDIA_URL)
        return tuple(prefix for prefix in prefixes if prefix.startswith("/"))

    def _is_tail_of_article(self, request: HttpRequest, response: HttpResponse) -> bool:
        match = request.resolver_match
        return (
            response.status_code == 301
            and match is not None
            and match.view_name == "articles:article_redirect"
        )

    def _redirect(self, request: HttpRequest) -> HttpResponse | None:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        new = find_new_address(f"{quote(request.path)}{query}")
        if new is None:
            return None
        if new.redirect_id is not None:
            counter.count_redirect(new.redirect_id)
        if new.is_gone:
            return render(request, "errors/410.html", status=410)
        answer = HttpResponsePermanentRedirect if new.is_permanent else HttpResponseRedirect
        return answer(new.url)

    def _not_found(self, request: HttpRequest) -> HttpResponse:
        """The site's page for a 404, as a view's Http404 makes it."""
        request.path = request.path_info = NO_PAGE
        return self.get_response(request)
