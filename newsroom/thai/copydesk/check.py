"""The copy desk reads a story: every rule, every field, one list of findings.

Nothing here changes a text; `newsroom.thai.clean` does that when a story is saved, and only for what
has one right form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from newsroom.thai.copydesk import figures, marks, names, repeats, signs, spelling, unknown
from newsroom.thai.copydesk.finding import (
    Finding,
    Letters,
    Spot,
    Story,
    StoryRule,
    TextRule,
    in_order,
)

# All fields of a story together; some ten times the longest story a paper prints.
LONGEST = 60_000
MOST_FINDINGS = 300
LABELS = {
    "marks": "สระและวรรณยุกต์",
    "spelling": "คำที่มักเขียนผิด",
    "unknown": "คำที่อาจพิมพ์ผิด",
    "tones": "รูปวรรณยุกต์",
    "polite": "คำลงท้าย",
    "yamok": "ไม้ยมก",
    "paiyan": "ไปยาล",
    "blanks": "เว้นวรรค",
    "quotes": "อัญประกาศ",
    "digits": "เลขไทย เลขอารบิก",
    "eras": "พ.ศ. และ ค.ศ.",
    "dates": "วันและเวลา",
    "abbreviations": "อักษรย่อ",
    "repeats": "คำซ้ำ",
    "names": "ชื่อคน",
}
# In the order of trust: where two rules see the same letters, the first speaks.
TEXT_RULES: list[tuple[str, TextRule]] = [
    ("marks", marks.stray_marks),
    ("marks", marks.moved_marks),
    ("polite", spelling.polite),
    ("spelling", spelling.misspelt),
    ("spelling", spelling.muan),
    ("tones", spelling.tones),
    ("yamok", signs.yamok),
    ("paiyan", signs.paiyan),
    ("eras", figures.named_eras),
    ("dates", figures.dates),
    ("dates", figures.hours),
    ("abbreviations", figures.abbreviations),
    ("repeats", repeats.repeats),
    ("unknown", unknown.unknown),
    ("blanks", signs.blanks),
]
# These judge words, and a name is spelt as its bearer spells it.
OF_WORDS = frozenset({"spelling", "unknown", "tones", "repeats"})
STORY_RULES: list[tuple[str, StoryRule]] = [
    ("eras", figures.mixed_eras),
    ("names", names.two_spellings),
    ("quotes", signs.quotes),
    ("digits", figures.mixed_digits),
]


class TooLong(ValueError):
    """More text than a story has; the message tells the editor so in Thai."""


def check(story: Mapping[str, str]) -> list[Finding]:
    """What is worth a look in the fields of a story, in order of place.

    Raises `TooLong` above `LONGEST` letters: the desk reads stories, not books.
    """
    if sum(map(len, story.values())) > LONGEST:
        raise TooLong(f"ข้อความยาวเกิน {LONGEST:,} ตัวอักษร โต๊ะตรวจภาษาจึงยังไม่ตรวจให้")
    letters = {field: Letters(text) for field, text in story.items()}
    taken = {field: bytearray(len(text)) for field, text in story.items()}
    people = {field: list(names.name_spans(text)) for field, text in story.items()}
    found: list[Finding] = []
    for rule, field, spot in _spots(story):
        if rule in OF_WORDS and any(s < spot.end and spot.start < e for s, e in people[field]):
            continue
        spot = letters[field].whole(spot)
        if any(taken[field][spot.start : spot.end]):
            continue
        taken[field][spot.start : spot.end] = b"\1" * (spot.end - spot.start)
        text = story[field][spot.start : spot.end]
        found.append(Finding(rule, field, spot.start, spot.end, text, spot.why, spot.fixes))
        if len(found) >= MOST_FINDINGS:
            break
    return in_order(found)


def _spots(story: Story) -> Iterator[tuple[str, str, Spot]]:
    for rule, look in TEXT_RULES:
        for field, text in story.items():
            for spot in look(text):
                yield rule, field, spot
    for rule, look_over in STORY_RULES:
        for field, spot in look_over(story):
            yield rule, field, spot
