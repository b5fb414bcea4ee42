"""A reader comments, in Chromium, on a phone, without script."""

from __future__ import annotations

from typing import Any

import pytest

from newsroom.comments import rules, services
from newsroom.comments.models import Comment
from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_reader_comments_and_reads_it_when_it_is_let_through(
    browser_page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "SOONEST", -1)
    story = builders.published_article()
    page = browser_page(width=360, script=False)
    page.goto(story.get_absolute_url())
    page.get_by_label("ชื่อ", exact=True).fill("น้ำฝน")
    page.get_by_label("ความคิดเห็น", exact=True).fill("ขอบคุณที่ลงข่าวค่ะ\nเด็ก ๆ ดีใจมาก")
    page.get_by_role("button", name="ส่งความคิดเห็น").click()
    assert page.url.endswith(f"{story.get_absolute_url()}comments/thanks/")
    assert page.get_by_role("heading", name="ได้รับความคิดเห็นแล้ว").is_visible()
    comment = Comment.objects.get()
    page.goto(story.get_absolute_url())
    assert page.get_by_text("ขอบคุณที่ลงข่าวค่ะ").count() == 0
    services.approve([comment], by=builders.admin_user())
    page.goto(story.get_absolute_url())
    assert page.locator(f"#comment-{comment.pk}").get_by_text("ขอบคุณที่ลงข่าวค่ะ").is_visible()
    page.get_by_role("link", name="ตอบ น้ำฝน").click()
    page.get_by_label("ชื่อ", exact=True).fill("น้ำฝน")
    page.get_by_label("ความคิดเห็น", exact=True).fill("เพิ่มเติมค่ะ")
    page.get_by_role("button", name="ส่งความคิดเห็น").click()
    assert Comment.objects.get(body="เพิ่มเติมค่ะ").parent == comment
    assert page.context.cookies() == []
