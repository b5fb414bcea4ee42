"""The base of all admin classes."""

from __future__ import annotations

import re

import pytest
from django.contrib import admin
from django.test import Client

from newsroom.articles.models import Tag
from newsroom.audit.models import AuditLogEntry
from newsroom.web.admin import model_admin
from tests import builders

pytestmark = pytest.mark.django_db


def test_every_admin_class_of_ours_has_the_base() -> None:
    """Except that of the audit log, on which the base depends."""
    others = [
        model
        for model, model_admin_of in admin.site._registry.items()
        if model.__module__.startswith("newsroom.")
        and not isinstance(model_admin_of, model_admin.NewsroomModelAdmin)
    ]
    assert others == [AuditLogEntry]


def test_a_change_list_counts_no_further_than_its_limit(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_admin, "MAX_LISTED_ROWS", 3)
    for number in range(5):
        builders.section(f"หมวด {number}", f"section-{number}")
    changelist = admin_client.get("/admin/articles/section/").context["cl"]
    assert changelist.paginator.count == 3


def test_the_admins_changes_are_in_the_audit_log(admin_client: Client) -> None:
    admin_client.post("/admin/articles/tag/add/", {"name": "น้ำท่วม"})
    tag = Tag.objects.get()
    admin_client.post(f"/admin/articles/tag/{tag.pk}/change/", {"name": "ภัยแล้ง"})
    admin_client.post(f"/admin/articles/tag/{tag.pk}/delete/", {"post": "yes"})
    entries = AuditLogEntry.objects.filter(target_type="articles.tag").order_by("id")
    assert [entry.action for entry in entries] == ["added", "changed", "deleted"]
    assert {entry.object_id for entry in entries} == {str(tag.pk)}


def test_inline_scripts_of_a_form_have_the_responses_nonce(admin_client: Client) -> None:
    response = admin_client.get("/admin/articles/article/add/")
    policy = response["Content-Security-Policy"]
    nonce = policy.split("'nonce-")[1].split("'")[0]
    assert f'nonce="{nonce}"' in response.content.decode()


def test_every_date_field_has_the_popover(admin_client: Client) -> None:
    article = builders.published_article()
    builders.photo()
    for screen in (
        f"articles/article/{article.pk}/change/",
        "planning/idea/add/",
        "images/photo/",
        "site/frontpagearticle/",
    ):
        page = admin_client.get(f"/admin/{screen}").content.decode()
        dates = re.findall(r'<input[^>]* class="thai-date[^>]*>', page)
        assert dates, screen
        assert all('data-date="' in field for field in dates), screen
        assert "js/date-popover.js" in page, screen
        assert "css/date-popover.css" in page, screen


def test_where_one_is_names_no_place_twice(admin_client: Client) -> None:
    article = builders.draft_article()
    tag = builders.tag()
    for screen, trail in (
        ("articles/article/", ["โต๊ะข่าว", "ข่าว"]),
        ("articles/tag/add/", ["โต๊ะข่าว", "แท็ก", "เพิ่มแท็ก"]),
        (f"articles/tag/{tag.pk}/change/", ["โต๊ะข่าว", "แท็ก", tag.name]),
        (f"articles/tag/{tag.pk}/delete/", ["โต๊ะข่าว", "แท็ก", tag.name, "ลบ"]),
        (f"articles/tag/{tag.pk}/history/", ["โต๊ะข่าว", "แท็ก", tag.name, "ประวัติ"]),
        (f"articles/article/{article.pk}/delete/", ["โต๊ะข่าว", "ข่าว", article.headline, "ลบ"]),
    ):
        page = admin_client.get(f"/admin/{screen}").content.decode()
        found = re.search(r'class="breadcrumbs">(.*?)</div>', page, re.DOTALL)
        assert found, screen
        text = re.sub(r"<[^>]+>", "", found[1])
        assert [part.strip() for part in text.split("›")] == trail, screen


def test_who_deletes_reads_what_goes_and_nothing_of_inner_tables(admin_client: Client) -> None:
    article = builders.draft_article(headline="น้ำท่วม")
    builders.visible_comment(article, body="ขอบคุณครับ")
    page = admin_client.get(f"/admin/articles/article/{article.pk}/delete/").content.decode()
    assert "ขอบคุณครับ" in page
    assert "ความคิดเห็น: 1" in re.sub(r"<[^>]+>", "", page)
    assert "ข้อความสำหรับค้นหา" not in page
    assert "ที่เก็บของข่าว" not in page
