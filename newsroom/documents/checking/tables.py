"""CSV files: text in rows, without formulas that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

from newsroom.documents.checking.problems import DocumentError

# What a spreadsheet takes as the beginning of a formula; numbers may begin with a sign.
_FORMULA = ("=", "@", "+", "-")
_NOT_TEXT = "ไฟล์ CSV นี้อ่านไม่ได้ บันทึกใหม่เป็น CSV UTF-8"
MAX_FIELD_LENGTH = 131_072  # of Python's reader


def check_csv(data: bytes) -> None:
    """Raise `DocumentError` for what is no table in UTF-8, or would run formulas."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DocumentError(_NOT_TEXT) from None
    if any(ord(one) < 32 and one not in "\t\r\n" for one in set(text)):
        raise DocumentError(_NOT_TEXT)
    delimiter = max(",;\t", key=text[:10_000].count)
    widest = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            widest = max(widest, len(row))
            if formula := next((cell for cell in row if _is_formula(cell.strip())), None):
                raise DocumentError(f"ช่อง «{formula.strip()[:40]}» เป็นสูตร แก้ให้เป็นค่าแล้วบันทึกใหม่")
    except csv.Error:
        raise DocumentError(_NOT_TEXT) from None
    if widest < 2:
        raise DocumentError("ไฟล์ CSV ต้องมีตั้งแต่สองคอลัมน์")


def _is_formula(cell: str) -> bool:
    if not cell.startswith(_FORMULA):
        return False
    if cell[0] in "+-":
        # A number, a dash for «none», a phone number, a list item in words.
        return any(sign in cell for sign in "(!|")
    return len(cell) > 1
