"""Words the copy desk knows: the Royal Institute's, the segmenter's, and people's names.

Loaded on first use (40 MB with the segmenter's) and kept; only the admin asks.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from functools import cache

from newsroom.thai.clean import has_thai, strip_tones

os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
os.environ.setdefault("PYTHAINLP_OFFLINE", "1")


@cache
def institute() -> frozenset[str]:
    """The headwords of the Royal Institute's dictionary."""
    from pythainlp.corpus import thai_orst_words

    return frozenset(word.strip("\ufeff") for word in thai_orst_words())


@cache
def known() -> frozenset[str]:
    """Every word that is no mistake as such: dictionaries, names, provinces, countries."""
    from pythainlp import corpus

    return institute().union(
        corpus.thai_words(),
        corpus.thai_family_names(),
        corpus.thai_female_names(),
        corpus.thai_male_names(),
        map(str, corpus.provinces()),
        corpus.countries(),
    )


@cache
def common() -> dict[str, int]:
    """How often the Thai textbook and news corpus has each word."""
    from pythainlp.corpus import ttc

    return dict(ttc.word_freqs())


@cache
def stopwords() -> frozenset[str]:
    """Words that say nothing about what a story is about."""
    from pythainlp.corpus import thai_stopwords

    return thai_stopwords()


class Near:
    """Finds the words of a list that are one edit from another word, or differ in tone marks only."""

    def __init__(self, words: frozenset[str]) -> None:
        words = frozenset(word for word in words if has_thai(word) and " " not in word)
        self.by_skeleton: dict[str, list[str]] = {}
        for word in words:
            self.by_skeleton.setdefault(strip_tones(word), []).append(word)
        self.forwards = sorted(words)
        self.backwards = sorted(word[::-1] for word in words)

    def in_tones(self, word: str) -> list[str]:
        """Words that differ from `word` in tone marks, maitaikhu or thanthakhat only."""
        return [other for other in self.by_skeleton.get(strip_tones(word), ()) if other != word]

    def in_a_letter(self, word: str) -> list[str]:
        """Words one insertion, deletion, replacement or swap of neighbours away.

        One mistake leaves either the first or the second half of the word whole.
        """
        half = len(word) // 2
        found = set(_with_prefix(self.forwards, word[:half]))
        found |= {other[::-1] for other in _with_prefix(self.backwards, word[half:][::-1])}
        return [other for other in found if one_edit(word, other)]


def _with_prefix(rows: list[str], prefix: str) -> list[str]:
    start = bisect_left(rows, prefix)
    return rows[start : bisect_left(rows, prefix + "\uffff", start)]


def one_edit(one: str, other: str) -> bool:
    """Whether one edit (insert, delete, replace, swap neighbours) makes `other` of `one`."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    if len(one) > len(other):
        one, other = other, one
    start = next((at for at in range(len(one)) if one[at] != other[at]), len(one))
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    return one[start + 1 :] == other[start + 1 :] or (
        one[start : start + 2] == other[start : start + 2][::-1]
        and one[start + 2 :] == other[start + 2 :]
    )


@cache
def near_common() -> Near:
    """Near words among those a reader meets often."""
    often = {word for word, count in common().items() if count >= 20 and len(word) >= 5}
    return Near(frozenset(often & institute()))
