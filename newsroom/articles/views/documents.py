"""Documents dropped on a story: a Word file becomes its text and photos."""

from __future__ import annotations

from io import BytesIO

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from newsroom.accounts.requests import signed_in_user
from newsroom.articles.fields import for_editor
from newsroom.articles.views.pasting import ClipboardPictures
from newsroom.body.conversion import ImageSource, LibraryPhoto, sentences
from newsroom.body.pipeline import convert
from newsroom.body.sources.docx import PICTURE_SCHEME, DocxError, read_docx

MAX_DOCUMENT_BYTES = 60 * 1024 * 1024
_COPY = "หรือเปิดไฟล์แล้วคัดลอกข้อความมาวางในเนื้อข่าว"
_SAVE_AS = f"เปิดไฟล์แล้วบันทึกเป็น .docx แล้วลากมาวางใหม่ {_COPY}"
# First bytes, or the end of the name → what the writer can do.
_BEGINNINGS = [
    (
        b"%PDF",
        f"ไฟล์ PDF ใช้ไม่ได้ ขอไฟล์ .docx จากผู้ส่ง {_COPY} ถ้าจะให้ผู้อ่านดาวน์โหลด ใช้ปุ่ม «เอกสารให้ดาวน์โหลด»",
    ),
    (b"\xd0\xcf\x11\xe0", f"ไฟล์ Office รุ่นเก่า (.doc) ใช้ไม่ได้ {_SAVE_AS}"),
    (b"{\\rtf", f"ไฟล์ RTF ใช้ไม่ได้ {_SAVE_AS}"),
]
_ENDINGS = {
    (".odt", ".pages", ".rtf", ".doc", ".wps", ".hwp"): f"ไฟล์ชนิดนี้ใช้ไม่ได้ {_SAVE_AS}",
    (".xlsx", ".xls", ".ods", ".csv", ".numbers"): "ไฟล์ตารางใช้ไม่ได้ เปิดไฟล์แล้วคัดลอกช่องที่ต้องการมาวางในเนื้อข่าว",
    (".pptx", ".ppt", ".odp", ".key"): "ไฟล์สไลด์ใช้ไม่ได้ เปิดไฟล์แล้วคัดลอกข้อความมาวางในเนื้อข่าว",
    (".zip", ".rar", ".7z"): "ไฟล์บีบอัดใช้ไม่ได้ แตกไฟล์ก่อน แล้วลากเอกสารหรือภาพมาวาง",
}  # fmt: skip


@require_POST
def import_document(request: HttpRequest) -> JsonResponse:
    """`{headline, html, notes}` of the upload `file`, for the editor; `{message}` if it is refused.

    Pictures go to the photo library if the user may add photos. Served below the admin, to people
    who write or edit.
    """
    user = signed_in_user(request)
    if not (user.has_perm("articles.add_article") or user.has_perm("articles.change_article")):
        raise PermissionDenied
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile) or not file.size:
        return _refused("ไม่มีไฟล์ หรือไฟล์ว่าง", 400)
    if file.size > MAX_DOCUMENT_BYTES:
        return _refused("เอกสารใหญ่เกิน 60 MB ให้ลดขนาดภาพในเอกสาร หรือคัดลอกข้อความมาวาง", 413)
    if message := _unusable(file):
        return _refused(message, 415)
    try:
        document = read_docx(file)
    except DocxError as error:
        return _refused(str(error), 415)
    pictures = ClipboardPictures(user, limit=len(document.pictures))

    def resolve_image(source: ImageSource) -> LibraryPhoto | None:
        index = source.urls[0].removeprefix(PICTURE_SCHEME) if source.urls else ""
        if not index.isdecimal() or int(index) >= len(document.pictures):
            return None
        return pictures.add(document.pictures[int(index)], source.alt, file.name or "")

    converted = convert(document.html, resolve_image=resolve_image)
    return JsonResponse(
        {
            "headline": document.title,
            "html": for_editor(converted.html),
            "notes": [
                *pictures.refused(),
                *sentences([n for n in converted.notes if PICTURE_SCHEME not in n.detail]),
            ],
        }
    )


def _refused(message: str, status: int) -> JsonResponse:
    return JsonResponse({"message": message}, status=status)


def _unusable(file: UploadedFile) -> str:
    """Why a file is no Word document, and what to do; empty if it may be one."""
    name = (file.name or "").lower()
    head = BytesIO(file.read(8)).getvalue()
    file.seek(0)
    for beginning, message in _BEGINNINGS:
        if head.startswith(beginning):
            return message
    for ends, message in _ENDINGS.items():
        if name.endswith(ends):
            return message
    return "" if head.startswith(b"PK") else f"ไฟล์นี้ใช้ไม่ได้ ลากมาวางได้เฉพาะภาพและเอกสาร .docx {_COPY}"
