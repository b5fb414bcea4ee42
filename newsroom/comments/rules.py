"""What is asked of a comment before it is kept, each number with its reason."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django import forms
from django.core import signing
from django.utils import timezone

from newsroom.articles.models import Article
from newsroom.thai.clean import clean, clean_line, is_blank, limit_marks
from newsroom.web.limits import Limit

# Long enough for an argument, short enough to moderate; counted in code points, as stored.
LONGEST_BODY = 3000
LONGEST_NAME = 60
# Programs fill a form at once; nobody reads and writes within this many seconds.
SOONEST = 3
# The form stands in pages that caches may keep; a page older than a day is asked for again.
LATEST = 24 * 60 * 60
# News readers link to a source or two; more is nearly always advertising.
MOST_LINKS = 2
# The same words from the same reader within this time are a double click, not a second comment.
REPEAT_WINDOW = timedelta(minutes=10)
# A family or an office shares an address; a program does not stop at five.
PER_ADDRESS = Limit("comment", most=5, seconds=600)

_SIGNER = signing.TimestampSigner(salt="newsroom.comments")
_LINK = re.compile(r"https?://|www\.|\[url", re.IGNORECASE)

CLOSED = "ปิดรับความคิดเห็นแล้ว"
TOO_MANY = "คุณส่งความคิดเห็นถี่เกินไป กรุณารอสักครู่แล้วส่งใหม่ ข้อความของคุณยังอยู่ด้านล่าง"


def is_open(article: Article, identity: Any) -> bool:
    """Whether readers may comment now: the story's switch, the site's, and the story's age."""
    if not (article.comments_open and identity.comments_enabled and article.is_published):
        return False
    days = identity.comment_days
    return not days or timezone.now() - article.published_at <= timedelta(days=days)  # type: ignore[operator]


def form_time(article: Article) -> str:
    """A signed note of when the form was made, and for which story."""
    return _SIGNER.sign(str(article.pk))


class CommentForm(forms.Form):
    """A reader's comment; `article` is the story it is meant for."""

    name = forms.CharField(
        label="ชื่อ",
        max_length=LONGEST_NAME,
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
        max_length=LONGEST_BODY,
        error_messages={"required": "กรุณาเขียนความคิดเห็น"},
        widget=forms.Textarea(attrs={"rows": 5}),
        strip=True,
    )
    # A field people do not see; programs fill it in.
    website = forms.CharField(required=False, label="เว็บไซต์ (เว้นว่างไว้)")
    made = forms.CharField(required=False, widget=forms.HiddenInput)
    parent = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        self.article = article
        super().__init__(*args, **kwargs)
        for name in ("name", "body"):
            self.fields[name].error_messages["max_length"] = (
                f"{self.fields[name].label}ยาวเกินไป (ไม่เกิน %(limit_value)s ตัวอักษร ตอนนี้ %(show_value)s)"
            )

    def clean_name(self) -> str:
        return self._legible("name", limit_marks(clean_line(self.cleaned_data["name"])))

    def clean_body(self) -> str:
        body = re.sub(r"\n{3,}", "\n\n", clean(self.cleaned_data["body"].replace("\r\n", "\n")))
        return self._legible("body", limit_marks(body).strip())

    def clean_made(self) -> str:
        made = self.cleaned_data["made"]
        try:
            if _SIGNER.unsign(made, max_age=LATEST) != str(self.article.pk):
                raise signing.BadSignature
        except signing.SignatureExpired:
            raise forms.ValidationError("หน้านี้เปิดไว้นานเกินไป กรุณากดส่งอีกครั้ง") from None
        except signing.BadSignature:
            raise forms.ValidationError("แบบฟอร์มไม่สมบูรณ์ กรุณากดส่งอีกครั้ง") from None
        try:
            _SIGNER.unsign(made, max_age=SOONEST)
        except signing.SignatureExpired:
            return made
        raise forms.ValidationError("ส่งเร็วเกินไป กรุณารอสักครู่แล้วกดส่งอีกครั้ง")

    def _legible(self, name: str, text: str) -> str:
        if is_blank(text):
            raise forms.ValidationError(self.fields[name].error_messages["required"])
        return text

    @property
    def is_trap_sprung(self) -> bool:
        """Whether the field that people do not see was filled in."""
        return bool(self.data.get("website"))


def has_many_links(body: str) -> bool:
    """Whether the comment looks like advertising, so that a moderator should see it first."""
    return len(_LINK.findall(body)) > MOST_LINKS
