"""What a browser sends from an article's form in the admin."""

from __future__ import annotations

from typing import Any

from django.test import Client

from newsroom.articles.models import Article
from tests import builders

ARTICLES_URL = "/admin/articles/article/"
ADD_URL = f"{ARTICLES_URL}add/"


def change_url(article: Article) -> str:
    return f"{ARTICLES_URL}{article.pk}/change/"


def new_article_data(**overrides: Any) -> dict[str, Any]:
    """The data of a new article with two tags, one byline and one credit."""
    return {
        "headline": "น้ำลดแล้วทั้งอำเภอ",
        "standfirst": "",
        "body": "<p>ชาวบ้านเริ่มทำความสะอาด</p>",
        "section": builders.section().pk,
        "tags": "น้ำท่วม, อบจ.กระบี่",
        "dateline": "",
        "published_at": "",
        "comments_open": "on",
        "bylines-TOTAL_FORMS": "1",
        "bylines-INITIAL_FORMS": "0",
        "bylines-0-author": builders.author().pk,
        "bylines-0-role": "writer",
        "bylines-0-position": "0",
        "credits-TOTAL_FORMS": "1",
        "credits-INITIAL_FORMS": "0",
        "credits-0-role": "ภาพและข่าว",
        "credits-0-name": "ไพฑูรย์ ล่องเพ็ง",
        "credits-0-position": "0",
        **overrides,
    }


def form_data(client: Client, article: Article, query: str = "") -> dict[str, Any]:
    """The data of an article's form as it is rendered now, its inlines included."""
    context = client.get(change_url(article) + query).context
    forms = [context["adminform"].form]
    data: dict[str, Any] = {}
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for field in form:
            value = field.value()
            if not isinstance(value, bool) and hasattr(field.field.widget, "format_value"):
                value = field.field.widget.format_value(value)
            if isinstance(value, list):
                value = value[0] if value else ""
            if value not in (None, False):
                data[field.html_name] = value
    return data


def save(client: Client, article: Article, **changes: Any) -> None:
    """Save an article's form with these changes; fails unless it is accepted."""
    response = client.post(change_url(article), form_data(client, article) | changes)
    assert response.status_code == 302, response.context["errors"]
    article.refresh_from_db()
