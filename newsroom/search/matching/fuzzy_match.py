"""Fuzzy matches: the documents most similar to a query when none contains all its terms.

The rarest trigrams of the query select candidates. They are ranked by how much of the query they
cover, weighted by inverse document frequency (idf), and the best then by edit distance.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from newsroom.search.analyzer import MAX_QUERY_TRIGRAMS, strip_spaces, trigrams
from newsroom.search.backends import get_backend
from newsroom.search.backends.interface import SearchFilter
from newsroom.search.matching.alignment import (
    MAX_ALIGNED_LENGTH,
    FuzzyMatches,
    rerank_by_edit_distance,
)
from newsroom.search.matching.exact_match import candidates
from newsroom.search.matching.ranking import Candidate
from newsroom.search.models import SearchDocument
from newsroom.search.query.query_parser import ParsedQuery
from newsroom.web.page_cache.memo import memoize


@dataclass(frozen=True)
class FuzzyWeights:
    """What each feature adds to the score of a fuzzy match; every feature is between 0 and 1.

    Tuned on real queries with `tests.bench.search_evaluation`.
    """

    # The share of the query's trigrams, by idf, that the document has: of the rarest ones only,
    # of all, of all in its title.
    rare_trigrams: float = 0.3
    trigrams: float = 1.0
    trigrams_in_title: float = 0.5
    # The share of the query's terms, by weight, that the document or its title has.
    terms: float = 0.7
    terms_in_title: float = 0.5
    # The whole title is part of the query, as with the titles of an encyclopedia.
    title_in_query: float = 1.2
    # The document has all trigrams that one wrong character would leave.
    one_error: float = 0.2


WEIGHTS = FuzzyWeights()
MIN_QUERY_LENGTH = 5
# Candidates are selected by at most this many trigrams, rarest first. After the first few, one that
# too many documents have, alone or with those before it, costs more time than it tells.
MAX_RARE_TRIGRAMS = 10
MIN_RARE_TRIGRAMS = 3
MAX_COMMON_SHARE = 0.25
MAX_POSTINGS = 8_000
MAX_TITLE_TRIGRAMS = 15
MAX_FROM_TEXTS = 60
MAX_FROM_TITLES = 40
# Candidates with one error, and the positions where it is assumed.
MAX_ONE_ERROR_MATCHES = 60
MAX_ERROR_POSITIONS = 12
# A document with a smaller share of the query's trigrams, by idf, is not similar to it.
MIN_COVERAGE = 0.4
# In characters: shorter titles are part of queries by chance; longer ones weigh no more than this.
MIN_TITLE_IN_QUERY = 4
FULL_WEIGHT_TITLE_LENGTH = 8

# Words that ask and do not describe what is asked for.
_QUESTION_WORDS = re.compile(
    "คืออะไร|เพราะอะไร|อะไร|อย่างไร|ยังไง|ที่ไหน|เท่าไหร่|เท่าไร|เท่าใด|เมื่อไหร่|เมื่อไร|เมื่อใด|ใคร|ทำไม"
    r"|หรือไม่|หรือเปล่า|(?:บ้าง|ไหน|ใด|ไหม|มั้ย|ครับ|ค่ะ|คะ|หน่อย)*[?\s]*$"
)


class _QueryStatistics(NamedTuple):
    """The query's trigrams by rarity, with document frequency and idf of those that occur.

    `total_idf` and `missing_idf` sum up the idf of those, and of trigrams that no document has.
    """

    frequencies: dict[str, int]
    by_rarity: list[str]
    idf: dict[str, float]
    total_idf: float
    missing_idf: float
    documents: int


def fuzzy_matches(query: ParsedQuery, scope: SearchFilter) -> FuzzyMatches:
    """The documents most similar to a query, and what it is a misspelling of."""
    pattern = strip_spaces(query.folded)
    if len(pattern) < MIN_QUERY_LENGTH:
        return FuzzyMatches([])
    subject = strip_spaces(_QUESTION_WORDS.sub("", query.folded))
    statistics = _statistics(trigrams(subject) or trigrams(pattern))
    if not statistics.by_rarity:
        return FuzzyMatches([])
    backend = get_backend()
    weights = {gram: statistics.idf[gram] for gram in _select_rare_trigrams(statistics)}
    title_weights = {
        gram: statistics.idf[gram] for gram in statistics.by_rarity[:MAX_TITLE_TRIGRAMS]
    }
    by_text = dict(backend.match_any_weighted("text", weights, scope, MAX_FROM_TEXTS))
    by_title = backend.match_any_weighted("title", title_weights, scope, MAX_FROM_TITLES)
    one_error: set[int] = set()
    if len(pattern) <= MAX_ALIGNED_LENGTH:
        variants = _trigram_sets_with_one_error(pattern, statistics.frequencies)
        if variants:
            one_error = set(backend.match_all("text", [variants], scope, MAX_ONE_ERROR_MATCHES))
    scored: list[tuple[float, Candidate]] = []
    for candidate in candidates({*by_text, *(pk for pk, _ in by_title), *one_error}):
        if any(map(candidate.contains, query.excluded)):
            continue
        pk = candidate.document.pk
        score = _score(
            candidate,
            query,
            pattern,
            statistics,
            rare_share=by_text.get(pk, 0.0) / sum(weights.values()),
            has_one_error=pk in one_error,
        )
        if score is not None:
            scored.append((score + candidate.recency(scope.at), candidate))
    scored.sort(key=lambda pair: -pair[0])
    return rerank_by_edit_distance(pattern, scored, statistics.by_rarity)


def _statistics(query_trigrams: list[str]) -> _QueryStatistics:
    frequencies = get_backend().document_frequencies(query_trigrams)
    known = [gram for gram in query_trigrams if frequencies.get(gram)]
    documents = memoize("search document count", SearchDocument.objects.count) if known else 0
    idf = {gram: math.log(1 + documents / frequencies[gram]) for gram in known}
    return _QueryStatistics(
        frequencies=frequencies,
        by_rarity=sorted(known, key=frequencies.__getitem__),
        idf=idf,
        total_idf=sum(idf.values()),
        missing_idf=(len(query_trigrams) - len(known)) * math.log(1 + documents),
        documents=documents,
    )


def _select_rare_trigrams(statistics: _QueryStatistics) -> list[str]:
    """The trigrams that select candidates: the rarest, with a bounded number of postings in all."""
    postings = 0
    selected: list[str] = []
    for gram in statistics.by_rarity[:MAX_RARE_TRIGRAMS]:
        frequency = statistics.frequencies[gram]
        postings += frequency
        is_common = frequency > MAX_COMMON_SHARE * statistics.documents or postings > MAX_POSTINGS
        if is_common and len(selected) >= MIN_RARE_TRIGRAMS:
            break
        selected.append(gram)
    return selected


def _trigram_sets_with_one_error(pattern: str, frequencies: dict[str, int]) -> list[list[str]]:
    """For each assumed position of one error, the query's trigrams that the error leaves intact.

    One wrong, missing or added character, or two swapped ones, invalidates three to four
    consecutive trigrams. A document with the correct spelling has all the others, that is all of
    one of these sets. Positions whose trigrams are rarest are the likeliest and come first; a set
    with a trigram that no document has is left out.
    """
    every = [pattern[start : start + 3] for start in range(len(pattern) - 2)]
    invalidated = 4 if len(every) >= 7 else 3

    def rarest_invalidated(position: int) -> int:
        affected = every[max(position, 0) : position + invalidated] or [pattern]
        return min(frequencies.get(gram, 0) for gram in affected)

    positions = sorted(range(2 - invalidated, len(every)), key=rarest_invalidated)
    sets = []
    for position in positions[:MAX_ERROR_POSITIONS]:
        intact = [*every[: max(position, 0)], *every[position + invalidated :]]
        if intact and all(map(frequencies.get, intact)):
            distinct = sorted(dict.fromkeys(intact), key=frequencies.__getitem__)
            sets.append(distinct[:MAX_QUERY_TRIGRAMS])
    return sets


def _score(
    candidate: Candidate,
    query: ParsedQuery,
    pattern: str,
    statistics: _QueryStatistics,
    *,
    rare_share: float,
    has_one_error: bool,
) -> float | None:
    """How similar a document is to the query, before edit distance; None if it is not similar.

    A document is similar if it covers enough of the query, counting half of the trigrams that no
    document has, or if it qualifies by its title or by one error.
    """
    total = statistics.total_idf
    covered = sum(idf for gram, idf in statistics.idf.items() if candidate.contains(gram))
    title_in_query = _title_in_query(candidate.title, pattern)
    coverage = covered / (total + statistics.missing_idf / 2)
    if coverage < MIN_COVERAGE and not has_one_error and not title_in_query:
        return None
    in_title = sum(idf for gram, idf in statistics.idf.items() if gram in candidate.title)
    return (
        WEIGHTS.rare_trigrams * rare_share
        + WEIGHTS.trigrams * covered / total
        + WEIGHTS.trigrams_in_title * in_title / total
        + WEIGHTS.terms * _term_share(query, candidate.contains)
        + WEIGHTS.terms_in_title * _term_share(query, candidate.title.__contains__)
        + WEIGHTS.title_in_query * title_in_query
        + WEIGHTS.one_error * has_one_error
    )


def _title_in_query(title: str, pattern: str) -> float:
    """Up to 1 if the whole title is part of the query, less for a short title; 0 if it is not."""
    title = title.rstrip()
    if len(title) < MIN_TITLE_IN_QUERY or title not in pattern:
        return 0.0
    return min(len(title) / FULL_WEIGHT_TITLE_LENGTH, 1.0)


def _term_share(query: ParsedQuery, contains: Callable[[str], bool]) -> float:
    """The share, by weight, of the query's terms of which any variant is contained."""
    total = sum(term.weight for term in query.terms)
    found = sum(term.weight for term in query.terms if any(map(contains, term.variants)))
    return found / max(total, 1e-9)
