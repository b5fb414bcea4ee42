"""How good a hit is: where the terms stand, whether together, on a word's edge, and how new."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import datetime

from newsroom.search.analysis import squeeze
from newsroom.search.models import SearchText
from newsroom.search.query import Query, Term

# What a term is worth by the best place it has (T-S4).
TITLE, LABEL, SUMMARY, BODY = 3.0, 2.0, 1.2, 1.0
ON_WORD_EDGE = 0.5
ON_BLANK = 0.15
ALL_IN_TITLE = 2.5
WHOLE_IN_TITLE = 1.5
WHOLE_IN_TEXT = 2.0
SIDE_BY_SIDE = 2.5
AS_TYPED = 0.15
# A year old is worth a third of this less: enough to order equals, too little to bury a better hit.
NEWNESS, YEAR = 0.06, 365 * 86400
_THAI_BEFORE = r"(?<![\u0E01-\u0E4E])"
_THAI_BEHIND = r"(?![\u0E01-\u0E4E])"
# Consonants without a vowel are no word but an abbreviation.
_ABBREVIATION = re.compile("[ก-ฮ]{2,8}")
ABBREVIATION_ALONE = 1.0
SHORT_MEANING = 5


@dataclass(frozen=True)
class Hit:
    """A story that has what was asked, and how well."""

    pk: int
    score: float
    when: datetime | None = None


class Candidate:
    """A story's folded text, in the forms the ranking asks for."""

    def __init__(self, row: SearchText) -> None:
        self.row = row
        self.title = squeeze(row.title)
        self.labels = squeeze(row.labels)
        self.text = squeeze(row.text)

    def has(self, spelling: str) -> bool:
        """Whether the story has it anywhere, blanks disregarded."""
        return spelling in self.text or spelling in self.title or spelling in self.labels

    def has_term(self, term: Term) -> bool:
        """Whether the story has a term in any of its spellings; a phrase just as it was typed."""
        row = self.row
        if term.phrase:
            return term.phrase in row.text or term.phrase in row.title or term.phrase in row.labels
        first, *others = term.spellings
        return self.has(first) or any(self._has_meaning(other, term) for other in others)

    def _has_meaning(self, other: str, term: Term) -> bool:
        if not self.has(other):
            return False
        if term.is_year or len(other) > SHORT_MEANING:
            return True
        # An abbreviation we thought of ourselves must stand alone: ครม is in โครม as well.
        begins = re.compile(_THAI_BEFORE + re.escape(other))
        return any(map(begins.search, (self.row.title, self.row.labels, self.row.text)))

    def matches(self, query: Query) -> bool:
        """Whether the story has every term and nothing excluded."""
        return all(map(self.has_term, query.terms)) and not any(map(self.has, query.excluded))

    def _word_edges(self) -> set[int]:
        return set(map(int, self.row.word_starts.split()))

    def _place(self, term: Term) -> float:
        """What the best place of a term is worth."""
        edges = None
        best = 0.0
        for spelling in term.spellings:
            at = self.title.find(spelling)
            if at >= 0:
                edges = self._word_edges() if edges is None else edges
                while at >= 0 and at not in edges:
                    at = self.title.find(spelling, at + 1)
                return TITLE + (ON_WORD_EDGE if at >= 0 else 0)
            if spelling in self.labels:
                best = max(best, LABEL)
            elif (at := self.text.find(spelling)) >= 0:
                in_summary = at < self.text.find("\n")
                edge = self.row.text.startswith(spelling) or f" {spelling}" in self.row.text
                best = max(best, (SUMMARY if in_summary else BODY) + (ON_BLANK if edge else 0))
        return best

    def _side_by_side(self, query: Query) -> float:
        """The share of neighbouring terms that stand side by side here, in either order."""
        texts = (self.title, self.labels, self.text)
        together = sum(any(map(pair.search, texts)) for pair in query.neighbours)
        return together / len(query.neighbours)

    def _stands_alone(self, spelling: str) -> bool:
        alone = re.compile(_THAI_BEFORE + re.escape(spelling) + _THAI_BEHIND)
        return any(map(alone.search, (self.row.title, self.row.labels, self.row.text)))

    def score(self, query: Query, now: datetime) -> float:
        """How well a story that matches answers the query."""
        terms = query.terms
        weights = [term.weight for term in terms]
        places = [self._place(term) for term in terms]
        score = sum(map(math.prod, zip(weights, places, strict=True))) / sum(weights)
        if any(whole in self.title for whole in query.whole):
            score += WHOLE_IN_TITLE
        if len(terms) > 1:
            if min(places) >= TITLE:
                score += ALL_IN_TITLE
            if any(whole in self.text for whole in query.whole):
                score += WHOLE_IN_TEXT
            score += SIDE_BY_SIDE * self._side_by_side(query)
        elif _ABBREVIATION.fullmatch(terms[0].spellings[0]):
            score += ABBREVIATION_ALONE * self._stands_alone(terms[0].spellings[0])
        if query.folded in self.row.title or query.folded in self.row.text:
            score += AS_TYPED
        return score + self.newness(now)

    def newness(self, now: datetime) -> float:
        """A little for the new."""
        if self.row.visible_from is None:
            return 0.0
        age = max((now - self.row.visible_from).total_seconds(), 0)
        return NEWNESS * math.exp(-age / YEAR)
