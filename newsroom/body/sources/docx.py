"""Word documents (.docx) as HTML for the pipeline, with their pictures beside it."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO, Any

import mammoth

from newsroom.body.parsing.tree import Element, parse, serialize
from newsroom.thai.clean import clean_line

# Of all files inside; Word's own documents of some hundred pages have a tenth of it.
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_XML_BYTES = 30 * 1024 * 1024
MAX_PARTS = 5_000
MAX_PICTURES = 100
PICTURE_SCHEME = "docx-picture:"
# Beside mammoth's own rules: what Word's toolbar offers and bodies may contain.
_STYLE_MAP = """
p[style-name='Title'] => h1.document-title:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='caption'] => p.caption-text:fresh
p[style-name='Caption'] => p.caption-text:fresh
u => u
"""
_NOT_WORD = "ไฟล์นี้ไม่ใช่เอกสาร Word (.docx) ที่อ่านได้"


class DocxError(ValueError):
    """The file is no document we can read; the message is for the editor, in Thai."""


@dataclass
class WordDocument:
    """`title` is the paragraph of the style Title, which `html` does not have; it may be empty.

    Pictures in `html` have the address `PICTURE_SCHEME` and their index in `pictures`.
    """

    html: str
    title: str = ""
    pictures: list[bytes] = field(default_factory=list)


def read_docx(file: IO[bytes]) -> WordDocument:
    """The document in a .docx file. Raises `DocxError`."""
    data = file.read()
    _check(data)
    pictures: list[bytes] = []

    def add_picture(image: Any) -> dict[str, str]:
        if len(pictures) >= MAX_PICTURES:
            return {"src": ""}
        with image.open() as source:
            pictures.append(source.read())
        return {"src": f"{PICTURE_SCHEME}{len(pictures) - 1}"}

    try:
        result = mammoth.convert_to_html(
            BytesIO(data),
            style_map=_STYLE_MAP,
            convert_image=mammoth.images.img_element(add_picture),
        )
    except (RecursionError, MemoryError) as error:
        raise DocxError("เอกสารนี้ซับซ้อนเกินไป ให้คัดลอกข้อความมาวางแทน") from error
    except Exception as error:  # whatever a broken file makes of zipfile, expat and mammoth
        raise DocxError(_NOT_WORD) from error
    html, title = _without_title(result.value)
    return WordDocument(html, title, pictures)


def _check(data: bytes) -> None:
    """Raise `DocxError` for what is no .docx, and for one that would fill the memory."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if "word/document.xml" not in archive.namelist():
                raise DocxError(_NOT_WORD)
            too_large = (
                len(parts) > MAX_PARTS
                or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES
                or any(
                    part.file_size > MAX_XML_BYTES
                    for part in parts
                    if part.filename.endswith((".xml", ".rels"))
                )
            )
            if too_large:
                raise DocxError("เอกสารนี้ใหญ่เกินไป ให้คัดลอกข้อความมาวางแทน")
            for part in parts:
                # No program that writes .docx writes one; entities can grow without end.
                if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(part):
                    raise DocxError(_NOT_WORD)
    except (
        zipfile.BadZipFile,
        RuntimeError,
        NotImplementedError,
        OSError,
        EOFError,
        ValueError,
    ) as error:
        if isinstance(error, DocxError):
            raise
        raise DocxError(_NOT_WORD) from error


def _without_title(html: str) -> tuple[str, str]:
    if "document-title" not in html:
        return html, ""
    root, _ = parse(html)
    title = ""
    for index, block in enumerate(root.children):
        if isinstance(block, Element) and "document-title" in block.classes() and not title:
            title = clean_line(block.text())
            del root.children[index]
            break
    return serialize(root.children), title
