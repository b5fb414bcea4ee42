"""Common misspellings, ใ for ไ, tone marks that a consonant cannot carry, polite particles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from newsroom.thai.clean import COMBINING_MARKS
from newsroom.thai.copydesk.dictionary import royal_institute_words
from newsroom.thai.copydesk.findings import Spot
from newsroom.thai.segmentation import segment_words

# Misspellings are indexed by that many first characters.
_HEAD_LENGTH = 2
_MARK = re.compile(f"[{COMBINING_MARKS}\u0e33]")
# ใ in any but the twenty words that are written with it (and their beginnings).
_WRONG_MAI_MUAN = re.compile(
    rf"ใ(?!(?:กล้|คร่?|จ|ช่|ช้|ด|ต้|น|บ้?|ฝ่|ย|ส่?|หญ่|หม่|ห้|ภ้|หล)(?![{COMBINING_MARKS}]))[ก-ฮ][{COMBINING_MARKS}]*"
)
# Thai consonant classes: only the middle ones carry mai tri (๊) and mai chattawa (๋). In a cluster
# (กล, ปร) the mark is written over the second consonant.
_MIDDLE_CLASS, _CLUSTER_SECOND = "กจฎฏดตบปอ", "รลว"
_LOW_CLASS = "คฅฆงชซฌญฑฒณทธนพฟภมยรลวฬฮ"
_TRI_OR_CHATTAWA = re.compile("([ก-ฮ]?)([ก-ฮ])([\u0e31\u0e34-\u0e39\u0e47]?)([\u0e4a\u0e4b])")
# A low-class consonant in a dead syllable with a short vowel is high already (โละ); before a short อ
# it takes maitaikhu (ล็อต); elsewhere mai tho gives the high tone.
_SHORT_VOWEL, _SHORT_O = re.compile("[าวย]?ะ"), re.compile(r"อ[กขคดตทบปพฟซส](?![ะ-ู])")
# ค่ะ ends statements, คะ ends questions and follows นะ.
_PARTICLES = [
    (re.compile(r"นะ ?ค่ะ"), "นะคะ", "ลงท้ายด้วย นะ ใช้ คะ ไม่ใช่ ค่ะ"),
    (re.compile(r"(สวัสดี|ขอบคุณ|ขอโทษ|ขอบพระคุณ)คะ(?![ก-ฮ])"), r"\1ค่ะ", "ประโยคบอกเล่าใช้ ค่ะ ไม่ใช่ คะ"),
    (re.compile(r"ค่ะ(?= ?\?)"), "คะ", "ประโยคคำถามใช้ คะ ไม่ใช่ ค่ะ"),
    (re.compile(r"ค๊ะ"), "คะ", "คำนี้ไม่มีไม้ตรี"),
    (re.compile(r"น๊ะ"), "นะ", "คำนี้ไม่มีไม้ตรี"),
]


class Misspelling(NamedTuple):
    """A line of misspellings.txt: `wrong` is to be `right`; with `whole_word`, only as a whole word."""

    wrong: str
    right: str
    whole_word: bool


@cache
def misspellings() -> dict[str, list[Misspelling]]:
    """The entries of misspellings.txt by their first characters, the longest first."""
    lines = Path(__file__).with_name("misspellings.txt").read_text(encoding="utf-8").splitlines()
    by_head: dict[str, list[Misspelling]] = {}
    for line in lines:
        if line.startswith("#"):
            continue
        right, *wrong_forms = line.split()
        for form in wrong_forms:
            entry = Misspelling(form.rstrip("="), right, whole_word=form.endswith("="))
            by_head.setdefault(form[:_HEAD_LENGTH], []).append(entry)
    for entries in by_head.values():
        entries.sort(key=lambda entry: -len(entry.wrong))
    return by_head


@cache
def _words_containing() -> dict[str, list[tuple[str, int]]]:
    """By misspelling: the dictionary words in which it occurs rightly, and its offset in them."""
    by_head, containing = misspellings(), dict[str, list[tuple[str, int]]]()
    for word in royal_institute_words():
        for offset in range(len(word) - _HEAD_LENGTH + 1):
            for entry in by_head.get(word[offset : offset + _HEAD_LENGTH], ()):
                if word.startswith(entry.wrong, offset):
                    containing.setdefault(entry.wrong, []).append((word, offset))
    return containing


def listed_misspellings(text: str) -> Iterator[Spot]:
    """The misspellings of the list, except inside a dictionary word that is spelled so."""
    by_head = misspellings()
    word_boundaries: set[int] | None = None
    start = 0
    while start < len(text):
        for entry in by_head.get(text[start : start + _HEAD_LENGTH], ()):
            end = start + len(entry.wrong)
            if not _is_misspelled(entry, text, start):
                continue
            if entry.whole_word:
                if word_boundaries is None:
                    word_boundaries = {0, *accumulate(map(len, segment_words(text)))}
                if start not in word_boundaries or end not in word_boundaries:
                    continue
            # อิเล็คทรอนิค with ส์ after it, which the right spelling includes.
            if text[end + 1 : end + 2] == "์" and entry.right.endswith(text[end : end + 2]):
                end += 2
            yield Spot(start, end, f"คำนี้สะกดว่า «{entry.right}»", (entry.right,))
            start = end - 1
            break
        start += 1


def _is_misspelled(entry: Misspelling, text: str, start: int) -> bool:
    """Whether the misspelling is at `start`, and not as a part of a word that is spelled so."""
    if not text.startswith(entry.wrong, start):
        return False
    if len(entry.right) > len(entry.wrong) and text.startswith(entry.right, start):
        return False
    if _MARK.match(text, start + len(entry.wrong)):
        return False
    return not any(
        start >= offset and text.startswith(word, start - offset)
        for word, offset in _words_containing().get(entry.wrong, ())
    )


def mai_muan(text: str) -> Iterator[Spot]:
    """ใด้ for ได้: only twenty words are written with ใ (mai muan)."""
    for match in _WRONG_MAI_MUAN.finditer(text):
        yield Spot(*match.span(), "คำนี้ใช้สระ ไ (ไม้มลาย)", ("ไ" + match.group()[1:],))


def tone_marks(text: str) -> Iterator[Spot]:
    """โน๊ต, เชี๊ยะ: only middle-class consonants carry mai tri (๊) and mai chattawa (๋)."""
    for match in _TRI_OR_CHATTAWA.finditer(text):
        first, consonant, vowel, tone = match.groups()
        if consonant in _MIDDLE_CLASS or (
            consonant in _CLUSTER_SECOND and first and first in _MIDDLE_CLASS
        ):
            continue
        fixes: tuple[str, ...] = ()
        if consonant in _LOW_CLASS and tone == "\u0e4a" and vowel != "\u0e47":
            if _SHORT_VOWEL.match(text, match.end()):
                fixes = (f"{consonant}{vowel}",)
            elif not vowel and _SHORT_O.match(text, match.end()):
                fixes = (f"{consonant}\u0e47",)
            else:
                fixes = (f"{consonant}{vowel}\u0e49",)
        message = "ไม้ตรีและไม้จัตวาใช้กับอักษรกลางเท่านั้น"
        yield Spot(match.start(2), match.end(), message, fixes)


def polite_particles(text: str) -> Iterator[Spot]:
    """นะค่ะ for นะคะ, สวัสดีคะ for สวัสดีค่ะ."""
    for pattern, replacement, message in _PARTICLES:
        for match in pattern.finditer(text):
            yield Spot(*match.span(), message, (match.expand(replacement),))
