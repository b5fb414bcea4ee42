"""The list and the form of pages, as a new paper meets them."""

from __future__ import annotations

import pytest
from django.test import Client

from newsroom.accounts import roles
from newsroom.pages.models import Page
from tests import builders

pytestmark = pytest.mark.django_db
ADD = "/admin/pages/page/add/"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(builders.role_user(roles.EDITOR, "chief"))
    return client


def test_the_list_leads_to_the_pages_that_papers_usually_have(editor: Client) -> None:
    page = editor.get("/admin/pages/page/").content.decode()
    assert f'<a href="{ADD}?kind=ethics&amp;title=' in page
    form = editor.get(f"{ADD}?kind=ethics&title=จรรยาบรรณ").context["adminform"].form
    assert (form.initial["kind"], form.initial["title"]) == ("ethics", "จรรยาบรรณ")
    builders.write_page("ethics")
    page = editor.get("/admin/pages/page/").content.decode()
    assert "?kind=ethics" not in page
    assert "?kind=team" in page


def test_saving_a_draft_says_that_readers_do_not_see_it(editor: Client) -> None:
    data = {"title": "ทีมงาน", "kind": "team", "body": "<p>เรา</p>", "status": "draft"}
    page = editor.post(ADD, data, follow=True).content.decode()
    assert "หน้านี้เป็นฉบับร่าง ผู้อ่านยังไม่เห็น" in page
    pk = Page.objects.get(kind="team").pk
    data["status"] = "published"
    version = Page.objects.get(pk=pk).updated_at.isoformat()
    url = f"/admin/pages/page/{pk}/change/"
    page = editor.post(url, data | {"version": version}, follow=True).content.decode()
    assert "หน้านี้เป็นฉบับร่าง" not in page
    assert Page.objects.get(pk=pk).is_published
