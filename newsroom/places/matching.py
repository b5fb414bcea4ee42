"""Places by what somebody types: `อ่าวลึก`, `ต.ตลาด สุราษ`, `ao luek`, a whole label."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from newsroom.places.registry import Level, Place, all_places, get_place, level_of, lineage
from newsroom.thai.collation import sort_key
from newsroom.thai.folding import fold

MAX_TYPED_LENGTH = 200
MAX_TYPED_WORDS = 8
# Places looked at for the one that is meant; the exact ones come first.
MAX_MATCHES = 200
_ORDER = [Level.PROVINCE, Level.DISTRICT, Level.SUBDISTRICT]
_PREFIX = re.compile(r"(จังหวัด|กิ่งอำเภอ|อำเภอ|ตำบล|เขต|แขวง)")
_LEVELS = {
    "จังหวัด": Level.PROVINCE, "อำเภอ": Level.DISTRICT, "กิ่งอำเภอ": Level.DISTRICT,
    "เขต": Level.DISTRICT, "ตำบล": Level.SUBDISTRICT, "แขวง": Level.SUBDISTRICT,
}  # fmt: skip
# Written out before `fold` takes their full stops.
_ABBREVIATION = re.compile(r"(?<![ก-๎])([จอต])\.")
_ABBREVIATED = {"จ": "จังหวัด", "อ": "อำเภอ", "ต": "ตำบล"}
_ALIASES = {"กทม": "กรุงเทพมหานคร", "กรุงเทพ": "กรุงเทพมหานคร", "กรุงเทพฯ": "กรุงเทพมหานคร", "อยุธยา": "พระนครศรีอยุธยา"}  # fmt: skip


class _Word(NamedTuple):
    """A name that was typed, or its first letters, and the level that it is said to be of."""

    text: str
    level: Level | None


class _Entry(NamedTuple):
    place: Place
    own_names: tuple[str, ...]  # folded: Thai, Latin
    ancestors: tuple[tuple[Level, tuple[str, ...]], ...]
    order: tuple[int, str]

    def is_named_by(self, word: _Word) -> bool:
        return _fits(word, self.place.level, self.own_names)

    def is_inside(self, word: _Word) -> bool:
        return any(_fits(word, level, names) for level, names in self.ancestors)


@cache
def _entries() -> list[_Entry]:
    names = {place.code: _names(place) for place in all_places()}
    return [
        _Entry(
            place,
            names[place.code],
            tuple((level_of(code), names[code]) for code in lineage(place.code)[:-1]),
            (_ORDER.index(place.level), sort_key(place.name)),
        )
        for place in all_places()
    ]


def _names(place: Place) -> tuple[str, ...]:
    names = (fold(place.name), fold(place.latin_name))
    is_capital = place.level is Level.DISTRICT and place.name.startswith("เมือง")
    # อ.เมือง is written for the district of the capital of each province.
    return (*names, "เมือง") if is_capital else names


def find_places(text: str, limit: int) -> list[Place]:
    """The places that fit every word of a text, the best first; the first letters are enough.

    A word may name the place, its district or its province, with or without the word for the level.
    """
    words = _words(text)
    found: list[tuple[tuple[object, ...], Place]] = []
    for entry in _entries() if words else ():
        own = [word for word in words if entry.is_named_by(word)]
        if own and all(word in own or entry.is_inside(word) for word in words):
            is_exact = any(word.text in entry.own_names for word in own)
            found.append(((not is_exact, entry.order), entry.place))
    found.sort(key=lambda row: row[0])
    return [place for _, place in found[:limit]]


def place_by_text(text: str) -> Place | None:
    """The one place that a text names: by its code, its whole label, or names that fit one only."""
    typed = fold(text[:MAX_TYPED_LENGTH])
    if typed.isascii() and typed.isdecimal():
        return get_place(int(typed[:9]))
    matches = find_places(text, MAX_MATCHES)
    for place in matches:
        if fold(place.full_label) == typed:
            return place
    words = _words(text)
    exact = [
        place
        for place in matches
        if all(any(word.text in _names(one) for one in place.with_ancestors()) for word in words)
        and any(word.text in _names(place) for word in words)
    ]
    # กระบี่ is a province before it is anything else.
    highest = [place for place in exact if place.level == exact[0].level]
    return highest[0] if len(highest) == 1 else None


def _words(text: str) -> list[_Word]:
    text = _ABBREVIATION.sub(lambda match: _ABBREVIATED[match[1]], text[:MAX_TYPED_LENGTH])
    folded = fold(text)
    if folded.isascii():
        return [_Word(folded, None)] if folded else []  # a Latin name has blanks of its own
    words: list[_Word] = []
    level: Level | None = None
    for part in folded.split()[:MAX_TYPED_WORDS]:
        match = _PREFIX.match(part)
        # The word for a level may stand alone: ตำบล บ้านนา.
        level = _LEVELS[match[1]] if match else level
        if name := part[match.end() :] if match else part:
            words.append(_Word(_ALIASES.get(name, name), level))
            level = None
    return words


def _fits(word: _Word, level: Level, names: tuple[str, ...]) -> bool:
    return word.level in (None, level) and any(name.startswith(word.text) for name in names)
