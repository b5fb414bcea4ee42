"""Kinds of documents that readers may download."""

from __future__ import annotations

from django.db import models

_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"


class Kind(models.TextChoices):
    """The value is the ending of the file's name."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "เอกสาร Word"
    XLSX = "xlsx", "ตาราง Excel"
    PPTX = "pptx", "สไลด์ PowerPoint"
    ODT = "odt", "เอกสาร OpenDocument"
    ODS = "ods", "ตาราง OpenDocument"
    ODP = "odp", "สไลด์ OpenDocument"
    CSV = "csv", "ตาราง CSV"


CONTENT_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    Kind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    Kind.PPTX: f"{_OFFICE}.presentationml.presentation",
    Kind.ODT: f"{_OPEN}.text",
    Kind.ODS: f"{_OPEN}.spreadsheet",
    Kind.ODP: f"{_OPEN}.presentation",
    Kind.CSV: "text/csv; charset=utf-8",
}


def size_label(size: int) -> str:
    """A number of bytes in words: «1.2 เมกะไบต์», «340 กิโลไบต์»."""
    if size >= 1_000_000:
        return f"{size / 1_000_000:.1f} เมกะไบต์"
    return f"{max(1, round(size / 1000)):,} กิโลไบต์"
