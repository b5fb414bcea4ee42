"""The sections, which every page lists in its navigation."""

from __future__ import annotations

from newsroom.articles.listings.cards import ArticleCard, cards_for
from newsroom.articles.models import Section
from newsroom.web.page_cache.memo import memoize


def cached_sections() -> list[Section]:
    """Every section, in the editors' order."""
    return memoize("sections", lambda: list(Section.objects.all()))


def section_lead(section: Section, newest: list[ArticleCard]) -> ArticleCard | None:
    """What stands first on a section's page: the story that editors chose, while it is public and
    in the section, or else the newest."""
    chosen = next(iter(cards_for([section.lead_id])), None) if section.lead_id else None
    if chosen and chosen.section and chosen.section.slug == section.slug:
        return chosen
    return next(iter(newest), None)
