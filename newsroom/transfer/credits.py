"""Recognises credit lines written as text at the end of an article's body."""

from __future__ import annotations

import re

from newsroom.body.plain_text import html_to_text
from newsroom.thai.clean import clean_line

# «ภาพและข่าว : ไพฑูรย์ ล่องเพ็ง», «ข่าว/ภาพ: …», «เรียบเรียงโดย …»
_ROLE = r"(?:ภาพ|ข่าว|เรื่อง|เรียบเรียง|แปล|รายงาน|ถ่ายภาพ|ที่มา|ที่มาของภาพ|ขอบคุณภาพ|ขอบคุณภาพจาก)"
_CREDIT = re.compile(
    rf"^\(?({_ROLE}(?:\s*(?:และ|/|-|,|\+|&)\s*{_ROLE})*(?:โดย)?)\s*[:：]\s*(.{{2,120}}?)\)?$"
)
_PARAGRAPH, _PARAGRAPH_END, _LINE_END = "<p>", "</p>", "<br>"
MAX_CREDITS = 4


def extract_credits(body: str) -> tuple[str, list[tuple[str, str]]]:
    """Split sanitised body HTML into the body without its credit lines, and `[(role, name)]`.

    Only whole paragraphs (or lines of the last paragraph) at the very end count, and at most
    `MAX_CREDITS` of them: a sentence with a colon further up belongs to the article.
    """
    credits: list[tuple[str, str]] = []
    while len(credits) < MAX_CREDITS:
        body = body.rstrip()
        start = body.rfind(_PARAGRAPH)
        if start < 0 or not body.endswith(_PARAGRAPH_END):
            break
        lines = body[start + len(_PARAGRAPH) : -len(_PARAGRAPH_END)].split(_LINE_END)
        match = _CREDIT.match(clean_line(html_to_text(lines[-1])))
        if match is None:
            break
        credits.insert(0, (clean_line(match.group(1)), clean_line(match.group(2))))
        remainder = _LINE_END.join(lines[:-1]).strip()
        rest = f"{_PARAGRAPH}{remainder}{_PARAGRAPH_END}" if remainder else ""
        body = body[:start] + rest
    return body, credits
