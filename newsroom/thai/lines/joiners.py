"""Word joiners (U+2060) that keep browsers from tearing Thai words at the end of a line (T-L6).

Browsers break Thai by a dictionary that lacks words of the news: บูรณ|า|การ, นา|ยกฯ, เมีย|นมา. A joiner
between the parts forbids the break. It is invisible, find-in-page ignores it, and `thai.clean` removes
it from text that is copied back. `torn_words.txt` is written by `python -m tests.torn_words`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from functools import cache
from itertools import compress, count, groupby
from operator import itemgetter
from pathlib import Path

WORD_JOINER = "\u2060"
TORN_WORDS_FILE = Path(__file__).with_name("torn_words.txt")
COMPOUNDS_FILE = Path(__file__).with_name("compounds.txt")
ENCODING = "cp874"  # Windows-874: one byte for each Thai character
# Characters that a long word is found by: as many as an integer of 32 bits holds.
KEY_LENGTH = 4


class WordJoiner:
    """Puts joiners into the words of a table, in time linear in the text.

    A line of the table is a word of three characters or more, with `|` at its joints: `เมีย|นมา`.

    Long words are looked for where one of their first two sets of four characters stands at an even
    position. Windows-874 has one byte for each Thai character, so that four are an integer, and a text
    is read as integers without a step of Python for each character.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._joined = {line.replace("|", ""): line.replace("|", WORD_JOINER) for line in lines}
        # Only the first character is consumed: words may overlap.
        short = sorted((word for word in self._joined if len(word) <= KEY_LENGTH), reverse=True)
        by_first = [
            f"{first}(?=({'|'.join(re.escape(word[1:]) for word in words)}))"
            for first, words in groupby(short, key=itemgetter(0))
        ]
        self._short = re.compile("|".join(by_first)) if short else None
        # By their first characters, the longest first; and the integers that lead to them.
        self._long: dict[str, list[str]] = {}
        self._keys: set[int] = set()
        for word in sorted(self._joined, key=len, reverse=True):
            if len(word) > KEY_LENGTH:
                prefix = word[: KEY_LENGTH + 1]
                self._long.setdefault(prefix, []).append(word)
                for key in (prefix[:-1], prefix[1:]):
                    encoded = key.encode(ENCODING, "replace")
                    self._keys.add(int.from_bytes(encoded, sys.byteorder))

    def join(self, text: str) -> str:
        """`text` with joiners inside the words of the table; the longest word wins."""
        if text.isascii():
            return text
        pieces: list[str] = []
        end = 0
        for start, words in self._candidates(text):
            if start < end:
                continue
            for word in words:
                if text.startswith(word, start):
                    pieces += text[end:start], self._joined[word]
                    end = start + len(word)
                    break
        return "".join([*pieces, text[end:]]) if pieces else text

    def _candidates(self, text: str) -> list[tuple[int, list[str]]]:
        """Where words of the table may begin, in order, and which, the longest first."""
        long, length = self._long, KEY_LENGTH + 1
        found = [
            (start, long[prefix])
            for position in self._key_positions(text)
            for start in (position - 1, position)
            if (prefix := text[start : start + length]) in long
        ]
        if self._short:
            found += [
                (match.start(), [match[0] + match[match.lastindex or 0]])
                for match in self._short.finditer(text)
            ]
            found.sort(key=itemgetter(0))  # stable: the longest of one start stays first
        return found

    def _key_positions(self, text: str) -> list[int]:
        """The even positions at which four characters of a long word begin."""
        encoded = memoryview(text.encode(ENCODING, "replace"))
        positions: list[int] = []
        for shift in range(0, KEY_LENGTH, 2):
            end = len(text) - (len(text) - shift) % KEY_LENGTH
            if end > shift:
                is_key = map(self._keys.__contains__, encoded[shift:end].cast("I"))
                positions += compress(count(shift, KEY_LENGTH), is_key)
        return sorted(positions)


@cache
def word_joiner(file: Path) -> WordJoiner:
    """The joiner with the words of a file."""
    return WordJoiner(file.read_text("utf-8").split())


def join_words(text: str) -> str:
    """`text` with joiners in the words that browsers tear."""
    return word_joiner(TORN_WORDS_FILE).join(text)


def join_headline_words(text: str) -> str:
    """The same, and everyday compounds are kept whole, too: โรงพยาบาล, งบประมาณ."""
    return word_joiner(COMPOUNDS_FILE).join(join_words(text))


def without_joiners(text: str) -> str:
    """`text` for machines: feeds, JSON, e-mail."""
    return text.replace(WORD_JOINER, "")
