"""Every public template, held to axe (WCAG 2.2 AA and best practice) and the Nu HTML checker."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from newsroom.articles.models import Article
from newsroom.site.frontdesk import Arrangement, arrange, set_breaking
from newsroom.site.models import SiteIdentity
from tests import axe, builders

TOOLS = Path(__file__).parent.parent / "var" / "tools"


@pytest.fixture
def full_site(db: Any) -> Article:
    """A site with one of everything a page can show."""
    SiteIdentity(
        name="อ่าวทรายโพสต์",
        tagline="ข่าวคนอ่าวทราย ทุกเช้า",
        email="desk@example.com",
        phone="0-7500-0000",
        address="1 ถนนเลียบทะเล",
        facebook="https://www.facebook.com/example",
        about="<p>หนังสือพิมพ์ของคนท้องถิ่น</p>",
        privacy="<p>เราเก็บข้อมูลเท่าที่จำเป็น</p>",
    ).save()
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
    parent = builders.visible_comment(article)
    builders.visible_comment(article, parent=parent, name="ปรีชา", body="จริงครับ\nขอบคุณที่ลงข่าว")
    builders.withdrawn_article()
    builders.correction(article)
    builders.read_by(article, readers=3)
    pinned = builders.published_article(lead_photo=picture)
    builders.read_by(pinned, readers=2)
    arrange(Arrangement(lead=[article.pk], pinned=[pinned.pk]), by=None)
    set_breaking(
        text="น้ำป่าไหลหลาก ปิดถนนสาย 4 ทั้งสองฝั่ง",
        article=article,
        expires_at=timezone.now() + timedelta(hours=1),
        by=None,
    )
    return article


def pages(article: Article) -> dict[str, str]:
    """An address for every public template; the name says which."""
    tag = article.tags.get(name="ข่าว")
    comment = article.comments.first()
    return {
        "home": "/",
        "article": article.get_absolute_url(),
        "section": "/section/local/",
        "tag": tag.get_absolute_url(),
        "author": "/author/phaithun/",
        "archive": "/archive/",
        "archive year": f"/archive/{article.published_at:%Y}/",
        "archive month": f"/archive/{article.published_at:%Y/%m}/",
        "search": "/search/?q=ปูม้า",
        "search, nothing found": "/search/?q=ไม่มีคำนี้แน่นอน",
        "about": "/about/",
        "contact": "/contact/",
        "privacy": "/privacy/",
        "corrections": "/corrections/",
        "reply": f"{article.get_absolute_url()}comments/reply/{comment.pk}/",
        "thanks": f"{article.get_absolute_url()}comments/thanks/",
        "not found": "/news/999999/",
        "withdrawn": Article.objects.withdrawn().get().get_absolute_url(),
    }


def error_pages() -> dict[str, str]:
    """The pages that are sent as they stand in their files, by the name of the file."""
    folder = Path(__file__).parent.parent / "templates" / "errors"
    return {name: (folder / f"{name}.html").read_text() for name in ("400", "413", "500")}


def answer(html: str) -> Callable[[Any], None]:
    """A stand-in for our server that sends this page to a browser."""
    return lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [360, pytest.param(1280, marks=pytest.mark.slow)])
def test_axe_finds_nothing_on_any_page(full_site: Article, browser_page: Any, width: int) -> None:
    page = browser_page(width=width)
    for name, address in pages(full_site).items():
        page.goto(address)
        axe.assert_good(page, name)
    for name, html in error_pages().items():
        page.route(f"**/{name}/", answer(html))
        page.goto(f"/{name}/")
        assert page.evaluate("document.styleSheets[0].cssRules.length") > 50, name
        axe.assert_good(page, name)
    # The pages that answer 404 and 410 are logged by Chromium as failed loads of themselves.
    page.problems[:] = [text for text in page.problems if "Failed to load resource" not in text]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_masthead_keeps_its_order_with_a_date_and_without(browser_page: Any) -> None:
    SiteIdentity(name="อ่าวทรายโพสต์", tagline="ข่าวคนอ่าวทราย ทุกเช้า").save()
    builders.section()
    for width in (360, 1280):
        page = browser_page(width=width)
        for address, parts in (
            ("/", [".masthead-date", ".masthead-name", ".section-nav", "main"]),
            ("/about/", [".masthead-name", ".section-nav", "main"]),
        ):
            page.goto(address)
            boxes = [page.locator(part).first.bounding_box() for part in parts]
            for above, below in pairwise(boxes):
                assert above["y"] + above["height"] <= below["y"] + 1, (address, width)


def nu_checker() -> list[str]:
    """The command of the Nu HTML checker; fetched once from the npm registry."""
    jar = TOOLS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    required = os.environ.get("NEWSROOM_REQUIRE_BROWSER") == "1"
    if not shutil.which("java") or not (jar.exists() or shutil.which("npm")):
        if required:
            pytest.fail("the Nu checker needs java and npm")
        pytest.skip("the Nu checker needs java and npm")
    if not jar.exists():
        if not required:
            pytest.skip("the Nu checker is fetched by `make check` only")
        TOOLS.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["npm", "install", "--silent", "--ignore-scripts", "--prefix", str(TOOLS), "vnu-jar"],
            check=True,
            capture_output=True,
            timeout=180,
        )
    return ["java", "-jar", str(jar), "--format", "json", "--stdout"]


def test_the_nu_checker_finds_nothing_on_any_page(
    full_site: Article, client: Client, tmp_path: Path
) -> None:
    command = nu_checker()
    for name, address in pages(full_site).items():
        file = tmp_path / f"{name.replace(' ', '-').replace(',', '')}.html"
        file.write_bytes(client.get(address).content)
    for name, html in error_pages().items():
        (tmp_path / f"{name}.html").write_text(html)
    run = subprocess.run(
        [*command, *map(str, tmp_path.glob("*.html"))],
        capture_output=True,
        timeout=120,
        check=False,
    )
    messages = json.loads(run.stdout)["messages"]
    told = [
        f"{Path(one['url']).name}: {one['message']} {one.get('extract', '')[:200]!r}"
        for one in messages
        if one["type"] != "info" or one.get("subType") == "warning"
    ]
    assert told == []
