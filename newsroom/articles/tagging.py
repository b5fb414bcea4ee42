"""How tags are typed and found: commas only, and by identity instead of spelling (T-T1)."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from taggit.forms import TagField, TagWidget
from taggit.managers import _TaggableManager

from newsroom.thai.clean import clean_line, is_blank
from newsroom.thai.folding import fold
from newsroom.thai.slugs import NoSlug, thai_slug

LONGEST = 100

SEPARATORS = re.compile(r"[,،，、\n\r]")


def parse_tags(text: str) -> list[str]:
    """The names in a line of tags, parted by commas or new lines only.

    A blank does not part tags: `แม่ฮ่องสอน สามหมอก` is one tag.
    """
    names = (clean_line(part) for part in SEPARATORS.split(text or ""))
    return list(dict.fromkeys(name for name in names if not is_blank(name)))


def join_tags(tags: Any) -> str:
    """The line of tags that `parse_tags` reads back."""
    return ", ".join(tag.name for tag in tags)


def refuse_unusable(name: str) -> None:
    """Raise a ValidationError, in Thai, for a name that can be no tag."""
    if len(name) > LONGEST:
        raise ValidationError(f"ป้าย «{name[:30]}…» ยาวเกิน {LONGEST} ตัวอักษร คั่นแต่ละป้ายด้วยจุลภาค")
    try:
        thai_slug(name)
    except NoSlug:
        raise ValidationError(f"ป้าย «{name}» ต้องมีตัวอักษรหรือตัวเลขอย่างน้อยหนึ่งตัว") from None


class TagsInput(TagWidget):
    """A line of tags; with script it suggests those that exist, and says how often each is used."""

    class Media:
        js = ["js/tag-suggest.js"]
        css = {"all": ["css/tags.css"]}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-suggest-url"] = reverse("admin:articles_tag_suggest")
        return context


class TagsField(TagField):
    """Names of tags, told apart by identity; what can be no tag is refused in the form."""

    widget = TagsInput

    def clean(self, value: Any) -> list[str]:
        names = super().clean(value)
        for name in names:
            refuse_unusable(name)
        return names

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Another order or spelling of the same tags is no change."""
        if self.disabled:
            return False
        before = {fold(tag.name) for tag in initial or []}
        return before != {fold(name) for name in parse_tags(data or "")}


class TagsByIdentity(_TaggableManager):
    """taggit's manager, finding an existing tag by its key instead of its exact spelling."""

    def _to_tag_model_instances(self, tags: Any, tag_kwargs: dict[str, Any]) -> list[Any]:
        model = self.through.tag_model()
        ready = [tag for tag in tags if isinstance(tag, model)]
        made = model.objects.named([tag for tag in tags if isinstance(tag, str)])
        return list(dict.fromkeys([*ready, *made]))
