"""Words that are in no dictionary but similar to a frequent word: typing errors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsroom.thai.clean import COMBINING_MARKS
from newsroom.thai.copydesk.dictionary import (
    known_words,
    near_frequent_words,
    royal_institute_words,
    word_frequencies,
)
from newsroom.thai.copydesk.findings import Spot
from newsroom.thai.segmentation import segment_words

_THAI_WORD = re.compile(r"[ก-ฮะ-ฺเ-ๅ็-๎]{5,24}")
_THAI_RUN = re.compile(r"[ก-ฮะ-ฺเ-ๅ็-๎]+")
_MARK = re.compile(f"[{COMBINING_MARKS}]")
MAX_FIXES = 2
# A shorter dictionary word beside an unknown one may be a part of it.
MIN_NEIGHBOUR_LENGTH = 3
# In a shorter word another consonant usually makes another word, not a typing error.
MIN_REPLACED_CONSONANT_LENGTH = 7
# Short function words, which may stand before or after any word.
_FUNCTION_WORDS = frozenset("ใน ที่ มี ได้ ให้ ไป มา จะ ก็ ว่า นี้ ทำ คน ปี วัน ณ".split())


def unknown_words(text: str) -> Iterator[Spot]:
    """เศรษฐกกิจ: not a word, but one edit from a frequent one.

    Not reported are an unknown word beside another unknown or very short one, because they are
    probably parts of a name that the segmenter has split, and a word that occurs twice.
    """
    segments = segment_words(text)
    offset = 0
    for index, word in enumerate(segments):
        if _THAI_WORD.fullmatch(word) and word not in known_words() and text.count(word) == 1:
            before = segments[index - 1] if index else ""
            after = segments[index + 1] if index + 1 < len(segments) else ""
            if _is_separate(before) and _is_separate(after) and (fixes := _corrections(word)):
                alternatives = " หรือ ".join(f"«{fix}»" for fix in fixes)
                message = f"ไม่พบคำนี้ในพจนานุกรม อาจหมายถึง {alternatives}"
                yield Spot(offset, offset + len(word), message, fixes)
        offset += len(word)


def _is_separate(neighbour: str) -> bool:
    """Whether the segment beside an unknown word is certainly not a part of that word."""
    if not _THAI_RUN.fullmatch(neighbour):
        return True
    return neighbour in _FUNCTION_WORDS or (
        len(neighbour) >= MIN_NEIGHBOUR_LENGTH
        and neighbour in royal_institute_words()
        and neighbour in word_frequencies()
    )


def _corrections(word: str) -> tuple[str, ...]:
    """The most frequent words that were probably meant, at most `MAX_FIXES`."""
    index = near_frequent_words()
    candidates = index.with_other_tones(word) or [
        near
        for near in index.one_edit_apart(word)
        if len(word) >= MIN_REPLACED_CONSONANT_LENGTH or _is_likely_slip(word, near)
    ]
    # Foreign words and names end in thanthakhat: only a word that does so too is meant.
    candidates = [near for near in candidates if not word.endswith("์") or near.endswith("์")]
    candidates.sort(key=lambda near: (-word_frequencies()[near], near))
    return tuple(candidates[:MAX_FIXES])


def _is_likely_slip(word: str, near: str) -> bool:
    """Whether a character was omitted, doubled or transposed, or one mark replaced by another."""
    if len(word) != len(near):
        return True
    differences = [(a, b) for a, b in zip(word, near, strict=True) if a != b]
    return len(differences) == 2 or all(_MARK.match(a) and _MARK.match(b) for a, b in differences)
