"""A WordPress export as articles: statuses, sections, comments, shortcodes."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from newsroom.articles.models import Article
from newsroom.comments.models import Comment
from tests.transfer.wordpress.exports import comment, export, import_wordpress, item

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_a_post_becomes_an_article(tmp_path: Path, version: str, client: Client) -> None:
    import_wordpress(
        export(
            tmp_path,
            item(7, content="เมื่อวันศุกร์\n\nนายก <b>กล่าว</b>\nว่าดี\n\nภาพและข่าว : ไพฑูรย์ ล่องเพ็ง"),
            version=version,
        )
    )
    article = Article.objects.get()
    assert (
        article.body.replace("\n", "") == "<p>เมื่อวันศุกร์</p><p>นายก <strong>กล่าว</strong><br>ว่าดี</p>"
    )
    assert [(credit.role, credit.name) for credit in article.credits.all()] == [
        ("ภาพและข่าว", "ไพฑูรย์ ล่องเพ็ง")
    ]
    assert (article.section.name, article.section.slug) == ("ข่าวท้องถิ่น", "local-news")
    assert [line.author.name for line in article.cached_bylines] == ["ดิวาลี ใจดี"]
    assert article.published_at.isoformat() == "2016-08-06T03:00:00+00:00"
    page = client.get(article.get_absolute_url()).content.decode()
    assert "6 สิงหาคม 2559 เวลา 10.00 น." in page


def test_statuses_are_imported_and_private_posts_become_drafts(
    tmp_path: Path, client: Client
) -> None:
    path = export(
        tmp_path,
        item(1, status="draft", date_gmt="0000-00-00 00:00:00"),
        item(2, status="pending"),
        item(3, status="private"),
        item(4, password="ลับ"),
        item(5, status="future", date_gmt="2099-01-01 00:00:00"),
        item(6, status="trash"),
        item(7, type="page", title="ติดต่อ"),
        item(8, type="nav_menu_item"),
    )
    report = import_wordpress(path)
    states = {article.headline: article.status for article in Article.objects.all()}
    assert states == {
        "ข่าวที่ 1": "draft",
        "ข่าวที่ 2": "review",
        "ข่าวที่ 3": "draft",
        "ข่าวที่ 4": "draft",
        "ข่าวที่ 5": "published",
    }
    assert not Article.objects.published().exists()
    assert "หน้าใหม่: 1" in report
    assert "ข้าม: สถานะ trash: 1" in report


def test_comment_threads_and_their_statuses_are_imported(tmp_path: Path) -> None:
    comments = (
        comment(3, parent=1, body="ตอบก่อนถาม") + comment(1, body="ถาม<br>บรรทัดสอง &amp; <b>หนา</b>") + comment(4, parent=3)
        + comment(5, approved="0") + comment(6, approved="spam") + comment(7, kind="pingback")
        + comment(8, parent=9) + comment(9, parent=8) + comment(2, body="\u200b")
    )  # fmt: skip
    report = import_wordpress(export(tmp_path, item(1, comments=comments)))
    by_name = {one.name: one for one in Comment.objects.select_related("parent")}
    assert by_name["ผู้อ่าน 3"].parent == by_name["ผู้อ่าน 1"]
    assert by_name["ผู้อ่าน 4"].parent == by_name["ผู้อ่าน 3"]
    assert by_name["ผู้อ่าน 1"].body == "ถาม\nบรรทัดสอง & หนา"
    assert (by_name["ผู้อ่าน 5"].status, by_name["ผู้อ่าน 6"].status) == ("pending", "spam")
    assert "ผู้อ่าน 7" not in by_name
    assert "ผู้อ่าน 2" not in by_name
    assert Article.objects.get().visible_comment_count == 5
    assert "pingback: 1" in report


def test_shortcodes_and_block_comments_become_text(tmp_path: Path) -> None:
    content = (
        "<!-- wp:paragraph --><p>ย่อหน้า</p><!-- /wp:paragraph --><!-- wp:heading --><h2>หัวข้อ</h2><!-- /wp:heading -->"
        '[su_box title="x"]เก็บข้อความไว้[/su_box] อ้างอิง [1] และ [ภาพ]'
    )
    report = import_wordpress(export(tmp_path, item(1, content=content)))
    text = Article.objects.get().plain_text
    assert "เก็บข้อความไว้" in text
    assert "su_box" not in text
    assert "อ้างอิง [1] และ [ภาพ]" in text
    assert "su_box" in report


def test_script_in_any_field_is_removed(tmp_path: Path, client: Client) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    import_wordpress(
        export(
            tmp_path,
            item(
                1,
                title=f"พาดหัว {evil}",
                content=f"ก {evil} <a href='javascript:alert(1)'>ข</a>",
                comments=comment(1, body=evil + "ค"),
            ),
        )
    )
    page = client.get(Article.objects.get().get_absolute_url()).content.decode()
    for bad in ("<script>alert", "onerror", "javascript:"):
        assert bad not in page


def test_times_that_cannot_be_read_are_reported(tmp_path: Path) -> None:
    said = comment(1).replace("2016-08-07 01:00:00", "เมื่อวาน") + comment(2)
    path = export(
        tmp_path,
        item(1, date_gmt="30 กุมภาพันธ์ 2559", comments=said),
        item(2, date_gmt="0000-00-00 00:00:00"),
    )
    report = import_wordpress(path)
    assert "อ่านวันเวลา «30 กุมภาพันธ์ 2559» ไม่ได้" in report
    assert "อ่านวันเวลา «เมื่อวาน» ไม่ได้" in report
    assert report.count("อ่านวันเวลา") == 2
    assert Comment.objects.count() == 2


def test_a_body_that_was_encoded_twice_is_read_and_code_in_a_text_stays(tmp_path: Path) -> None:
    import_wordpress(
        export(
            tmp_path,
            item(1, content="&lt;p&gt;ก &amp;amp; ข&lt;/p&gt;&lt;p&gt;ค&lt;/p&gt;"),
            item(2, content="<p>ใช้ &lt;p&gt;…&lt;/p&gt;</p>"),
        )
    )
    assert Article.objects.get(pk=1).body == "<p>ก &amp; ข</p><p>ค</p>"
    assert Article.objects.get(pk=2).body == "<p>ใช้ &lt;p&gt;…&lt;/p&gt;</p>"
