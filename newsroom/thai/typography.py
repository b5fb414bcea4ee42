"""What Thai text needs when it is shown, and only then: stored text is never changed (T-L2)."""

from __future__ import annotations

import re
from html import escape

from newsroom.thai.dates import MONTHS, SHORT_MONTHS

NBSP = "\u00a0"
_UNITS = (
    "บาท|คน|ราย|แห่ง|ครั้ง|วัน|เดือน|ปี|ชั่วโมง|นาที|วินาที|น\\.|กม\\.|กิโลเมตร|เมตร|ม\\.|ซม\\.|ไร่|ตัน|กิโลกรัม|กก\\.|"
    "ลิตร|หลัง|คัน|ลำ|ล้าน|แสน|หมื่น|พัน|ร้อย|เปอร์เซ็นต์|%|ตำบล|อำเภอ|จังหวัด|หมู่บ้าน|ครัวเรือน|ตัว|ชิ้น|เรื่อง|ฉบับ|องศา"
)
_MONTHS = "|".join(map(re.escape, [*MONTHS, *SHORT_MONTHS]))
_GLUE = [
    # ๆ never begins a line, nor does ฯ, except in ฯพณฯ.
    (re.compile(r" (?= *(?:ๆ|ฯ(?!พณ)))"), NBSP),
    # A number stays with its unit, a day with its month, the era and «วันที่» with their number.
    (re.compile(rf"(?<=[0-9๐-๙]) (?=(?:{_UNITS}))"), NBSP),
    (re.compile(rf"(?<=[0-9๐-๙]) (?=(?:{_MONTHS}))"), NBSP),
    (re.compile(r"((?:[พค]\.ศ\.|วันที่|ครั้งที่)) (?=[0-9๐-๙])"), rf"\1{NBSP}"),
]
# The line breaker of browsers tears these apart: นายกฯ becomes นา|ยกฯ, อบจ.กระบี่ breaks at the dot.
_WHOLE = re.compile(
    r"(?:นายก|รอง|ผู้ว่า|ผอ|ทูล|รมว|กรุงเทพ|สภา|พระราชดำริ|ปลัด|เทศบาล|สหรัฐ|มหาวิทยาลัย|โรงพยาบาล|กระทรวง|คณะ)[ก-ฮ]{0,3}ฯ"
    r"|(?:(?<![ก-๙])(?:[ก-ฮ]{1,4}\.){1,5}|(?:อบจ|อบต|รมว|ผบ|สส|สว|ครม|กกต|ปภ|สพฐ|ททท|สสจ|รพ|ผกก)\.)"
    r"(?:[ก-๙]{1,12}(?![ก-๙]))?"
    # A sum of money: browsers break 412 ล้าน|บาท.
    r"|[0-9๐-๙][0-9๐-๙.,]*[ \u00a0]?(?:แสน|หมื่น|พัน|ร้อย)?ล้าน(?:ล้าน)?บาท"
    # A score or a range: 2–1, 10-12.
    r"|[0-9๐-๙]+[–-][0-9๐-๙]+(?![0-9๐-๙])"
)


def typeset(text: str) -> str:
    """`text` with the blanks that must not break a line made no-break spaces; nothing else."""
    if " " not in text:
        return text
    for pattern, glue in _GLUE:
        text = pattern.sub(glue, text)
    return text


def headline_markup(text: str) -> str:
    """A headline as HTML: escaped, typeset, and words that browsers tear apart kept whole."""
    out, end = [], 0
    line = typeset(text)
    for found in _WHOLE.finditer(line):
        out.append(escape(line[end : found.start()]))
        out.append(f'<span class="nowrap">{escape(found.group())}</span>')
        end = found.end()
    return "".join([*out, escape(line[end:])])
