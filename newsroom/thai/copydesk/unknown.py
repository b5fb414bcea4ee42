"""Words in no dictionary that lie near a word of one: slips of the keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsroom.thai.clean import MARKS
from newsroom.thai.copydesk.dictionary import common, institute, known, near_common
from newsroom.thai.copydesk.finding import Spot
from newsroom.thai.words import words

_THAI_WORD = re.compile(r"[ก-ฮะ-ฺเ-ๅ็-๎]{5,24}")
_THAI_RUN = re.compile(r"[ก-ฮะ-ฺเ-ๅ็-๎]+")
_SHORTEST_NEIGHBOUR = 3
MOST_PROPOSED = 2
# In a shorter word another consonant makes another word.
_LONG = 7
_MARK = re.compile(f"[{MARKS}]")


def unknown(text: str) -> Iterator[Spot]:
    """เศรษฐกกิจ: no word, but a letter away from one that readers meet often.

    A strange piece beside another strange or very short piece is rather part of a name, which no
    dictionary has; so is one that stands in the story twice.
    """
    pieces = words(text)
    place = 0
    for number, word in enumerate(pieces):
        if _THAI_WORD.fullmatch(word) and word not in known() and text.count(word) == 1:
            before = pieces[number - 1] if number else ""
            after = pieces[number + 1] if number + 1 < len(pieces) else ""
            if _is_plain(before) and _is_plain(after) and (best := _meant(word)):
                said = " หรือ ".join(f"«{other}»" for other in best)
                yield Spot(place, place + len(word), f"ไม่พบคำนี้ในพจนานุกรม อาจหมายถึง {said}", best)
        place += len(word)


def _is_plain(neighbour: str) -> bool:
    """Whether what stands beside a word is no part of it."""
    if not _THAI_RUN.fullmatch(neighbour):
        return True
    return neighbour in _SHORT or (
        len(neighbour) >= _SHORTEST_NEIGHBOUR and neighbour in institute() and neighbour in common()
    )


# Short words of grammar, which may stand before or after any word.
_SHORT = frozenset("ใน ที่ มี ได้ ให้ ไป มา จะ ก็ ว่า นี้ ทำ คน ปี วัน ณ".split())


def _meant(word: str) -> tuple[str, ...]:
    near = near_common()
    meant = near.in_tones(word) or [
        other for other in near.in_a_letter(word) if len(word) >= _LONG or _is_slip(word, other)
    ]
    # Thanthakhat at the end is how foreign words and names are written.
    meant = [other for other in meant if not word.endswith("์") or other.endswith("์")]
    meant.sort(key=lambda other: -common()[other])
    return tuple(meant[:MOST_PROPOSED])


def _is_slip(word: str, other: str) -> bool:
    """Whether a letter was forgotten, doubled or swapped, or a mark is another."""
    if len(word) != len(other):
        return True
    differ = [(a, b) for a, b in zip(word, other, strict=True) if a != b]
    return len(differ) == 2 or all(_MARK.match(a) and _MARK.match(b) for a, b in differ)
