"""The entry to the search: from a query as it was typed to ranked articles."""

from __future__ import annotations

from typing import NamedTuple

from newsroom.search.backends.interface import SearchFilter
from newsroom.search.matching.exact_match import exact_matches
from newsroom.search.matching.fuzzy_match import fuzzy_matches
from newsroom.search.matching.ranking import Hit
from newsroom.search.query.query_parser import ParsedQuery, parse
from newsroom.thai.clean import has_thai
from newsroom.thai.keyboard import latin_keys_to_thai, thai_keys_to_latin
from newsroom.thai.provinces import province_by_latin_name


class SearchResults(NamedTuple):
    """The hits of a query in the order they are shown.

    `corrected_query` is the text that was searched instead of the typed one («แสดงผลสำหรับ …»), or
    empty. `is_fuzzy`: the hits are similar to the query but none contains all its terms.
    `has_more`: more articles match than are returned.
    """

    query: ParsedQuery
    hits: list[Hit]
    corrected_query: str = ""
    is_fuzzy: bool = False
    has_more: bool = False

    @property
    def has_unmatched_terms(self) -> bool:
        """Whether the query has words that no article contains."""
        is_inexact = self.is_fuzzy or bool(self.corrected_query)
        return bool(self.query.text) and (not self.hits or is_inexact)


def search(text: str, scope: SearchFilter, newest_first: bool = False) -> SearchResults:
    """Search for a query as it was typed; never fails, and an empty query has no results.

    In turn, until one has hits: articles with all terms; the same for another reading of the query
    (keyboard layout, Latin name of a province); articles similar to the query.
    """
    query = parse(text)
    if query.is_empty:
        return SearchResults(query, [])
    results = _search_exactly(query, scope, newest_first) or _search_fuzzily(
        query, scope, newest_first
    )
    if newest_first:
        hits = sorted(results.hits, key=lambda hit: (hit.published_at, hit.pk), reverse=True)
        return results._replace(hits=hits)
    return results


def _search_exactly(
    query: ParsedQuery, scope: SearchFilter, newest_first: bool
) -> SearchResults | None:
    """Articles with all terms of the query, or else of another reading of it; None without a hit."""
    hits, has_more = exact_matches(query, scope, newest_first)
    if separated := query.split_scripts():
        hits = _concatenate(hits, exact_matches(separated, scope, newest_first).hits)
    if hits:
        return SearchResults(query, hits, has_more=has_more)
    for reading in _other_readings(query):
        hits, has_more = exact_matches(parse(reading), scope, newest_first)
        if hits:
            return SearchResults(query, hits, corrected_query=reading, has_more=has_more)
    return None


def _search_fuzzily(query: ParsedQuery, scope: SearchFilter, newest_first: bool) -> SearchResults:
    """Articles similar to the query, after those with all terms of the correction if there is one."""
    reading = next(iter(_other_readings(query)), "")
    uses_reading = bool(reading) and not has_thai(query.text)
    matches = fuzzy_matches(parse(reading) if uses_reading else query, scope)
    hits, correction = matches.hits, matches.correction
    if correction:
        hits = _concatenate(exact_matches(parse(correction), scope, newest_first).hits, hits)
        correction = matches.shown_correction
    elif uses_reading and hits:
        correction = reading
    return SearchResults(query, hits, corrected_query=correction, is_fuzzy=bool(hits))


def _concatenate(hits: list[Hit], more: list[Hit]) -> list[Hit]:
    """The first hits, then those of the second that are not among them."""
    known = {hit.pk for hit in hits}
    return [*hits, *(hit for hit in more if hit.pk not in known)]


def _other_readings(query: ParsedQuery) -> list[str]:
    """The query typed with the other keyboard layout, and a province by its Latin name."""
    text = query.text
    if has_thai(text):
        latin = thai_keys_to_latin(text)
        return [latin] if not has_thai(latin) else []
    return [
        reading for reading in (province_by_latin_name(text), latin_keys_to_thai(text)) if reading
    ]
