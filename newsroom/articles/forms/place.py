"""The input of an article's place."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse


class PlaceInput(forms.TextInput):
    """A place; with JavaScript the official names are suggested while one types."""

    class Media:
        js = ["js/tag-suggest.js"]
        css = {"all": ["css/tag-suggest.css"]}

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "autocomplete": "off",
            "data-one": "1",
            "data-suggest-what": "พื้นที่",
            "data-suggest-url": reverse("admin:articles_article_places"),
        }
        return context
