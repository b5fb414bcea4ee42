"""A story written on a phone: with touch, at 390 px, the bar always there, nothing scrolled sideways."""

from __future__ import annotations

import time
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from newsroom.accounts import roles
from newsroom.articles.models import Article
from newsroom.articles.workflow import transitions
from newsroom.articles.workflow.actions import publish_label
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


# The tops and bottoms of what stands in the bar's two lines.
LINES = """() => [".desk-bar", ".desk-bar-end"].map((line) =>
  [...document.querySelector(line).children]
    .filter((one) => one.checkVisibility() && !one.matches(".desk-bar-end, .desk-saved:empty"))
    .map((one) => one.getBoundingClientRect())
    .map(({ top, bottom, left, right }) => [top, bottom, left, right]))"""


def assert_two_lines(page: Any, width: int, name: str) -> None:
    for line in page.evaluate(LINES):
        assert len(line) >= 2, name
        assert max(top for top, *_ in line) < min(bottom for _, bottom, *_ in line), name
        for (*_, right), (_, _, left, _) in pairwise(line):
            assert left >= right, f"{name}: one lies on the other"
        assert line[0][2] >= 0, name
        assert line[-1][3] <= width, f"{name} leaves the screen"


@pytest.mark.parametrize("width", [320, 360, 390, 430])
def test_the_bar_has_two_lines_in_every_state(browser_page: Any, sign_in: Any, width: int) -> None:
    reporter, editor = (
        builders.role_user(role, name)
        for role, name in ((roles.REPORTER, "writer"), (roles.EDITOR, "chief"))
    )
    in_june = timezone.now() + timedelta(days=200)
    articles = {
        "draft": builders.draft_article(created_by=reporter),
        "review": builders.draft_article(created_by=reporter),
        "scheduled": builders.scheduled_article(published_at=in_june),
        "published": builders.published_article(created_by=reporter),
        "withdrawn": builders.withdrawn_article(),
    }
    transitions.send_to_review(articles["review"], by=reporter)
    page = browser_page(width=width, height=700)
    for user, states in ((reporter, ("draft", "review", "published")), (editor, articles)):
        sign_in(page, user)
        for state in states:
            page.goto(f"/admin/articles/article/{articles[state].pk}/change/")
            page.locator(BODY).or_(page.locator(".sheet .readonly")).first.wait_for()
            name = f"{state} of {user.username}"
            assert_two_lines(page, width, name)
            assert page.locator(".desk-bar").bounding_box()["height"] <= 110, name
    # The longest words: a time far away on the button, what is kept, what went wrong.
    page.goto(f"/admin/articles/article/{articles['review'].pk}/change/")
    for menu in (".desk-ask", ".desk-menu"):
        page.click(f"{menu} summary")
        box = page.locator(f"{menu} .editor-more-actions").bounding_box()
        assert 0 <= box["x"] < box["x"] + box["width"] <= width, f"{menu} leaves the screen"
        page.click(f"{menu} summary")
    button, line = page.locator("[value=publish]"), page.locator("#desk-saved")
    button.evaluate("(button, label) => (button.textContent = label)", publish_label(in_june)[0])
    for text, is_problem in (
        ("เก็บร่างแล้ว 16.57 น. ยังไม่ได้บันทึกลงข่าว", False),
        ("ไม่มีเน็ต เก็บไว้ในเครื่องนี้แล้ว จะส่งเองเมื่อเน็ตกลับมา", True),
        ("บันทึกไม่ได้ ข่าวยาวเกินไป ให้แบ่งเป็นหลายข่าว ข้อความยังอยู่ครบในเครื่องนี้", True),
    ):
        line.evaluate(
            "(line, [text, problem]) => {"
            "line.textContent = text; line.classList.toggle('desk-saved-problem', problem); }",
            [text, is_problem],
        )
        assert_two_lines(page, width, text)
        assert page.locator(".desk-bar").bounding_box()["height"] <= 140, text
        assert line.evaluate("line => line.scrollWidth <= line.clientWidth"), text
