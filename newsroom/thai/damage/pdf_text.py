"""Thai text out of PDF files: ำ that fell apart, marks behind a blank or one letter too far right.

    ก าลัง, น ้าท่วม     the ring of ำ is lost, a blank stands where it was      → กำลัง, น้ำท่วม
    ผู ้ว่า               a blank before a mark                                   → ผู้ว่า
    เปน็ ไปไดว้ า่          marks stand behind the letter after their own            → เป็น ไปได้ว่า

What the dictionary decides is mended (`mend`); the rest is for a person (`find_damage`, which the
copy desk uses). Genuine text has none of the signs: no word begins with a mark, า or ำ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from newsroom.thai.clean import clean
from newsroom.thai.segmentation import is_known_text, is_word, longest_word

_CONSONANT = "ก-ฮ"
_MARK = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4c"  # vowels above and below, tone marks, thanthakhat
_TONE = "\u0e48-\u0e4b"
_LETTER = "\u0e01-\u0e3a\u0e40-\u0e4e"
_BLANK = " \u00a0"
# A blank before a mark, า or ำ that goes on; a tone mark behind า.
_SIGN = re.compile(
    f"[{_CONSONANT}{_MARK}][{_BLANK}](?:[{_MARK}]{{1,2}}[{_LETTER}]|[{_TONE}]?[าำ])|า[{_TONE}]"
)
# Thai letters, with the blanks that stand before a mark, า or ำ.
_CHUNK = re.compile(f"[{_LETTER}]+(?:[{_BLANK}](?=[{_MARK}าำ])[{_LETTER}]+)*")
_BLANK_INSIDE = re.compile(f"[{_BLANK}]")
_SPLIT_AM = re.compile(f"([{_CONSONANT}])[{_BLANK}]([{_TONE}]?)[าำ]")
_BLANK_BEFORE_MARK = re.compile(f"([{_LETTER}])[{_BLANK}]([{_MARK}])")
_REPEATED = re.compile(f"([{_MARK}]{{1,2}})[{_BLANK}]\\1")
_LATE_TONE = re.compile(f"([{_CONSONANT}])(า)([{_TONE}])")
_MARKS = frozenset(
    "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
)
_BASES = frozenset(map(chr, range(0x0E01, 0x0E2F))) | set("าเแโใไ")
# A longer chunk is no clause with a fault.
MAX_CHUNK_LENGTH = 300
MAX_MARKS = 3
# One mended fault may show another.
MAX_ROUNDS = 4
# Letters around a fault that are looked up.
CONTEXT = 24
# Syllables that are a word with ำ and with า, of which one is twenty times as frequent (TTC).
_MORE_FREQUENT = {"น้": "ำ", "ต่": "ำ", "ซ้": "ำ", "ถ้": "า", "ช้": "า"}


# A blank before a mark, า or ำ, or a tone mark behind า: two patterns are faster than one.
_QUICK_BLANK = re.compile(f" [{_MARK}าำ]")
_QUICK_TONE = re.compile(f"า[{_TONE}]")


class Damage(NamedTuple):
    """`text[start:end]`, and what it may have been, the most likely first."""

    start: int
    end: int
    fixes: tuple[str, ...]
    is_certain: bool


def may_be_damaged(text: str) -> bool:
    """A quick look; False for nearly all text."""
    return bool(_QUICK_BLANK.search(text) or _QUICK_TONE.search(text))


def mend(text: str) -> tuple[str, list[str]]:
    """`text` with what is certain mended, and the words that were."""
    parts: list[str] = []
    mended: list[str] = []
    position = 0
    for damage in find_damage(text):
        if damage.is_certain:
            parts += [text[position : damage.start], damage.fixes[0]]
            position = damage.end
            mended.append(damage.fixes[0])
    return "".join([*parts, text[position:]]) if mended else text, mended


def find_damage(text: str) -> Iterator[Damage]:
    """Every damaged clause, from left to right; of text without one of the signs none."""
    if not may_be_damaged(text) or not _SIGN.search(text):
        return
    for match in _CHUNK.finditer(text):
        chunk = match.group()
        if len(chunk) > MAX_CHUNK_LENGTH:
            continue
        fixes, is_certain = _read(chunk)
        for _ in range(MAX_ROUNDS if is_certain else 0):
            more, is_still_certain = _read(fixes[0])
            if not (more and is_still_certain):
                break
            fixes = more
        else:
            is_certain = False  # turning in a circle
        if fixes:
            yield Damage(*match.span(), fixes, is_certain)


def _read(chunk: str) -> tuple[tuple[str, ...], bool]:
    """Clean texts that a chunk may have been; see `_candidates`."""
    fixes, is_certain = _candidates(chunk)
    cleaned = tuple(clean(fix) for fix in fixes)
    return (cleaned, is_certain) if cleaned[:1] != (chunk,) else ((), False)


def _candidates(chunk: str) -> tuple[tuple[str, ...], bool]:
    """What a chunk may have been, and whether the first of it is certain; none if it is whole."""
    has_sign = _SIGN.search(chunk) is not None
    if not has_sign and (_MARKS.isdisjoint(chunk) or is_word(chunk)):
        return (), False
    is_split = _SPLIT_AM.search(chunk) is not None
    for moved in () if is_split else _with_marks_moved_back(_BLANK_INSIDE.sub("", chunk)):
        # Without a sign it may be a name: only a whole word of the dictionary is certain.
        if is_word(moved) or (has_sign and not is_known_text(chunk) and is_known_text(moved)):
            return (moved,), True
    if not has_sign:
        return (), False
    fixed, is_certain, others = chunk, True, []
    while match := _SPLIT_AM.search(fixed):
        candidates, is_sure = _with_am(fixed, match)
        fixed, is_certain = candidates[0], is_certain and is_sure
        if not is_sure:
            others.append(_BLANK_INSIDE.sub("", candidates[1]))
    fixed = _BLANK_BEFORE_MARK.sub(r"\1\2", _REPEATED.sub(r"\1", fixed))
    fixed = _LATE_TONE.sub(r"\1\3\2", fixed)
    return ((fixed, *others), is_certain) if fixed != chunk else ((), False)


def _with_am(text: str, match: re.Match[str]) -> tuple[list[str], bool]:
    """`text` with ำ and with า where one fell apart, the likelier first; whether that is certain."""
    before, consonant, tone = text[: match.start()], match[1], match[2]
    am, aa = (f"{before}{consonant}{tone}{vowel}{text[match.end() :]}" for vowel in "ำา")
    start, end = max(len(before) - CONTEXT, 0), len(before) + CONTEXT
    am_length, aa_length = (
        longest_word(_BLANK_INSIDE.sub("", one[start:end]), len(before) - start) for one in (am, aa)
    )
    if am_length == aa_length:
        likelier = _MORE_FREQUENT.get(consonant + tone, "ำ")
        is_sure = bool(am_length) and (not tone or consonant + tone in _MORE_FREQUENT)
    else:
        likelier, is_sure = ("ำ" if am_length > aa_length else "า"), True
    if not tone:  # «ตัว า» may be about the letter
        written = f"{before}{consonant}"[start:]
        is_sure = is_sure and max(am_length, aa_length) > longest_word(
            written, max(len(before) - start - 1, 0)
        )
    return ([am, aa] if likelier == "ำ" else [aa, am]), is_sure


def _with_marks_moved_back(text: str) -> Iterator[str]:
    """The text with marks one letter further left: all of them, the upper ones, or any choice of few."""
    places = [place for place, character in enumerate(text) if character in _MARKS]
    choices = [set(places), {place for place in places if text[place] >= "\u0e47"}]
    if len(places) <= MAX_MARKS:
        choices += [
            set(some) for size in range(1, len(places)) for some in combinations(places, size)
        ]
    for choice in choices:
        out: list[str] = []
        for place, character in enumerate(text):
            can_move = place in choice and len(out) > 1 and out[-1] in _BASES
            if can_move and (out[-2] in _MARKS or out[-2] in _BASES):
                out.insert(-1, character)
            else:
                out.append(character)
        moved = "".join(out)
        if moved != text:
            yield moved
