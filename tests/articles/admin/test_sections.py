from typing import Any

import pytest
from django.test import Client

from newsroom.accounts import roles
from newsroom.articles.models import Section
from newsroom.audit.models import AuditLogEntry
from tests import builders

pytestmark = pytest.mark.django_db


def test_a_name_that_is_taken_is_refused_with_a_message(admin_client: Client) -> None:
    builders.section("น้ำ", "water")
    page = admin_client.post(
        "/admin/articles/section/add/",
        {"name": "น\u0e49\u0e4d\u0e32", "slug": "other", "description": "", "position": 1},
    )
    assert page.status_code == 200
    assert "มีหมวดชื่อนี้แล้ว" in page.content.decode()
    assert Section.objects.count() == 1


LIST = "/admin/articles/section/"


def merging(*sections: Section, **more: Any) -> dict[str, Any]:
    return {"action": "merge", "_selected_action": [section.pk for section in sections], **more}


def test_sections_are_merged_after_a_page_that_says_what_will_happen(admin_client: Client) -> None:
    keep, other = builders.section(), builders.section("รอบบ้าน", "around")
    builders.published_article(section=other)
    page = admin_client.post(LIST, merging(keep, other)).content.decode()
    assert "รอบบ้าน (/section/around/) · 1 ข่าว" in page
    assert "การรวมย้อนกลับไม่ได้" in page
    assert Section.objects.count() == 2
    done = admin_client.post(LIST, merging(keep, other, merge_now="1", keep=keep.pk), follow=True)
    assert "รวม «รอบบ้าน» (/section/around/) เข้าใน «ท้องถิ่น» แล้ว ย้าย 1 ข่าว" in done.content.decode()
    assert Section.objects.get() == keep
    entry = AuditLogEntry.objects.filter(target_type="articles.section").latest("pk")
    assert (entry.target, entry.action) == ("ท้องถิ่น", "changed")
    assert "รวม «รอบบ้าน» (/section/around/) เข้าด้วย ย้าย 1 ข่าว" in entry.detail


@pytest.mark.parametrize(
    ("keep", "message"), [("", "กรุณาเลือก"), ("99", "ไม่ได้อยู่ในที่เลือก"), ("ก", "ไม่ได้อยู่ในที่เลือก")]
)
def test_a_merge_needs_one_of_the_selected(admin_client: Client, keep: str, message: str) -> None:
    sections = builders.section(), builders.section("รอบบ้าน", "around")
    page = admin_client.post(LIST, merging(*sections, merge_now="1", keep=keep)).content.decode()
    assert message in page
    assert Section.objects.count() == 2


def test_one_section_alone_is_not_merged(admin_client: Client) -> None:
    page = admin_client.post(LIST, merging(builders.section(), merge_now="1"), follow=True)
    assert "เลือกตั้งแต่ 2 ถึง 20 หมวด" in page.content.decode()


def test_editors_may_not_merge_sections(client: Client) -> None:
    sections = builders.section(), builders.section("รอบบ้าน", "around")
    client.force_login(builders.role_user(roles.EDITOR, "ed"))
    client.post(LIST, merging(*sections, merge_now="1", keep=sections[0].pk))
    assert Section.objects.count() == 2


def test_the_page_before_a_merge_asks_little_of_each_row(
    admin_client: Client, django_assert_max_num_queries: Any
) -> None:
    sections = [builders.section(f"หมวด {number}", f"s{number}") for number in range(20)]
    with django_assert_max_num_queries(20 * 4 + 20):
        assert admin_client.post(LIST, merging(*sections)).status_code == 200
