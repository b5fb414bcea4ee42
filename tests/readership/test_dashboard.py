"""The first page of the admin: who sees which part, and whether its numbers are right."""

from __future__ import annotations

import re
from datetime import time, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from newsroom.accounts import roles
from newsroom.articles.models import Byline
from newsroom.comments.models import Comment
from newsroom.readership.models import DailyReaders
from newsroom.thai.dates import thai_date
from tests import builders

pytestmark = pytest.mark.django_db
ARTICLE_CARDS = ("ข่าวรอตรวจ", "ตั้งเวลาไว้", "ฉบับร่างของฉัน", "ผู้อ่านต่อวัน", "อ่านมากที่สุด", "แยกตามหมวด")
COMMENT_CARDS = ("ความคิดเห็นรอตรวจ", "ความคิดเห็นต่อวัน")


def dashboard(client: Client) -> str:
    return client.get("/admin/").content.decode()


def staff_with(*permissions: str) -> Any:
    """A member of staff with these permissions."""
    user = builders.staff_user(f"member{len(permissions)}")
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


def card(page: str, name: str) -> str:
    """The HTML of the card of that name."""
    match = re.search(rf"<section[^>]*>(?:(?!</section>).)*{name}.*?</section>", page, re.DOTALL)
    assert match, name
    return match[0]


def test_a_moderator_sees_comments_only(client: Client) -> None:
    article = builders.published_article(headline="ข่าวที่มีความคิดเห็น")
    builders.review_article(headline="ข่าวที่รอตรวจอยู่")
    builders.pending_comment(article, body="ขอบคุณครับ")
    client.force_login(staff_with("change_comment", "view_comment"))
    page = dashboard(client)
    for name in COMMENT_CARDS:
        assert name in page
    for name in (*ARTICLE_CARDS, "ข่าวที่รอตรวจอยู่", "เขียนข่าวใหม่", "จัดหน้าแรก"):
        assert name not in page
    assert "ขอบคุณครับ" in page


def test_a_reporter_sees_no_comments_and_others_see_neither(client: Client) -> None:
    builders.pending_comment(builders.published_article(), body="ความเห็นที่ยังไม่ตรวจ")
    client.force_login(staff_with("add_article", "change_article", "view_article"))
    page = dashboard(client)
    for name in ARTICLE_CARDS:
        assert name in page
    assert "ความเห็นที่ยังไม่ตรวจ" not in page
    assert "ความคิดเห็นต่อวัน" not in page
    client.force_login(staff_with())
    page = dashboard(client)
    for name in (*ARTICLE_CARDS, *COMMENT_CARDS):
        assert name not in page


def test_the_queues_show_waiting_articles(admin_client: Client, admin_user: Any) -> None:
    builders.review_article(headline="เรื่องที่รอ")
    builders.scheduled_article(headline="เรื่องพรุ่งนี้")
    builders.published_article(headline="เรื่องที่ขึ้นแล้ว")
    builders.draft_article(headline="ร่างของฉัน", created_by=admin_user)
    builders.draft_article(headline="ร่างของคนอื่น")
    draft_with_byline = builders.draft_article(headline="ร่างที่ฉันมีชื่อ")
    author = builders.author("บรรณาธิการ", "boss", user=admin_user)
    Byline.objects.create(article=draft_with_byline, author=author)
    page = dashboard(admin_client)
    assert "เรื่องที่รอ" in card(page, "ข่าวรอตรวจ")
    assert "เรื่องพรุ่งนี้" in card(page, "ตั้งเวลาไว้")
    own = card(page, "ฉบับร่างของฉัน")
    assert "ร่างของฉัน" in own
    assert "ร่างที่ฉันมีชื่อ" in own
    assert ">2</span>" in own
    for absent in ("ร่างของคนอื่น", "เรื่องที่ขึ้นแล้ว"):
        assert absent not in own + card(page, "ข่าวรอตรวจ")


