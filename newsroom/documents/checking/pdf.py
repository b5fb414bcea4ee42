"""PDF files: whole, and without scripts, programs or files inside."""

from __future__ import annotations

import re
import zlib

from newsroom.documents.checking.problems import DocumentError

# Where a reader program looks for the end mark.
END_LENGTH = 2048
# Of all object streams together, unpacked: enough for thousands of pages.
MAX_UNPACKED_BYTES = 64 * 1024 * 1024
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_OBJECT_STREAM = re.compile(rb"/ObjStm\b[^>]{0,300}>>\s{0,4}stream\r?\n")
_NAME_END = rb"(?![A-Za-z0-9])"
_FORBIDDEN = [
    (re.compile(rb"/(?:JavaScript|JS)" + _NAME_END), "มีสคริปต์อยู่ข้างใน"),
    (re.compile(rb"/Launch" + _NAME_END), "สั่งเปิดโปรแกรมอื่น"),
    (re.compile(rb"/EmbeddedFiles?" + _NAME_END), "มีไฟล์อื่นซ่อนอยู่ข้างใน"),
]


def check_pdf(data: bytes) -> None:
    """Raise `DocumentError` for a PDF that is broken or does more than be read."""
    if b"%%EOF" not in data[-END_LENGTH:]:
        raise DocumentError("ไฟล์ PDF ไม่สมบูรณ์ ดาวน์โหลดหรือสแกนใหม่แล้วลองอีกครั้ง")
    _look(data)
    left = MAX_UNPACKED_BYTES
    for match in _OBJECT_STREAM.finditer(data):
        try:
            text = zlib.decompressobj().decompress(data[match.end() :], left)
        except zlib.error:
            continue  # other filters pack no objects in files that programs of today write
        left -= len(text)
        if left <= 0:
            raise DocumentError("ไฟล์ PDF นี้ซับซ้อนเกินไป พิมพ์เป็น PDF ใหม่แล้วลองอีกครั้ง")
        _look(text)


def _look(text: bytes) -> None:
    """Names may be written with escapes: `/J#61vaScript`."""
    plain = _ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), text) if b"#" in text else text
    for pattern, reason in _FORBIDDEN:
        if pattern.search(plain):
            raise DocumentError(f"ไฟล์ PDF นี้{reason} พิมพ์เป็น PDF ใหม่ (Print to PDF) แล้วแนบไฟล์ใหม่")
