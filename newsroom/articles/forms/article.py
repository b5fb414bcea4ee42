"""The form of an article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from newsroom.articles.editable_fields.registry import EDITABLE_FIELDS, form_field_names
from newsroom.articles.models import Article
from newsroom.articles.tags.forms import TagsField, TagsInput
from newsroom.articles.workflow import revisions
from newsroom.articles.workflow.actions import PUBLISHING_ACTIONS
from newsroom.articles.workflow.merging import Merge, base_revision
from newsroom.articles.workflow.publish_checks import HEADLINE_WARN_LENGTH, MAX_AHEAD
from newsroom.images.widgets import PhotoPicker
from newsroom.thai.dates import relative_time, thai_date
from newsroom.thai.truncation import MAX_DESCRIPTION_GRAPHEMES, MAX_TITLE_GRAPHEMES

STANDFIRST_WARN_LENGTH = 220  # graphemes
CARD_TEXT_WARN_LENGTH = 100  # graphemes: what stays legible in a chat
MAX_NOTE_LENGTH = 2000  # characters


class ArticleForm(forms.ModelForm):
    """An article; refuses what cannot be published, and merges with a save by somebody else."""

    # The article's `updated_at` when the form was rendered: another one at the save means that
    # somebody else saved meanwhile. `base` is the number of the latest revision at that time.
    version = forms.CharField(required=False, widget=forms.HiddenInput)
    base = forms.CharField(required=False, widget=forms.HiddenInput)
    # A date more than a year ahead that was typed, refused once and is sent again unchanged.
    confirmed_date = forms.CharField(required=False, widget=forms.HiddenInput)
    note = forms.CharField(
        label="โน้ตถึงกอง",
        required=False,
        max_length=MAX_NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2, "class": "note-input"}),
        error_messages={"max_length": f"โน้ตยาวเกินไป (ไม่เกิน {MAX_NOTE_LENGTH:,} ตัวอักษร)"},
    )

    class Meta:
        model = Article
        fields = form_field_names()
        widgets = {
            "headline": forms.Textarea(
                attrs={"rows": 2, "class": "headline-input", "data-count": HEADLINE_WARN_LENGTH}
            ),
            "standfirst": forms.Textarea(
                attrs={"rows": 3, "class": "standfirst-input", "data-count": STANDFIRST_WARN_LENGTH}
            ),
            "meta_title": forms.TextInput(attrs={"data-count": MAX_TITLE_GRAPHEMES}),
            "meta_description": forms.Textarea(
                attrs={"rows": 2, "data-count": MAX_DESCRIPTION_GRAPHEMES}
            ),
            "card_text": forms.TextInput(attrs={"data-count": CARD_TEXT_WARN_LENGTH}),
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
        self.merge: Merge | None = None
        if headline := self.fields.get("headline"):
            # Browsers cut what is pasted to this length without a word.
            headline.widget.attrs.pop("maxlength", None)
        if kind := self.fields.get("kind"):
            # A form without it, such as one opened before an upgrade, leaves it as it is.
            kind.required = False
        if self.instance.pk:
            self.initial["version"] = self.instance.updated_at.isoformat()
            self.initial["base"] = self._latest_number()
        if self.is_bound:
            self._take_stored(self._getlist("take_theirs"))

    @property
    def is_publishing(self) -> bool:
        """Whether the button that was pressed makes the article public, now or later."""
        return self.data.get("_action") in PUBLISHING_ACTIONS

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        is_published = self.instance.status == Article.Status.PUBLISHED
        if (is_published or self.is_publishing) and not data.get("section"):
            self.add_error("section", "ข่าวที่เผยแพร่ต้องอยู่ในหมวดใดหมวดหนึ่ง")
        if is_published and "published_at" in data and not data["published_at"]:
            # A published article keeps its date; unpublishing it is an action of its own.
            data["published_at"] = self.instance.published_at
        if "published_at" in data and "published_at" not in self.changed_data:
            # The form shows whole seconds; a save must not lose the fraction.
            data["published_at"] = self.instance.published_at
        self._ask_about_far_date(data.get("published_at"))
        return data

    def clean_kind(self) -> str:
        """The kind that was chosen, or the one the article has."""
        return self.cleaned_data["kind"] or self.instance.kind

    def _ask_about_far_date(self, date: object) -> None:
        """Refuse a new date that is more likely a wrong year than a plan, until it is sent again."""
        if not isinstance(date, datetime) or "published_at" not in self.changed_data:
            return
        typed = self.data.get("published_at", "")
        if date <= timezone.now() + MAX_AHEAD or self.data.get("confirmed_date") == typed:
            return
        self._replace_data({"confirmed_date": typed})
        self.add_error(
            "published_at",
            f"วันเผยแพร่คือ {thai_date(date)} อีกกว่าหนึ่งปีข้างหน้า ตรวจปีอีกครั้ง ถ้าตั้งใจให้เป็นวันนี้ กดบันทึกอีกครั้ง",
        )

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        self._merge()

    def _merge(self) -> None:
        """Merge with what somebody else has saved since the form was opened.

        What only they changed stands; what both changed differently refuses the save.
        """
        version = self.cleaned_data.get("version")
        if not self.instance.pk or not version:
            return
        # Locked, so that of two simultaneous saves the second sees the first.
        stored = Article.objects.select_for_update().get(pk=self.instance.pk)
        if stored.updated_at.isoformat() == version:
            return
        base = base_revision(stored, self.cleaned_data.get("base") or "")
        self.merge = merge = Merge(stored, base, self._typed_snapshot())
        # Nobody publishes, or changes what has changed its state, without having seen it.
        if base is None or merge.conflicts or merge.status_changed or self.data.get("_action"):
            self._refuse(stored, merge)
            return
        for name in merge.theirs:
            field = EDITABLE_FIELDS[name]
            value = field.value(stored)
            self.cleaned_data[name] = value
            if field.is_column:
                setattr(self.instance, name, value)
        self.__dict__["changed_data"] = [
            name for name in self.changed_data if name not in merge.theirs
        ]

    def _refuse(self, stored: Article, merge: Merge) -> None:
        """Show the form again with both texts: the next save may overwrite the stored one."""
        when = relative_time(stored.updated_at, timezone.now())
        message = f"ยังไม่ได้บันทึก: {merge.user_name} บันทึกข่าวนี้ไปก่อน ({when}) "
        if labels := ", ".join(merge.their_labels):
            message += f"ส่วนที่คุณไม่ได้แก้ใช้ของ{merge.user_name}แล้ว: {labels} "
        if merge.diffs:
            message += "ข้อความของคุณยังอยู่ครบในแบบฟอร์มนี้ เทียบความต่างด้านล่าง แก้ให้เรียบร้อย แล้วกดบันทึกอีกครั้ง"
        else:
            message += "ตรวจดูแล้วกดอีกครั้ง"
        self.add_error(None, message)
        self._take_stored(merge.theirs)
        self._replace_data(
            {"version": stored.updated_at.isoformat(), "base": self._latest_number()}
        )

    def _take_stored(self, names: Iterable[str]) -> None:
        """Put the stored values of these fields in the place of what was sent."""
        values: dict[str, str | None] = {}
        for name in names:
            if field := self.fields.get(name if name in EDITABLE_FIELDS else ""):
                value = field.prepare_value(self.get_initial_for_field(field, name))
                if isinstance(field, forms.BooleanField):
                    values[name] = "on" if value else None
                else:
                    values[name] = field.widget.format_value(value) or ""
        self._replace_data(values)

    def _replace_data(self, values: Mapping[str, str | None]) -> None:
        """Replace what was sent; None removes a key."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        for name, value in values.items():
            if value is None:
                data.pop(self.add_prefix(name), None)
            else:
                data[self.add_prefix(name)] = value
        self.data = data

    def _getlist(self, name: str) -> list[str]:
        return self.data.getlist(name) if isinstance(self.data, QueryDict) else []

    def _latest_number(self) -> str:
        latest = revisions.latest_revision(self.instance)
        return str(latest.number) if latest else ""

    def _typed_snapshot(self) -> dict[str, object]:
        """What was typed, as a snapshot; the model's validation has cleaned the columns."""
        return {
            name: field.to_snapshot(
                field.value(self.instance) if field.is_column else self.cleaned_data[name]
            )
            for name, field in EDITABLE_FIELDS.items()
            if name in self.cleaned_data
        }
