"""What readers' pages measure in Chromium: heights and edges."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from newsroom.articles.models import Article, Byline
from tests import builders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "รองปลัดกระทรวงมหาดไทยประชุมคณะกรรมการกลางข้าราชการหรือพนักงานส่วนท้องถิ่นครั้งที่เจ็ด "
LONG_SECTIONS = [
    "การประชุมสุดยอดอาเซียน ครั้งที่ 35", "การพัฒนาโครงสร้างพื้นฐาน", "ข่าวทันสถานการณ์โควิด 19", "ข่าวนายกรัฐมนตรี",
    "ข่าวรองนายกรัฐมนตรีประจำสำนักนายกรัฐมนตรี", "ด้านวัฒนธรรมท่องเที่ยว", "ปฏิรูปการศึกษาและสร้างสังคมแห่งการเรียนรู้ตลอดชีวิต",
]  # fmt: skip


def top(page: Any, selector: str) -> float:
    return float(
        page.locator(selector).first.evaluate("element => element.getBoundingClientRect().top")
    )


def bottom(page: Any, selector: str) -> float:
    return float(
        page.locator(selector).last.evaluate("element => element.getBoundingClientRect().bottom")
    )


def many_articles(photo: bool, headline: str = "ข่าวทดสอบ") -> Article:
    sections = [builders.section(name, f"section-{n}") for n, name in enumerate(LONG_SECTIONS)]
    lead_photo = builders.photo() if photo else None
    for index in range(30):
        article = builders.published_article(
            headline=f"{headline} {index}",
            section=sections[index % len(sections)],
            lead_photo=lead_photo,
            published_at=timezone.now() - timedelta(minutes=index),
        )
    return article


@pytest.mark.parametrize(("width", "most"), [(390, 115), (1280, 140)])
def test_the_masthead_leaves_the_screen_to_the_news(
    browser_page: Any, width: int, most: int
) -> None:
    """With 24 long sections as with six; nothing reaches beyond the screen."""
    article = many_articles(photo=False)
    for name in range(17):
        builders.section(f"หมวดที่ยาวมากอีกหมวดหนึ่ง {name}", f"more-{name}")
    page = browser_page(width=width)
    for url in ("/", article.get_absolute_url(), "/section/section-6/"):
        page.goto(url)
        assert top(page, "main") <= most, url
        assert page.evaluate("document.documentElement.scrollWidth") <= width, url
    # The last page is a section's: where stories have no photos, nothing is kept free for them.
    text = page.locator(".article-list > .card .card-text").last.bounding_box()
    card = page.locator(".article-list > .card").last.bounding_box()
    assert text["width"] == card["width"]


@pytest.mark.parametrize("script", [True, False])
def test_a_phone_shows_the_current_section_in_the_fixed_order(
    browser_page: Any, script: bool
) -> None:
    many_articles(photo=False)
    page = browser_page(width=390, script=script)
    page.goto("/section/section-5/")
    page.wait_for_timeout(600)
    links = page.locator(".section-nav > .wrap > ul a")
    assert links.first.inner_text() == "หน้าแรก"
    box = page.locator(".section-nav [aria-current]").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


@pytest.mark.parametrize("current", [4, 15])
def test_a_phone_that_is_turned_shows_the_sections_from_the_first(
    browser_page: Any, current: int
) -> None:
    builders.published_article()
    for number in range(16):
        builders.section(f"หมวดที่ {number}", f"turned-{number}")
    page = browser_page(width=390, height=844, touch=True)
    page.goto(f"/section/turned-{current}/")
    page.wait_for_timeout(600)
    scrolled = "document.querySelector('.section-nav > .wrap > ul').scrollLeft"
    assert page.evaluate(scrolled) > 100
    page.set_viewport_size({"width": 844, "height": 390})
    page.wait_for_function(f"{scrolled} === 0")
    box = page.locator(".section-nav [aria-current]").bounding_box()
    assert box["x"] + box["width"] <= 844


def test_a_desk_shows_the_current_section_in_its_place_or_over_the_last_that_fit(
    browser_page: Any,
) -> None:
    builders.published_article()
    for number in range(16):
        builders.section(f"หมวดที่ {number}", f"in-order-{number}")
    page = browser_page(width=1280)
    edges = """() => [...document.querySelectorAll(".section-nav > .wrap > ul > li")].map(
        item => { const box = item.getBoundingClientRect(); return [box.left, box.right]; })"""
    line = "() => document.querySelector('.section-nav > .wrap > ul').getBoundingClientRect().right"
    page.goto("/section/in-order-7/")
    boxes = page.evaluate(edges)
    assert boxes == sorted(boxes), "in their order"
    page.goto("/section/in-order-15/")
    current = page.evaluate(edges)[-1]
    assert current[1] <= page.evaluate(line) + 1
    shown = "document.elementFromPoint({}, 95).closest('a')?.textContent.trim()"
    assert page.evaluate(shown.format(sum(current) / 2)) == "หมวดที่ 15"
    assert page.evaluate(shown.format(60)) == "หน้าแรก"


def test_a_byline_begins_every_line_at_its_edge_and_a_link_has_its_picture(
    browser_page: Any,
) -> None:
    target = builders.published_article(lead_photo=builders.photo(), headline=LONG)
    article = builders.published_article(body=f'<figure data-article="{target.pk}"></figure>')
    for position, (name, role) in enumerate(
        [("ผู้สื่อข่าวที่มีชื่อยาวมากคนหนึ่ง", "writer"), ("ช่างภาพที่มีชื่อยาวมาก", "photographer")]
    ):
        Byline.objects.create(
            article=article, author=builders.author(name, role), role=role, position=position
        )
    page = browser_page(width=360)
    page.goto(article.get_absolute_url())
    boxes = [box.bounding_box() for box in page.locator(".byline-name").all()]
    assert len({box["y"] for box in boxes}) == 3, "a line each"
    assert len({box["x"] for box in boxes}) == 1
    photo = page.locator(".read-more img").bounding_box()
    link = page.locator(".read-more > a:last-child").bounding_box()
    assert photo["width"] > 90
    assert photo["x"] > link["x"], "at the right of the headline"
    assert bottom(page, ".read-more img") <= bottom(page, ".read-more")


def test_letters_twice_as_large_leave_headlines_their_room_on_a_phone(browser_page: Any) -> None:
    many_articles(photo=True)
    page = browser_page(width=390)
    page.goto("/")
    page.evaluate("document.documentElement.style.fontSize = '212.5%'")
    for selector in (".front-secondary .card-text", ".timeline a"):
        box = page.locator(selector).first.bounding_box()
        assert box["width"] > 170, selector


@pytest.mark.parametrize("headline", ["ข่าวทดสอบ", LONG * 2])
def test_the_four_beside_the_lead_end_level_with_it(browser_page: Any, headline: str) -> None:
    article = many_articles(photo=True, headline=headline)
    builders.add_visits(article, readers=3)
    page = browser_page(width=1280)
    page.goto("/")
    assert page.locator(".front-secondary .card").count() == 4
    ends = bottom(page, ".front-lead .card"), bottom(page, ".front-secondary .card")
    assert abs(ends[0] - ends[1]) <= 2
    ends = bottom(page, ".front-middle .timeline li"), bottom(page, ".front-middle .most-read li")
    assert abs(ends[0] - ends[1]) <= 2
    page.goto(article.get_absolute_url())
    assert top(page, ".article-body p") <= 1190, "the text of an illustrated story begins"
