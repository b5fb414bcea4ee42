"""Links inside stories and comments that point to the former site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.articles.models import Article
from newsroom.comments.models import Comment
from newsroom.transfer.models import ImportedObject
from tests.transfer.wordpress.exports import all_rows, comment, export, import_wordpress, item

pytestmark = pytest.mark.django_db
OLD = "https://old.example"
LATER = f"{OLD}/2016/08/06/post-2/"


def test_links_to_stories_before_and_after_lead_to_their_new_addresses(tmp_path: Path) -> None:
    content = (
        f'<a href="{LATER}#a">ก</a> <a href="/2016/08/06/post-2/">ข</a> <a href="{OLD}/?p=2">ค</a> '
        f'<a href="http://www.old.example/category/local-news/">ง</a> <a href="{OLD}/">จ</a> '
        '<a href="https://other.example/2016/08/06/post-2/">ฉ</a> <a href="#b">ช</a> '
        f'<a href="{OLD}/gone/">ซ</a> <a href="/wp-content/uploads/a.pdf">ฌ</a>'
    )
    said = comment(1, body=f"ดู {LATER}, ({OLD}/gone/)")
    path = export(tmp_path, item(1, content=content, comments=said), item(2))
    report = import_wordpress(path)
    body = Article.objects.get(pk=1).body
    for new in ("/news/2/#a", "/news/2/", "/section/local-news/", "/", "#b", f"{OLD}/gone/",
                "https://other.example/2016/08/06/post-2/", f"{OLD}/wp-content/uploads/a.pdf"):  # fmt: skip
        assert f'href="{new}"' in body
    assert body.count('href="/news/2/"') == 2
    assert Article.objects.get(pk=1).body_html.count("/news/2/") == 3
    assert "/news/2/, (" in Comment.objects.get().body
    assert f"ลิงก์ {OLD}/gone/ ยังไม่มีปลายทาง" in report
    before = all_rows()
    assert "ไม่เปลี่ยนแปลง: 2" in import_wordpress(path)
    assert all_rows() == before


def test_a_link_is_followed_once_its_story_comes(tmp_path: Path) -> None:
    first = item(1, content=f'<a href="{LATER}">ก</a>')
    import_wordpress(export(tmp_path, first))
    assert ImportedObject.objects.filter(has_open_links=True).count() == 1
    import_wordpress(export(tmp_path, item(2)))
    assert 'href="/news/2/"' in Article.objects.get(pk=1).body
    assert not ImportedObject.objects.filter(has_open_links=True).exists()
    assert "ไม่เปลี่ยนแปลง: 1" in import_wordpress(export(tmp_path, first))


def test_the_desks_own_links_are_left_alone(tmp_path: Path) -> None:
    import_wordpress(export(tmp_path, item(1, content=f'<a href="{LATER}">ก</a>')))
    article = Article.objects.get()
    article.body += f'<p><a href="{LATER}">ข</a></p>'
    article.save()
    import_wordpress(export(tmp_path, item(2)))
    assert Article.objects.get(pk=1).body == article.body


def test_stories_are_read_and_written_together(tmp_path: Path) -> None:
    """No story is read alone, whether for its body or for a field that was deferred."""
    later = f"{OLD}/2016/08/06/post-9/"
    items = [item(n, content=f'<a href="{later}">ก</a>') for n in range(1, 9)]
    import_wordpress(export(tmp_path, *items))
    with CaptureQueriesContext(connection) as queries:
        import_wordpress(export(tmp_path, item(9)))
    assert Article.objects.filter(body__contains='href="/news/9/"').count() == 8
    deferred = re.compile(
        r'SELECT ("articles_article"."[a-z_]+",? ?)+ FROM "articles_article" WHERE "articles_article"."id" = [1-8]\b'
    )
    assert [one["sql"] for one in queries if deferred.match(one["sql"])] == []


def test_relative_links_and_our_lists_lead_where_they_did(tmp_path: Path) -> None:
    """A second pass, for the link to what is gone, leaves what the first one wrote."""
    content = (
        '<a href="../post-2/">ก</a> <a href="sub/page.html">ข</a> <a href="./">ค</a> <a href="#ง">ง</a> '
        f'<a href="{OLD}/2016/08/">จ</a> <a href="{OLD}/?s=น้ำ">ฉ</a> <a href="{OLD}/gone/">ช</a>'
    )
    import_wordpress(export(tmp_path, item(1, content=content), item(2)))
    body = Article.objects.get(pk=1).body
    for new in ("/news/2/", f"{OLD}/2016/08/06/post-1/sub/page.html", "/news/1/", "/archive/2016/08/",
                "/search/?q=%E0%B8%99%E0%B9%89%E0%B8%B3"):  # fmt: skip
        assert f'href="{new}"' in body