def test_the_plan_of_today_is_shown_to_those_who_see_the_plan(client: Client) -> None:
    today = timezone.localdate()
    builders.idea("ประชุมสภา", due_on=today, due_time=time(10, 30))
    builders.idea("ของเมื่อวาน", due_on=today - timedelta(days=1))
    builders.idea("ของพรุ่งนี้", due_on=today + timedelta(days=1))
    builders.idea("ไม่ทำ", due_on=today, state="dropped")
    client.force_login(builders.role_user(roles.REPORTER, "reporter"))
    queue = card(dashboard(client), "แผนข่าววันนี้")
    assert queue.index("ประชุมสภา") < queue.index("ของเมื่อวาน")
    for part in (
        "10.30 น.",
        "เลยกำหนดแล้ว",
        "ยังไม่มีคนรับ",
        ">2</span>",
        'href="/admin/planning/idea/"',
    ):
        assert part in queue
    for absent in ("ของพรุ่งนี้", "ไม่ทำ"):
        assert absent not in queue
    client.force_login(builders.role_user(roles.MODERATOR, "moderator"))
    assert "แผนข่าว" not in dashboard(client)


def test_queues_are_counted_up_to_99(admin_client: Client) -> None:
    for _ in range(101):
        builders.review_article(tags=[], authors=[])
    queue = card(dashboard(admin_client), "ข่าวรอตรวจ")
    assert "99+" in queue
    assert queue.count("<li>") == 4


def test_an_empty_dashboard_has_thai_messages(admin_client: Client) -> None:
    page = dashboard(admin_client)
    for message in (
        "ไม่มีข่าวรอตรวจ", "ยังไม่มีข่าวที่ตั้งเวลา", "ไม่มีความคิดเห็นรอตรวจ", "คุณไม่มีฉบับร่างค้างอยู่",
        "ยังไม่มีตัวเลขผู้อ่าน", "ยังไม่มีข่าวที่มีคนอ่าน", "ยังไม่มีข่าวที่เผยแพร่", "ยังไม่มีความคิดเห็นในช่วง",
    ):  # fmt: skip
        assert message in page


def test_charts_are_tables_too_with_thai_dates(admin_client: Client) -> None:
    today = timezone.localdate()
    DailyReaders.objects.create(day=today, readers=1234)
    DailyReaders.objects.create(day=today - timedelta(days=29), readers=7)
    DailyReaders.objects.create(day=today - timedelta(days=30), readers=999_999)
    article = builders.published_article(headline="เรื่องที่คนอ่าน")
    builders.add_visits(article, readers=41)
    builders.add_visits(builders.withdrawn_article(headline="เรื่องที่ถอนแล้ว"), readers=500)
    builders.visible_comment(article)
    builders.pending_comment(article)
    Comment.objects.create(article=article, name="ก", body="ขายของ", status="spam")
    page = dashboard(admin_client)
    readers = card(page, "ผู้อ่านต่อวัน")
    assert f'<th scope="row">{thai_date(today, "medium")}</th><td>1,234</td>' in readers
    assert readers.count("<rect") == readers.count('<th scope="row">') == 30
    assert "รวม 1,241 คน" in readers
    assert "999,999" not in page
    most_read = card(page, "อ่านมากที่สุด")
    assert "เรื่องที่คนอ่าน" in most_read
    assert "<td>41" in most_read
    assert "เรื่องที่ถอนแล้ว" not in most_read
    assert "<td>1<" in card(page, "แยกตามหมวด")
    comments = card(page, "ความคิดเห็นต่อวัน")
    assert f'<th scope="row">{thai_date(today, "medium")}</th><td>2</td>' in comments
    assert " style=" not in page


@pytest.mark.slow
@pytest.mark.parametrize("rows", [3, 30])
def test_the_dashboard_makes_at_most_sixteen_queries(
    client: Client, rows: int, django_assert_max_num_queries: Any
) -> None:
    user = staff_with(
        "view_article", "change_article", "add_article", "change_comment", "view_comment", "change_frontpagearticle"
    )  # fmt: skip
    for index in range(rows):
        section = builders.section(f"หมวด {index}", f"s{index}")
        article = builders.published_article(section=section)
        builders.add_visits(article, readers=index + 1)
        builders.review_article(created_by=user)
        builders.scheduled_article(created_by=user)
        builders.draft_article(created_by=user)
        builders.pending_comment(article)
    client.force_login(user)
    with django_assert_max_num_queries(16):
        assert client.get("/admin/").status_code == 200
