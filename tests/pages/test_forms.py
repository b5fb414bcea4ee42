"""The form of a page: addresses it proposes, and saves over somebody else's."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from newsroom.accounts import roles
from newsroom.articles.models import Section
from newsroom.pages.models import Menu, MenuItem, Page, PageRevision
from newsroom.site.models import SiteSettings
from tests import builders

pytestmark = pytest.mark.django_db
ADD = "/admin/pages/page/add/"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(builders.role_user(roles.EDITOR, "ed"))
    return client


def values(**fields: Any) -> dict[str, Any]:
    return {"title": "จรรยาบรรณ", "kind": "ethics", "status": "draft", "body": "", **fields}


def change(client: Client, page: Page, **fields: Any) -> str:
    url = f"/admin/pages/page/{page.pk}/change/"
    data = {"title": page.title, "slug": page.slug, "kind": page.kind, "status": page.status}
    data |= {"body": page.body, "version": page.updated_at.isoformat(), **fields}
    return client.post(url, data, follow=True).content.decode()


def test_an_address_is_made_of_the_kind_or_the_title(editor: Client) -> None:
    editor.post(ADD, values())
    editor.post(ADD, values(kind="corrections"))
    editor.post(ADD, values(kind="other", title="Join us"))
    editor.post(ADD, values(kind="other", title="Join us"))
    made = Page.objects.exclude(slug__in=["about", "contact", "privacy"]).order_by("pk")
    assert [page.slug for page in made] == ["ethics", "corrections-policy", "join-us", "join-us-2"]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"slug": "news"}, "เป็นที่อยู่ของส่วนอื่นในเว็บไซต์"),
        ({"slug": "about"}, "มีหน้าที่ใช้ชื่อย่อใน URL นี้แล้ว"),
        ({"slug": "ก ข"}, "id_slug_error"),
        ({"kind": "about", "status": "published"}, "มีหน้าชนิดนี้ที่เผยแพร่อยู่แล้ว"),
        ({"title": ""}, "id_title_error"),
        ({"parent": "99999999999999999999"}, "id_parent_error"),
        ({"parent": "x\0"}, "id_parent_error"),
        ({"kind": "nonsense"}, "id_kind_error"),
        ({"status": "nonsense"}, "id_status_error"),
    ],
)
def test_bad_input_is_told(editor: Client, fields: dict[str, str], message: str) -> None:
    response = editor.post(ADD, values(**fields))
    assert response.status_code == 200
    assert message in response.content.decode()
    assert Page.objects.count() == 3


def test_saves_are_revisions_that_can_be_compared_and_restored(editor: Client) -> None:
    page = builders.write_page("rules", "<p>ฉบับแรก</p>")
    change(editor, page, body="<p>ฉบับสอง</p>", title="กติกาใหม่")
    page.refresh_from_db()
    assert [one.reason for one in page.revisions.all()] == ["saved", "baseline"]
    assert page.revisions.all()[0].changed_fields == ["ชื่อหน้า", "เนื้อหา"]
    history = editor.get(f"/admin/pages/page/{page.pk}/history/").content.decode()
    assert "เปลี่ยน: ชื่อหน้า, เนื้อหา" in history
    diff = editor.get(f"/admin/pages/page/{page.pk}/revisions/2/").content.decode()
    assert "<ins>" in diff
    assert "<del>" in diff
    now = editor.get(f"/admin/pages/page/{page.pk}/revisions/1/?with=now").content.decode()
    assert "<del>แรก</del>" in now
    page.slug = "moved"
    page.save()
    editor.post(f"/admin/pages/page/{page.pk}/revisions/1/restore/")
    page.refresh_from_db()
    assert (page.body, page.slug, page.title) == ("<p>ฉบับแรก</p>", "moved", "หน้า rules")
    assert page.revisions.all()[0].reason == PageRevision.Reason.RESTORED


def test_a_restored_parent_that_is_below_by_now_is_left_out(editor: Client) -> None:
    top = builders.write_page("top")
    page = builders.write_page("rules", parent=top)
    change(editor, page, body="<p>ใหม่</p>")
    page.refresh_from_db()
    page.parent = None
    page.save()
    builders.write_page("top", parent=page)
    url = f"/admin/pages/page/{page.pk}/revisions/1/restore/"
    assert "หน้านี้อยู่ใต้ตัวเองไม่ได้" in editor.post(url, follow=True).content.decode()
    page.refresh_from_db()
    assert page.parent is None


def test_a_save_over_somebody_elses_is_refused_once(editor: Client) -> None:
    page = builders.write_page("rules", "<p>เดิม</p>")
    stale = page.updated_at.isoformat()
    change(editor, page, body="<p>ของคนแรก</p>")
    html = change(editor, page, body="<p>ของฉัน</p>", version=stale)
    assert "บันทึกหน้านี้ระหว่างที่คุณแก้" in html
    assert "ของฉัน" in html
    page.refresh_from_db()
    assert page.body == "<p>ของคนแรก</p>"
    assert f'value="{page.updated_at.isoformat()}"' in html
    change(editor, page, body="<p>ของฉัน</p>")
    page.refresh_from_db()
    assert page.body == "<p>ของฉัน</p>"


def test_what_readers_see_cannot_be_deleted(editor: Client) -> None:
    page = builders.write_page("rules")
    url = f"/admin/pages/page/{page.pk}/delete/"
    assert editor.post(url, {"post": "yes"}).status_code == 403
    Page.objects.filter(pk=page.pk).update(status=Page.Status.WITHDRAWN)
    assert editor.post(url, {"post": "yes"}).status_code == 302
    assert not Page.objects.filter(pk=page.pk).exists()


def test_a_draft_is_previewed_by_editors_only(editor: Client) -> None:
    page = Page.objects.create(slug="plan", title="แผน", body="<p>ความลับ</p>")
    response = editor.get(f"/admin/pages/page/{page.pk}/preview/")
    assert "ความลับ" in response.content.decode()
    assert "noindex" in response["X-Robots-Tag"]
    editor.force_login(builders.role_user(roles.REPORTER, "rep"))
    assert editor.get(f"/admin/pages/page/{page.pk}/preview/").status_code == 403
    assert AnonymousUser().has_perm("pages.change_page") is False


def test_the_migration_takes_the_texts_that_stood_in_the_settings() -> None:
    from newsroom.pages.defaults import create_default_pages

    Page.objects.all().delete()
    create_default_pages(Page, {"about": "<p>เรา</p>", "privacy": ""})
    assert Page.objects.get(slug="about").body == "<p>เรา</p>"
    assert "คุกกี้" in Page.objects.get(slug="privacy").body
    Page.objects.filter(slug="about").update(body="<p>แก้แล้ว</p>")
    create_default_pages(Page, {"about": "<p>เรา</p>"})
    assert Page.objects.get(slug="about").body == "<p>แก้แล้ว</p>"
    assert not hasattr(SiteSettings(), "about")
    assert (Menu.objects.count(), MenuItem.objects.count(), Section.objects.count()) == (0, 0, 0)
