"""What browsers may do with our pages, and which posts we take."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

# The body editor's Tiptap writes this one fixed <style>; a browser test notices when it changes.
EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"
# The admin: our files, an import map under a nonce, pictures being uploaded.
ADMIN_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF, NONCE],
    "style-src": [SELF, EDITOR_STYLE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "frame-src": settings.VIDEO_PLAYERS,
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}
HEADERS = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class PagePolicy:
    """Security headers on every answer, and the admin's own Content-Security-Policy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class AdminPolicy:
    """Replaces the readers' Content-Security-Policy on the admin's pages; inside CSPMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith("/admin/"):
            response._csp_config = ADMIN_POLICY  # type: ignore[attr-defined]
        return response


class SameSitePosts:
    """Refuses what other sites make a reader's browser post (readers have no CSRF cookie).

    Every current browser sends `Sec-Fetch-Site`, older ones `Origin` or `Referer`; one of them
    must name this site. A post that carries none comes from no browser: there is no reader whose
    name could be misused, so it is let through, to meet the limits and the moderators.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: object) -> HttpResponse | None:
        """Runs before the view, so that a refusal is the site's own 403 page."""
        if request.method in SAFE_METHODS or _is_from_here(request):
            return None
        raise PermissionDenied("คำขอนี้ส่งมาจากเว็บไซต์อื่น")


def _is_from_here(request: HttpRequest) -> bool:
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site is not None:
        return fetch_site in ("same-origin", "none")
    for name in ("Origin", "Referer"):
        value = request.headers.get(name)
        if value is not None:
            return _is_our_origin(value, request)
    return True


def _is_our_origin(value: str, request: HttpRequest) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    ours = {request.get_host()}
    if settings.PUBLIC_URL:
        ours.add(urlsplit(settings.PUBLIC_URL).netloc)
    return parts.scheme in ("http", "https") and parts.netloc in ours
