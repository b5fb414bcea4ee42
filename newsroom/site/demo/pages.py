"""The demo's pages: texts for those that every site has, and some more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from newsroom.body.pipeline import clean_body
from newsroom.pages.defaults import DEFAULT_PAGES
from newsroom.pages.models import Page


def load_pages(rows: list[dict[str, str]], record: Callable[[Page], Page]) -> None:
    """Write the demo's texts; new pages are recorded as the demo's."""
    about = Page.objects.filter(kind=Page.Kind.ABOUT).first()
    for row in rows:
        kind, body = row["kind"], row["body"]
        if page := Page.objects.filter(kind=kind).first():
            page.body = body
            page.save()
            continue
        status = Page.Status.PUBLISHED
        page = Page(slug=row["slug"], kind=kind, title=row["title"], body=body, status=status)
        page.parent = about
        page.save()
        record(page)


def reset_pages(rows: list[dict[str, Any]]) -> None:
    """Give the pages that every site has their own texts again, if they still have the demo's."""
    for row in rows:
        page = Page.objects.filter(kind=row["kind"]).first()
        if page and row["kind"] in DEFAULT_PAGES and page.body == clean_body(row["body"]):
            page.body = DEFAULT_PAGES[row["kind"]][1]
            page.save()
