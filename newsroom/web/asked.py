"""What a request asks for: which of its parts make another page, and in which encoding."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.conf import settings

from newsroom.web.proxies import scheme

# The parameters that make another page. All others (fbclid, utm_…) are taken away before the page
# is made, so that they share it and can leave nothing behind in it.
LISTS = frozenset({"page"})
PARAMETERS = {
    # The former site's short addresses (newsroom.transfer.redirects).
    "/": frozenset({"p", "page_id", "cat", "tag", "author", "attachment_id"}),
    "/search/": frozenset({"q", "page", "section", "author", "from", "to", "sort"}),
    "/search/suggest": frozenset({"q"}),
    "/sitemap-authors.xml": frozenset({"p"}),
    "/sitemap-tags.xml": frozenset({"p"}),
}
# Never kept, and never touched.
NOT_PAGES = ("/admin/", "/media/", "/static/", "/healthz")
# Longer ones are somebody's experiments.
LONGEST = 1500
ENCODINGS = ("br", "gzip", "identity")

Key = tuple[str, str, str, str]


def key_of(environ: dict[str, Any]) -> Key | None:
    """What tells one page from another: scheme, host, path, query; None for what is no page.

    Whoever is signed in, or is about to be, never meets a kept page.
    """
    path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or path.startswith(NOT_PAGES):
        return None
    if len(path) + len(query) > LONGEST or is_somebody(environ.get("HTTP_COOKIE", "")):
        return None
    host = environ.get("HTTP_HOST", "").lower()
    return scheme(environ), host, path, canonical_query(path, query) if query else ""


def is_somebody(cookies: str) -> bool:
    """Whether these cookies may make a page another one: a session, a form's token, a message."""
    return bool(cookies) and any(
        name in cookies
        for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages")
    )


@lru_cache(maxsize=2048)
def canonical_query(path: str, query: str) -> str:
    """The parameters that count, in one order; of a repeated one the last, as Django reads it."""
    wanted = PARAMETERS.get(path, LISTS)
    if not query.isascii():
        # WSGI hands over raw bytes as Latin-1; what was typed without encoding is UTF-8.
        query = query.encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        found = dict(parse_qsl(query, keep_blank_values=True, max_num_fields=50))
    except ValueError:
        return ""
    return urlencode(sorted((name, value) for name, value in found.items() if name in wanted))


@lru_cache(maxsize=512)
def encoding_of(accepted: str) -> str:
    """The best of ours in an Accept-Encoding header (RFC 9110, 12.5.3); `br` wins a draw."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, parameter = part.partition(";")
        quality = parameter.strip().removeprefix("q=") if parameter else "1"
        try:
            weights[name.strip()] = float(quality)
        except ValueError:
            weights[name.strip()] = 0.0
    others = weights.get("*", 0.0)
    # Identity is always good, but only as the last choice.
    best = max(ENCODINGS[:2], key=lambda name: weights.get(name, others))
    return best if weights.get(best, others) > 0 else "identity"


def matches(if_none_match: str, etag: str) -> bool:
    """Whether the reader has this very page already."""
    asked = [one.strip().removeprefix("W/") for one in if_none_match.split(",")]
    return etag in asked or "*" in asked
