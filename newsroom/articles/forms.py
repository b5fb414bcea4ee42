"""The form in which a story is written."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from newsroom.articles.models import Article
from newsroom.articles.tagging import TagsField, TagsInput
from newsroom.images.widgets import PhotoPicker

SHORT_HEADLINE = 120


class ArticleForm(forms.ModelForm):
    """A story; says in Thai what is missing before it can be public."""

    class Meta:
        model = Article
        fields = [
            "headline", "standfirst", "dateline", "body", "section", "lead_photo", "tags",
            "status", "published_at", "comments_open",
        ]  # fmt: skip
        widgets = {
            "headline": forms.Textarea(
                attrs={"rows": 2, "class": "headline-input", "data-count": SHORT_HEADLINE}
            ),
            "standfirst": forms.Textarea(
                attrs={"rows": 3, "class": "standfirst-input", "data-count": 220}
            ),
            "lead_photo": PhotoPicker,
            "tags": TagsInput(attrs={"class": "tags-input", "autocomplete": "off"}),
        }
        field_classes = {"tags": TagsField}
        error_messages = {
            "headline": {
                "required": "กรุณาใส่พาดหัว",
                "max_length": "พาดหัวยาวเกินไป (ไม่เกิน %(limit_value)s ตัวอักษร ตอนนี้ %(show_value)s)",
            }
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("status") != Article.Status.PUBLISHED:
            return data
        if not data.get("section"):
            self.add_error("section", "ข่าวที่เผยแพร่ต้องอยู่ในหมวดใดหมวดหนึ่ง")
        if not data.get("published_at") and "published_at" not in self.errors:
            # Published without a time means now.
            data["published_at"] = self.instance.published_at = timezone.now()
        return data
