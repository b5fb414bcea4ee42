"""Every public page passes axe (WCAG 2.2 AA and best practice) and the Nu HTML checker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from newsroom.articles.models import Article
from newsroom.articles.public_urls import archive_day_url
from newsroom.comments.commenters import get_or_create_commenter
from newsroom.comments.email_verification import sign_token
from newsroom.site.front_page.selection import FrontPageSelection, save_selection, set_breaking_news
from newsroom.site.models import SiteSettings
from newsroom.thai.dates import in_bangkok
from tests import axe, builders
from tests.nu import nu_problems


@pytest.fixture
def full_site(db: Any) -> Article:
    """A site with one of everything that a page can show."""
    SiteSettings(
        name="อ่าวทรายโพสต์",
        tagline="ข่าวคนอ่าวทราย ทุกเช้า",
        email="desk@example.com",
        phone="0-7500-0000",
        postal_address="1 ถนนเลียบทะเล",
        facebook_url="https://www.facebook.com/example",
    ).save()
    builders.write_page("about", "<p>หนังสือพิมพ์ของคนท้องถิ่น</p>")
    builders.write_page("privacy", "<p>เราเก็บข้อมูลเท่าที่จำเป็น</p>")
    builders.write_page("team", "<p>คนทำข่าว</p>", parent=builders.write_page("about"))
    face = builders.photo(shade=40, alt="ภาพใบหน้าผู้สื่อข่าว")
    writer = builders.author(bio="เขียนข่าวทะเลมายี่สิบปี", job_title="ผู้สื่อข่าวอาวุโส", photo=face)
    picture, other = builders.photo(shade=90), builders.photo(shade=60, credit="")
    pair = "".join(
        f'<figure><img data-file="{photo.pk}" alt=""><figcaption>ภาพหนึ่งของงาน</figcaption></figure>'
        for photo in (picture, other)
    )
    for number in range(3):
        builders.published_article(lead_photo=picture if number else None, authors=[writer])
    article = builders.published_article(
        headline="นายกฯ เปิดงาน “ทะเลของเรา” ครั้งที่ ๑๒ ชาวบ้านกว่า 2,000 คนร่วมปล่อยพันธุ์ปูม้าคืนสู่อ่าว",
        lead_photo=picture,
        authors=[writer],
        tags=["น้ำท่วม", "ข่าว", "ขาว", "ข้าว"],
        credits=[("ภาพและข่าว", "ไพฑูรย์ ล่องเพ็ง")],
        body=builders.BODY
        + f'<figure><img data-file="{picture.pk}" alt="{picture.alt}"><figcaption>ริมท่า</figcaption></figure>'
        + f'<figure data-gallery="">{pair}</figure>'
        + '<figure data-embed="https://youtu.be/dQw4w9WgXcQ"><figcaption>คลิปงาน</figcaption></figure>'
        + "<table><tbody><tr><th>รายการ</th><th>ราคา</th></tr><tr><td>ปูม้า</td><td>350</td></tr></tbody></table>",
    )
    article.place = 8105
    article.save()
    parent = builders.visible_comment(article)
    busy = builders.published_article(headline="เปิดผลสำรวจราคาปูม้าทั้งจังหวัด")
    for number in range(35):
        builders.visible_comment(busy, name=f"ผู้อ่านคนที่ {number}")
    for _ in range(4):
        builders.visible_comment(busy, parent=busy.comments.first(), name="ปรีชา")
    builders.visible_comment(article, parent=parent, name="ปรีชา", body="จริงครับ\nขอบคุณที่ลงข่าว")
    builders.withdrawn_article()
    builders.correction(article)
    builders.add_visits(article, readers=3)
    pinned = builders.published_article(lead_photo=picture)
    builders.add_visits(pinned, readers=2)
    save_selection(FrontPageSelection(lead=[article.pk], pinned=[pinned.pk]), by=None)
    set_breaking_news(
        text="น้ำป่าไหลหลาก ปิดถนนสาย 4 ทั้งสองฝั่ง",
        article=article,
        expires_at=timezone.now() + timedelta(hours=1),
        by=None,
    )
    return article


def pages(article: Article) -> dict[str, str]:
    """A URL for every public template, by the name of the page."""
    tag = article.tags.get(name="ข่าว")
    comment = article.comments.first()
    busy = Article.objects.get(visible_comment_count=39)
    commenter = get_or_create_commenter("สมหญิง", "somying@example.com")
    return {
        "home": "/",
        "article": article.get_absolute_url(),
        "section": "/section/local/",
        "tag": tag.get_absolute_url(),
        "tags": "/tag/",
        "author": "/author/phaithun/",
        "places": "/place/",
        "place": "/place/81/",
        "archive": "/archive/",
        "archive year": f"/archive/{article.published_at:%Y}/",
        "archive month": f"/archive/{article.published_at:%Y/%m}/",
        "archive day": archive_day_url(in_bangkok(article.published_at).date()),
        "search": "/search/?q=ปูม้า",
        "search, nothing found": "/search/?q=ไม่มีคำนี้แน่นอน",
        "about": "/about/",
        "contact": "/contact/",
        "privacy": "/privacy/",
        "team": "/team/",
        "search, a page found": "/search/?q=คนทำข่าว",
        "corrections": "/corrections/",
        "reply": f"{article.get_absolute_url()}comments/reply/{comment.pk}/",
        "article with pages of comments": busy.get_absolute_url(),
        "second page of comments": f"{busy.get_absolute_url()}comments/?page=2",
        "link to prove an address": reverse("comments:confirm", args=[sign_token(commenter)]),
        "invalid link to prove an address": reverse("comments:confirm", args=["1:a:b"]),
        "thanks": f"{article.get_absolute_url()}comments/thanks/",
        "not found": "/news/999999/",
        "withdrawn": Article.objects.withdrawn().get().get_absolute_url(),
    }


def error_pages() -> dict[str, str]:
    """The static error pages, by name."""
    folder = Path(__file__).parent.parent / "templates" / "errors"
    return {
        name: (folder / f"{name}.html").read_text()
        for name in ("400", "405", "408", "413", "415", "431", "500", "503")
    }


def fulfil_with(html: str) -> Callable[[Any], None]:
    """A route handler that answers the browser with this page."""
    return lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [360, pytest.param(1280, marks=pytest.mark.slow)])
def test_axe_finds_nothing_on_any_page(full_site: Article, browser_page: Any, width: int) -> None:
    page = browser_page(width=width)
    # The elements are the same at both widths.
    rules = axe.RULES if width == 360 else axe.OF_LAYOUT
    for name, url in pages(full_site).items():
        page.goto(url)
        axe.assert_good(page, name, rules)
    for name, html in error_pages().items():
        page.route(f"**/{name}/", fulfil_with(html))
        page.goto(f"/{name}/")
        assert page.evaluate("document.styleSheets[0].cssRules.length") > 50, name
        axe.assert_good(page, name)
    # Chromium logs the pages with status 404 and 410 as failed loads.
    page.problems[:] = [text for text in page.problems if "Failed to load resource" not in text]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_masthead_has_one_order_with_and_without_a_date(browser_page: Any) -> None:
    SiteSettings(name="อ่าวทรายโพสต์", tagline="ข่าวคนอ่าวทราย ทุกเช้า").save()
    builders.section()
    for width in (360, 1280):
        page = browser_page(width=width)
        in_order = [".masthead-name", ".section-nav", "main"]
        # The date stands beside the name, on a phone nowhere.
        with_date = [[".masthead-date", ".section-nav"]] if width == 1280 else []
        for url, parts in (
            ("/", in_order),
            *(("/", parts) for parts in with_date),
            ("/about/", in_order),
        ):
            page.goto(url)
            boxes = [page.locator(part).first.bounding_box() for part in parts]
            for above, below in pairwise(boxes):
                assert above["y"] + above["height"] <= below["y"] + 1, (url, width)


@pytest.mark.slow
def test_the_nu_checker_finds_nothing_on_any_page(
    full_site: Article, client: Client, tmp_path: Path
) -> None:
    for name, url in pages(full_site).items():
        file = tmp_path / f"{name.replace(' ', '-').replace(',', '')}.html"
        file.write_bytes(client.get(url).content)
    for name, html in error_pages().items():
        (tmp_path / f"{name}.html").write_text(html)
    assert nu_problems(tmp_path) == []
