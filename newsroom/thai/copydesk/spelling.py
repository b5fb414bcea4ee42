"""Words often misspelt, ใ and ไ, tone marks that a consonant cannot carry, polite words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from newsroom.thai.clean import MARKS
from newsroom.thai.copydesk.dictionary import institute
from newsroom.thai.copydesk.finding import Spot
from newsroom.thai.words import words

_HEAD = 2
_MARK = re.compile(f"[{MARKS}\u0e33]")
# The twenty words that are written with ใ; everything else has ไ.
_MUAN = re.compile(
    rf"ใ(?!(?:กล้|คร่?|จ|ช่|ช้|ด|ต้|น|บ้?|ฝ่|ย|ส่?|หญ่|หม่|ห้|ภ้|หล)(?![{MARKS}]))[ก-ฮ][{MARKS}]*"
)
_MIDDLE, _SECOND = "กจฎฏดตบปอ", "รลว"
_HIGH_TONE = re.compile("([ก-ฮ]?)([ก-ฮ])([\u0e31\u0e34-\u0e39\u0e47]?)([\u0e4a\u0e4b])")
# After these a low consonant is high by itself (โละ), or takes ็ (ล็อต); elsewhere ้ makes it high.
_CUT_SHORT, _SHORT_O = re.compile("[าวย]?ะ"), re.compile(r"อ[กขคดตทบปพฟซส](?![ะ-ู])")
_LOW = "คฅฆงชซฌญฑฒณทธนพฟภมยรลวฬฮ"
_POLITE = [
    (re.compile(r"นะ ?ค่ะ"), "นะคะ", "ลงท้ายด้วย นะ ใช้ คะ ไม่ใช่ ค่ะ"),
    (re.compile(r"(สวัสดี|ขอบคุณ|ขอโทษ|ขอบพระคุณ)คะ(?![ก-ฮ])"), r"\1ค่ะ", "ประโยคบอกเล่าใช้ ค่ะ ไม่ใช่ คะ"),
    (re.compile(r"ค่ะ(?= ?\?)"), "คะ", "ประโยคคำถามใช้ คะ ไม่ใช่ ค่ะ"),
    (re.compile(r"ค๊ะ"), "คะ", "คำนี้ไม่มีไม้ตรี"),
    (re.compile(r"น๊ะ"), "นะ", "คำนี้ไม่มีไม้ตรี"),
]


class Entry(NamedTuple):
    """A misspelling, how it is spelt, and whether it is one only as a word of its own."""

    wrong: str
    right: str
    alone: bool


@cache
def misspellings() -> dict[str, list[Entry]]:
    """The list of misspellings by their first letters, the longest first."""
    heads: dict[str, list[Entry]] = {}
    for line in Path(__file__).with_name("misspelt.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        right, *wrongs = line.split()
        for wrong in wrongs:
            entry = Entry(wrong.rstrip("="), right, wrong.endswith("="))
            heads.setdefault(wrong[:_HEAD], []).append(entry)
    for entries in heads.values():
        entries.sort(key=lambda entry: -len(entry.wrong))
    return heads


@cache
def _holders() -> dict[str, list[tuple[str, int]]]:
    """For each misspelling, the dictionary's words in which it is no mistake, and where in them."""
    heads, found = misspellings(), dict[str, list[tuple[str, int]]]()
    for word in institute():
        for at in range(len(word) - _HEAD + 1):
            for entry in heads.get(word[at : at + _HEAD], ()):
                if word.startswith(entry.wrong, at):
                    found.setdefault(entry.wrong, []).append((word, at))
    return found


def misspelt(text: str) -> Iterator[Spot]:
    """Words of the list; never inside a dictionary word that is spelt so."""
    heads, holders = misspellings(), _holders()
    borders: set[int] | None = None
    place = 0
    while place < len(text):
        for entry in heads.get(text[place : place + _HEAD], ()):
            end = place + len(entry.wrong)
            if (
                not text.startswith(entry.wrong, place)
                or (len(entry.right) > len(entry.wrong) and text.startswith(entry.right, place))
                or _MARK.match(text, end)
                or any(
                    place >= at and text.startswith(word, place - at)
                    for word, at in holders.get(entry.wrong, ())
                )
            ):
                continue
            if entry.alone:
                borders = borders or {0, *accumulate(map(len, words(text)))}
                if place not in borders or end not in borders:
                    continue
            # อิเล็คทรอนิค, and ส์ after it, which the right spelling has as well.
            if text[end + 1 : end + 2] == "์" and entry.right.endswith(text[end : end + 2]):
                end += 2
            yield Spot(place, end, f"คำนี้สะกดว่า «{entry.right}»", (entry.right,))
            place = end - 1
            break
        place += 1


def muan(text: str) -> Iterator[Spot]:
    """ใด้ for ได้: only twenty words have ใ."""
    for found in _MUAN.finditer(text):
        yield Spot(*found.span(), "คำนี้ใช้สระ ไ (ไม้มลาย)", ("ไ" + found.group()[1:],))


def tones(text: str) -> Iterator[Spot]:
    """โน๊ต, เชี๊ยะ: only the middle consonants carry ๊ and ๋."""
    for found in _HIGH_TONE.finditer(text):
        first, consonant, vowel, tone = found.groups()
        if consonant in _MIDDLE or (consonant in _SECOND and first and first in _MIDDLE):
            continue
        fixes: tuple[str, ...] = ()
        if consonant in _LOW and tone == "\u0e4a" and vowel != "\u0e47":
            if _CUT_SHORT.match(text, found.end()):
                fixes = (f"{consonant}{vowel}",)
            elif not vowel and _SHORT_O.match(text, found.end()):
                fixes = (f"{consonant}\u0e47",)
            else:
                fixes = (f"{consonant}{vowel}\u0e49",)
        why = "ไม้ตรีและไม้จัตวาใช้กับอักษรกลางเท่านั้น"
        yield Spot(found.start(2), found.end(), why, fixes)


def polite(text: str) -> Iterator[Spot]:
    """นะค่ะ for นะคะ, สวัสดีคะ for สวัสดีค่ะ."""
    for pattern, right, why in _POLITE:
        for found in pattern.finditer(text):
            yield Spot(*found.span(), why, (found.expand(right),))
