"""Words of a language that puts no blanks between them.

`words` uses PyThaiNLP's newmm, loaded on first use (0.1 s, 17 MB): never in a reader's request.
Counting words needs no dictionary: the estimate from letters is as good as newmm's own count.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache

os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
os.environ.setdefault("PYTHAINLP_OFFLINE", "1")

# The segmenter's time grows with the square of what it is given at once.
LONGEST_RUN = 400
WORDS_A_MINUTE = 200
# Thai code points a word, measured against newmm on government news, which finds 9 % too few.
LETTERS_A_WORD = 4.8
_RUN = re.compile(
    r"[\u0E01-\u0E3A\u0E40-\u0E4E]+|[^\W\u0E00-\u0E7F]+|[\u0E50-\u0E59\d]+|\s+|.", re.DOTALL
)
_THAI_LETTERS = re.compile(r"[\u0E01-\u0E3A\u0E40-\u0E4E]+")
_OTHER_WORDS = re.compile(r"[^\W\u0E00-\u0E7F]+|[\u0E50-\u0E59]+")
_THAI = range(0x0E01, 0x0E4F)


def words(text: str) -> list[str]:
    """`text` in words, blanks and signs; joined they are `text` again, whatever it holds."""
    out: list[str] = []
    for run in _RUN.findall(text):
        if ord(run[0]) in _THAI and run[0] != "฿":
            for start in range(0, len(run), LONGEST_RUN):
                out += _segment(run[start : start + LONGEST_RUN])
        else:
            out.append(run)
    return out


@lru_cache(maxsize=5_000)
def _segment(run: str) -> tuple[str, ...]:
    from pythainlp.tokenize import word_tokenize

    found = tuple(
        word_tokenize(
            run,
            custom_dict=_lexicon(),  # type: ignore[arg-type]
            engine="newmm",
            keep_whitespace=True,
            join_broken_num=False,
        )
    )
    return found if "".join(found) == run else (run,)


class Lexicon:
    """A dictionary as newmm asks it; a trie gives the same answers from seven times the memory."""

    def __init__(self, words: frozenset[str]) -> None:
        self._words = words
        # How long the longest word is that begins with these two letters.
        self._longest: dict[str, int] = {}
        for word in words:
            self._longest[word[:2]] = max(len(word), self._longest.get(word[:2], 0))

    def __len__(self) -> int:
        return len(self._words)

    def prefixes(self, text: str, start: int = 0) -> list[str]:
        """The words that stand in `text` from place `start` on, shortest first."""
        known = self._words
        end = start + self._longest.get(text[start : start + 2], 1)
        return [
            piece
            for stop in range(start + 1, min(end, len(text)) + 1)
            if (piece := text[start:stop]) in known
        ]


@lru_cache(1)
def _lexicon() -> Lexicon:
    from pythainlp.corpus import thai_words

    return Lexicon(thai_words())


def word_count(text: str) -> int:
    """About how many words `text` has (T-E2: within a quarter of a careful count)."""
    thai = sum(map(len, _THAI_LETTERS.findall(text)))
    return round(thai / LETTERS_A_WORD) + len(_OTHER_WORDS.findall(text))


def reading_minutes(text: str) -> int:
    """Minutes to read `text` at 200 words a minute, never less than 1."""
    return minutes_for(word_count(text))


def minutes_for(words: int) -> int:
    """Minutes to read so many words, never less than 1."""
    return max(1, round(words / WORDS_A_MINUTE))
