"""Word lists from PyThaiNLP, and the look-up of similar words.

Loaded on first use (40 MB with the segmenter's list) and kept for the life of the process: for the
admin only, never for a reader's request.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from functools import cache

from newsroom.thai.clean import has_thai, strip_tones

os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
os.environ.setdefault("PYTHAINLP_OFFLINE", "1")

# Occurrences in the corpus, and code points, from which a word is proposed as a correction.
MIN_FREQUENCY, MIN_LENGTH = 20, 5


@cache
def royal_institute_words() -> frozenset[str]:
    """The headwords of the Royal Institute Dictionary (Office of the Royal Society)."""
    from pythainlp.corpus import thai_orst_words

    return frozenset(word.strip("\ufeff") for word in thai_orst_words())


@cache
def thai_dictionary() -> frozenset[str]:
    """The words that the segmenter knows."""
    from pythainlp.corpus import thai_words

    return frozenset(thai_words())


@cache
def known_words() -> frozenset[str]:
    """All words that are not reported as unknown: dictionaries, names, provinces, countries."""
    from pythainlp import corpus

    return royal_institute_words().union(
        corpus.thai_words(),
        corpus.thai_family_names(),
        corpus.thai_female_names(),
        corpus.thai_male_names(),
        map(str, corpus.provinces()),
        corpus.countries(),
    )


@cache
def word_frequencies() -> dict[str, int]:
    """Occurrences of each word in the Thai Textbook Corpus (TTC)."""
    from pythainlp.corpus import ttc

    return dict(ttc.word_freqs())


@cache
def stopwords() -> frozenset[str]:
    """Function words, which say nothing about the subject of a text."""
    from pythainlp.corpus import thai_stopwords

    return thai_stopwords()


class NearWords:
    """An index of words by which those similar to a given word are found."""

    def __init__(self, words: frozenset[str]) -> None:
        words = frozenset(word for word in words if has_thai(word) and " " not in word)
        self._by_toneless: dict[str, list[str]] = {}
        for word in words:
            self._by_toneless.setdefault(strip_tones(word), []).append(word)
        self._sorted = sorted(words)
        self._sorted_reversed = sorted(word[::-1] for word in words)

    def with_other_tones(self, word: str) -> list[str]:
        """Words that differ from `word` in maitaikhu, tone marks or thanthakhat only."""
        return [near for near in self._by_toneless.get(strip_tones(word), ()) if near != word]

    def one_edit_apart(self, word: str) -> list[str]:
        """Words one insertion, deletion, replacement or transposition from `word`.

        One edit leaves either the first or the second half of the word unchanged, so the
        candidates are the words with the same first half or the same second half.
        """
        half = len(word) // 2
        candidates = set(_with_prefix(self._sorted, word[:half]))
        reversed_half = word[half:][::-1]
        candidates |= {near[::-1] for near in _with_prefix(self._sorted_reversed, reversed_half)}
        return [near for near in candidates if is_one_edit_apart(word, near)]


def _with_prefix(sorted_words: list[str], prefix: str) -> list[str]:
    start = bisect_left(sorted_words, prefix)
    return sorted_words[start : bisect_left(sorted_words, prefix + "\uffff", start)]


def is_one_edit_apart(first: str, second: str) -> bool:
    """Whether the words differ by one insertion, deletion, replacement or transposition."""
    if first == second or abs(len(first) - len(second)) > 1:
        return False
    short, long = (second, first) if len(first) > len(second) else (first, second)
    start = next(
        (index for index, character in enumerate(short) if character != long[index]), len(short)
    )
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    return short[start + 1 :] == long[start + 1 :] or (
        short[start : start + 2] == long[start : start + 2][::-1]
        and short[start + 2 :] == long[start + 2 :]
    )


@cache
def near_frequent_words() -> NearWords:
    """The index of the frequent words of the dictionary, which are proposed as corrections."""
    frequent = {
        word
        for word, frequency in word_frequencies().items()
        if frequency >= MIN_FREQUENCY and len(word) >= MIN_LENGTH
    }
    return NearWords(frozenset(frequent & royal_institute_words()))
