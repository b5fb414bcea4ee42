"""The form field and widget of a line of tags."""

from typing import Any

from django.urls import reverse
from taggit.forms import TagField, TagWidget

from newsroom.articles.tags.parsing import parse_tags, validate_tag_name
from newsroom.thai.folding import fold


class TagsInput(TagWidget):
    """A line of tags; with JavaScript it suggests existing tags and shows how often each is used."""

    class Media:
        js = ["js/tag-suggest.js"]
        css = {"all": ["css/tag-suggest.css"]}

    def get_context(
        self, name: str, value: object, attrs: dict[str, object] | None
    ) -> dict[str, object]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-suggest-url"] = reverse("admin:articles_tag_suggest")
        return context


class TagsField(TagField):
    """Names of tags, compared by normalised key; names that cannot be tags are refused."""

    widget = TagsInput

    def clean(self, value: Any) -> list[str]:
        names = super().clean(value)
        for name in names:
            validate_tag_name(name)
        return names

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Another order or spelling of the same tags is no change."""
        if self.disabled:
            return False
        before = {fold(tag.name) for tag in initial or []}
        return before != {fold(name) for name in parse_tags(data or "")}
