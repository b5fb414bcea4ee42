"""URLs with scheme and host, percent-encoded, for feeds, sitemaps and e-mail (T-X1)."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.encoding import iri_to_uri


def base_url(request: HttpRequest | None = None) -> str:
    """Scheme and host without a slash at the end: NEWSROOM_URL, else those of the request."""
    if settings.PUBLIC_URL:
        return settings.PUBLIC_URL
    if request is None:
        host = settings.ALLOWED_HOSTS[0]
        return f"{'https' if settings.HTTPS_ONLY else 'http'}://{host}"
    return f"{request.scheme}://{request.get_host()}"


def absolute_url(path: str, request: HttpRequest | None = None) -> str:
    """`path` below `base_url`, percent-encoded once; an absolute URL is only encoded."""
    if path.startswith(("https://", "http://")):
        return iri_to_uri(path)
    return base_url(request) + iri_to_uri(path)
