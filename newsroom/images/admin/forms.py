"""Forms of the photo library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.core.files.uploadedfile import UploadedFile
from js_asset import ImportMap, Media

from newsroom.fields.dates import ThaiDateField
from newsroom.fields.forms import Form
from newsroom.images.decoding.decoder import DecodedPicture
from newsroom.images.decoding.errors import FORMATS, MAX_MEGABYTES, DecodersBusyError
from newsroom.images.decoding.limits import MAX_KEPT_PIXELS
from newsroom.images.library import (
    ALREADY_IN_LIBRARY,
    decode_upload,
    fill_missing_texts,
    get_or_create_photo,
    refuse_duplicate,
)
from newsroom.images.models import Photo, PhotoQuerySet
from newsroom.images.permissions import may_write_texts
from newsroom.images.validators import read_upload
from newsroom.images.widgets import CROP_MODULES
from newsroom.thai.clean import is_blank
from newsroom.web.front.lanes import MAX_UPLOAD_BODY

if TYPE_CHECKING:
    from newsroom.accounts.models import User

ACCEPT = "image/jpeg,image/png,image/webp,image/avif,image/gif,image/heic,image/heif,.heic,.heif"
FILE_HELP = f"{FORMATS} ไฟล์ละไม่เกิน {MAX_MEGABYTES} เมกะไบต์"
FILES_HELP = (
    f"{FILE_HELP} ทุกไฟล์รวมกันครั้งละไม่เกิน {MAX_UPLOAD_BODY // 1024 // 1024} เมกะไบต์ ภาพที่ใหญ่กว่า "
    f"{MAX_KEPT_PIXELS // 1_000_000} ล้านพิกเซลจะย่อให้ ภาพเคลื่อนไหวเก็บเป็นภาพนิ่ง"
)
ALT_HELP = "บอกว่าในภาพมีอะไร สำหรับผู้อ่านที่มองไม่เห็นภาพ"
SAVED = "บันทึกแล้ว"
# Pixels; a narrower picture is blurred at the width of an article.
MIN_RELEASED_WIDTH = 960


class _MultipleFileInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class MultipleFileField(forms.FileField):
    """Several files from one input."""

    widget = _MultipleFileInput

    def clean(self, data: object, initial: object = None) -> list[UploadedFile]:
        files = (data or [None]) if isinstance(data, list | tuple) else [data]
        return [super(MultipleFileField, self).clean(file, initial) for file in files]


class PhotoTextsForm(forms.ModelForm):
    """A photo's texts; those among them that the user may write."""

    class Meta:
        model = Photo
        fields = ["alt", "caption", "credit"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        required = {"alt": "กรุณาใส่ข้อความแทนภาพ"}
        if self.instance.pk:
            required["credit"] = "กรุณาใส่เครดิตภาพ"
        for name, message in required.items():
            if name in self.fields:  # it is not in the form of those who may only look
                self.fields[name].required = True
                self.fields[name].error_messages["required"] = message

    def clean_alt(self) -> str:
        return self._clean_required_text("alt")

    def clean_credit(self) -> str:
        return self._clean_required_text("credit")

    def _clean_required_text(self, name: str) -> str:
        text: str = self.cleaned_data[name]
        if self.fields[name].required and is_blank(text):
            raise forms.ValidationError(self.fields[name].error_messages["required"])
        return text


class PhotoForm(PhotoTextsForm):
    """One photo: file, texts, focal point."""

    file = forms.FileField(
        label="ไฟล์ภาพ", help_text=FILE_HELP, widget=forms.FileInput(attrs={"accept": ACCEPT})
    )

    accept_small = forms.BooleanField(label="ใช้ไฟล์ใหม่แม้จะเล็กกว่าเดิมมาก", required=False)

    # What became of the file; the picture is decoded once, before anything is saved.
    picture: DecodedPicture | None = None

    class Meta(PhotoTextsForm.Meta):
        fields = ["alt", "caption", "credit", "focal_x", "focal_y"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["file"].required = False
            self.fields["file"].label = "แทนที่ด้วยไฟล์ใหม่"
            self.fields[
                "file"
            ].help_text = (
                f"ข่าวทุกข่าวที่ใช้ภาพนี้จะเปลี่ยนเป็นภาพใหม่ คำบรรยายและเครดิตยังเหมือนเดิม ({FILE_HELP})"
            )

    @property
    def media(self) -> Media:
        crops = Media(importmap=ImportMap(CROP_MODULES), js=["js/photos/focal-point.js"])
        return super().media + crops

    @property
    def has_new_focal_point(self) -> bool:
        return bool({"focal_x", "focal_y"} & set(self.changed_data))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("file"):
            focal = (50, 50)
            if self.has_new_focal_point:
                focal = (cleaned.get("focal_x", 50), cleaned.get("focal_y", 50))
            try:
                data = read_upload(cleaned["file"])
                refuse_duplicate(data)
                self.picture = decode_upload(data, focal)
                self._ask_about_small_picture(self.picture.width, self.picture.height)
            except forms.ValidationError as error:
                self.add_error("file", error)
        return cleaned

    def _ask_about_small_picture(self, width: int, height: int) -> None:
        """Refuse a replacement that would be blurred where readers see the photo, until it is confirmed."""
        photo = self.instance
        if not photo.pk or "accept_small" in self.data or not photo.is_released:
            return
        if width < min(photo.width, MIN_RELEASED_WIDTH):
            raise forms.ValidationError(
                f"ภาพใหม่ขนาด {width:,} × {height:,} พิกเซล เล็กกว่าภาพเดิม ({photo.width:,} × {photo.height:,}) "
                "ผู้อ่านเห็นภาพนี้อยู่และจะเห็นภาพไม่ชัด เลือกไฟล์ที่ใหญ่กว่านี้ "
                "หรือเลือกไฟล์เดิมอีกครั้งแล้วทำเครื่องหมาย «ใช้ไฟล์ใหม่แม้จะเล็กกว่าเดิมมาก»"
            )


class FocalPointForm(forms.ModelForm):
    """The point that crops of a photo keep in view."""

    class Meta:
        model = Photo
        fields = ["focal_x", "focal_y"]


class UploadResult(NamedTuple):
    """What became of one uploaded file; without a photo `message` says why it was refused.

    `retry_after`: seconds after which the same file may be taken; 0 if that would not help.
    """

    file_name: str
    photo: Photo | None
    message: str
    retry_after: int = 0


class UploadForm(Form):
    """Several photos with the texts they share; texts that are missing are added later."""

    photos = MultipleFileField(
        allow_empty_file=True,  # reported by name, like any other bad file
        label="ไฟล์ภาพ (เลือกได้หลายไฟล์)",
        help_text=FILES_HELP,
        widget=_MultipleFileInput(attrs={"accept": ACCEPT}),
        error_messages={"required": "กรุณาเลือกไฟล์ภาพ"},
    )
    credit = forms.CharField(
        label="เครดิตภาพ", max_length=150, required=False, help_text="ใช้กับทุกภาพที่อัปโหลดครั้งนี้"
    )
    caption = forms.CharField(
        label="คำบรรยายภาพ", max_length=500, required=False, help_text="ใช้กับทุกภาพที่อัปโหลดครั้งนี้"
    )
    alt = forms.CharField(
        label="ข้อความแทนภาพ",
        max_length=250,
        required=False,
        help_text=f"{ALT_HELP} เว้นไว้ก่อนได้ แล้วใส่ทีละภาพภายหลัง",
    )

    def save(self, by: User) -> list[UploadResult]:
        """Add each file to the library; a bad one does not stop the others."""
        results: list[UploadResult] = []
        texts = {name: self.cleaned_data[name] for name in ("alt", "caption", "credit")}
        for file in self.cleaned_data["photos"]:
            try:
                photo, is_new = get_or_create_photo(file=file, by=by, **texts)
            except forms.ValidationError as error:
                seconds = error.RETRY_AFTER_SECONDS if isinstance(error, DecodersBusyError) else 0
                results.append(UploadResult(file.name, None, " ".join(error.messages), seconds))
            else:
                message = SAVED if is_new else _merge_texts(photo, texts, by)
                if photo.notices:
                    message = f"{message} ({', '.join(photo.notices)})"
                results.append(UploadResult(file.name, photo, message))
        return results


def _merge_texts(photo: Photo, texts: dict[str, str], by: User) -> str:
    """What to say of a file that the library has already, once its missing texts are filled in."""
    if not may_write_texts(by, photo):
        return ALREADY_IN_LIBRARY
    differing = fill_missing_texts(photo, texts)
    if not differing:
        return ALREADY_IN_LIBRARY
    return f"{ALREADY_IN_LIBRARY} {'และ'.join(differing)}ในคลังต่างจากที่พิมพ์ จึงใช้ของเดิม"


class UploadDateForm(forms.Form):
    """First and last day of upload, as Thai dates of the Buddhist era."""

    since = ThaiDateField(label="ตั้งแต่วันที่", required=False)
    until = ThaiDateField(label="ถึงวันที่", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.update(placeholder="เช่น 6/8/2559", size=12)

    def filter(self, photos: PhotoQuerySet) -> PhotoQuerySet:
        """`photos` uploaded between the days; an invalid date does not restrict them."""
        self.is_valid()
        return photos.uploaded_between(
            self.cleaned_data.get("since"), self.cleaned_data.get("until")
        )
