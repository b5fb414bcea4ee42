"""Credit lines that stand as text at the end of a story, read as data."""

from __future__ import annotations

import re

from newsroom.thai.clean import clean_line

# «ภาพและข่าว : ไพฑูรย์ ล่องเพ็ง», «ข่าว/ภาพ: …», «เรียบเรียงโดย …»
_ROLE = r"(?:ภาพ|ข่าว|เรื่อง|เรียบเรียง|แปล|รายงาน|ถ่ายภาพ|ที่มา|ที่มาของภาพ|ขอบคุณภาพ|ขอบคุณภาพจาก)"
_CREDIT = re.compile(
    rf"^\(?({_ROLE}(?:\s*(?:และ|/|-|,|\+|&)\s*{_ROLE})*(?:โดย)?)\s*[:：]\s*(.{{2,120}}?)\)?$"
)
_LAST_PARAGRAPH = re.compile(r"\s*<p>((?:(?!</?p\b).)*)</p>\s*$", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
MOST = 4


def take_credits(body: str) -> tuple[str, list[tuple[str, str]]]:
    """Split clean body HTML into the body and the credits `[(role, name)]` of its last lines.

    Only whole paragraphs (or lines of the last paragraph) at the very end count, and four at
    most: a sentence with a colon further up is the story's own.
    """
    credits: list[tuple[str, str]] = []
    while len(credits) < MOST:
        last = _LAST_PARAGRAPH.search(body)
        if last is None:
            break
        lines = re.split(r"<br\s*/?>", last.group(1))
        found = _CREDIT.match(clean_line(_TAG.sub("", lines[-1]).replace("&nbsp;", " ")))
        if found is None:
            break
        credits.insert(0, (clean_line(found.group(1)), clean_line(found.group(2))))
        rest = "<br>".join(lines[:-1]).strip()
        body = body[: last.start()] + (f"<p>{rest}</p>" if rest else "")
    return body, credits
