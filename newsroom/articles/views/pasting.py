"""Pasting in the body editor: the clipboard's HTML comes here and goes back as the editor may hold it."""

from __future__ import annotations

from io import BytesIO

from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.http import HttpRequest, JsonResponse
from django.http.request import RawPostDataException
from django.views.decorators.http import require_POST

from newsroom.accounts.models import User
from newsroom.accounts.requests import signed_in_user
from newsroom.articles.fields import for_editor
from newsroom.body.conversion import ImageSource, LibraryPhoto, sentences
from newsroom.body.pipeline import convert
from newsroom.images.library import get_or_create_photo

# Below `DATA_UPLOAD_MAX_MEMORY_SIZE`: pictures inside the HTML make it long.
MAX_PASTE_CHARACTERS = 1_500_000
MAX_PASTED_PICTURES = 20
CLIPBOARD_NAME = "ภาพจากคลิปบอร์ด"


class ClipboardPictures:
    """Pictures that come inside of what is pasted or dropped: into the library, if the user may."""

    def __init__(self, user: User, limit: int = MAX_PASTED_PICTURES) -> None:
        self.user, self.limit = user, limit
        self.may_add = user.has_perm("images.add_photo")
        self.taken = 0
        self.reasons: list[str] = []

    def add(self, data: bytes, alt: str, name: str = CLIPBOARD_NAME) -> LibraryPhoto | None:
        """The library's photo; None, with a reason, if it is not taken."""
        if not self.may_add:
            self.reasons.append("คุณไม่มีสิทธิ์เพิ่มภาพในคลัง จึงไม่ได้นำภาพเข้า")
            return None
        if self.taken >= self.limit:
            self.reasons.append(f"รับภาพได้ครั้งละ {self.limit} ภาพ ที่เหลือไม่ได้นำเข้า")
            return None
        try:
            photo, _ = get_or_create_photo(
                file=BytesIO(data), alt=alt[:250], by=self.user, original_name=name
            )
        except ValidationError as error:
            self.reasons.append(f"ภาพหนึ่งไม่ได้เข้าคลังภาพ: {' '.join(error.messages)}")
            return None
        self.taken += 1
        return LibraryPhoto(photo.pk, photo.alt)

    def refused(self) -> list[str]:
        """Why pictures were not taken, each reason once."""
        return list(dict.fromkeys(self.reasons))


@require_POST
def paste(request: HttpRequest) -> JsonResponse:
    """`{html, notes}` of the HTML in the request's body: HTML for the editor, sentences in Thai.

    The body is the HTML itself (`text/html`), because in a form Thai letters are three times as
    long. Pictures in the clipboard itself go to the library if the user may add photos; those of other
    sites are named as not taken. Served below the admin, to people who write or edit.
    """
    user = signed_in_user(request)
    if not (user.has_perm("articles.add_article") or user.has_perm("articles.change_article")):
        raise PermissionDenied
    try:
        html = request.body.decode("utf-8", "replace")
    except RequestDataTooBig:
        return _too_long()
    except RawPostDataException:  # a form, which the admin has read already
        return JsonResponse({"message": "อ่านสิ่งที่วางไม่ได้"}, status=400)
    if len(html) > MAX_PASTE_CHARACTERS:
        return _too_long()
    pictures = ClipboardPictures(user)

    def resolve_image(source: ImageSource) -> LibraryPhoto | None:
        return pictures.add(source.data, source.alt) if source.data is not None else None

    converted = convert(html, resolve_image=resolve_image)
    notes = [*pictures.refused(), *sentences(converted.notes)]
    return JsonResponse({"html": for_editor(converted.html), "notes": notes})


def _too_long() -> JsonResponse:
    return JsonResponse({"message": "ข้อความที่วางยาวเกินไป ให้แบ่งวางเป็นส่วน"}, status=413)
