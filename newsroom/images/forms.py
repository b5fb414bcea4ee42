"""Forms of the photo library."""

from __future__ import annotations

from typing import Any

from django import forms

from newsroom.fields.dates import ThaiDateField
from newsroom.images.checks import open_picture, read_bounded
from newsroom.images.library import KNOWN, refuse_known, take_photo
from newsroom.images.models import Photo
from newsroom.thai.clean import is_blank

ACCEPT = "image/jpeg,image/png,image/webp,image/avif,image/gif"
FILE_HELP = "JPEG, PNG, WebP, AVIF หรือ GIF ไม่เกิน 15 เมกะไบต์"
ALT_HELP = "บอกว่าในภาพมีอะไร สำหรับผู้อ่านที่มองไม่เห็นภาพ"
SAVED = "บันทึกแล้ว"


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files of one field."""

    widget = _Files

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = (data or [None]) if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files]


class PhotoForm(forms.ModelForm):
    """One photo: its file, its words, its focal point."""

    file = forms.FileField(
        label="ไฟล์ภาพ", help_text=FILE_HELP, widget=forms.FileInput(attrs={"accept": ACCEPT})
    )

    class Meta:
        model = Photo
        fields = ["alt", "caption", "credit", "focal_x", "focal_y"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["alt"].required = True
        self.fields["alt"].error_messages["required"] = "กรุณาใส่ข้อความแทนภาพ"
        if self.instance.pk:
            self.fields["file"].required = False
            self.fields["file"].label = "แทนที่ด้วยไฟล์ใหม่"
            self.fields[
                "file"
            ].help_text = (
                f"ข่าวทุกข่าวที่ใช้ภาพนี้จะเปลี่ยนเป็นภาพใหม่ คำบรรยายและเครดิตยังเหมือนเดิม ({FILE_HELP})"
            )
            self.fields["credit"].required = True
            self.fields["credit"].error_messages["required"] = "กรุณาใส่เครดิตภาพ"

    def clean_alt(self) -> str:
        return self._readable("alt")

    def clean_credit(self) -> str:
        return self._readable("credit")

    def _readable(self, name: str) -> str:
        text: str = self.cleaned_data[name]
        if self.fields[name].required and is_blank(text):
            raise forms.ValidationError(self.fields[name].error_messages["required"])
        return text

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file:
            data = read_bounded(file)
            refuse_known(data)
            open_picture(data)
        return file


class UploadForm(forms.Form):
    """Many photos at once, with words they share; what they lack is asked for afterwards."""

    photos = FilesField(
        allow_empty_file=True,  # refused with its name, like any other bad file
        label="ไฟล์ภาพ (เลือกได้หลายไฟล์)",
        help_text=FILE_HELP,
        widget=_Files(attrs={"accept": ACCEPT}),
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

    def save(self, user: Any) -> list[tuple[str, Photo | None, str]]:
        """Take each file; returns (file name, photo or None, what became of it)."""
        results: list[tuple[str, Photo | None, str]] = []
        words = {name: self.cleaned_data[name] for name in ("alt", "caption", "credit")}
        for file in self.cleaned_data["photos"]:
            try:
                photo, is_new = take_photo(file=file, uploaded_by=user, **words)
            except forms.ValidationError as error:
                results.append((file.name, None, " ".join(error.messages)))
            else:
                results.append((file.name, photo, SAVED if is_new else KNOWN))
        return results


class UploadToUseForm(UploadForm):
    """Photos that go into a story at once: these need their alternative text now."""

    alt = forms.CharField(
        label="ข้อความแทนภาพ",
        max_length=250,
        help_text=ALT_HELP,
        error_messages={"required": "กรุณาใส่ข้อความแทนภาพ"},
    )

    def clean_alt(self) -> str:
        if is_blank(self.cleaned_data["alt"]):
            raise forms.ValidationError("กรุณาใส่ข้อความแทนภาพที่อ่านได้")
        return self.cleaned_data["alt"]


class DaysForm(forms.Form):
    """Between which days photos came, in the Buddhist era."""

    since = ThaiDateField(label="ตั้งแต่วันที่", required=False)
    until = ThaiDateField(label="ถึงวันที่", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.update(placeholder="เช่น 6/8/2559", size=12)

    def narrow(self, photos: Any) -> Any:
        """Of `photos` those that came on these days; all where a day cannot be understood."""
        self.is_valid()
        data = self.cleaned_data
        return photos.added(data.get("since"), data.get("until"))
