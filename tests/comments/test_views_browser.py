"""A reader comments, in Chromium, on a phone, without JavaScript."""

from __future__ import annotations

from typing import Any

import pytest

from newsroom.comments import forms, services
from newsroom.comments.models import Comment
from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_reader_comments_and_reads_it_once_it_is_approved(
    browser_page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "MIN_FORM_SECONDS", -1)
    article = builders.published_article()
    page = browser_page(width=360, script=False)
    page.goto(article.get_absolute_url())
    page.get_by_label("ชื่อ", exact=True).fill("น้ำฝน")
    page.get_by_label("ความคิดเห็น", exact=True).fill("ขอบคุณที่ลงข่าวค่ะ\nเด็ก ๆ ดีใจมาก")
    page.get_by_role("button", name="ส่งความคิดเห็น").click()
    assert page.url.endswith(f"{article.get_absolute_url()}comments/thanks/")
    assert page.get_by_role("heading", name="ได้รับความคิดเห็นแล้ว").is_visible()
    comment = Comment.objects.get()
    page.goto(article.get_absolute_url())
    assert page.get_by_text("ขอบคุณที่ลงข่าวค่ะ").count() == 0
    services.approve([comment], by=builders.admin_user())
    page.goto(article.get_absolute_url())
    assert page.locator(f"#comment-{comment.pk}").get_by_text("ขอบคุณที่ลงข่าวค่ะ").is_visible()
    page.get_by_role("link", name="ตอบ น้ำฝน").click()
    page.get_by_label("ชื่อ", exact=True).fill("น้ำฝน")
    page.get_by_label("ความคิดเห็น", exact=True).fill("เพิ่มเติมค่ะ")
    page.get_by_role("button", name="ส่งความคิดเห็น").click()
    assert Comment.objects.get(body="เพิ่มเติมค่ะ").parent == comment
    assert page.context.cookies() == []


def test_links_to_comments_find_their_page_and_open_what_is_folded(browser_page: Any) -> None:
    article = builders.published_article()
    first = builders.visible_comment(article)
    replies = [builders.visible_comment(article, parent=first) for _ in range(4)]
    others = [builders.visible_comment(article) for _ in range(32)]
    page = browser_page(width=390)
    url = article.get_absolute_url()
    # An old link, from when all comments were on the article's page.
    page.goto(f"{url}#comment-{others[-1].pk}")
    page.wait_for_url(f"**{url}comments/?page=2#comment-{others[-1].pk}")
    assert page.locator(f"#comment-{others[-1].pk}").is_visible()
    page.get_by_role("link", name="ความคิดเห็นก่อนหน้า").click()
    assert not page.locator(f"#comment-{replies[3].pk}").is_visible()
    plain = browser_page(width=390, script=False)
    plain.goto(replies[3].get_absolute_url())
    assert plain.locator(f"#comment-{replies[3].pk}").is_visible()
