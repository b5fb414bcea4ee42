"""Uploaded files that are no story: their pages' old addresses, their captions, those nobody uses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client

from newsroom.articles.models import Article
from newsroom.images.models import Photo
from newsroom.web.absolute_urls import absolute_url
from tests import builders
from tests.transfer.wordpress.exports import all_rows, export, import_wordpress, item

pytestmark = pytest.mark.django_db


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    folder = tmp_path / "uploads"
    folder.mkdir()
    for number, name in enumerate(("shown", "parent", "unused"), 1):
        (folder / f"{name}.jpg").write_bytes(builders.jpeg_bytes(400, 300, shade=number))
    return folder


def attachment(pk: int, name: str, *, parent: int = 0, link: str = "", caption: str = "") -> str:
    return item(
        pk, type="attachment", status="inherit", title=name,
        link=link or f"https://old.example/?attachment_id={pk}",
        more=f"<wp:attachment_url>https://old.example/wp-content/uploads/{name}.jpg</wp:attachment_url>"
        f"<wp:post_parent>{parent}</wp:post_parent><excerpt:encoded><![CDATA[{caption}]]></excerpt:encoded>",
    )  # fmt: skip


def story(pk: int, name: str = "") -> str:
    return item(pk, content=f'เรื่อง <img src="/wp-content/uploads/{name}.jpg">' if name else "เรื่อง")


def test_a_files_page_leads_to_the_story_that_shows_it_else_it_is_gone(
    tmp_path: Path, uploads: Path, client: Client
) -> None:
    """`shown` was uploaded for one story and is shown by another."""
    base = "https://old.example/2016/08/06"
    items = [
        story(1, "shown"),
        story(2),
        attachment(50, "shown", parent=2, link=f"{base}/post-2/shown/"),
        attachment(51, "parent", parent=2, link=f"{base}/post-2/attachment/parent/"),
        attachment(52, "unused", link="https://old.example/unused/"),
    ]
    import_wordpress(export(tmp_path, *items), media=uploads)
    for old, new in {
        "/?attachment_id=50": "/news/1/",
        "/2016/08/06/post-2/shown/": "/news/1/",
        "/?attachment_id=51": "/news/2/",
        "/2016/08/06/post-2/attachment/parent/": "/news/2/",
        "/2016/08/06/post-2/attachment/unknown/": "/news/2/",
    }.items():
        assert client.get(old)["Location"] == new, old
    for old in ("/?attachment_id=52", "/unused/", "/blog/?attachment_id=52"):
        assert client.get(old).status_code == 410, old
    before = all_rows()
    import_wordpress(export(tmp_path, *items), media=uploads)
    assert all_rows() == before
    items.append(story(3, "unused"))
    import_wordpress(export(tmp_path, *items), media=uploads)
    assert client.get("/unused/")["Location"] == "/news/3/"


def test_files_that_no_story_shows_are_named(tmp_path: Path, uploads: Path) -> None:
    path = export(
        tmp_path, story(1, "shown"), attachment(50, "shown"), attachment(51, "unused", parent=1)
    )
    for is_dry_run in (True, False):
        report = tmp_path / "report.json"
        output = import_wordpress(path, media=uploads, report=report, dry_run=is_dry_run)
        assert "ไฟล์ของเว็บเดิมที่ไม่มีข่าวใดแสดง ไม่ได้นำเข้า: 1" in output
        notes = [
            (one["key"], note["text"])
            for one in json.loads(report.read_text(encoding="utf-8"))["stories"]
            for note in one["notes"]
            if note["kind"] == "attachment-unused"
        ]
        assert notes == [("post 51", "ไม่มีข่าวใดแสดงไฟล์ unused.jpg จึงไม่ได้นำเข้า")]
    assert Photo.objects.count() == 1


def test_links_in_captions_of_photos_lead_to_where_stories_are_now(
    tmp_path: Path, uploads: Path
) -> None:
    """One story is stored before the photo, the other only after it."""
    caption = (
        "อ่าน https://old.example/2016/08/06/post-1/ และ https://old.example/2016/08/06/post-300/"
    )
    filler = [item(pk) for pk in range(2, 90)]
    import_wordpress(
        export(tmp_path, item(1), *filler, story(100, "shown"), item(300),
               attachment(50, "shown", caption=caption)),
        media=uploads,
    )  # fmt: skip
    base = absolute_url("/news/")
    assert Photo.objects.get().caption == f"อ่าน {base}1/ และ {base}300/"


def test_a_link_in_a_caption_of_which_the_text_is_left_is_told(
    tmp_path: Path, uploads: Path
) -> None:
    caption = 'ภาพจาก <a href="https://photos.example/">ช่างภาพ</a>'
    output = import_wordpress(
        export(tmp_path, story(1, "shown"), attachment(50, "shown", caption=caption)),
        media=uploads,
    )
    assert Photo.objects.get().caption == "ภาพจาก ช่างภาพ"
    assert "ลิงก์ในคำบรรยายภาพ shown.jpg เหลือแต่ข้อความ" in output


def test_a_query_address_below_a_folder_leads_like_one_of_the_site(
    tmp_path: Path, client: Client
) -> None:
    path = export(tmp_path, item(1), item(2))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("https://old.example", "https://old.example/blog"), "utf-8")
    import_wordpress(path)
    for folder in ("", "/blog", "/web/th"):
        assert client.get(f"{folder}/?p=2")["Location"] == "/news/2/"
        assert client.get(f"{folder}/?p=9").status_code == 404
    assert client.get("/blog/").status_code == 404


def test_the_short_address_of_a_story_that_is_gone_says_so(tmp_path: Path, client: Client) -> None:
    import_wordpress(export(tmp_path, item(1), item(2, status="draft")))
    Article.objects.filter(pk=1).update(status=Article.Status.WITHDRAWN)
    for article in Article.objects.all():
        article.delete()
    assert client.get("/?p=1").status_code == 410
    assert client.get("/2016/08/06/post-1/").status_code == 410
    assert client.get("/?p=2").status_code == 404  # readers never knew of a draft
