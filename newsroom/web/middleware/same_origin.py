"""Cross-site request forgery protection without a cookie."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class SameOriginPostMiddleware:
    """Refuses unsafe requests that a page of another site makes a reader's browser send.

    Readers' pages are cached and carry no CSRF cookie. Every current browser sends
    `Sec-Fetch-Site`, older ones `Origin` or `Referer`; the first of them that is there must name
    this site. A request with none of them comes from no browser, so nobody's session can be
    misused: it passes, to meet the rate limits and the moderators.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: object) -> HttpResponse | None:
        """Raises here and not in `__call__`, so that the response is the site's own 403 page."""
        if request.method in SAFE_METHODS or _is_same_origin(request):
            return None
        raise PermissionDenied("คำขอนี้ส่งมาจากเว็บไซต์อื่น")


def _is_same_origin(request: HttpRequest) -> bool:
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site is not None:
        return fetch_site in ("same-origin", "none")
    for name in ("Origin", "Referer"):
        url = request.headers.get(name)
        if url is not None:
            return _is_own_origin(url, request)
    return True


def _is_own_origin(url: str, request: HttpRequest) -> bool:
    """Whether scheme, host and port are those of the request or of NEWSROOM_URL."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    own = {(request.scheme, request.get_host())}
    if settings.PUBLIC_URL:
        public = urlsplit(settings.PUBLIC_URL)
        own.add((public.scheme, public.netloc))
    return (parts.scheme, parts.netloc) in own
