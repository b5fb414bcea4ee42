"""The comment form, and the signed timestamp that it carries.

The form is part of cached pages, so it has no CSRF token; the timestamp shows that it was rendered
by this site, for this article, neither just now nor long ago.
"""

from __future__ import annotations

import re
from typing import Any, cast

from django import forms
from django.core import signing
from django.http import QueryDict

from newsroom.articles.models import Article
from newsroom.comments.models import Comment
from newsroom.comments.rules import (
    MAX_BODY_LENGTH,
    MAX_FORM_AGE_SECONDS,
    MAX_NAME_LENGTH,
    MIN_FORM_SECONDS,
)
from newsroom.thai.clean import clean, clean_line, is_blank, limit_marks

_signer = signing.TimestampSigner(salt="newsroom.comments")


def sign_form_timestamp(article: Article) -> str:
    """The article's id and the current time, signed: `<id>:<time>:<signature>`."""
    return _signer.sign(str(article.pk))


class CommentForm(forms.Form):
    """A reader's comment on `article`; `parent` is the id of the comment it replies to."""

    name = forms.CharField(
        label="ชื่อ",
        max_length=MAX_NAME_LENGTH,
        error_messages={"required": "กรุณาใส่ชื่อ"},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label="อีเมล (ไม่ใส่ก็ได้ ไม่แสดงต่อผู้อ่าน)",
        required=False,
        error_messages={"invalid": "อีเมลไม่ถูกต้อง"},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    body = forms.CharField(
        label="ความคิดเห็น",
        max_length=MAX_BODY_LENGTH,
        error_messages={"required": "กรุณาเขียนความคิดเห็น"},
        widget=forms.Textarea(attrs={"rows": 5}),
        strip=True,
    )
    # The honeypot: hidden from people, filled in by programs.
    website = forms.CharField(required=False, label="เว็บไซต์ (เว้นว่างไว้)")
    timestamp = forms.CharField(required=False, widget=forms.HiddenInput)
    parent = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        self.article = article
        super().__init__(*args, **kwargs)
        for name in ("name", "body"):
            self.fields[name].error_messages["max_length"] = (
                f"{self.fields[name].label}ยาวเกินไป (ไม่เกิน %(limit_value)s ตัวอักษร ตอนนี้ %(show_value)s)"
            )

    @classmethod
    def unbound(cls, article: Article, *, parent: Comment | None = None) -> CommentForm:
        """An empty form with a current timestamp."""
        initial = {
            "timestamp": sign_form_timestamp(article),
            "parent": parent.pk if parent else None,
        }
        return cls(article=article, initial=initial)

    def renew_timestamp(self) -> None:
        """Give a bound form a current timestamp, so that submitting it again works."""
        data = cast(QueryDict, self.data).copy()  # mutable, unlike the original
        data["timestamp"] = sign_form_timestamp(self.article)
        self.data = data

    @property
    def honeypot_filled(self) -> bool:
        """Whether the field that people do not see was filled in."""
        return bool(self.data.get("website"))

    def clean_name(self) -> str:
        return self._require_text("name", limit_marks(clean_line(self.cleaned_data["name"])))

    def clean_body(self) -> str:
        body = re.sub(r"\n{3,}", "\n\n", clean(self.cleaned_data["body"].replace("\r\n", "\n")))
        return self._require_text("body", limit_marks(body).strip())

    def clean_timestamp(self) -> str:
        timestamp = self.cleaned_data["timestamp"]
        try:
            if _signer.unsign(timestamp, max_age=MAX_FORM_AGE_SECONDS) != str(self.article.pk):
                raise signing.BadSignature
        except signing.SignatureExpired:
            raise forms.ValidationError("หน้านี้เปิดไว้นานเกินไป กรุณากดส่งอีกครั้ง") from None
        except signing.BadSignature:
            raise forms.ValidationError("แบบฟอร์มไม่สมบูรณ์ กรุณากดส่งอีกครั้ง") from None
        try:
            _signer.unsign(timestamp, max_age=MIN_FORM_SECONDS)
        except signing.SignatureExpired:
            return timestamp
        raise forms.ValidationError("ส่งเร็วเกินไป กรุณารอสักครู่แล้วกดส่งอีกครั้ง")

    def _require_text(self, name: str, text: str) -> str:
        if is_blank(text):
            raise forms.ValidationError(self.fields[name].error_messages["required"])
        return text
