"""Writes `newsroom/thai/lines/torn_words.txt`: the words that browsers tear at the end of a line;
and `compounds.txt` beside it: everyday compounds that headlines keep whole.

    python -m tests.torn_words STORIES.jsonl [--paragraphs 60000]

Browsers break Thai by ICU's dictionary (Chromium is asked, with its line break iterator). Compared are
the words of our dictionary alone, and the words of real stories in their sentences, as newmm finds
them there. Kept is a word with a part that is no everyday word, or parted elsewhere than at the joint
of its everyday parts (ต่อย|อด for ต่อ|ยอด); and a pair of words where a browser takes the end of one
for the beginning of the other (มาก|ว่า for มา|กว่า). A line of the table has `|` where a word joiner
(U+2060) goes. Joining too much only moves a line end, so doubtful words are kept. A joiner also divides
the text that a browser looks words up in (ประเท|ศ makes it break ประ|เทศ, which it would not alone): where
that makes a new break within a word, that is joined, too.
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from newsroom.body.plain_text import html_to_text
from newsroom.thai.copydesk.dictionary import thai_dictionary, word_frequencies
from newsroom.thai.lines.joiners import COMPOUNDS_FILE, TORN_WORDS_FILE, WORD_JOINER, WordJoiner
from newsroom.thai.segmentation import segment_words
from tests.conftest import CHROMIUM

# Occurrences in the Thai Textbook Corpus that make a part of a word a word of its own.
MIN_PART_FREQUENCY = 30
# Tears in the stories from which one is kept, and code points of the longest entry: it must fit a line.
MIN_TEARS, MAX_LENGTH = 2, 20
# Share of a word's occurrences that are torn. Below it the word is joined in that company only: a joiner
# in a word that browsers know does more harm, at its neighbours, than good.
MIN_TORN_SHARE = 0.1
# Compounds kept whole in headlines: code points, occurrences in the corpus, share of the stories' words.
MAX_COMPOUND_LENGTH, MIN_COMPOUND_FREQUENCY, MIN_COMPOUND_SHARE = 12, 50, 2e-5
# Seen torn in stories, but each part is a word.
ALSO_TORN = "โค|วิด มูล|นิธิ สัก|กา|ระ เกีย|รติ โยธา|ธิ|การ รัตน|ราช|สุดา".split()
BATCH, ROUNDS = 500, 6
LINE_BREAKS = """texts => {
  const iterator = new Intl.v8BreakIterator("th", {type: "line"});
  return texts.map(text => {
    iterator.adoptText(text);
    const offsets = [];
    iterator.first();
    for (let at; (at = iterator.next()) !== -1; ) offsets.push(at);
    return offsets;
  });
}"""

Cuts = tuple[int, ...]


class Browser:
    """Chromium's line breaks of texts."""

    def __init__(self, page: Any) -> None:
        self._page = page

    def breaks(self, texts: list[str]) -> Iterator[set[int]]:
        """The offsets at which a line may end, of each text."""
        for start in range(0, len(texts), BATCH):
            for offsets in self._page.evaluate(LINE_BREAKS, texts[start : start + BATCH]):
                yield set(offsets)


def parts(word: str, cuts: Iterable[int]) -> list[str]:
    """The word cut at these offsets."""
    return [word[start:end] for start, end in pairwise([0, *sorted(cuts), len(word)])]


def frequency(word: str) -> int:
    """Occurrences in the Thai Textbook Corpus."""
    return word_frequencies().get(word, 0)


@cache
def joints(word: str) -> Cuts:
    """The offsets between the everyday words that make up a word, most frequent first; or none."""
    best: dict[int, tuple[float, Cuts]] = {0: (0.0, ())}
    for end in range(1, len(word) + 1):
        for start in range(end):
            part = word[start:end]
            if start in best and part != word and frequency(part) >= MIN_PART_FREQUENCY:
                cost, cuts = best[start]
                cost += 14 - math.log(frequency(part))
                if end not in best or cost < best[end][0]:
                    best[end] = (cost, (*cuts, start) if start else ())
    return best[len(word)][1] if len(word) in best else ()


