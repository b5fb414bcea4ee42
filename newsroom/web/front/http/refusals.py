"""Responses of a front process itself: static Thai pages, without Django or a database."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from newsroom.web.http_server.messages import Response

RETRY_AFTER_SECONDS = 5


@cache
def refusal(status: int) -> Response:
    """The page of an error; 503 tells when to try again."""
    path = Path(settings.BASE_DIR) / "templates" / "errors" / f"{status}.html"
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    if status == 503:
        headers.append(("Retry-After", str(RETRY_AFTER_SECONDS)))
    return Response(status, headers, path.read_bytes())
