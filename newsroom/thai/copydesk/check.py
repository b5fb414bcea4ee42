"""Proofreading of a draft: runs every rule over every field and collects the findings.

Nothing here changes a text. `newsroom.thai.clean` repairs, when an article is saved, what has one
right form only.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from newsroom.thai.copydesk.findings import (
    DraftRule,
    DraftTexts,
    Finding,
    GraphemeIndex,
    Spot,
    TextRule,
    sort_findings,
)
from newsroom.thai.copydesk.rules import (
    diacritics,
    file_damage,
    numbers_and_dates,
    personal_names,
    punctuation,
    repeats,
    spelling,
    unknown_words,
)

# Code points of all fields together: some ten times the longest article of a newspaper.
MAX_TEXT_LENGTH = 60_000
MAX_FINDINGS = 300
RULE_LABELS = {
    "marks": "สระและวรรณยุกต์",
    "spelling": "คำที่มักเขียนผิด",
    "unknown": "คำที่อาจพิมพ์ผิด",
    "tones": "รูปวรรณยุกต์",
    "polite": "คำลงท้าย",
    "yamok": "ไม้ยมก",
    "paiyan": "ไปยาล",
    "spaces": "เว้นวรรค",
    "quotes": "อัญประกาศ",
    "digits": "เลขไทย เลขอารบิก",
    "eras": "พ.ศ. และ ค.ศ.",
    "dates": "วันและเวลา",
    "abbreviations": "อักษรย่อ",
    "repeats": "คำซ้ำ",
    "names": "ชื่อคน",
}
# In the order of precedence: of findings that overlap, the first is kept. One key may have several
# functions.
TEXT_RULES: list[tuple[str, TextRule]] = [
    ("marks", file_damage.torn_words),
    ("marks", file_damage.wrong_encoding),
    ("marks", diacritics.stray_marks),
    ("marks", diacritics.misplaced_marks),
    ("polite", spelling.polite_particles),
    ("spelling", spelling.listed_misspellings),
    ("spelling", spelling.mai_muan),
    ("tones", spelling.tone_marks),
    ("yamok", punctuation.mai_yamok),
    ("paiyan", punctuation.paiyan),
    ("eras", numbers_and_dates.named_eras),
    ("dates", numbers_and_dates.dates),
    ("dates", numbers_and_dates.times),
    ("abbreviations", numbers_and_dates.abbreviations),
    ("repeats", repeats.repeated_words),
    ("unknown", unknown_words.unknown_words),
    ("spaces", punctuation.spaces),
]
DRAFT_RULES: list[tuple[str, DraftRule]] = [
    ("eras", numbers_and_dates.mixed_eras),
    ("names", personal_names.inconsistent_names),
    ("quotes", punctuation.quotation_marks),
    ("digits", numbers_and_dates.mixed_digits),
]
# Rules about the spelling of words: they do not apply to personal names.
WORD_RULES = frozenset({"spelling", "unknown", "tones", "repeats"})


class TextTooLongError(ValueError):
    """More text than is proofread; the message is for the editor, in Thai."""


def check(texts: DraftTexts) -> list[Finding]:
    """The findings in a draft, by field and offset; they do not overlap.

    At most `MAX_FINDINGS`. Raises `TextTooLongError` above `MAX_TEXT_LENGTH` code points.
    """
    if sum(map(len, texts.values())) > MAX_TEXT_LENGTH:
        raise TextTooLongError(f"ข้อความยาวเกิน {MAX_TEXT_LENGTH:,} ตัวอักษร โต๊ะตรวจภาษาจึงยังไม่ตรวจให้")
    indexes = {field: GraphemeIndex(text) for field, text in texts.items()}
    # One byte for each code point: 1 where a finding is.
    covered = {field: bytearray(len(text)) for field, text in texts.items()}
    names = {field: list(personal_names.name_spans(text)) for field, text in texts.items()}
    findings: list[Finding] = []
    for rule, field, spot in _apply_rules(texts):
        if rule in WORD_RULES and _is_in_name(spot, names[field]):
            continue
        spot = indexes[field].widen(spot)
        if any(covered[field][spot.start : spot.end]):
            continue
        covered[field][spot.start : spot.end] = b"\1" * (spot.end - spot.start)
        text = texts[field][spot.start : spot.end]
        findings.append(Finding(rule, field, spot.start, spot.end, text, spot.message, spot.fixes))
        if len(findings) >= MAX_FINDINGS:
            break
    return sort_findings(findings)


def _is_in_name(spot: Spot, names: list[tuple[int, int]]) -> bool:
    """Whether a spot touches one of these spans, which are in order and do not overlap."""
    index = bisect_left(names, (spot.end, 0))
    return index > 0 and spot.start < names[index - 1][1]


def _apply_rules(texts: DraftTexts) -> Iterator[tuple[str, str, Spot]]:
    """Rule, field and spot, in the order of precedence of the rules."""
    for rule, find_in_text in TEXT_RULES:
        for field, text in texts.items():
            for spot in find_in_text(text):
                yield rule, field, spot
    for rule, find_in_draft in DRAFT_RULES:
        for field, spot in find_in_draft(texts):
            yield rule, field, spot
