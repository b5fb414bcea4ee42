"""Absolute addresses, in ASCII, for whoever is not a browser on our page (T-X1)."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.encoding import iri_to_uri


def base(request: HttpRequest | None = None) -> str:
    """`https://paper.example`: NEWSROOM_URL, else the request's own host; no slash at the end."""
    if settings.PUBLIC_URL:
        return settings.PUBLIC_URL
    if request is None:
        host = settings.ALLOWED_HOSTS[0]
        return f"{'https' if settings.SECURE else 'http'}://{host}"
    return f"{request.scheme}://{request.get_host()}"


def absolute(path: str, request: HttpRequest | None = None) -> str:
    """`path` with scheme and host, percent-encoded once; an absolute address is only encoded."""
    if path.startswith(("https://", "http://")):
        return iri_to_uri(path)
    return base(request) + iri_to_uri(path)
