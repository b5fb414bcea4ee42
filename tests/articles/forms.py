"""What a browser sends back of a story's form in the admin."""

from __future__ import annotations

from typing import Any

from django.test import Client

from newsroom.articles.models import Article


def address(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


def as_shown(client: Client, article: Article) -> dict[str, Any]:
    """All fields of the form as it stands, rows of bylines and credits included."""
    context = client.get(address(article)).context
    forms = [context["adminform"].form]
    data: dict[str, Any] = {}
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            if not isinstance(value, bool) and hasattr(bound.field.widget, "format_value"):
                value = bound.field.widget.format_value(value)
            if isinstance(value, list):
                value = value[0] if value else ""
            if value not in (None, False):
                data[bound.html_name] = value
    return data
