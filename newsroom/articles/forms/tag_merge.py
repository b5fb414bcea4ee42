"""The form that asks which tag remains when several are merged."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from newsroom.articles.models import Tag
from newsroom.articles.tags.forms import TagsInput
from newsroom.fields.forms import Form
from newsroom.thai.folding import fold


class TagMergeForm(Form):
    """The tag to merge into: one of the selected, or another by its name."""

    keep = forms.ModelChoiceField(
        Tag.objects.none(),
        label="แท็กที่จะเก็บไว้",
        required=False,
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "แท็กนี้ไม่อยู่ในรายการที่เลือก"},
    )
    other = forms.CharField(
        label="หรือรวมเข้ากับแท็กอื่น",
        required=False,
        widget=TagsInput(attrs={"class": "tags-input", "autocomplete": "off", "data-one": "1"}),
        help_text="พิมพ์ชื่อแท็กที่มีอยู่แล้ว แท็กที่เลือกทั้งหมดจะรวมเข้าในแท็กนี้",
    )

    def __init__(self, *args: Any, selected: QuerySet[Tag], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.selected = selected
        keep: Any = self.fields["keep"]
        keep.queryset = selected
        keep.label_from_instance = lambda tag: f"{tag.name} ({tag.article_count:,} ข่าว)"

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        name = data.get("other")
        if name:
            data["keep"] = Tag.objects.filter(key=fold(name)).first()
            if data["keep"] is None:
                self.add_error("other", f"ไม่มีแท็กชื่อ «{name[:60]}»")
        if self.errors:
            return data
        keep = data.get("keep")
        if keep is None:
            self.add_error("keep", "กรุณาเลือกแท็กที่จะเก็บไว้")
        elif not [tag for tag in self.selected if tag.pk != keep.pk]:
            self.add_error("other", f"รวมแท็ก «{keep}» เข้ากับตัวเองไม่ได้ พิมพ์ชื่อแท็กอื่น หรือกลับไปเลือกแท็กเพิ่ม")
        return data
