"""The form in which a story is written."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.forms.models import BaseInlineFormSet

from newsroom.articles import revisions
from newsroom.articles.body import clean_body
from newsroom.articles.models import Article
from newsroom.articles.tagging import TagsField, TagsInput
from newsroom.images.widgets import PhotoPicker
from newsroom.thai.clean import clean, clean_line
from newsroom.thai.dates import in_bangkok, relative_time

SHORT_HEADLINE = 120
LONGEST_NOTE = 2000


class Conflict:
    """That somebody saved the story while it was open here: who, when, and both texts."""

    def __init__(self, stored: Article, mine: dict[str, Any]) -> None:
        last = revisions.latest(stored)
        theirs = revisions.snapshot(stored)
        self.who = str(last.by) if last and last.by else "อีกคนหนึ่ง"
        self.when: datetime = stored.updated_at
        self.number = last.number if last else None
        self.changes = revisions.compare(theirs, {**theirs, **mine})


class ArticleForm(forms.ModelForm):
    """A story; says in Thai what is missing before it can be public, and refuses a stale save."""

    # When the story was last saved as this form shows it; another time at the next save is stale.
    version = forms.CharField(required=False, widget=forms.HiddenInput)
    note = forms.CharField(
        label="โน้ตถึงกอง",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2, "class": "note-input"}),
        error_messages={"max_length": f"โน้ตยาวเกินไป (ไม่เกิน {LONGEST_NOTE:,} ตัวอักษร)"},
    )

    class Meta:
        model = Article
        fields = [
            "headline", "standfirst", "dateline", "body", "section", "lead_photo", "tags",
            "published_at", "comments_open",
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflict: Conflict | None = None
        if self.instance.pk:
            self.initial["version"] = self.instance.updated_at.isoformat()

    @property
    def wants_to_publish(self) -> bool:
        """Whether the button that was pressed makes the story public, now or later."""
        return self.data.get("_move") in ("publish", "publish_now")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        public = self.instance.status == Article.Status.PUBLISHED
        if (public or self.wants_to_publish) and not data.get("section"):
            self.add_error("section", "ข่าวที่เผยแพร่ต้องอยู่ในหมวดใดหมวดหนึ่ง")
        if public and "published_at" in data and not data["published_at"]:
            # A public story keeps its date; taking it off the site is done by a button.
            data["published_at"] = self.instance.published_at
        if "published_at" in data and "published_at" not in self.changed_data:
            # The form shows no fractions of a second; they are not lost by a save.
            data["published_at"] = self.instance.published_at
        self._refuse_stale(data)
        return data

    def _refuse_stale(self, data: dict[str, Any]) -> None:
        typed = data.get("version")
        if not self.instance.pk or not typed:
            return
        # Locked, so that of two saves in one moment the second sees the first.
        stored = Article.objects.select_for_update().get(pk=self.instance.pk)
        if stored.updated_at.isoformat() == typed:
            return
        self.conflict = Conflict(stored, self._mine(data))
        when = relative_time(stored.updated_at, datetime.now(tz=stored.updated_at.tzinfo))
        self.add_error(
            None,
            f"ยังไม่ได้บันทึก: {self.conflict.who} บันทึกข่าวนี้ไปก่อน ({when}) "
            "ข้อความของคุณยังอยู่ครบในแบบฟอร์มนี้ เทียบความต่างด้านล่าง แก้ให้เรียบร้อย แล้วกดบันทึกอีกครั้ง",
        )
        # Whoever saves again has seen both texts.
        again: Any = self.data.copy()  # type: ignore[attr-defined]
        again["version"] = stored.updated_at.isoformat()
        self.data = again

    def _mine(self, data: dict[str, Any]) -> dict[str, Any]:
        """What was typed, as a snapshot has it."""
        cleaners = {"headline": clean_line, "standfirst": clean, "body": clean_body}
        mine: dict[str, Any] = {
            name: cleaners.get(name, lambda value: value)(data[name])
            for name in ("headline", "standfirst", "dateline", "body", "comments_open")
            if name in data
        }
        for name in ("section", "lead_photo"):
            if name in data:
                row = data[name]
                mine[name] = {"id": row.pk, "name": str(row)} if row else None
        if "tags" in data:
            mine["tags"] = sorted(data["tags"])
        if "published_at" in data:
            moment = data["published_at"]
            mine["published_at"] = in_bangkok(moment).isoformat() if moment else None
        return mine


class LivingRows(BaseInlineFormSet):
    """What belongs to a story: a row that somebody else deleted meanwhile comes as a new one.

    Otherwise whoever saves after them could never save again what stands in the form. A form that
    was opened when there were no such rows to fill in has none.
    """

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        total = f"{kwargs.get('prefix') or self.get_default_prefix()}-TOTAL_FORMS"
        if data is not None and total not in data:
            data = {**data, total: "0", total.replace("TOTAL", "INITIAL"): "0"}
        super().__init__(data, *args, **kwargs)
        if data is not None and self.instance.pk:
            self.data = self._revived(data)

    def _revived(self, data: Any) -> Any:
        def number(name: str) -> int:
            value = str(data.get(f"{self.prefix}-{name}", ""))
            return int(value) if value.isascii() and value.isdigit() else 0

        had = min(number("INITIAL_FORMS"), self.absolute_max)
        total = min(number("TOTAL_FORMS"), self.absolute_max)
        ids = {str(pk) for pk in self.get_queryset().values_list("pk", flat=True)}
        alive = [i for i in range(had) if str(data.get(f"{self.prefix}-{i}-id", "")) in ids]
        if len(alive) == had:
            return data
        order = alive + [i for i in range(total) if i not in alive]
        revived = data.copy()
        revived[f"{self.prefix}-INITIAL_FORMS"] = str(len(alive))
        for new, old in enumerate(order):
            for field in (*self.form.base_fields, "id", "DELETE"):
                key = f"{self.prefix}-{old}-{field}"
                revived.pop(f"{self.prefix}-{new}-{field}", None)
                if key in data and not (field == "id" and old not in alive):
                    revived[f"{self.prefix}-{new}-{field}"] = data[key]
        return revived
