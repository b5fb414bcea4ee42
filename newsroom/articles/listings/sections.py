"""The sections, which every page lists in its navigation."""

from __future__ import annotations

from newsroom.articles.models import Section
from newsroom.web.page_cache.memo import memoize


def cached_sections() -> list[Section]:
    """Every section, in the editors' order."""
    return memoize("sections", lambda: list(Section.objects.all()))
