"""Forms of what has a slug in its address: left empty, it is made of the name."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from newsroom.articles.models import Author, Section
from newsroom.thai.slugs import first_free, latin_slug

# What sections are usually called; the romanised name says less.
USUAL_SECTIONS = {
    "ท้องถิ่น": "local", "ข่าวท้องถิ่น": "local", "การเมือง": "politics", "เศรษฐกิจ": "economy",
    "สังคม": "society", "กีฬา": "sports", "บันเทิง": "entertainment", "การศึกษา": "education",
    "สุขภาพ": "health", "สาธารณสุข": "health", "สิ่งแวดล้อม": "environment", "ท่องเที่ยว": "travel",
    "อาชญากรรม": "crime", "ต่างประเทศ": "world", "วัฒนธรรม": "culture", "เกษตร": "agriculture",
    "เทคโนโลยี": "technology", "ไลฟ์สไตล์": "lifestyle", "ความเห็น": "opinion", "บทความ": "articles",
}  # fmt: skip
# For a number after a slug that is taken.
_ROOM = 5


class _SlugFromName(forms.ModelForm):
    usual: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            slug = self.fields["slug"]
            slug.required = False
            slug.help_text = f"{slug.help_text} ถ้าเว้นว่าง ระบบตั้งให้"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "slug" in self.fields and not data.get("slug") and "slug" not in self.errors:
            data["slug"] = self.instance.slug or self._free_slug(data.get("name", ""))
        return data

    def _free_slug(self, name: str) -> str:
        model = type(self.instance)
        length = model._meta.get_field("slug").max_length - _ROOM
        stem = (
            self.usual.get(name) or latin_slug(name)[:length].strip("-") or model._meta.model_name
        )
        return first_free(stem, lambda slug: model._default_manager.filter(slug=slug).exists())


class SectionForm(_SlugFromName):
    """A section."""

    usual = USUAL_SECTIONS

    class Meta:
        model = Section
        fields = ["name", "slug", "description", "photo", "palette", "lead", "position"]


class AuthorForm(_SlugFromName):
    """An author."""

    class Meta:
        model = Author
        fields = ["name", "slug", "job_title", "bio", "photo", "user", "is_current"]
