"""Places named in a text: `จ.กระบี่`, `อำเภออ่าวลึก`, `อบต.อ่าวลึกใต้`, `ผู้ว่าราชการจังหวัดกระบี่`."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from newsroom.places.registry import (
    BANGKOK_CODE,
    Level,
    Place,
    all_places,
    get_place,
    lineage,
)

# Code points of a text that are read: where something happened is said at its beginning.
MAX_READ_LENGTH = 6_000
HEADLINE_WEIGHT = 3
MAX_NAME_LENGTH = 30
# What stands before a name, and the level that it names.
_MARKER = re.compile(
    r"(?:(?P<province>จังหวัด|(?<![ก-๎.])จ\.|อบจ\.)"
    r"|(?P<district>อำเภอ|(?<![ก-๎.])อ\.|สภ\.|เขต)"
    r"|(?P<subdistrict>ตำบล|(?<![ก-๎.])ต\.|แขวง|อบต\.|ทต\.))[ \u00a0]?"
)
_BANGKOK = re.compile(r"กรุงเทพมหานคร|กรุงเทพฯ|กทม\.")


def propose_places(headline: str, text: str, limit: int) -> list[Place]:
    """The places that the texts name, most likely first; a smaller one before what it lies in.

    A district or subdistrict whose name others share counts only if its province or district is
    named too. Only the first `MAX_READ_LENGTH` code points are read.
    """
    mentions = _mentions(text[:MAX_READ_LENGTH])
    for mention, count in _mentions(headline[:MAX_READ_LENGTH]).items():
        mentions[mention] += HEADLINE_WEIGHT * count
    named = {code for mention in mentions for code in _by_name()[mention]}
    scores: dict[int, int] = {}
    for (level, name), count in mentions.items():
        codes = _by_name()[level, name]
        for code in codes:
            above = [one for one in lineage(code)[:-1] if one in named]
            if len(codes) == 1 or above:
                scores[code] = scores.get(code, 0) + count
    total = {code: sum(scores.get(one, 0) for one in lineage(code)) for code in scores}
    ranked = sorted(total, key=lambda code: (-total[code], -len(lineage(code)), code))
    return [place for code in ranked[:limit] if (place := get_place(code))]


def _mentions(text: str) -> Counter[tuple[Level, str]]:
    """How often each name of a level is named."""
    found: Counter[tuple[Level, str]] = Counter()
    for match in _MARKER.finditer(text):
        level = Level(match.lastgroup)
        rest = text[match.end() : match.end() + MAX_NAME_LENGTH]
        if name := _longest_name(level, rest):
            found[level, name] += 1
    if count := len(_BANGKOK.findall(text)):
        found[Level.PROVINCE, "กรุงเทพมหานคร"] += count
    return found


def _longest_name(level: Level, text: str) -> str:
    """The longest name of the level that the text begins with; "" if there is none."""
    for length in range(len(text), 1, -1):
        if (level, text[:length]) in _by_name():
            return text[:length]
    return ""


@cache
def _by_name() -> dict[tuple[Level, str], list[int]]:
    """The codes of the places of a name; the district of a capital is also called เมือง alone."""
    codes: dict[tuple[Level, str], list[int]] = {}
    for place in all_places():
        names = {place.name}
        is_bangkok = lineage(place.code)[0] == BANGKOK_CODE
        if place.level is Level.DISTRICT and place.name.startswith("เมือง") and not is_bangkok:
            names.add("เมือง")
        for name in names:
            codes.setdefault((place.level, name), []).append(place.code)
    return codes
