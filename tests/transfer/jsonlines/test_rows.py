"""Files of JSON Lines as other programs write them: encodings, line ends, one list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsroom.transfer.jsonlines.rows import JsonRows
from newsroom.transfer.report import ImportReport

ROWS = [{"title": "น้ำท่วมเชียงใหม่"}, {"title": "ข่าวที่สอง"}]
LINES = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS)


def read(folder: Path, data: bytes) -> tuple[list[dict[str, object]], str]:
    path = folder / "a.jsonl"
    path.write_bytes(data)
    report = ImportReport()
    rows = [row for _, row in JsonRows(path, report)]
    return rows, "\n".join(report.lines())


@pytest.mark.parametrize(
    "data",
    [
        LINES.encode(), LINES.encode("utf-8-sig"), LINES.encode("utf-16"), LINES.encode("cp874"),
        LINES.replace("\n", "\r\n").encode(), LINES.replace("\n", "\r").encode(),
        b"\n\n" + LINES.encode(), json.dumps(ROWS).encode(),
        b"\n" + json.dumps(ROWS, indent=1, ensure_ascii=False).encode(),
    ],
)  # fmt: skip
def test_any_encoding_and_line_end_and_one_list_are_read(tmp_path: Path, data: bytes) -> None:
    assert read(tmp_path, data)[0] == ROWS


def test_a_bad_byte_costs_a_letter_and_is_told(tmp_path: Path) -> None:
    rows, report = read(tmp_path, LINES.encode().replace("ท่วม".encode(), b"\xe0\xb8", 1))
    assert [row["title"] for row in rows] == ["น้ำ\ufffdเชียงใหม่", "ข่าวที่สอง"]
    assert "บรรทัด 1: มีอักขระเสีย" in report


def test_what_is_no_object_is_told_in_thai(tmp_path: Path) -> None:
    rows, report = read(tmp_path, b'{"a": 1\n[1]\n' + b"[" * 5_000 + b"\n" + LINES.encode())
    assert rows == ROWS
    assert "บรรทัด 1: อ่านไม่ได้ (ไม่ใช่ JSON ที่ถูกต้อง ผิดที่ตัวอักษรที่ 9)" in report
    assert "บรรทัด 2: อ่านไม่ได้ (ไม่ใช่วัตถุ JSON)" in report
    assert "Expecting" not in report


def test_elements_of_a_list_that_are_no_objects_are_told(tmp_path: Path) -> None:
    rows, report = read(tmp_path, json.dumps([1, *ROWS]).encode())
    assert rows == ROWS
    assert "รายการที่ 1: อ่านไม่ได้" in report
