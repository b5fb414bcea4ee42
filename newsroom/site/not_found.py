"""Which articles a reader may have looked for who asked for a path that nothing is at."""

from __future__ import annotations

import re
from urllib.parse import unquote

from django.urls import reverse
from django.utils import timezone

from newsroom.articles.listings.cards import ArticleCard, cards_for
from newsroom.search.backends.interface import SearchFilter
from newsroom.search.service import search
from newsroom.thai.clean import clean_line
from newsroom.web.rate_limits import RateLimit

MAX_SUGGESTIONS = 3
# A reader who follows old links meets a few; a robot meets thousands.
SEARCHES_PER_NETWORK = RateLimit("not-found", limit=20, seconds=600)
SEARCHES = RateLimit("not-found-all", limit=600, seconds=600)
MAX_QUERY_LENGTH = 80
# Programs are looked for by robots, not by readers.
_FILE = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_SEPARATORS = re.compile(r"[-_+.,/]+")
_WORD = re.compile(r"[ก-๙]{2,}|[A-Za-z]{3,}")


def suggested_articles(path: str, network: str | None = None) -> list[ArticleCard]:
    """Articles that the words of a path find; none if it has no words.

    Nor for who asks for one unknown address after the other, from one network or from many: a search
    costs more than any page.
    """
    query = words_of(path)
    if not query or path.startswith(reverse("admin:index")):
        return []
    if not (SEARCHES_PER_NETWORK.allow(network) and SEARCHES.allow("all")):
        return []
    hits = search(query, SearchFilter(timezone.now())).hits[:MAX_SUGGESTIONS]
    return cards_for([hit.pk for hit in hits])


def words_of(path: str) -> str:
    """The words of the last segment that has some: `น้ำท่วม ตลาด` of `/2016/08/น้ำท่วม-ตลาด/`."""
    decoded = clean_line(unquote(path, errors="ignore").replace("\0", ""))
    segments = [segment for segment in decoded.split("/") if segment]
    if len(segments) < 2 and not re.search(r"[ก-๙]", decoded) and "-" not in decoded:
        return ""
    for segment in reversed(segments):
        if _FILE.search(segment):
            return ""
        text = _SEPARATORS.sub(" ", segment).strip()
        if _WORD.search(text):
            return text[:MAX_QUERY_LENGTH]
    return ""
