"""Slugs of pages, which stand at the root: `/team/`. What other views have there is reserved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from newsroom.thai.slugs import first_free, latin_slug

MAX_SLUG_LENGTH = 80
# First segments of WordPress's own addresses, and years of archives: redirects answer there.
_FORMER_SITES = frozenset({"category", "wp-admin", "wp-content", "wp-includes", "wp-json", "page"})
_YEAR = re.compile(r"(?:19|2[0-6])\d\d")
# The beginning of a URL pattern, up to its first parameter.
_LITERAL = re.compile(r"\^?([\w.-]+)")


def is_reserved(slug: str) -> bool:
    """Whether something else of the site is, or may be, at the address of a page with this slug."""
    return slug.lower() in reserved_slugs() or bool(_YEAR.fullmatch(slug))


def reserved_slugs() -> frozenset[str]:
    """The first segments of all addresses of the site."""
    folders = (settings.STATIC_URL, settings.MEDIA_URL)
    own = {folder.strip("/").split("/")[0] for folder in folders if folder.startswith("/")}
    return frozenset(_first_segments(get_resolver().url_patterns)) | own | _FORMER_SITES


def _first_segments(patterns: Iterable[object]) -> Iterator[str]:
    for pattern in patterns:
        route = str(pattern.pattern)  # type: ignore[attr-defined]
        if match := _LITERAL.match(route):
            yield match[1].lower()
        elif isinstance(pattern, URLResolver) and not route:
            yield from _first_segments(pattern.url_patterns)


def suggested_slug(text: str, taken: Iterable[str]) -> str:
    """A free slug for a title: romanised; "info" if nothing is left of it."""
    known = set(taken)
    base = latin_slug(text)[: MAX_SLUG_LENGTH - 5].strip("-") or "info"
    return first_free(base, lambda slug: slug in known or is_reserved(slug))
