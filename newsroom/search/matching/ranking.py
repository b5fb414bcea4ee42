"""Ranking: how well a document matches a query.

The score adds up where the terms are found, whether together, whether at the start of a word, and
how recent the article is.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import datetime

from newsroom.search.analyzer import strip_spaces
from newsroom.search.models import SearchDocument
from newsroom.search.query.query_parser import ParsedQuery, Term


@dataclass(frozen=True)
class RankingWeights:
    """What each feature adds to the score of an exact match (T-S4).

    Tuned on real queries with `tests.bench.search_evaluation`.
    """

    # The best field that has the term; averaged over the terms by their weights.
    title: float = 3.0
    keyword: float = 2.0
    standfirst: float = 1.2
    body: float = 1.0
    # Added to these: a word of the title begins with the term; a space stands before it in the text.
    at_word_start: float = 0.5
    after_space: float = 0.15
    # All terms are in the title; joined without spaces, they are in the title or in the text.
    all_in_title: float = 2.5
    joined_in_title: float = 1.5
    joined_in_text: float = 2.0
    # Times the share of consecutive terms that stand next to each other.
    adjacent: float = 2.5
    # The query is found literally, spaces included.
    literal: float = 0.15
    # An abbreviation stands alone, not inside a word.
    separate_abbreviation: float = 1.0
    # Of an article published now, decaying with age: orders equals and never outweighs a better match.
    recency: float = 0.06


WEIGHTS = RankingWeights()
RECENCY_DECAY_SECONDS = 365 * 86400
# Synonyms up to this length may be part of an unrelated word, and must begin one.
MAX_AMBIGUOUS_SYNONYM_LENGTH = 5
_NO_THAI_BEFORE = r"(?<![\u0E01-\u0E4E])"
_NO_THAI_AFTER = r"(?![\u0E01-\u0E4E])"
# Consonants without a vowel are not a word but an abbreviation.
_ABBREVIATION = re.compile("[ก-ฮ]{2,8}")


@dataclass(frozen=True)
class Hit:
    """The id of an article that matches, its score (comparable within one search) and its date."""

    pk: int
    score: float
    published_at: datetime | None = None


class Candidate:
    """A document with its fields without spaces, to be verified and ranked."""

    def __init__(self, document: SearchDocument) -> None:
        self.document = document
        self.title = strip_spaces(document.title)
        self.keywords = strip_spaces(document.keywords)
        self.text = strip_spaces(document.text)

    @property
    def spaced_fields(self) -> tuple[str, str, str]:
        """Title, keywords and text with their spaces."""
        return self.document.title, self.document.keywords, self.document.text

    def contains(self, unspaced: str) -> bool:
        """Whether any field contains this string, spaces disregarded."""
        return unspaced in self.text or unspaced in self.title or unspaced in self.keywords

    def has_term(self, term: Term) -> bool:
        """Whether the document has a variant of the term; a phrase only with its spaces."""
        if term.phrase:
            return any(term.phrase in field for field in self.spaced_fields)
        typed, *added = term.variants
        return self.contains(typed) or any(self._has_added(variant, term) for variant in added)

    def _has_added(self, variant: str, term: Term) -> bool:
        """The same for a variant that nobody typed: ครม must not match โครม."""
        if not self.contains(variant):
            return False
        if term.is_year or len(variant) > MAX_AMBIGUOUS_SYNONYM_LENGTH:
            return True
        at_start = re.compile(_NO_THAI_BEFORE + re.escape(variant))
        return any(map(at_start.search, self.spaced_fields))

    def matches(self, query: ParsedQuery) -> bool:
        """Whether the document has every term and none that is excluded."""
        return all(map(self.has_term, query.terms)) and not any(map(self.contains, query.excluded))

    def score(self, query: ParsedQuery, now: datetime) -> float:
        """How well a document that matches answers the query."""
        terms = query.terms
        weights = [term.weight for term in terms]
        scores = [self._field_score(term) for term in terms]
        score = sum(map(math.prod, zip(weights, scores, strict=True))) / sum(weights)
        if any(joined in self.title for joined in query.concatenations):
            score += WEIGHTS.joined_in_title
        if len(terms) > 1:
            if min(scores) >= WEIGHTS.title:
                score += WEIGHTS.all_in_title
            if any(joined in self.text for joined in query.concatenations):
                score += WEIGHTS.joined_in_text
            score += WEIGHTS.adjacent * self._adjacent_share(query)
        elif _ABBREVIATION.fullmatch(terms[0].variants[0]):
            score += WEIGHTS.separate_abbreviation * self._stands_alone(terms[0].variants[0])
        if query.folded in self.document.title or query.folded in self.document.text:
            score += WEIGHTS.literal
        return score + self.recency(now)

    def recency(self, now: datetime) -> float:
        """What the date adds to the score: `WEIGHTS.recency` now, a third of it a year later."""
        if self.document.published_at is None:
            return 0.0
        age = max((now - self.document.published_at).total_seconds(), 0)
        return WEIGHTS.recency * math.exp(-age / RECENCY_DECAY_SECONDS)

    def _field_score(self, term: Term) -> float:
        """The weight of the best field that has a variant of the term; 0 if none has."""
        best = 0.0
        for variant in term.variants:
            if variant in self.title:
                return WEIGHTS.title + WEIGHTS.at_word_start * self._begins_title_word(variant)
            if variant in self.keywords:
                best = max(best, WEIGHTS.keyword)
            elif (offset := self.text.find(variant)) >= 0:
                # The text is the standfirst, a line break and the body.
                in_standfirst = offset < self.text.find("\n")
                score = WEIGHTS.standfirst if in_standfirst else WEIGHTS.body
                text = self.document.text
                if text.startswith(variant) or f" {variant}" in text:
                    score += WEIGHTS.after_space
                best = max(best, score)
        return best

    def _begins_title_word(self, variant: str) -> bool:
        word_offsets = set(map(int, self.document.word_offsets.split()))
        offset = self.title.find(variant)
        while offset >= 0 and offset not in word_offsets:
            offset = self.title.find(variant, offset + 1)
        return offset >= 0

    def _adjacent_share(self, query: ParsedQuery) -> float:
        """The share of consecutive terms that stand next to each other, in either order."""
        fields = (self.title, self.keywords, self.text)
        adjacent = sum(any(map(pair.search, fields)) for pair in query.adjacent_pairs)
        return adjacent / len(query.adjacent_pairs)

    def _stands_alone(self, abbreviation: str) -> bool:
        alone = re.compile(_NO_THAI_BEFORE + re.escape(abbreviation) + _NO_THAI_AFTER)
        return any(map(alone.search, self.spaced_fields))