def torn_at(word: str, cuts: Cuts) -> set[int]:
    """Where to join a word that lines may end in at these offsets: nowhere if that tears nothing.

    A part is bad if it is no word, or reaches over a joint of the word without ending at one.
    """
    if not cuts:
        return set()
    edges, inner, wanted = [0, *cuts, len(word)], joints(word), set()
    for start, end in pairwise(edges):
        crossed = {joint for joint in inner if start < joint < end}
        if crossed and not {start, end} <= {0, *inner, len(word)}:
            wanted |= crossed
        elif not is_word(word[start:end]):
            wanted |= {start, end} - {0, len(word)}
    return wanted


@cache
def is_word(part: str) -> bool:
    """Whether a part of a word is a word that readers know as one."""
    return len(part) > 1 and frequency(part) >= (
        1 if part in thai_dictionary() else MIN_PART_FREQUENCY
    )


@cache
def is_thai(word: str) -> bool:
    return all("\u0e01" <= character <= "\u0e4e" for character in word) and "ๆ" not in word


def joined_until_whole(browser: Browser, entries: dict[str, set[int]]) -> dict[str, set[int]]:
    """Entries with joiners where a browser would still tear them, now that they have some."""
    words = list(entries)
    without = list(browser.breaks(words))
    for _ in range(3):
        texts = [WORD_JOINER.join(parts(word, entries[word])) for word in words]
        for word, breaks, old in zip(words, plain_breaks(browser, texts), without, strict=True):
            left = breaks - {len(word)}
            entries[word] |= torn_at(word, tuple(sorted(left))) | (left - old)
    return entries


def compounds(browser: Browser, counts: Counter[str]) -> dict[str, set[int]]:
    """Everyday words that a browser parts, short enough to be kept whole in a headline.

    `counts` are the words of the stories.
    """
    minimum = MIN_COMPOUND_SHARE * counts.total()
    words = sorted(
        word
        for word in thai_dictionary()
        if 3 < len(word) <= MAX_COMPOUND_LENGTH
        and is_thai(word)
        and (counts[word] >= minimum or frequency(word) >= MIN_COMPOUND_FREQUENCY)
    )
    entries = {
        word: breaks - {len(word)}
        for word, breaks in zip(words, browser.breaks(words), strict=True)
    }
    return {word: cuts for word, cuts in entries.items() if cuts}


def dictionary_entries(browser: Browser) -> dict[str, set[int]]:
    """The words of the dictionary that a browser tears when they stand alone."""
    words = sorted(
        word for word in thai_dictionary() if 2 < len(word) <= MAX_LENGTH and is_thai(word)
    )
    entries = {}
    for word, breaks in zip(words, browser.breaks(words), strict=True):
        if cuts := torn_at(word, tuple(sorted(breaks - {len(word)}))):
            entries[word] = cuts
    return entries


class Stories:
    """Real texts: where a browser breaks them, and which of their words that tears."""

    def __init__(self, browser: Browser, texts: list[str]) -> None:
        self._browser, self.texts = browser, texts
        self.words = [segment_words(text) for text in texts]
        self.counts = Counter(word for words in self.words for word in words)
        self._breaks = list(browser.breaks(texts))

    def tears(self, joiner: WordJoiner | None = None) -> Counter[str]:
        """Words and pairs of words torn in the texts with joiners, as lines of the table."""
        texts = [joiner.join(text) for text in self.texts] if joiner else self.texts
        torn: list[tuple[str, str, str]] = []  # word, line, line with a neighbour
        for words, without, breaks in zip(
            self.words, self._breaks, plain_breaks(self._browser, texts), strict=True
        ):
            torn += _torn_words(words, breaks, without)
        of_word = Counter(word for word, _, _ in torn)
        return Counter(
            line if of_word[word] >= MIN_TORN_SHARE * self.counts[word] else pair
            for word, line, pair in torn
        )


