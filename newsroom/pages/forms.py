"""The forms of pages and of the lines of a menu."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from newsroom.articles.models import Section, Tag
from newsroom.fields.text import IdentityKeyField
from newsroom.pages.links import validate_link
from newsroom.pages.models import MenuItem, Page, PageRevision
from newsroom.pages.site_pages import all_pages
from newsroom.pages.slugs import is_reserved, suggested_slug
from newsroom.thai.clean import clean_line

MAX_POSITION = 9_999


class PageForm(forms.ModelForm):
    """A page; refuses to write over what somebody else saved meanwhile, once."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Page
        fields = ["title", "body", "status", "kind", "parent", "slug"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["version"].initial = self.instance.updated_at.isoformat()
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if "parent" in self.fields:
            parent: Any = self.fields["parent"]
            parent.queryset = Page.objects.without_text().exclude(pk=self.instance.pk)
            for action in ("add", "change", "delete", "view"):
                setattr(parent.widget, f"can_{action}_related", False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("slug") and "slug" not in self.errors:
            data["slug"] = self.instance.slug or self._free_slug(data)
        self._check_version(data)
        return data

    def _free_slug(self, data: dict[str, Any]) -> str:
        taken = {page.slug for page in all_pages()}
        kind = data.get("kind")
        if not kind or kind == Page.Kind.OTHER:
            return suggested_slug(data.get("title", ""), taken)
        return suggested_slug(f"{kind}-policy" if is_reserved(kind) else kind, taken)

    def _check_version(self, data: dict[str, Any]) -> None:
        if not self.instance.pk:
            return
        stored = Page.objects.only("updated_at").filter(pk=self.instance.pk).first()
        if stored is None or data.get("version") == stored.updated_at.isoformat():
            return
        # The next attempt knows of it.
        self.data = {**self.data, "version": stored.updated_at.isoformat()}
        last = PageRevision.objects.filter(page=stored.pk).select_related("user").first()
        raise ValidationError(
            format_html(
                "{} บันทึกหน้านี้ระหว่างที่คุณแก้ ข้อความของคุณยังอยู่ในช่องข้างล่าง "
                "ดูสิ่งที่เปลี่ยนใน «ประวัติ» แล้วกดบันทึกอีกครั้งถ้าต้องการใช้ข้อความของคุณแทน",
                (last and last.user) or "มีคนอื่น",
            )
        )


class MenuItemForm(forms.ModelForm):
    """A line of a menu: chosen from the sections and pages, or typed: a link or the name of a tag."""

    position = forms.IntegerField(label="ลำดับ", min_value=0, max_value=MAX_POSITION, initial=0)
    choice = forms.ChoiceField(label="หมวดหรือหน้า", required=False)
    typed = forms.CharField(
        label="หรือแท็กหรือลิงก์",
        required=False,
        max_length=500,
        help_text="ชื่อแท็ก ที่อยู่ในเว็บนี้ เช่น /archive/ หรือลิงก์ไปเว็บอื่น https://…",
    )

    class Meta:
        model = MenuItem
        fields = ["position", "label"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        item = self.instance
        choices: Any = self.fields["choice"]
        choices.choices = target_choices()
        choices.initial = next(
            (f"{name}:{value}" for name in ("section", "page") if (value := _id(item, name))), ""
        )
        self.fields["typed"].initial = item.tag.name if item.tag else item.url
        for name, field in self.fields.items():
            field.widget.attrs["aria-label"] = str(field.label or name)
        # Without script the heads of the columns say it.
        self.fields["typed"].widget.attrs["placeholder"] = "หรือชื่อแท็ก /ที่อยู่/ https://…"
        self.fields["label"].widget.attrs["placeholder"] = "ข้อความ ถ้าไม่ใช้ชื่อเดิม"

    def has_changed(self) -> bool:
        """An empty new row has a position, and nothing else."""
        if self.instance.pk:
            return super().has_changed()
        return bool(set(self.changed_data) - {"position"})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        chosen, typed = data.get("choice", ""), clean_line(data.get("typed") or "")
        if chosen and typed:
            raise ValidationError("เลือกอย่างเดียว: หมวดหรือหน้า หรือแท็กหรือลิงก์")
        item = self.instance
        item.section_id = item.page_id = item.tag_id = None
        item.url = ""
        if chosen:
            name, _, pk = chosen.partition(":")
            setattr(item, f"{name}_id", int(pk))
        elif typed.startswith("/") or ":" in typed:
            self._set_url(typed)
        elif typed:
            self._set_tag(typed)
        elif not item.target_name:
            raise ValidationError("เลือกหมวดหรือหน้า หรือใส่ชื่อแท็กหรือลิงก์")
        return data

    def _set_url(self, url: str) -> None:
        try:
            validate_link(url)
        except ValidationError as error:
            self.add_error("typed", error)
        self.instance.url = url

    def _set_tag(self, name: str) -> None:
        key = IdentityKeyField.derive(name)
        tag = Tag.objects.filter(key=key).first() or Tag.objects.filter(aliases__key=key).first()
        if tag is None:
            self.add_error("typed", f"ไม่มีแท็ก «{name[:60]}» ถ้าเป็นลิงก์ ต้องขึ้นต้นด้วย / หรือ https://")
        self.instance.tag = tag


def _id(item: MenuItem, name: str) -> int | None:
    return getattr(item, f"{name}_id")


def target_choices() -> list[tuple[str, Any]]:
    """The sections and pages as choices, in groups."""
    sections = [(f"section:{one.pk}", one.name) for one in Section.objects.all()]
    pages = [
        (f"page:{page.pk}", page.title if page.is_published else f"{page.title} (ยังไม่เผยแพร่)")
        for page in all_pages()
    ]
    return [("", "เลือกหมวดหรือหน้า"), ("หมวด", sections), ("หน้า", pages)]
