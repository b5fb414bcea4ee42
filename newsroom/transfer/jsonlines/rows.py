"""The objects of a file of JSON Lines, in whatever encoding, or of a file that is one JSON list."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsroom.transfer.report import ImportReport
from newsroom.transfer.xml.encoding import detect_encoding

MAX_LINE_CHARACTERS = 20_000_000
# A list is read whole, so its size is limited; lines are not.
MAX_LIST_BYTES = 200_000_000


class JsonRows:
    """Reads one file; `bytes_read` says how far."""

    def __init__(self, path: Path, report: ImportReport) -> None:
        self.path, self.report = path, report
        self.encoding = detect_encoding(path)
        self.bytes_read = 0

    def __iter__(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """`(place, object)`; the place is told in Thai. What is no object is reported and skipped."""
        if self.encoding.note:
            self.report.note(self.encoding.note, kind="encoding")
        rows = self._whole_list()
        if rows is None:
            yield from self._lines()
            return
        self.report.note("ไฟล์เป็นรายการ JSON ทั้งไฟล์ ไม่ใช่บรรทัดละข่าว อ่านให้แล้ว", kind="json-list")
        for number, row in enumerate(rows, 1):
            if isinstance(row, dict):
                yield f"รายการที่ {number}", row
            else:
                self._skip(f"รายการที่ {number}", "ไม่ใช่วัตถุ JSON")

    def _open(self) -> io.TextIOWrapper:
        file = self.path.open("rb")
        file.seek(self.encoding.bom_length)
        return io.TextIOWrapper(file, encoding=self.encoding.name, errors="replace")

    def _whole_list(self) -> list[Any] | None:
        """The elements of a file that is one list; None for a file of lines."""
        if self.path.stat().st_size > MAX_LIST_BYTES:
            return None
        with self._open() as file:
            if not file.read(1_000).lstrip().startswith("["):
                return None
            file.seek(0)
            try:
                rows = json.loads(file.read().lstrip("\ufeff"))
            except (ValueError, RecursionError):
                return None
        return rows if isinstance(rows, list) else None

    def _lines(self) -> Iterator[tuple[str, dict[str, Any]]]:
        with self._open() as file:
            number = 0
            while line := file.readline(MAX_LINE_CHARACTERS):
                number += 1
                self.bytes_read = file.buffer.raw.tell()  # type: ignore[attr-defined]
                if line.isspace():
                    continue
                place = f"บรรทัด {number}"
                try:
                    row = json.loads(line)
                except RecursionError:
                    self._skip(place, "ซ้อนกันลึกเกินไป")
                except ValueError as error:
                    at = error.pos + 1 if isinstance(error, json.JSONDecodeError) else 1
                    self._skip(place, f"ไม่ใช่ JSON ที่ถูกต้อง ผิดที่ตัวอักษรที่ {at}")
                else:
                    if not isinstance(row, dict):
                        self._skip(place, "ไม่ใช่วัตถุ JSON")
                        continue
                    if "\ufffd" in line:
                        self.report.note(f"{place}: มีอักขระเสีย (�) ควรตรวจกับต้นฉบับ", kind="replaced")
                    yield place, row

    def _skip(self, place: str, reason: str) -> None:
        skip_row(self.report, place, reason)


def skip_row(report: ImportReport, place: str, reason: str) -> None:
    """Count and tell a row that is not imported."""
    report.count("ข้าม: บรรทัดที่อ่านไม่ได้")
    report.note(f"{place}: อ่านไม่ได้ ({reason})", kind="unreadable")
