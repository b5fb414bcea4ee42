"""The pages of the site without their texts, read once in each generation of the page cache."""

from __future__ import annotations

from django.urls import reverse

from newsroom.pages.models import Page
from newsroom.web.page_cache.memo import memoize


def all_pages() -> list[Page]:
    """Every page in any state, by title."""
    return memoize("pages", lambda: list(Page.objects.without_text()))


def public_pages() -> list[Page]:
    """The pages that readers see, by title."""
    return [page for page in all_pages() if page.is_published]


def slugs() -> set[str]:
    """The slugs of all pages, whatever their state."""
    return {page.slug for page in all_pages()}


def draft_slugs() -> set[str]:
    """The slugs of pages that readers are not to know of."""
    return {page.slug for page in all_pages() if page.is_draft}


def paths_by_kind() -> dict[str, str]:
    """The path of the public page of each kind; one of another kind is in no such place."""
    other = Page.Kind.OTHER.value
    return {page.kind: page.get_absolute_url() for page in public_pages() if page.kind != other}


def contact_path() -> str:
    """Where readers find how to reach the paper: its contact page, else the front page."""
    return paths_by_kind().get(Page.Kind.CONTACT, reverse("site:home"))
