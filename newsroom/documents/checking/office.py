"""Office Open XML and OpenDocument files: archives whose parts say what they are."""

from __future__ import annotations

import zipfile
from io import BytesIO

from newsroom.documents.checking.problems import DocumentError
from newsroom.documents.kinds import Kind

MAX_PARTS = 5_000
MAX_UNPACKED_BYTES = 400 * 1024 * 1024
MAX_TYPES_BYTES = 2 * 1024 * 1024
_BROKEN = "ไฟล์เสียหรือมีรหัสผ่าน เปิดแล้วบันทึกใหม่โดยไม่ใส่รหัสผ่าน"
_NOT_OFFICE = "ไฟล์บีบอัดแนบไม่ได้ แตกไฟล์แล้วแนบทีละไฟล์"
_MACROS = "ไฟล์นี้มีมาโครหรือโปรแกรมอยู่ข้างใน บันทึกเป็นชนิดที่ไม่มีมาโคร (.docx, .xlsx, .pptx) หรือ PDF"
_MAIN_PARTS = {
    "word/document.xml": Kind.DOCX,
    "xl/workbook.xml": Kind.XLSX,
    "ppt/presentation.xml": Kind.PPTX,
}
_OPEN_DOCUMENTS = {
    "application/vnd.oasis.opendocument.text": Kind.ODT,
    "application/vnd.oasis.opendocument.spreadsheet": Kind.ODS,
    "application/vnd.oasis.opendocument.presentation": Kind.ODP,
}
# Parts with programs: names, lower-case, and how they begin or end.
_PROGRAM_FOLDERS = ("basic/", "scripts/")
_PROGRAM_PARTS = ("vbaproject.bin", "vbadata.xml", "activex", "oleobject", "macrosheets", "object ")
_PROGRAM_ENDINGS = (".exe", ".dll", ".js", ".vbs", ".bat", ".cmd", ".ps1", ".jar", ".class", ".sh")
_MACRO_TYPES = (b"macroenabled", b"vbaproject")


def check_archive(data: bytes) -> Kind:
    """The kind of a document that is a ZIP archive. Raises `DocumentError`."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _check(archive)
    except (
        zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError, KeyError,
    ) as error:  # fmt: skip
        if isinstance(error, DocumentError):
            raise
        raise DocumentError(_BROKEN) from error


def _check(archive: zipfile.ZipFile) -> Kind:
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise DocumentError("ไฟล์นี้คลายออกแล้วใหญ่เกินไป ลดขนาดภาพในไฟล์ หรือบันทึกเป็น PDF")
    if any(part.flag_bits & 1 for part in parts):
        raise DocumentError(_BROKEN)
    names = {part.filename for part in parts}
    kind = _open_document(archive, names) if "mimetype" in names else _office(archive, names)
    if any(_is_program(name.lower()) for name in names):
        raise DocumentError(_MACROS)
    return kind


def _office(archive: zipfile.ZipFile, names: set[str]) -> Kind:
    kind = next((kind for part, kind in _MAIN_PARTS.items() if part in names), None)
    if kind is None or "[Content_Types].xml" not in names:
        raise DocumentError(_NOT_OFFICE)
    types = _read(archive, "[Content_Types].xml").lower()
    if any(sign in types for sign in _MACRO_TYPES):
        raise DocumentError(_MACROS)
    return kind


def _open_document(archive: zipfile.ZipFile, names: set[str]) -> Kind:
    kind = _OPEN_DOCUMENTS.get(_read(archive, "mimetype").decode("ascii", "replace").strip())
    if kind is None or "content.xml" not in names:
        raise DocumentError(_NOT_OFFICE)
    return kind


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(MAX_TYPES_BYTES)


def _is_program(name: str) -> bool:
    last = name.rsplit("/", 1)[-1]
    return (
        name.startswith(_PROGRAM_FOLDERS)
        or any(part in name for part in _PROGRAM_PARTS)
        or last.endswith(_PROGRAM_ENDINGS)
    )
