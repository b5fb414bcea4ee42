"""Pages of a WordPress export become pages: tree, links, addresses, again and after edits."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from newsroom.articles.models import Article
from newsroom.pages.models import Page
from newsroom.transfer.models import ImportedObject
from tests import builders
from tests.transfer.wordpress.exports import all_rows, export, import_wordpress, item

pytestmark = pytest.mark.django_db


def page(
    post_id: int, slug: str, title: str, content: str = "<p>ข้อความ</p>", **fields: object
) -> str:
    parent = fields.pop("parent", 0)
    more = f"<wp:post_name>{slug}</wp:post_name><wp:post_parent>{parent}</wp:post_parent>"
    link = fields.pop("link", f"https://old.example/{slug}/")
    return item(
        post_id, type="page", title=title, content=content, more=more, link=link, **fields
    )  # fmt: skip


def test_pages_arrive_as_pages_below_their_parents(tmp_path: Path, client: Client) -> None:
    path = export(
        tmp_path,
        page(11, "rates", "อัตราโฆษณา", parent=10, link="https://old.example/ads/rates/"),
        page(10, "ads", "ลงโฆษณา", '<p>ดู<a href="https://old.example/ads/rates/">อัตรา</a></p>'),
        page(12, "plan", "แผน", status="draft"),
        page(13, "secret", "ลับ", password="x"),
    )
    report = import_wordpress(path)
    assert "หน้าใหม่: 4" in report
    assert not Article.objects.exists()
    ads, rates = Page.objects.get(slug="ads"), Page.objects.get(slug="rates")
    assert rates.parent == ads
    assert 'href="/rates/"' in ads.body
    assert client.get("/ads/").status_code == 200
    for old in ("/ads/rates/", "/?page_id=11", "/?p=11", "/ads/rates"):
        response = client.get(old)
        assert (response.status_code, response["Location"]) == (301, "/rates/"), old
    assert client.get("/plan/").status_code == client.get("/secret/").status_code == 404


def test_what_every_site_has_is_filled_while_nobody_has_written_it(
    tmp_path: Path, client: Client
) -> None:
    path = export(
        tmp_path,
        page(10, "about-us", "เกี่ยวกับสำนักข่าว", "<p>ก่อตั้ง 2540</p>"),
        page(11, "privacy-policy", "นโยบาย", status="draft"),
        page(12, "contact", "ติดต่อเรา", "<p>โทรมา</p>"),
    )
    contact = builders.write_page("contact", "<p>ของเราเอง</p>")
    import_wordpress(path)
    about = Page.objects.get(slug="about")
    assert (about.title, about.body, about.kind) == (
        "เกี่ยวกับสำนักข่าว", "<p>ก่อตั้ง 2540</p>", Page.Kind.ABOUT,
    )  # fmt: skip
    assert client.get("/about-us/")["Location"] == "/about/"
    contact.refresh_from_db()
    assert contact.body == "<p>ของเราเอง</p>"
    assert Page.objects.get(slug="contact-2").title == "ติดต่อเรา"
    assert client.get("/privacy/").status_code == 200
    assert client.get("/privacy-policy/").status_code == 404


def test_reserved_and_thai_slugs_get_an_address(tmp_path: Path, client: Client) -> None:
    thai = "%E0%B8%97%E0%B8%B5%E0%B8%A1%E0%B8%87%E0%B8%B2%E0%B8%99"
    import_wordpress(export(tmp_path, page(1, "search", "ค้นหา"), page(2, thai, "ทีมงาน")))
    assert Page.objects.filter(slug="search-2").exists()
    team = Page.objects.get(title="ทีมงาน")
    assert client.get("/ทีมงาน/")["Location"] == team.get_absolute_url()


def test_a_second_import_changes_nothing_and_keeps_what_the_desk_made(tmp_path: Path) -> None:
    def run(text: str) -> str:
        return import_wordpress(
            export(tmp_path, page(10, "ads", "โฆษณา", text), page(11, "b", "ข"))
        )

    run("<p>หนึ่ง</p>")
    before = all_rows()
    assert "หน้าที่ไม่เปลี่ยนแปลง: 2" in run("<p>หนึ่ง</p>")
    assert all_rows() == before
    assert "หน้าที่ปรับปรุง: 1" in run("<p>สอง</p>")
    ads = Page.objects.get(slug="ads")
    assert ads.body == "<p>สอง</p>"
    ads.body = "<p>ของโต๊ะข่าว</p>"
    ads.save()
    assert "แก้ไขในระบบหลังนำเข้า" in run("<p>สาม</p>")
    ads.refresh_from_db()
    assert ads.body == "<p>ของโต๊ะข่าว</p>"
    ads.delete()
    assert "หน้านี้ลบไปแล้ว" in run("<p>สี่</p>")
    assert not Page.objects.filter(slug="ads").exists()


def test_what_an_earlier_import_took_for_a_story_stays_one(tmp_path: Path) -> None:
    path = export(tmp_path, page(10, "ads", "โฆษณา"))
    import_wordpress(path, dry_run=True)
    assert not Page.objects.filter(slug="ads").exists()
    article = builders.draft_article(headline="โฆษณา")
    ImportedObject.objects.create(
        source="old.example", kind="article", key="post 10", object_id=article.pk,
        imported_at=article.updated_at,
    )  # fmt: skip
    assert "นำเข้าเป็นข่าวไว้ก่อนแล้ว" in import_wordpress(path)
    assert not Page.objects.filter(slug="ads").exists()


def test_a_tree_that_is_a_loop_is_no_tree(tmp_path: Path) -> None:
    import_wordpress(export(tmp_path, page(10, "a", "ก", parent=11), page(11, "b", "ข", parent=10)))
    parents = {one.slug: one.parent_id for one in Page.objects.filter(slug__in="ab")}
    assert list(parents.values()).count(None) == 1
