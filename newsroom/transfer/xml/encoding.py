"""The text of a file of unknown encoding: UTF-8 with bad bytes replaced, UTF-16, Windows-874."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CHUNK_BYTES = 1 << 18
BOMS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
THAI_ENCODINGS = {"windows-874", "x-windows-874", "cp874", "tis-620", "tis620", "iso-8859-11"}
_DECLARATION = re.compile(rb"""<\?xml[^>]{0,80}encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
# Of the bytes beyond ASCII, the share that makes no UTF-8 from which on the file is taken for
# Windows-874: every Thai letter of it is wrong then, and hardly any of a file with bad bytes.
MAX_BAD_SHARE = 0.2


@dataclass(frozen=True)
class Encoding:
    """`name` as Python knows it; `note` is what the report says about it, in Thai."""

    name: str
    bom_length: int = 0
    note: str = ""


class UnknownEncoding(ValueError):
    """The file declares an encoding nobody knows; the message says so, in Thai."""


def detect_encoding(path: Path) -> Encoding:
    """The encoding of a text file, by its byte order mark, its declaration and its bytes."""
    with path.open("rb") as file:
        head = file.read(1024)
    for bom, name in BOMS:
        if head.startswith(bom):
            note = "" if name == "utf-8" else "ไฟล์เป็น UTF-16 แปลงให้แล้วทั้งไฟล์"
            return Encoding(name, len(bom), note)
    if head[:4].count(0) == 2:  # `<\0?\0`: UTF-16 without a mark
        return Encoding(
            "utf-16-le" if head[1] == 0 else "utf-16-be", 0, "ไฟล์เป็น UTF-16 แปลงให้แล้วทั้งไฟล์"
        )
    match = _DECLARATION.search(head)
    declared = match[1].decode("ascii").lower() if match else "utf-8"
    if declared in THAI_ENCODINGS:
        return Encoding("cp874", 0, f"ไฟล์ใช้รหัส {declared} แปลงให้แล้วทั้งไฟล์")
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        raise UnknownEncoding(f"ไม่รู้จักรหัสอักขระของไฟล์: {declared}") from None
    if name not in ("utf-8", "ascii"):
        if name.startswith(
            ("utf-16", "utf-32")
        ):  # declared, but written in bytes that say otherwise
            return Encoding("utf-8")
        return Encoding(name, 0, f"ไฟล์ใช้รหัส {declared} แปลงให้แล้วทั้งไฟล์")
    if _bad_share(path) > MAX_BAD_SHARE:
        return Encoding("cp874", 0, "ไฟล์ไม่ใช่ UTF-8 แต่เป็น TIS-620 หรือ Windows-874 แปลงให้แล้วทั้งไฟล์")
    return Encoding("utf-8")


def read_text(path: Path, encoding: Encoding) -> Iterator[str]:
    """The file's text in pieces; what cannot be decoded is U+FFFD."""
    decoder = codecs.getincrementaldecoder(encoding.name)("replace")
    with path.open("rb") as file:
        file.seek(encoding.bom_length)
        while chunk := file.read(CHUNK_BYTES):
            yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _bad_share(path: Path) -> float:
    """Of the bytes beyond ASCII, the share that is no UTF-8."""
    bad = high = 0
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            text = decoder.decode(chunk)
            if not text.isascii():
                bad += text.count("\ufffd") - chunk.count("\ufffd".encode())
                high += len(chunk) - len(chunk.translate(None, _HIGH_BYTES))
    return max(bad, 0) / high if high else 0.0


_HIGH_BYTES = bytes(range(128, 256))
