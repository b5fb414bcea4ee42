"""Word joiners (U+2060) that keep browsers from tearing Thai words at the end of a line (T-L6).

Browsers break Thai by a dictionary that lacks words of the news: บูรณ|า|การ, นา|ยกฯ, เมีย|นมา. A joiner
between the parts forbids the break. It is invisible, find-in-page ignores it, and `thai.clean` removes
it from text that is copied back. `torn_words.txt` is written by `python -m tests.torn_words`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from operator import itemgetter
from pathlib import Path

WORD_JOINER = "\u2060"
TORN_WORDS_FILE = Path(__file__).with_name("torn_words.txt")
COMPOUNDS_FILE = Path(__file__).with_name("compounds.txt")
# Words are looked up by so many first characters; the few that are shorter are searched one by one.
KEY_LENGTH = 5


class WordJoiner:
    """Puts joiners into the words of a table, in time linear in the text.

    A line of the table is a word of three characters or more, with `|` at its joints: `เมีย|นมา`.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._joined = {line.replace("|", ""): line.replace("|", WORD_JOINER) for line in lines}
        longest_first = sorted(self._joined, key=len, reverse=True)
        self._short = [word for word in longest_first if len(word) < KEY_LENGTH]
        self._long: dict[str, list[str]] = {}
        for word in longest_first:
            if len(word) >= KEY_LENGTH:
                self._long.setdefault(word[:KEY_LENGTH], []).append(word)

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
        long = self._long
        found = [
            (start, long[text[start : start + KEY_LENGTH]])
            for start in range(len(text) - KEY_LENGTH + 1)
            if text[start : start + KEY_LENGTH] in long
        ]
        count = len(found)
        for word in self._short:
            start = text.find(word)
            while start >= 0:
                found.append((start, [word]))
                start = text.find(word, start + 1)
        if len(found) > count:
            found.sort(key=itemgetter(0))  # stable: the longest of one start stays first
        return found


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
