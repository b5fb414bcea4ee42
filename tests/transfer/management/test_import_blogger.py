"""`manage.py import_blogger`"""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.test import Client

from newsroom.articles.models import Article, Author
from newsroom.comments.models import Comment
from newsroom.images.models import Photo
from tests import builders
from tests.transfer.blogger.feeds import (
    BLOG,
    backup,
    backup_comment,
    backup_post,
    import_blogger,
    takeout,
    takeout_entry,
)
from tests.transfer.wordpress.exports import all_rows

pytestmark = pytest.mark.django_db


def test_a_backup_comes_with_labels_drafts_comments_and_addresses(
    tmp_path: Path, client: Client
) -> None:
    path = backup(
        tmp_path,
        backup_post(1, labels="ข่าว,น้ำท่วม", content='<a href="http://aosai.blogspot.com/2016/11/x2.html?m=1">ก</a>'),
        backup_comment(12, 1, reply_to=11), backup_comment(11, 1), backup_post(2, draft=True),
    )  # fmt: skip
    report = import_blogger(path, sections="ข่าว")
    first, second = Article.objects.order_by("published_at")
    assert (first.headline, first.section.name, first.status) == ("ข่าว 1", "ข่าว", "published")
    assert first.published_at.isoformat() == "2016-11-01T02:00:00+00:00"
    assert [tag.name for tag in first.tags.all()] == ["น้ำท่วม"]
    assert first.cached_bylines[0].author == Author.objects.get(name="สมชาย")
    assert second.status == "draft"
    reply, question = Comment.objects.order_by("-name")
    assert (reply.parent, question.body) == (question, "ความเห็น 11\nสอง")
    assert f'href="{second.get_absolute_url()}"' in first.body
    for url in ("/2016/11/x1.html", "/2016/11/x1.html?m=1", "/2016/11/x1.html?m=0"):
        assert client.get(url)["Location"] == first.get_absolute_url()
    assert client.get("/2016/11/x2.html").status_code == 302
    tag_url = first.tags.get().get_absolute_url()
    assert client.get("/search/label/น้ำท่วม?m=1")["Location"] == tag_url
    assert client.get("/2016_11_01_archive.html")["Location"] == "/archive/2016/11/"
    assert "การตั้งค่าของ Blogger: 1" in report
    before = all_rows()
    import_blogger(path, sections="ข่าว")
    assert all_rows() == before


def test_takeout_is_the_same_blog_as_its_backup(tmp_path: Path) -> None:
    import_blogger(backup(tmp_path, backup_post(1)))
    label = "<category scheme='tag:blogger.com,1999:blog-77' term='ทะเล'/>"
    parent = f"<blogger:parent>{BLOG}.post-1</blogger:parent>"
    path = takeout(
        tmp_path,
        takeout_entry(1, more=label),
        takeout_entry(2, status="DRAFT"),
        takeout_entry(3, status="SOFT_TRASHED"),
        takeout_entry(4, kind="PAGE"),
        takeout_entry(5, kind="COMMENT", more=parent),
        takeout_entry(
            6, "COMMENT", "PENDING", f"{parent}<blogger:inReplyTo>{BLOG}.post-5</blogger:inReplyTo>"
        ),
    )
    report = import_blogger(path)
    states = dict(Article.objects.values_list("headline", "status"))
    assert states == {"ข่าว 1": "published", "ข่าว 2": "draft", "ข่าว 4": "draft"}
    assert [tag.name for tag in Article.objects.get(headline="ข่าว 1").tags.all()] == ["ทะเล"]
    assert Comment.objects.filter(status="pending", parent__isnull=False).count() == 1
    assert "ข้ามเพราะมีสถานะ soft_trashed" in report
    assert "เป็นหน้า ไม่ใช่ข่าว" in report


def test_a_takeout_archive_and_its_pictures(tmp_path: Path) -> None:
    media = tmp_path / "Albums" / "ข่าว"
    media.mkdir(parents=True)
    (media / "เรือ.jpg").write_bytes(builders.jpeg_bytes())
    content = (
        '<div class="separator"><a href="https://1.bp.blogspot.com/-x/s1600/%E0%B9%80%E0%B8%A3%E0%B8%B7%E0%B8%AD.jpg">'
        '<img src="https://1.bp.blogspot.com/-x/s320/%E0%B9%80%E0%B8%A3%E0%B8%B7%E0%B8%AD.jpg"></a></div>'
    )
    feed = takeout(tmp_path, takeout_entry(1, content=content))
    with zipfile.ZipFile(tmp_path / "takeout.zip", "w") as archive:
        archive.write(feed, "Takeout/Blogger/Blogs/ข่าวอ่าวทราย/feed.atom")
    import_blogger(tmp_path / "takeout.zip", media=tmp_path / "Albums")
    assert f'data-file="{Photo.objects.get().pk}"' in Article.objects.get().body


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "ว่างเปล่า"), (b"<rss/>", "Blogger"), (b"<feed><id>x</id></feed>", "Blogger"),
        (f"<feed><id>{BLOG}</id><entry><id>{BLOG}.post-1</id>".encode(), "ขาดตอนท้าย"),
    ],
)  # fmt: skip
def test_other_files_are_refused_in_thai(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "x.xml"
    path.write_bytes(data)
    with pytest.raises(CommandError, match=message):
        import_blogger(path)
    assert not Article.objects.exists()


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    path = backup(tmp_path, backup_post(1, labels="ก"), backup_comment(11, 1))
    before = all_rows()
    assert "ข่าวใหม่: 1" in import_blogger(path, dry_run=True)
    assert all_rows() == before
