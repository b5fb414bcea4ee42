"""The first page of the admin: who sees what, and whether its numbers are true."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from newsroom.articles.models import Byline
from newsroom.comments.models import Comment
from newsroom.readership.charts import by_day, by_name, nice_top
from newsroom.readership.models import DayReaders
from newsroom.thai.dates import thai_date
from tests import builders

pytestmark = pytest.mark.django_db
STORY_PARTS = ("ข่าวรอตรวจ", "ตั้งเวลาไว้", "ฉบับร่างของฉัน", "ผู้อ่านต่อวัน", "อ่านมากที่สุด", "แยกตามหมวด")
COMMENT_PARTS = ("ความคิดเห็นรอตรวจ", "ความคิดเห็นต่อวัน")


def board(client: Client) -> str:
    return client.get("/admin/").content.decode()


def member(*permissions: str) -> Any:
    """Somebody of the staff with these permissions."""
    user = builders.staff_user(f"member{len(permissions)}")
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


def part(page: str, name: str) -> str:
    """The card of that name."""
    found = re.search(rf"<section[^>]*>(?:(?!</section>).)*{name}.*?</section>", page, re.DOTALL)
    assert found, name
    return found[0]


def test_a_moderator_sees_comments_only(client: Client) -> None:
    story = builders.published_article(headline="ข่าวที่มีความคิดเห็น")
    builders.review_article(headline="ข่าวที่รอตรวจอยู่")
    builders.pending_comment(story, body="ขอบคุณครับ")
    client.force_login(member("change_comment", "view_comment"))
    page = board(client)
    for name in COMMENT_PARTS:
        assert name in page
    for name in (*STORY_PARTS, "ข่าวที่รอตรวจอยู่", "เขียนข่าวใหม่", "จัดหน้าแรก"):
        assert name not in page
    assert "ขอบคุณครับ" in page


def test_a_reporter_sees_no_comments_and_nobody_sees_what_is_not_theirs(client: Client) -> None:
    builders.pending_comment(builders.published_article(), body="ความเห็นที่ยังไม่ตรวจ")
    client.force_login(member("add_article", "change_article", "view_article"))
    page = board(client)
    for name in STORY_PARTS:
        assert name in page
    assert "ความเห็นที่ยังไม่ตรวจ" not in page
    assert "ความคิดเห็นต่อวัน" not in page
    client.force_login(member())
    page = board(client)
    for name in (*STORY_PARTS, *COMMENT_PARTS):
        assert name not in page


def test_the_queues_show_what_waits(admin_client: Client, admin_user: Any) -> None:
    builders.review_article(headline="เรื่องที่รอ")
    builders.scheduled_article(headline="เรื่องพรุ่งนี้")
    builders.published_article(headline="เรื่องที่ขึ้นแล้ว")
    builders.draft_article(headline="ร่างของฉัน", created_by=admin_user)
    builders.draft_article(headline="ร่างของคนอื่น")
    mine_by_name = builders.draft_article(headline="ร่างที่ฉันมีชื่อ")
    author = builders.author("บรรณาธิการ", "boss", user=admin_user)
    Byline.objects.create(article=mine_by_name, author=author)
    page = board(admin_client)
    assert "เรื่องที่รอ" in part(page, "ข่าวรอตรวจ")
    assert "เรื่องพรุ่งนี้" in part(page, "ตั้งเวลาไว้")
    mine = part(page, "ฉบับร่างของฉัน")
    assert "ร่างของฉัน" in mine
    assert "ร่างที่ฉันมีชื่อ" in mine
    assert ">2</span>" in mine
    for absent in ("ร่างของคนอื่น", "เรื่องที่ขึ้นแล้ว"):
        assert absent not in mine + part(page, "ข่าวรอตรวจ")


def test_many_are_counted_to_ninety_nine(admin_client: Client) -> None:
    for _ in range(101):
        builders.review_article(tags=[], authors=[])
    card = part(board(admin_client), "ข่าวรอตรวจ")
    assert "99+" in card
    assert card.count("<li>") == 4


def test_an_empty_newsroom_is_spoken_to_in_thai(admin_client: Client) -> None:
    page = board(admin_client)
    for words in (
        "ไม่มีข่าวรอตรวจ", "ยังไม่มีข่าวที่ตั้งเวลา", "ไม่มีความคิดเห็นรอตรวจ", "คุณไม่มีฉบับร่างค้างอยู่",
        "ยังไม่มีตัวเลขผู้อ่าน", "ยังไม่มีข่าวที่มีคนอ่าน", "ยังไม่มีข่าวที่เผยแพร่", "ยังไม่มีความคิดเห็นในช่วง",
    ):  # fmt: skip
        assert words in page


def test_charts_are_tables_too_with_thai_dates(admin_client: Client) -> None:
    today = timezone.localdate()
    DayReaders.objects.create(day=today, readers=1234)
    DayReaders.objects.create(day=today - timedelta(days=29), readers=7)
    DayReaders.objects.create(day=today - timedelta(days=30), readers=999_999)
    story = builders.published_article(headline="เรื่องที่คนอ่าน")
    builders.read_by(story, readers=41)
    builders.read_by(builders.withdrawn_article(headline="เรื่องที่ถอนแล้ว"), readers=500)
    builders.visible_comment(story)
    builders.pending_comment(story)
    Comment.objects.create(article=story, name="ก", body="ขายของ", status="spam")
    page = board(admin_client)
    readers = part(page, "ผู้อ่านต่อวัน")
    assert f'<th scope="row">{thai_date(today, "medium")}</th><td>1,234</td>' in readers
    assert readers.count("<rect") == readers.count('<th scope="row">') == 30
    assert "รวม 1,241 คน" in readers
    assert "999,999" not in page
    most = part(page, "อ่านมากที่สุด")
    assert "เรื่องที่คนอ่าน" in most
    assert "<td>41" in most
    assert "เรื่องที่ถอนแล้ว" not in most
    assert "<td>1<" in part(page, "แยกตามหมวด")
    comments = part(page, "ความคิดเห็นต่อวัน")
    assert f'<th scope="row">{thai_date(today, "medium")}</th><td>2</td>' in comments
    assert " style=" not in page


@pytest.mark.parametrize("rows", [3, 30])
def test_the_dashboard_asks_at_most_fifteen_questions(
    client: Client, rows: int, django_assert_max_num_queries: Any
) -> None:
    user = member(
        "view_article", "change_article", "add_article", "change_comment", "view_comment", "change_frontpick"
    )  # fmt: skip
    for number in range(rows):
        section = builders.section(f"หมวด {number}", f"s{number}")
        story = builders.published_article(section=section)
        builders.read_by(story, readers=number + 1)
        builders.review_article(created_by=user)
        builders.scheduled_article(created_by=user)
        builders.draft_article(created_by=user)
        builders.pending_comment(story)
    client.force_login(user)
    with django_assert_max_num_queries(15):
        assert client.get("/admin/").status_code == 200


def test_a_chart_of_days_has_every_day_once_and_the_last_is_today() -> None:
    today = date(2026, 3, 1)
    chart = by_day({today: 3, date(2026, 2, 28): 6}, today=today, days=30, unit="คน")
    assert len(chart.bars) == 30
    assert [bar.label for bar in chart.bars[-2:]] == ["28 ก.พ. 2569", "1 มี.ค. 2569"]
    assert [(bar.value, bar.y, bar.height) for bar in chart.bars[-2:]] == [(6, 0, 100), (3, 50, 50)]
    assert [bar.is_today for bar in chart.bars].count(True) == 1
    assert (chart.top, chart.total, chart.width) == (6, 9, 300)
    assert chart.summary == "รวม 9 คน มากที่สุด 6 เมื่อ 28 ก.พ. 2569"
    assert by_day({}, today=today, days=30, unit="คน").total == 0


@pytest.mark.parametrize(
    ("highest", "top"), [(0, 4), (1, 4), (5, 6), (10, 10), (11, 12), (21, 40), (1140, 1200), (99_999, 100_000)]
)  # fmt: skip
def test_axes_end_at_round_numbers_whose_half_is_round(highest: int, top: int) -> None:
    assert nice_top(highest) == top


def test_bars_of_names_are_as_long_as_their_share() -> None:
    rows = by_name([("ก", "/1/", 8), ("ข", "/2/", 2), ("ค", "/3/", 0)])
    assert [row.share for row in rows] == [100, 25, 0]
    assert by_name([]) == []
