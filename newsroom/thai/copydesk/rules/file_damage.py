"""Text damaged on its way: Thai out of PDF files, wrong encodings, replacement characters."""

from __future__ import annotations

from collections.abc import Iterator

from newsroom.thai.copydesk.findings import Spot
from newsroom.thai.damage.mojibake import REPLACEMENT_CHARACTER, find_mojibake
from newsroom.thai.damage.pdf_text import find_damage

_TORN = "คำแตกเพราะคัดลอกจาก PDF"
_WRONG_ENCODING = "ข้อความเข้ารหัสผิด (อ่านไม่ออก)"
_LOST = "อักขระเสีย (�) ดูตัวอักษรเดิมจากต้นฉบับ"
# A fix must fit into the panel.
MAX_FIX_LENGTH = 200


def torn_words(text: str) -> Iterator[Spot]:
    """ก าลัง, ผู ้ว่า, เปน็: marks and ำ that fell apart."""
    for damage in find_damage(text):
        yield Spot(damage.start, damage.end, _TORN, damage.fixes)


def wrong_encoding(text: str) -> Iterator[Spot]:
    """à¸à¸², เธเธฒ, ¡ÒÃ, and letters that are lost."""
    for passage in find_mojibake(text):
        fixes = (passage.readable,) if 0 < len(passage.readable) <= MAX_FIX_LENGTH else ()
        yield Spot(passage.start, passage.end, _WRONG_ENCODING, fixes)
    place = text.find(REPLACEMENT_CHARACTER)
    while place >= 0:
        yield Spot(place, place + 1, _LOST)
        place = text.find(REPLACEMENT_CHARACTER, place + 1)
