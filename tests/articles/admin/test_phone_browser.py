"""A story written on a phone: with touch, at 390 px, the bar always there, nothing scrolled sideways."""

from __future__ import annotations

import time
from typing import Any

import pytest
from playwright.sync_api import expect

from newsroom.accounts import roles
from newsroom.articles.models import Article
from tests import builders
from tests.browser_input import move_caret_to_end

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BODY = ".field-body .tiptap"
SCROLLED = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"


def test_a_story_with_a_photo_is_sent_to_review_from_a_phone(
    chromium: Any, live_server: Any, sign_in: Any
) -> None:
    reporter = builders.role_user(roles.REPORTER, "writer", display_name="สุนิสา ชูช่วย")
    builders.section()
    context = chromium.new_context(
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        locale="th-TH",
        base_url=live_server.url,
    )
    page = context.new_page()
    sign_in(page, reporter)
    page.goto("/admin/articles/article/add/")
    page.locator(BODY).wait_for()
    began = time.monotonic()
    page.locator("#id_headline").tap()
    page.keyboard.insert_text("คลื่นซัดเรือล่มปากอ่าว")
    move_caret_to_end(page, BODY)
    page.keyboard.insert_text("เช้าวันนี้คลื่นสูงสามเมตร")
    page.locator('.prose-menubar [aria-label="ภาพ"]').tap()
    assert page.locator(".photo-dialog-camera").is_visible()
    page.set_input_files(
        ".photo-dialog [data-camera]",
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": builders.jpeg_bytes(4200, 600)},
    )
    page.locator(f"{BODY} figure img").wait_for(timeout=60_000)
    page.locator(f"{BODY} figcaption").tap()
    page.keyboard.insert_text("เรือหางยาวที่ล่ม")
    page.locator(".photo-line-alt").fill("เรือหางยาวคว่ำกลางคลื่น")
    page.locator("[data-panel-toggle]").tap()
    page.select_option("#id_section", label="ท้องถิ่น")
    width, height = page.evaluate(SCROLLED)
    assert width <= 390
    assert height < 3000, "no thousands of pixels to scroll"
    for name in ("[name=_continue]", "[value=send_to_review]"):
        box = page.locator(name).bounding_box()
        assert box["y"] + box["height"] <= 844
        assert box["height"] >= 44
    with page.expect_navigation():
        page.locator("[value=send_to_review]").tap()
    assert time.monotonic() - began < 90
    article = Article.objects.get()
    assert article.status == "review"
    (usage,) = article.photo_usages.all()
    assert max(usage.photo.width, usage.photo.height) <= 4096, "shrunk before it was sent"
    assert usage.photo.credit == "สุนิสา ชูช่วย"
    assert "เรือหางยาวที่ล่ม" in article.body
    expect(page.locator(".messagelist")).to_contain_text("บันทึกแล้ว")
    context.close()
