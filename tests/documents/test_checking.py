"""Documents are what their content says, and do nothing but be read."""

from __future__ import annotations

import io
import zipfile
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.documents.checking import MAX_BYTES, DocumentError, check_document
from newsroom.documents.kinds import Kind, size_label
from tests.builders import jpeg_bytes, pdf_bytes
from tests.word_documents import docx, paragraph

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def archive(*names: str, **contents: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, contents.get("types", TYPES) if name.startswith("[") else "<x/>")
        if "mimetype" in contents:
            file.writestr("mimetype", contents["mimetype"])
    return out.getvalue()


def opendocument(kind: str, *names: str) -> bytes:
    kind = f"application/vnd.oasis.opendocument.{kind}"
    return archive("content.xml", *names, mimetype=kind)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (pdf_bytes(), Kind.PDF),
        (docx(paragraph("ก")), Kind.DOCX),
        (archive("[Content_Types].xml", "xl/workbook.xml"), Kind.XLSX),
        (
            archive("[Content_Types].xml", "ppt/presentation.xml", "ppt/embeddings/a.xlsx"),
            Kind.PPTX,
        ),
        (opendocument("text"), Kind.ODT),
        (opendocument("spreadsheet"), Kind.ODS),
        (opendocument("presentation"), Kind.ODP),
    ],
)
def test_the_content_says_what_it_is_whatever_its_name(data: bytes, kind: Kind) -> None:
    assert check_document(data, "อะไรก็ได้.exe") == kind


@pytest.mark.parametrize(
    "text",
    [
        "ตำบล,คน\nอ่าวลึก,12\n",
        "\ufeffก;ข\r\n-5;+6.5\r\n",
        "โทร,หมายเหตุ\n+66 75 123456,- ไม่มี\n",
        '"a\nb",c\n',
    ],
)
def test_a_table_of_text_is_csv(text: str) -> None:
    assert check_document(text.encode(), "ตาราง.CSV") == Kind.CSV


def packed(text: bytes) -> bytes:
    """A PDF whose objects stand in a compressed stream, as programs of today write them."""
    stream = zlib.compress(text)
    return (
        b"%PDF-1.7\n1 0 obj <</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length "
        + str(len(stream)).encode() + b">>\nstream\n" + stream + b"\nendstream endobj\n%%EOF\n"
    )  # fmt: skip


def test_compressed_objects_are_looked_into() -> None:
    assert check_document(packed(b"1 0 <</Type /Catalog>>"), "") == Kind.PDF
    with pytest.raises(DocumentError, match="สคริปต์"):
        check_document(packed(b"1 0 <</S /JavaScript /JS (app.alert\\(1\\))>>"), "")
    with pytest.raises(DocumentError, match="ซับซ้อน"):
        check_document(packed(b" " * (65 * 1024 * 1024)), "")


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"", "a.pdf", "ไฟล์ว่าง"),
        (b"%PDF-1.7" + b" " * MAX_BYTES, "a.pdf", "ใหญ่เกิน 25 เมกะไบต์"),
        (b"%PDF-1.7 \n", "a.pdf", "ไม่สมบูรณ์"),
        (pdf_bytes(inside="/OpenAction <</S /JavaScript>>"), "a.pdf", "มีสคริปต์"),
        (pdf_bytes(inside="/OpenAction <</S /J#61vaScript>>"), "a.pdf", "มีสคริปต์"),
        (pdf_bytes(inside="/AA <</S /Launch>>"), "a.pdf", "สั่งเปิดโปรแกรม"),
        (pdf_bytes(inside="/Names <</EmbeddedFiles 4 0 R>>"), "a.pdf", "ไฟล์อื่นซ่อนอยู่"),
        (b"MZ\x90\x00", "งบ.pdf", "เป็นโปรแกรม"),
        (b"#!/bin/sh\nrm -rf ~", "a.csv", "เป็นโปรแกรม"),
        (jpeg_bytes(60, 40), "a.pdf", "ปุ่ม «ภาพ»"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "a.docx", "รุ่นเก่า"),
        (b"{\\rtf1", "a.docx", "RTF"),
        (archive("a.txt"), "a.docx", "ไฟล์บีบอัด"),
        (docx(paragraph("ก"))[:-30], "a.docx", "ไฟล์เสีย"),
        (archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "a.docx", "มาโคร"),
        (archive("[Content_Types].xml", "word/document.xml", "word/embeddings/oleObject1.bin"), "a.docx", "โปรแกรม"),
        (archive("[Content_Types].xml", "xl/workbook.xml", "xl/macrosheets/sheet1.xml"), "a.xlsx", "มาโคร"),
        (archive("[Content_Types].xml", "word/document.xml", types="<Types application/vnd.ms-word.document.macroEnabled/>"), "a.docx", "มาโคร"),
        (opendocument("text", "Basic/Standard/Module1.xml"), "a.odt", "มาโคร"),
        (opendocument("text", "Scripts/python/a.py"), "a.odt", "มาโคร"),
        ("ก,=cmd|'/c calc'!A1\n".encode(), "a.csv", "เป็นสูตร"),
        ("ก,+cmd|'/c calc'!A1\n".encode(), "a.csv", "เป็นสูตร"),
        ("ก,ข\n".encode("cp874"), "a.csv", "CSV UTF-8"),
        (b"a,b\n\x00", "a.csv", "CSV UTF-8"),
        (b"<html><script>alert(1)</script>", "a.csv", "สองคอลัมน์"),
        (b"<html><script>alert(1)</script>", "a.pdf", "แนบไม่ได้"),
    ],
)  # fmt: skip
def test_everything_else_is_refused_with_a_reason(data: bytes, name: str, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        check_document(data, name)


def test_archives_that_would_fill_the_memory_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", TYPES)
        for number in range(5):
            with file.open(f"word/{number}.xml", "w", force_zip64=True) as part:
                for _ in range(90):
                    part.write(b" " * 1024 * 1024)
    with pytest.raises(DocumentError, match="ใหญ่เกินไป"):
        check_document(out.getvalue(), "a.docx")


@given(st.binary(max_size=300), st.sampled_from(["", "%PDF-", "PK\x03\x04", "a,b\n"]))
def test_any_bytes_are_taken_or_refused(data: bytes, beginning: str) -> None:
    with suppress(DocumentError):
        check_document(beginning.encode() + data, "a.csv")


def test_sizes_are_said_in_words() -> None:
    assert [size_label(one) for one in (3, 340_400, 1_249_000)] == [
        "1 กิโลไบต์", "340 กิโลไบต์", "1.2 เมกะไบต์",
    ]  # fmt: skip
