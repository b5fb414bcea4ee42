"""Pages beside the news that match a query: so few that they are looked through, without an index."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from django.utils import timezone

from newsroom.body.plain_text import html_to_text
from newsroom.pages.models import Page
from newsroom.search.analyzer import folded
from newsroom.search.matching.ranking import Candidate
from newsroom.search.models import SearchDocument
from newsroom.search.query.query_parser import ParsedQuery
from newsroom.search.snippets import Fragment, highlight, highlight_pattern, snippet
from newsroom.web.page_cache.memo import memoize

# Shown above the articles; looked through at most.
MAX_SHOWN, MAX_SEARCHED = 3, 300


class PageRow(NamedTuple):
    """A page with its title and a part of its text, matches highlighted."""

    url: str
    title: list[Fragment]
    snippet: list[Fragment]


def matching_pages(query: ParsedQuery) -> list[PageRow]:
    """The public pages with every term of a query, best first."""
    if query.is_empty:
        return []
    now, pattern = timezone.now(), highlight_pattern(query)
    found = []
    for page in memoize("searched pages", _read):
        text, candidate = _prepared(page.title, page.body)
        if candidate.matches(query):
            found.append((candidate.score(query, now), page, text))
    found.sort(key=lambda match: (-match[0], match[1].pk))
    return [
        PageRow(page.get_absolute_url(), highlight(page.title, pattern), snippet(text, pattern))
        for _, page, text in found[:MAX_SHOWN]
    ]


def _read() -> list[Page]:
    return list(Page.objects.published().order_by("pk")[:MAX_SEARCHED])


@lru_cache(maxsize=MAX_SEARCHED)
def _prepared(title: str, body: str) -> tuple[str, Candidate]:
    """The plain text of a page, and its folded document, which belongs to no article."""
    text = html_to_text(body)
    document = SearchDocument(
        title=folded(title), word_offsets="", keywords="", text=f"\n{folded(text)}"
    )
    return text, Candidate(document)
