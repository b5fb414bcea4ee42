"""Edit distance: the second ranking of fuzzy matches, and the correction of a misspelt query.

The query is aligned with the passages of a document that share its rarest trigrams. A passage
within a few edits is what the query was meant to be.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from newsroom.search.analyzer import strip_spaces
from newsroom.search.matching.ranking import Candidate, Hit
from newsroom.thai.clean import strip_tones
from newsroom.thai.comparison.edit_distance import best_approximate_match

# Only the best candidates are aligned, and only with queries of this length: names and phrases.
MAX_ALIGNED_CANDIDATES = 80
MAX_ALIGNED_LENGTH = 60
# Thai vowels and marks that belong to the consonant before them.
_FOLLOWING = frozenset(chr(code) for code in (*range(0x0E30, 0x0E3B), *range(0x0E45, 0x0E4F)))
# Passages of one field that are aligned with the query.
MAX_PASSAGES_PER_FIELD = 4
# Added to the score for a passage equal to the query; less with every edit.
EDIT_SIMILARITY_WEIGHT = 1.2
# Hits with a smaller share of the best score are not shown, nor more than this many.
MIN_SHARE_OF_BEST_SCORE = 0.5
MAX_HITS = 60


class FuzzyMatches(NamedTuple):
    """The most similar documents, best first, and the text the query is a misspelling of, or empty.

    `shown_correction` is one of whole words, as far as can be seen; a passage may be cut inside one.
    """

    hits: list[Hit]
    correction: str = ""
    shown_correction: str = ""


class _Alignment(NamedTuple):
    """A passage of a document, and its edit distance from the query."""

    edits: int
    passage: str


def max_edits(length: int) -> int:
    """The edit distance at which a query of this many characters still counts as misspelt."""
    return 1 if length < 8 else 2 if length < 16 else 3


def rerank_by_edit_distance(
    pattern: str, scored: list[tuple[float, Candidate]], trigrams_by_rarity: list[str]
) -> FuzzyMatches:
    """Rank candidates, given best first with their scores, again by how little the query differs.

    `pattern` is the query without spaces; `trigrams_by_rarity` the trigrams to look for in the
    documents, rarest first.
    """
    allowed = max_edits(len(pattern))
    hits: list[Hit] = []
    passages: Counter[_Alignment] = Counter()
    whole: set[str] = set()
    for index, (score, candidate) in enumerate(scored):
        if index < MAX_ALIGNED_CANDIDATES and len(pattern) <= MAX_ALIGNED_LENGTH:
            edits, passage = _best_alignment(pattern, candidate, trigrams_by_rarity)
            if edits <= allowed:
                score += EDIT_SIMILARITY_WEIGHT * (1 - edits / (allowed + 1))
                written, is_whole = _as_written(passage, pattern, candidate)
                passages[_Alignment(edits, written)] += 1
                if is_whole:
                    whole.add(written)
        hits.append(Hit(candidate.document.pk, score, candidate.document.published_at))
    hits.sort(key=lambda hit: (-hit.score, -hit.pk))
    min_score = hits[0].score * MIN_SHARE_OF_BEST_SCORE if hits else 0.0
    return FuzzyMatches(
        [hit for hit in hits if hit.score >= min_score][:MAX_HITS],
        _best_correction(pattern, passages),
        _best_correction(
            pattern, Counter({p: n for p, n in passages.items() if p.passage in whole})
        ),
    )


def _best_alignment(
    pattern: str, candidate: Candidate, trigrams_by_rarity: list[str]
) -> _Alignment:
    """The passage with the smallest edit distance; `edits` exceeds `max_edits` if none is close."""
    allowed = max_edits(len(pattern))
    best = _Alignment(allowed + 1, "")
    for field in (candidate.title, candidate.keywords, candidate.text):
        aligned = 0
        for gram in trigrams_by_rarity:
            offset = field.find(gram)
            if offset < 0:
                continue
            offset_in_pattern = pattern.find(gram)
            while offset >= 0 and aligned < MAX_PASSAGES_PER_FIELD:
                # The passage that the pattern would cover here, and as much more as edits may add.
                start = offset - offset_in_pattern
                window = field[max(0, start - allowed) : start + len(pattern) + allowed]
                match = best_approximate_match(pattern, window, min(allowed, best.edits - 1))
                if match:
                    best = _Alignment(match.distance, window[match.start : match.end])
                    if best.edits == 1:
                        return best
                aligned += 1
                offset = field.find(gram, offset + len(pattern))
            if aligned >= MAX_PASSAGES_PER_FIELD:
                break
    return best


def _best_correction(pattern: str, passages: Counter[_Alignment]) -> str:
    """The likeliest correction: of the passages with the fewest edits one that differs by tone marks
    only, then the most frequent one."""
    if not passages:
        return ""
    toneless = strip_tones(pattern)
    fewest = min(alignment.edits for alignment in passages)

    def likelihood(passage: str) -> tuple[bool, int, str]:
        differs_by_tones = strip_tones(strip_spaces(passage)) == toneless
        return differs_by_tones, passages[_Alignment(fewest, passage)], passage

    return max((passage for edits, passage in passages if edits == fewest), key=likelihood)


def _as_written(passage: str, pattern: str, candidate: Candidate) -> tuple[str, bool]:
    """An unspaced passage with the spaces it has in the document, and whether it is whole words.

    Thai does not show where words end. A passage that ends as the query does, whose cluster is not
    cut and which is not merely a part of the query, is taken for whole; else a blank or a
    punctuation mark has to stand there.
    """
    written = re.compile(" ?".join(map(re.escape, passage)))
    for field in candidate.spaced_fields:
        if match := written.search(field):
            before, after = field[: match.start()][-1:], field[match.end() :][:1]
            is_part = passage in pattern
            begins = _separates(before) or (not is_part and passage[0] == pattern[0])
            ends = _separates(after) or (not is_part and passage[-1] == pattern[-1])
            return match.group(), begins and ends and after not in _FOLLOWING
    return passage, False


def _separates(character: str) -> bool:
    return not character.isalnum() and character not in _FOLLOWING
