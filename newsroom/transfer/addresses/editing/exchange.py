"""Redirects as a table (CSV): old address, new address (empty: 410), hits."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from newsroom.transfer.addresses.editing.validation import validate_redirect
from newsroom.transfer.addresses.paths import normalise_path
from newsroom.transfer.addresses.redirects import store_redirect
from newsroom.transfer.models import Redirect

HEADER = ["ที่อยู่เดิม", "ที่อยู่ใหม่", "จำนวนครั้งที่เรียก"]
MAX_ROWS = 20_000
# Spreadsheets take a cell that begins with one of these for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass
class CsvImport:
    """What became of the rows: how many were stored, and `(line, reason)` of those that were not."""

    stored: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


def to_csv(rows: Iterable[Redirect]) -> str:
    """The table, with a byte order mark so that spreadsheets read it as UTF-8."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(HEADER)
    for row in rows:
        target = "" if row.is_gone else row.new_path
        writer.writerow([_cell(row.old_path), _cell(target), row.hits])
    return "\ufeff" + file.getvalue()


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


@transaction.atomic
def from_csv(data: bytes) -> CsvImport:
    """Store the redirects of a table; one that is known gets its new address.

    Raises ValueError, in Thai, if the file is no table in UTF-8.
    """
    try:
        lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise ValueError("อ่านไฟล์ไม่ได้ ต้องเป็นตาราง CSV แบบ UTF-8") from None
    if len(lines) > MAX_ROWS:
        raise ValueError(f"ไฟล์มีเกิน {MAX_ROWS:,} แถว กรุณาแบ่งไฟล์")
    result = CsvImport()
    for number, line in enumerate(lines, start=1):
        cells = [cell.strip() for cell in line]
        if not any(cells) or cells[0] == HEADER[0]:
            continue
        old = normalise_path(cells[0].replace("\0", ""))
        target = cells[1] if len(cells) > 1 else ""
        row = Redirect.objects.filter(old_path=old).first() or Redirect(old_path=old)
        row.new_path, row.is_gone = target, not target
        try:
            row.full_clean()
            validate_redirect(row)
        except ValidationError as error:
            result.refused.append((number, " ".join(error.messages)))
            continue
        store_redirect(row)
        result.stored += 1
    return result
