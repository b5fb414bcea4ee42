"""Forms of the photo library."""

from __future__ import annotations

from typing import Any

from django import forms

from newsroom.images.checks import open_picture, read_bounded
from newsroom.images.library import add_photo
from newsroom.images.models import Photo
from newsroom.thai.clean import is_blank

ACCEPT = "image/jpeg,image/png,image/webp,image/avif,image/gif"
FILE_HELP = "JPEG, PNG, WebP, AVIF หรือ GIF ไม่เกิน 15 เมกะไบต์"


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files of one field."""

    widget = _Files

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files]


class PhotoForm(forms.ModelForm):
    """One photo: the file when it is new, its words, its focal point."""

    file = forms.FileField(
        label="ไฟล์ภาพ", help_text=FILE_HELP, widget=forms.FileInput(attrs={"accept": ACCEPT})
    )

    class Meta:
        model = Photo
        fields = ["alt", "caption", "credit", "focal_x", "focal_y"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["file"]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        open_picture(read_bounded(file))
        return file


class UploadForm(forms.Form):
    """Many photos at once, with words they share; each can be bettered afterwards."""

    photos = FilesField(
        allow_empty_file=True,  # refused with its name, like any other bad file
        label="ไฟล์ภาพ (เลือกได้หลายไฟล์)",
        help_text=FILE_HELP,
        widget=_Files(attrs={"accept": ACCEPT}),
        error_messages={"required": "กรุณาเลือกไฟล์ภาพ"},
    )
    alt = forms.CharField(
        label="ข้อความแทนภาพ",
        max_length=250,
        help_text="บอกว่าในภาพมีอะไร",
        error_messages={"required": "กรุณาใส่ข้อความแทนภาพ"},
    )
    caption = forms.CharField(label="คำบรรยายภาพ", max_length=500, required=False)
    credit = forms.CharField(label="เครดิตภาพ", max_length=150, required=False)

    def clean_alt(self) -> str:
        if is_blank(self.cleaned_data["alt"]):
            raise forms.ValidationError("กรุณาใส่ข้อความแทนภาพที่อ่านได้")
        return self.cleaned_data["alt"]

    def save(self, user: Any) -> list[tuple[str, Photo | None, str]]:
        """Take each file; returns (file name, photo or None, what became of it)."""
        results: list[tuple[str, Photo | None, str]] = []
        words = {name: self.cleaned_data[name] for name in ("alt", "caption", "credit")}
        for file in self.cleaned_data["photos"]:
            newest = Photo.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            try:
                photo = add_photo(file=file, uploaded_by=user, **words)
            except forms.ValidationError as error:
                results.append((file.name, None, " ".join(error.messages)))
            else:
                is_new = photo.pk > newest
                results.append((file.name, photo, "บันทึกแล้ว" if is_new else "มีอยู่ในคลังแล้ว"))
        return results
