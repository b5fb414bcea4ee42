"""Asking the index: every word of the query, in the title or in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import Case, Q, Value, When

from newsroom.articles.models import Article
from newsroom.articles.querysets import ArticleQuerySet
from newsroom.thai.clean import is_blank
from newsroom.thai.folding import fold

LONGEST_QUERY = 100
MOST_TERMS = 8
_TERM = re.compile(r'"([^"]+)"|(\S+)')


@dataclass(frozen=True)
class Query:
    """What a reader typed, and the folded terms we look for (all of them must be found)."""

    typed: str
    terms: tuple[str, ...]


def parse(typed: str) -> Query:
    """Read what was typed: blanks part terms, `"…"` keeps a phrase whole, the rest is cut off."""
    typed = typed.replace("\0", "")[:LONGEST_QUERY]
    found = (fold(phrase or word.replace('"', "")) for phrase, word in _TERM.findall(typed))
    terms = [term for term in dict.fromkeys(found) if not is_blank(term)]
    return Query(typed=" ".join(typed.split()), terms=tuple(terms[:MOST_TERMS]))


def search(query: Query) -> ArticleQuerySet:
    """Public stories with every term; those with all of them in the headline first, then newest."""
    if not query.terms:
        return Article.objects.none()
    anywhere, in_title = Q(), Q()
    for term in query.terms:
        title = Q(search_text__title__contains=term)
        in_title &= title
        anywhere &= title | Q(search_text__text__contains=term)
    return (
        Article.objects.published()
        .filter(anywhere)
        .annotate(place=Case(When(in_title, then=Value(0)), default=Value(1)))
        .order_by("place", "-published_at", "-id")
    )