def _torn_words(
    words: list[str], breaks: set[int], without: set[int]
) -> Iterator[tuple[str, str, str]]:
    """The torn words of a text, each as a line of the table, alone and with a neighbour.

    `without` are the breaks that the text has without joiners.
    """
    at = 0
    for index, word in enumerate(words):
        cuts = tuple(cut for cut in range(1, len(word)) if at + cut in breaks)
        new = {cut for cut in cuts if at + cut not in without}
        if cuts and is_thai(word) and (wanted := torn_at(word, cuts) | new):
            before = words[index - 1] if index else " "
            after = words[index + 1] if index + 1 < len(words) else " "
            line = "|".join(parts(word, wanted))
            if is_thai(before) and at not in breaks:
                line = pair = f"{before}|{word}"
            elif is_thai(after) and at + len(word) not in breaks:
                line = pair = f"{word}|{after}"
            elif is_thai(after):
                pair = line + after
            else:
                pair = (before if is_thai(before) else "") + line
            yield word, line, pair
        at += len(word)


def plain_breaks(browser: Browser, texts: list[str]) -> Iterator[set[int]]:
    """The breaks of texts with joiners, as offsets in the texts without them."""
    for text, breaks in zip(texts, browser.breaks(texts), strict=True):
        yield _in_plain_text(text, breaks)


def _in_plain_text(text: str, breaks: set[int]) -> set[int]:
    """Offsets in a text with joiners as offsets in the text without them."""
    if WORD_JOINER not in text:
        return breaks
    plain, shift = set(), 0
    for offset, character in enumerate(text):
        if offset in breaks:
            plain.add(offset - shift)
        shift += character == WORD_JOINER
    return plain | {len(text) - shift}


def stories(file: Path) -> Iterator[str]:
    """Headlines and paragraphs of a JSON Lines file."""
    opener: Any = lzma.open if file.suffix == ".xz" else open
    with opener(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield record["title"]
            yield from html_to_text(record.get("body_html", "")).split("\n")


def main() -> None:
    """Write the table; print what of the stories was torn before and is torn with it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="stories as JSON Lines, also .xz")
    parser.add_argument("--paragraphs", type=int, default=60_000)
    options = parser.parse_args()
    paragraphs = (text for file in options.files for text in stories(file) if text)
    texts = list(islice(paragraphs, options.paragraphs))
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        browser = Browser(chromium.new_page())
        corpus = Stories(browser, texts)
        torn = corpus.tears().total()
        print(f"torn without the table: {torn} of {corpus.counts.total()} words", flush=True)
        entries = dictionary_entries(browser)
        entries |= {line.replace("|", ""): _cuts(line) for line in ALSO_TORN}
        for _ in range(ROUNDS):
            entries = joined_until_whole(browser, entries)
            tears = corpus.tears(WordJoiner(lines(entries)))
            print(f"torn with {len(entries)}: {tears.total()}", tears.most_common(30), flush=True)
            for line, count in tears.items():
                word = line.replace("|", "")
                if count >= MIN_TEARS and len(word) <= MAX_LENGTH:
                    entries.setdefault(word, set()).update(_cuts(line))
        words_of_headlines = compounds(browser, corpus.counts)
        chromium.close()
    COMPOUNDS_FILE.write_text("\n".join(lines(words_of_headlines)) + "\n", encoding="utf-8")
    TORN_WORDS_FILE.write_text("\n".join(lines(entries)) + "\n", encoding="utf-8")


def lines(entries: dict[str, set[int]]) -> list[str]:
    """The lines of the table, in code point order of the words."""
    return ["|".join(parts(word, entries[word])) for word in sorted(entries)]


def _cuts(line: str) -> set[int]:
    cuts, at = set(), 0
    for part in line.split("|")[:-1]:
        at += len(part)
        cuts.add(at)
    return cuts


if __name__ == "__main__":
    main()
