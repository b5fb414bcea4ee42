"""Lists of a new site say what they are for and how rows come to be."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.test import Client

from newsroom.web.admin.model_admin import NewsroomModelAdmin
from tests import builders

pytestmark = pytest.mark.django_db
EXPLAINED = {
    "articles.section", "articles.author", "articles.tag", "documents.document", "mail.outgoingmail",
    "syndication.partner", "transfer.redirect", "transfer.missingpath",
}  # fmt: skip
LISTS = [
    model for model, model_admin in admin.site._registry.items()
    if isinstance(model_admin, NewsroomModelAdmin) and model._meta.label_lower in EXPLAINED
]  # fmt: skip


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model._meta.label_lower)
def test_an_empty_list_says_how_rows_come_to_be(client: Client, model: type) -> None:
    assert len(LISTS) == len(EXPLAINED)
    client.force_login(builders.admin_user())
    url = f"/admin/{model._meta.label_lower.replace('.', '/')}/"  # type: ignore[attr-defined]
    page = client.get(url).content.decode()
    text = admin.site._registry[model].when_empty  # type: ignore[attr-defined]
    assert len(text) > 20
    assert f"ยังไม่มี{model._meta.verbose_name} {text}" in page  # type: ignore[attr-defined]
    # Nothing to choose from, nothing to filter.
    assert 'name="action"' not in page
    assert 'id="changelist-filter"' not in page


def test_a_search_without_results_leads_back(client: Client) -> None:
    builders.section()
    client.force_login(builders.admin_user())
    page = client.get("/admin/articles/section/?q=xyz").content.decode()
    assert 'ไม่พบรายการที่ตรงกัน <a href="/admin/articles/section/">ดูทั้งหมด</a>' in page
    assert "list-empty" not in client.get("/admin/articles/section/").content.decode()
