"""Exact matches: boolean AND retrieval of documents that contain every term of a query."""

from __future__ import annotations

from typing import NamedTuple

from newsroom.search.analyzer import sample_trigrams
from newsroom.search.backends import get_backend
from newsroom.search.backends.interface import SearchFilter, TrigramQuery
from newsroom.search.matching.ranking import Candidate, Hit
from newsroom.search.models import SearchDocument
from newsroom.search.query.query_parser import ParsedQuery

# How many documents one query to the backend may bring; a search makes up to three.
MAX_FROM_TITLES = 80
MAX_FROM_TEXTS = 140
MAX_NEWEST = 300


class ExactMatches(NamedTuple):
    """Documents with all terms, best first; `has_more`: older ones were not looked at."""

    hits: list[Hit]
    has_more: bool = False


def exact_matches(
    query: ParsedQuery, scope: SearchFilter, newest_first: bool = False
) -> ExactMatches:
    """Every document with all terms; of very many the best and the newest."""
    if query.is_empty:
        return ExactMatches([])
    terms = _trigram_query([term.variants for term in query.terms])
    if terms is None:
        return ExactMatches([])
    match_all = get_backend().match_all
    if newest_first:
        ids = set(match_all("text", terms, scope, MAX_NEWEST, newest_first=True))
        has_more = len(ids) == MAX_NEWEST
    else:
        ids = set(match_all("text", terms, scope, MAX_FROM_TEXTS))
        has_more = len(ids) == MAX_FROM_TEXTS
        ids.update(match_all("title", terms, scope, MAX_FROM_TITLES))
        if len(query.terms) > 1 and len(ids) >= MAX_FROM_TITLES:
            # Older documents with the terms side by side are better than newer ones without.
            joined = _trigram_query([query.concatenations])
            if joined is not None:
                ids.update(match_all("text", joined, scope, MAX_FROM_TEXTS))
    hits = [
        Hit(
            candidate.document.pk, candidate.score(query, scope.at), candidate.document.published_at
        )
        for candidate in candidates(ids)
        if candidate.matches(query)
    ]
    return ExactMatches(sorted(hits, key=lambda hit: (-hit.score, -hit.pk)), has_more)


def candidates(ids: set[int]) -> list[Candidate]:
    """The documents of these articles."""
    return [Candidate(document) for document in SearchDocument.objects.filter(pk__in=ids)]


def _trigram_query(terms: list[tuple[str, ...]]) -> TrigramQuery | None:
    """The trigrams to look for, given the variants of each term; None when nothing can match.

    A term of two characters is found by all trigrams that begin with them. Next to longer terms it
    is left out, and decided when the candidates are verified.
    """
    long_terms = [variants for variants in terms if min(map(len, variants)) > 2]
    if long_terms:
        return [[sample_trigrams(variant) for variant in variants] for variants in long_terms]
    query: TrigramQuery = []
    for variants in terms:
        alternatives: list[list[str]] = []
        for variant in variants:
            if len(variant) > 2:
                alternatives.append(sample_trigrams(variant))
            else:
                prefixed = get_backend().trigrams_with_prefix(variant)
                alternatives += [[gram] for gram in prefixed]
        if not alternatives:
            return None
        query.append(alternatives)
    return query
