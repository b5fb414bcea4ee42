"""What kind of document a file is, by its content; and why it is refused.

kind = check_document(data, "รายงาน.pdf")   # raises DocumentError, in Thai
"""

from __future__ import annotations

from newsroom.documents.checking.office import check_archive
from newsroom.documents.checking.pdf import check_pdf
from newsroom.documents.checking.problems import DocumentError
from newsroom.documents.checking.tables import check_csv
from newsroom.documents.kinds import Kind

__all__ = ["FORMATS", "MAX_BYTES", "MAX_MEGABYTES", "DocumentError", "check_document"]

MAX_MEGABYTES = 25
MAX_BYTES = MAX_MEGABYTES * 1_000_000
FORMATS = (
    "PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), OpenDocument (.odt, .ods, .odp) และ CSV"
)
# First bytes → what the desk can do.
_REFUSED = [
    (b"\xd0\xcf\x11\xe0", "ไฟล์ Office รุ่นเก่า (.doc, .xls, .ppt) อาจมีมาโคร เปิดแล้วบันทึกเป็น .docx, .xlsx, .pptx หรือ PDF"),
    (b"{\\rtf", "ไฟล์ RTF แนบไม่ได้ เปิดแล้วบันทึกเป็น .docx หรือ PDF"),
    (b"MZ", "ไฟล์นี้เป็นโปรแกรม แนบไม่ได้"),
    (b"\x7fELF", "ไฟล์นี้เป็นโปรแกรม แนบไม่ได้"),
    (b"#!", "ไฟล์นี้เป็นโปรแกรม แนบไม่ได้"),
    (b"\xff\xd8\xff", "ไฟล์นี้เป็นภาพ ใส่ด้วยปุ่ม «ภาพ»"),
    (b"\x89PNG", "ไฟล์นี้เป็นภาพ ใส่ด้วยปุ่ม «ภาพ»"),
    (b"Rar!", "ไฟล์บีบอัดแนบไม่ได้ แตกไฟล์แล้วแนบทีละไฟล์"),
    (b"7z\xbc\xaf", "ไฟล์บีบอัดแนบไม่ได้ แตกไฟล์แล้วแนบทีละไฟล์"),
]  # fmt: skip


def check_document(data: bytes, name: str) -> Kind:
    """The kind of a document. The name matters only for CSV, which has no other sign."""
    if not data:
        raise DocumentError("ไฟล์ว่าง")
    if len(data) > MAX_BYTES:
        raise DocumentError(f"ไฟล์ใหญ่เกิน {MAX_MEGABYTES} เมกะไบต์ ลดขนาดภาพในไฟล์ หรือแบ่งเป็นหลายไฟล์")
    for beginning, message in _REFUSED:
        if data.startswith(beginning):
            raise DocumentError(message)
    if data.startswith(b"%PDF-"):
        check_pdf(data)
        return Kind.PDF
    if data.startswith(b"PK\x03\x04"):
        return check_archive(data)
    if name.lower().endswith(".csv"):
        check_csv(data)
        return Kind.CSV
    raise DocumentError(f"ไฟล์ชนิดนี้แนบไม่ได้ แนบได้เฉพาะ {FORMATS}")
