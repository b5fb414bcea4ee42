"""A WordPress site comes over. Bad files tried: empty, no XML, HTML, another RSS, cut off, TIS-620 without
saying so, control characters, entity bomb, a version of the future, posts without title, body or date."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from newsroom.articles.models import Article, Author, Section, Tag
from newsroom.comments.models import Comment
from newsroom.images.models import Photo
from newsroom.transfer.models import Redirect
from tests import builders
from tests.transfer.wxr import HEAD, comment, export, item

pytestmark = pytest.mark.django_db


def run(path: Path, **options: Any) -> str:
    out = io.StringIO()
    call_command("import_wordpress", path, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_a_post_becomes_a_story(tmp_path: Path, version: str, client: Client) -> None:
    run(
        export(
            tmp_path,
            item(7, content="เมื่อวันศุกร์\n\nนายก <b>กล่าว</b>\nว่าดี\n\nภาพและข่าว : ไพฑูรย์ ล่องเพ็ง"),
            version=version,
        )
    )
    article = Article.objects.get()
    assert article.body == "<p>เมื่อวันศุกร์</p>\n<p>นายก <strong>กล่าว</strong><br>ว่าดี</p>"
    assert [(credit.role, credit.name) for credit in article.credits.all()] == [
        ("ภาพและข่าว", "ไพฑูรย์ ล่องเพ็ง")
    ]
    assert (article.section.name, article.section.slug) == ("ข่าวท้องถิ่น", "local-news")
    assert [line.author.name for line in article.byline] == ["ดิวาลี ใจดี"]
    assert article.published_at.isoformat() == "2016-08-06T03:00:00+00:00"
    page = client.get(article.get_absolute_url()).content.decode()
    assert "6 สิงหาคม 2559 เวลา 10.00 น." in page


def everything() -> list[dict[str, Any]]:
    return [
        list(model.objects.order_by("pk").values())
        for model in (Article, Author, Section, Tag, Comment, Redirect, Photo)
    ]


def test_running_twice_changes_nothing(tmp_path: Path) -> None:
    tags = '<category domain="post_tag" nicename="x"><![CDATA[น้ำท่วม]]></category>'
    path = export(tmp_path, item(1, more=tags, comments=comment(1) + comment(2, parent=1)), item(2))
    run(path)
    before = everything()
    assert "ไม่เปลี่ยนแปลง: 2" in run(path)
    assert everything() == before


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    before = everything()
    assert "ข่าวใหม่: 1" in run(export(tmp_path, item(1)), dry_run=True)
    assert everything() == before


def test_what_was_edited_here_is_not_overwritten(tmp_path: Path) -> None:
    from datetime import timedelta

    from newsroom.transfer.models import ImportedStory

    run(export(tmp_path, item(1)))
    row = ImportedStory.objects.get()
    row.imported_at -= timedelta(hours=1)
    row.save()
    article = Article.objects.get()
    article.headline = "พาดหัวที่แก้ในห้องข่าว"
    article.save()
    report = run(export(tmp_path, item(1, title="พาดหัวใหม่ในไฟล์")))
    article.refresh_from_db()
    assert article.headline == "พาดหัวที่แก้ในห้องข่าว"
    assert "ไม่เขียนทับ" in report


def test_a_changed_post_is_brought_up_to_date(tmp_path: Path) -> None:
    run(export(tmp_path, item(1, comments=comment(1))))
    run(export(tmp_path, item(1, title="พาดหัวใหม่", comments=comment(1) + comment(2))))
    article = Article.objects.get()
    assert article.headline == "พาดหัวใหม่"
    assert article.comments.count() == article.visible_comment_count == 2
    assert article.bylines.count() == 1


def test_states_come_over_and_secrets_stay_secret(tmp_path: Path, client: Client) -> None:
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
    report = run(path)
    states = {article.headline: article.status for article in Article.objects.all()}
    assert states == {
        "ข่าวที่ 1": "draft",
        "ข่าวที่ 2": "review",
        "ข่าวที่ 3": "draft",
        "ข่าวที่ 4": "draft",
        "ข่าวที่ 5": "published",
    }
    assert not Article.objects.published().exists()
    assert "ข้ามหน้า «ติดต่อ»" in report
    assert "ข้าม: สถานะ trash: 1" in report


def test_threads_and_their_states_come_over(tmp_path: Path) -> None:
    comments = (
        comment(3, parent=1, body="ตอบก่อนถาม") + comment(1, body="ถาม<br>บรรทัดสอง &amp; <b>หนา</b>") + comment(4, parent=3)
        + comment(5, approved="0") + comment(6, approved="spam") + comment(7, kind="pingback")
        + comment(8, parent=9) + comment(9, parent=8) + comment(2, body="\u200b")
    )  # fmt: skip
    report = run(export(tmp_path, item(1, comments=comments)))
    by_name = {one.name: one for one in Comment.objects.select_related("parent")}
    assert by_name["ผู้อ่าน 3"].parent == by_name["ผู้อ่าน 1"]
    assert by_name["ผู้อ่าน 4"].parent == by_name["ผู้อ่าน 3"]
    assert by_name["ผู้อ่าน 1"].body == "ถาม\nบรรทัดสอง & หนา"
    assert (by_name["ผู้อ่าน 5"].status, by_name["ผู้อ่าน 6"].status) == ("pending", "spam")
    assert "ผู้อ่าน 7" not in by_name
    assert "ผู้อ่าน 2" not in by_name
    assert Article.objects.get().visible_comment_count == 5
    assert "pingback: 1" in report


def test_old_addresses_lead_to_new_ones(tmp_path: Path, client: Client) -> None:
    """T-U4"""
    thai = "https://old.example/2016/08/06/%e0%b8%82%e0%b9%88%e0%b8%b2%e0%b8%a7-%e0%b8%99%e0%b9%89%e0%b8%b3/"
    run(export(tmp_path, item(123, link=thai)))
    address = Article.objects.get().get_absolute_url()
    for old in (
        "/2016/08/06/%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7-%E0%B8%99%E0%B9%89%E0%B8%B3/",
        "/2016/08/06/%e0%b8%82%e0%b9%88%e0%b8%b2%e0%b8%a7-%e0%b8%99%e0%b9%89%e0%b8%b3",
        "/2016/08/06/ข่าว-น้ำ/",
        "/2016/08/06/ข่าว-น\u0e49\u0e4d\u0e32/",
        "/?p=123",
    ):
        answer = client.get(old)
        assert (answer.status_code, answer["Location"]) == (301, address), old
    assert client.get("/category/local-news/")["Location"] == "/section/local-news/"
    assert client.get("/author/divali/").status_code == 200
    assert client.get("/?p=999").status_code == 200
    assert client.get("/2016/08/06/unknown/").status_code == 404


def test_pictures_come_from_the_uploads_folder(tmp_path: Path) -> None:
    uploads = tmp_path / "uploads" / "2016" / "08"
    uploads.mkdir(parents=True)
    (uploads / "งานวัด.jpg").write_bytes(builders.jpeg_bytes(shade=1))
    (uploads / "lead.jpg").write_bytes(builders.jpeg_bytes(shade=2))
    (uploads / "broken.jpg").write_bytes(b"no picture")
    attachment = item(
        50, type="attachment", status="inherit", title="ภาพนำ",
        more="<wp:attachment_url>https://old.example/wp-content/uploads/2016/08/lead.jpg</wp:attachment_url>"
        "<wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value>ขบวนแห่</wp:meta_value></wp:postmeta>",
    )  # fmt: skip
    content = (
        '[caption id="attachment_9" width="300"]<a href="x"><img src="https://old.example/wp-content/uploads/2016/08/%E0%B8%87%E0%B8%B2%E0%B8%99%E0%B8%A7%E0%B8%B1%E0%B8%94-300x200.jpg" alt="งานวัด" /></a> คนแน่นวัด[/caption]\n\n'
        'ข้อความ <img src="https://old.example/wp-content/uploads/2016/08/missing.jpg" alt="หาย">\n\n<img src="/wp-content/uploads/2016/08/broken.jpg">\n\n[gallery ids="50"]'
    )
    thumbnail = "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>50</wp:meta_value></wp:postmeta>"
    report = run(
        export(tmp_path, item(1, content=content, more=thumbnail), attachment),
        media=tmp_path / "uploads",
    )
    article = Article.objects.get()
    assert article.lead_photo.alt == "ขบวนแห่"
    assert "<figcaption>คนแน่นวัด</figcaption>" in article.body
    assert article.body_rendered.count("<picture>") == 2
    assert "missing.jpg" in article.body
    assert "ไม่พบไฟล์ภาพ 2016/08/missing.jpg" in report
    assert "broken.jpg" in report
    assert Photo.objects.count() == 2


def test_nothing_outside_the_uploads_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "uploads").mkdir()
    (tmp_path / "secret.jpg").write_bytes(builders.jpeg_bytes())
    content = '<img src="https://old.example/wp-content/uploads/../secret.jpg"><img src="https://old.example/wp-content/uploads/%2e%2e/secret.jpg">'
    run(export(tmp_path, item(1, content=content)), media=tmp_path / "uploads")
    assert not Photo.objects.exists()


def test_shortcodes_and_blocks_become_text(tmp_path: Path) -> None:
    content = (
        "<!-- wp:paragraph --><p>ย่อหน้า</p><!-- /wp:paragraph --><!-- wp:heading --><h2>หัวข้อ</h2><!-- /wp:heading -->"
        '[su_box title="x"]เก็บข้อความไว้[/su_box] อ้างอิง [1] และ [ภาพ]'
    )
    report = run(export(tmp_path, item(1, content=content)))
    text = Article.objects.get().plain_text
    assert "เก็บข้อความไว้" in text
    assert "su_box" not in text
    assert "อ้างอิง [1] และ [ภาพ]" in text
    assert "ตัดรหัสสั้น" in report


def test_script_in_every_field_is_harmless(tmp_path: Path, client: Client) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    run(
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


def test_a_post_without_title_takes_its_first_words(tmp_path: Path) -> None:
    report = run(
        export(tmp_path, item(1, title=""), item(2, title="", content=""), item(3, title="ก" * 400))
    )
    headlines = [article.headline for article in Article.objects.order_by("pk")]
    assert headlines[0].startswith("ย่อหน้าแรก")
    assert len(headlines) == 2
    assert len(headlines[1]) <= 255
    assert "ไม่มีพาดหัว" in report
    assert "ไม่มีทั้งพาดหัวและเนื้อหา" in report


def bad_files() -> dict[str, tuple[bytes, str]]:
    good = (HEAD.format(version="1.2") + item(1) + "</channel></rss>").encode()
    return {
        "empty": (b"", "ว่างเปล่า"),
        "blanks": (b"  \n ", "ว่างเปล่า"),
        "no xml": ("ข่าว".encode(), "XML"),
        "html": (b"<html><body></body></html>", "ไม่ใช่ไฟล์ส่งออกของ WordPress"),
        "another rss": (b"<rss><channel><title>x</title></channel></rss>", "wxr_version"),
        "cut off": (good[:-300], "ขาดตอนท้าย"),
        "cut off in a letter": (good[: good.rindex(b"\xe0") + 1], "ขาดตอนท้าย"),
        "tis-620": (good.decode().encode("cp874", "replace"), "TIS-620"),
        "future": (good.replace(b"<wp:wxr_version>1.2<", b"<wp:wxr_version>9.9<"), "9.9"),
        "bomb": (
            b'<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
            + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 20) for n in range(12))
            + b"]><rss><channel><title>&m;</title></channel></rss>",
            "อ่านไฟล์ไม่ได้",
        ),
    }


@pytest.mark.parametrize("name", bad_files())
def test_a_broken_export_is_refused_in_thai_and_nothing_is_written(
    tmp_path: Path, name: str
) -> None:
    data, told = bad_files()[name]
    path = tmp_path / "bad.xml"
    path.write_bytes(data)
    before = everything()
    with pytest.raises(CommandError, match=told):
        run(path)
    assert everything() == before


def test_a_declared_thai_encoding_is_read(tmp_path: Path) -> None:
    path = export(tmp_path, item(1, title="ข่าวเก่า"))
    text = path.read_text(encoding="utf-8").replace('encoding="UTF-8"', 'encoding="windows-874"')
    path.write_bytes(text.encode("cp874"))
    run(path)
    assert Article.objects.get().headline == "ข่าวเก่า"


def test_control_characters_do_not_stop_an_export(tmp_path: Path) -> None:
    path = export(tmp_path, item(1, title="ข่าว\x0bเช้า", content="ก\x00ข\x1f ค &#11; ง"), item(2))
    path.write_bytes(path.read_bytes().replace(b"<dc:creator>", b"<dc:creator>&#11;&#x1F;", 1))
    run(path)
    assert Article.objects.count() == 2
    assert Article.objects.order_by("pk").first().headline == "ข่าวเช้า"


def test_references_across_the_edge_of_a_chunk_are_whole(tmp_path: Path) -> None:
    padding = "ก" * 30000
    for shift in range(12):
        path = tmp_path / f"{shift}.xml"
        path.write_text(
            HEAD.format(version="1.2")
            + item(1, content=padding)[: -len("</item>")]
            + "<x>"
            + "y" * shift
            + "&#11;&amp;&#11;" * 4000
            + "</x></item></channel></rss>",
            encoding="utf-8",
        )
        run(path, dry_run=True)


def test_missing_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="ไม่พบไฟล์"):
        run(tmp_path / "none.xml")
    with pytest.raises(CommandError, match="ไม่พบโฟลเดอร์ภาพ"):
        run(export(tmp_path, item(1)), media=tmp_path / "none")
