"""Word segmentation of Thai, which has no spaces between words, and the length of a text in words.

`segment_words` uses PyThaiNLP's newmm (maximal matching over a dictionary), loaded on first use
(0.1 s, 17 MB): never call it while a reader waits. `word_count` estimates from the number of code
points and needs no dictionary; it is as accurate as counting newmm's words.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache

# PyThaiNLP would otherwise create a folder in the home directory and try to download corpora.
os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
os.environ.setdefault("PYTHAINLP_OFFLINE", "1")

# Code points passed to newmm at once: its time grows with the square of the length.
MAX_RUN_LENGTH = 400
WORDS_PER_MINUTE = 200
# Thai code points per word on average, from newmm on government news (newmm finds 9 % too few).
CODE_POINTS_PER_WORD = 4.8
# Thai letters, other letters, digits, white space, or any other single character.
_RUN = re.compile(
    r"[\u0E01-\u0E3A\u0E40-\u0E4E]+|[^\W\u0E00-\u0E7F]+|[\u0E50-\u0E59\d]+|\s+|.", re.DOTALL
)
_THAI_RUN = re.compile(r"[\u0E01-\u0E3A\u0E40-\u0E4E]+")
_OTHER_WORD = re.compile(r"[^\W\u0E00-\u0E7F]+|[\u0E50-\u0E59]+")
_THAI_CODE_POINTS = range(0x0E01, 0x0E4F)
# Words are looked up by so many first characters; by more if words of many lengths begin with them.
_KEY_LENGTH, _LONG_KEY_LENGTH = 3, 6
_MAX_LENGTHS = 9
_SHORT_LENGTHS = (1, 2)


def segment_words(text: str) -> list[str]:
    """The words, numbers, spaces and punctuation of `text`, in order; joined they are `text`."""
    segments: list[str] = []
    for run in _RUN.findall(text):
        if ord(run[0]) in _THAI_CODE_POINTS and run[0] != "฿":
            for start in range(0, len(run), MAX_RUN_LENGTH):
                segments += _segment_run(run[start : start + MAX_RUN_LENGTH])
        else:
            segments.append(run)
    return segments


@lru_cache(maxsize=5_000)
def _segment_run(run: str) -> tuple[str, ...]:
    """The words of a run of Thai letters; the run itself if newmm should lose a character."""
    from pythainlp.tokenize.newmm import segment

    words = tuple(segment(run, _dictionary()))  # type: ignore[arg-type]
    return words if "".join(words) == run else (run,)


class WordSet:
    """A set of words with the one method of PyThaiNLP's `Trie` that newmm calls.

    The results are the same; a trie takes seven times the memory.
    """

    def __init__(self, words: frozenset[str]) -> None:
        self._words = words
        # The lengths of the words by their first characters, shorter words included: by three, and by
        # six where three leave too many.
        lengths: dict[str, set[int]] = {}
        for word in words:
            if len(word) >= _KEY_LENGTH:
                lengths.setdefault(word[:_KEY_LENGTH], set()).add(len(word))
        common = {key for key, known in lengths.items() if len(known) > _MAX_LENGTHS}
        long: dict[str, set[int]] = {}
        for word in words:
            if len(word) >= _LONG_KEY_LENGTH and word[:_KEY_LENGTH] in common:
                long.setdefault(word[:_LONG_KEY_LENGTH], set()).add(len(word))
        for key in common:
            lengths[key] = {size for size in lengths[key] if size < _LONG_KEY_LENGTH}
        self._shared: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._lengths = {key: self._ordered(key, known) for key, known in lengths.items()}
        self._long_lengths = {key: self._ordered(key, known) for key, known in long.items()}

    def _ordered(self, key: str, lengths: set[int]) -> tuple[int, ...]:
        """These lengths and those of the words that `key` begins with; equal ones share a tuple."""
        shorter = {size for size in range(1, len(key)) if key[:size] in self._words}
        ordered = tuple(sorted(lengths | shorter))
        return self._shared.setdefault(ordered, ordered)

    def __len__(self) -> int:
        return len(self._words)

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def prefixes(self, text: str, start: int = 0) -> list[str]:
        """The words that begin at offset `start` of `text`, shortest first."""
        words, end = self._words, len(text) - start
        lengths = self._long_lengths.get(text[start : start + _LONG_KEY_LENGTH])
        if lengths is None:
            lengths = self._lengths.get(text[start : start + _KEY_LENGTH], _SHORT_LENGTHS)
        return [
            word
            for length in lengths
            if length <= end and (word := text[start : start + length]) in words
        ]


@lru_cache(1)
def _dictionary() -> WordSet:
    from pythainlp.corpus import thai_words

    return WordSet(thai_words())


def is_word(text: str) -> bool:
    """Whether all of it is one word of the dictionary."""
    return text in _dictionary()


def is_known_text(text: str) -> bool:
    """Whether a run of Thai letters consists of words of the dictionary; a single letter is none."""
    words = _dictionary()
    return all(len(word) > 1 and word in words for word in segment_words(text))


def longest_word(text: str, position: int) -> int:
    """The length of the longest word of the dictionary that covers `position`; 0 if none does."""
    words = _dictionary()
    return max(
        (
            len(word)
            for start in range(position + 1)
            for word in words.prefixes(text, start)
            if start + len(word) > position + 1
        ),
        default=0,
    )


def word_count(text: str) -> int:
    """The estimated number of words of `text`, within 25 % of a manual count (T-E2)."""
    others = _THAI_RUN.split(text)  # far less text than the Thai
    thai_length = len(text) - sum(map(len, others))
    return round(thai_length / CODE_POINTS_PER_WORD) + len(_OTHER_WORD.findall("\n".join(others)))


def reading_time_minutes(word_count: int) -> int:
    """The time to read that many words, in minutes, at least 1 (T-E2)."""
    return max(1, round(word_count / WORDS_PER_MINUTE))
