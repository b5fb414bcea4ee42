"""Suggestions for a draft: keywords for its tags, and a passage of its body as the standfirst."""

from __future__ import annotations

import re
from collections import Counter
from math import log

from newsroom.thai.copydesk.dictionary import (
    known_words,
    royal_institute_words,
    stopwords,
    word_frequencies,
)
from newsroom.thai.copydesk.rules.personal_names import full_names
from newsroom.thai.dates import MONTH_NAMES, WEEKDAY_NAMES
from newsroom.thai.folding import fold
from newsroom.thai.graphemes import grapheme_count
from newsroom.thai.segmentation import segment_words
from newsroom.thai.truncation import truncate

# Code points of a body that are read: what an article is about is said at its beginning.
MAX_READ_LENGTH = 6_000
MAX_TAG_WORDS = 8
MAX_KEYWORDS = 8
MIN_KEYWORD_CONSONANTS = 3
MIN_LATIN_KEYWORD_LENGTH = 3
# An occurrence in the headline counts as that many more in the body.
HEADLINE_WEIGHT = 3
NAME_WEIGHT = 6.0
MIN_KEYWORD_OCCURRENCES = 4
# Words that occur more often in the corpus are too common to be keywords.
MAX_CORPUS_FREQUENCY = 400
# Added to every frequency, so that words that are not in the corpus have a finite weight.
FREQUENCY_SMOOTHING = 5
MAX_STANDFIRST_GRAPHEMES = 220
MIN_PARAGRAPH_GRAPHEMES = 40
STANDFIRST_PARAGRAPHS = 4
_CONSONANT = re.compile(r"[ก-ฮ]")
_WORD = re.compile(r"[ก-๎]+|[^\W\d_]{2,}")
_PLACE = re.compile(
    r"(?:จังหวัด|อำเภอ|ตำบล|จ\.|อ\.|ต\.|เทศบาลเมือง|เทศบาลนคร)[ \u00a0]?([ก-๎]{3,20}?)(?=[\s,)”]|$)"
)
_OFFICE = re.compile(
    r"(?<![ก-๙.])((?:อบจ|อบต|สสจ|ปภ|สพป|สพม|ทต|ทม)\.[ \u00a0]?[ก-๎]{3,20}?)(?=[\s,)”]|$)"
)
# «วันนี้ (15 ส.ค. 59)» and the like at the beginning of a paragraph.
_DATELINE = re.compile(
    r"^(?:เมื่อ)?(?:วันนี้|วันที่|วัน[ก-๎]+ที่)[ \u00a0]*"
    r"(?:\([^)\n]{1,40}\)|[0-9๐-๙]{1,2}[ \u00a0][ก-๎.]+[ \u00a0]?(?:[0-9๐-๙]{2,4})?)?[ \u00a0]*"
)


def count_word_sequences(text: str) -> Counter[str]:
    """How often each sequence of up to `MAX_TAG_WORDS` words occurs, by its identity key (`fold`).

    A tag whose key is among them is named in the text, from word boundary to word boundary. Only
    the first `MAX_READ_LENGTH` code points are read; a sequence does not go beyond a line.
    """
    counts: Counter[str] = Counter()
    for line in text[:MAX_READ_LENGTH].split("\n"):
        segments = segment_words(fold(line))
        for start, first in enumerate(segments):
            if not first[0].isalnum():
                continue
            sequence = ""
            for segment in segments[start : start + MAX_TAG_WORDS]:
                sequence += segment
                if not segment.isspace():
                    counts[sequence] += 1
    return counts


def suggest_keywords(headline: str, text: str, limit: int = MAX_KEYWORDS) -> list[str]:
    """Keywords, the best first: names of people, places and offices; words frequent here only."""
    text = text[:MAX_READ_LENGTH]
    scores = _score_names(headline, text)
    for word, score in _score_words(headline, text).items():
        scores.setdefault(word, score)
    ranked = sorted(scores, key=lambda word: (-scores[word], word))
    # A word that is a part of a longer one among the best is left out.
    return [
        word
        for word in ranked
        if not any(word != longer and word in longer for longer in ranked[:limit])
    ][:limit]


def _score_names(headline: str, text: str) -> dict[str, float]:
    """Scores of the names of places, offices and people."""
    whole = f"{headline}\n{text}"
    counts: Counter[str] = Counter()
    for pattern in (_PLACE, _OFFICE):
        for match in pattern.finditer(whole):
            counts[match[1].replace(" ", "")] += 1
    for name in full_names(whole):
        counts[name] += 1
    return {
        name: NAME_WEIGHT * (count + HEADLINE_WEIGHT * (name in headline))
        for name, count in counts.items()
        if _can_be_keyword(name) and (count > 1 or name in headline)
    }


def _score_words(headline: str, text: str) -> dict[str, float]:
    """Scores of the other words: occurrences times rarity in the corpus (tf-idf)."""
    segments = segment_words(f"{headline}\n{text}")
    counts = Counter(segment for segment in segments if _WORD.fullmatch(segment))
    frequencies = word_frequencies()
    corpus_size = sum(frequencies.values())
    scores: dict[str, float] = {}
    for word, count in counts.items():
        weighted_count = count + HEADLINE_WEIGHT * (word in headline)
        if weighted_count < MIN_KEYWORD_OCCURRENCES or not _can_be_keyword(word):
            continue
        if word not in known_words() and not word.isascii():
            continue  # part of a name that the segmenter has split
        frequency = frequencies.get(word, 0) + FREQUENCY_SMOOTHING
        if frequency < MAX_CORPUS_FREQUENCY:
            scores[word] = weighted_count * log(corpus_size / frequency) / 10
    return scores


def _can_be_keyword(word: str) -> bool:
    if word in stopwords() or word in MONTH_NAMES or word in WEEKDAY_NAMES:
        return False
    if word.isascii() and len(word) >= MIN_LATIN_KEYWORD_LENGTH:
        return True
    return len(_CONSONANT.findall(word)) >= MIN_KEYWORD_CONSONANTS


def suggest_standfirst(headline: str, text: str) -> str:
    """The beginning of one of the first paragraphs, the one that shares most with the headline.

    Without its dateline, and at most `MAX_STANDFIRST_GRAPHEMES` long; empty if no paragraph is
    long enough.
    """
    headline_words = {
        word
        for word in segment_words(headline)
        if word in royal_institute_words() and word not in stopwords()
    }
    best, best_score = "", 0.0
    lines = text[:MAX_READ_LENGTH].split("\n")[:STANDFIRST_PARAGRAPHS]
    for index, line in enumerate(lines):
        paragraph = _DATELINE.sub("", line.strip())
        if grapheme_count(paragraph) < MIN_PARAGRAPH_GRAPHEMES:
            continue
        passage = _whole_phrases(paragraph)
        shared_count = len(headline_words.intersection(segment_words(passage)))
        score = (shared_count + 1) / (index + 2)
        if score > best_score:
            best, best_score = passage, score
    return best


def _whole_phrases(paragraph: str) -> str:
    """As many whole phrases as fit: Thai separates phrases and sentences by spaces."""
    passage = truncate(paragraph, MAX_STANDFIRST_GRAPHEMES, ellipsis="")
    if len(passage) < len(paragraph.strip()):
        phrases, space, _rest = passage.rpartition(" ")
        if space and grapheme_count(phrases) >= MAX_STANDFIRST_GRAPHEMES // 2:
            passage = phrases.rstrip(" ,–-")
    open_bracket = passage.rfind("(")
    is_unclosed = open_bracket > passage.rfind(")")
    return passage[:open_bracket].rstrip() if is_unclosed else passage
