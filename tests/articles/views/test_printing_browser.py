"""A story on paper."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from newsroom.thai.dates import in_bangkok, thai_date
from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = (
    "<h2>หัวข้อแรก</h2><p>วรรคแรก</p><h2>หัวข้อสอง</h2><p>วรรคสอง</p><h2>หัวข้อสาม</h2>"
    + "<p>ยาวพอให้มีสารบัญ</p>" * 400
    + "<table><tbody><tr><th>ปี</th><th>เรือ</th></tr><tr><td>2569</td><td>1</td></tr></tbody></table>"
    '<figure data-embed="https://youtu.be/dQw4w9WgXcQ"><figcaption>คลิปงาน</figcaption></figure>'
)
VISIBLE = "element => element.checkVisibility()"
# Margins in every direction, in millimetres.
PAGE_MARGINS = """() => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
  .filter((rule) => rule instanceof CSSPageRule)
  .flatMap((rule) => rule.style.margin.split(" ").map(parseFloat))"""


def test_the_story_is_printed_and_what_serves_a_screen_is_not(browser_page: Any) -> None:
    writer = builders.author(bio="เขียนข่าวทะเลมายี่สิบปี")
    article = builders.published_article(
        body=BODY, authors=[writer], tags=["น้ำท่วม"], lead_photo=builders.photo()
    )
    builders.published_article()
    builders.visible_comment(article)
    page = browser_page()
    page.goto(article.get_absolute_url())
    hidden = """
        .section-nav, .search-box, .footer, .contents, .article .tags, .share, .report-error,
        #comments, .about-authors, .also, .byline-meta a, .video-note
    """
    for selector in map(str.strip, hidden.split(",")):
        element = page.locator(selector).first
        assert element.evaluate(VISIBLE), f"{selector} on the screen"
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for selector in map(str.strip, hidden.split(",")):
        assert not page.locator(selector).first.evaluate(VISIBLE), f"{selector} on paper"
    for selector in ("h1", ".byline-names", ".article-lead img", "time", "table", ".video-title"):
        assert page.locator(selector).first.evaluate(VISIBLE), f"{selector} on paper"
    foot = page.locator(".print-address").inner_text()
    today = thai_date(in_bangkok(timezone.now()).date())
    assert foot.endswith(f"{article.get_absolute_url()} พิมพ์เมื่อ {today}")
    assert foot.startswith("http")
    style = "(element, name) => getComputedStyle(element)[name]"
    for heading in page.locator(".article-body h2").all():
        assert heading.evaluate(style, "breakAfter") == "avoid"
        assert heading.evaluate(style, "breakInside") == "avoid"
    assert page.locator("tr").first.evaluate(style, "breakInside") == "avoid"
    assert (
        page.locator(".video-open").evaluate(
            "element => getComputedStyle(element, '::after').content"
        )
        == '"https://www.youtube.com/watch?v=dQw4w9WgXcQ"'
    )
    assert min(page.evaluate(PAGE_MARGINS)) >= 15
