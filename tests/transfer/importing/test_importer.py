"""Importing again, after edits, and records without a headline."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from newsroom.articles.models import Article
from newsroom.transfer.models import ImportedObject
from tests.transfer.wordpress.exports import all_rows, comment, export, import_wordpress, item

pytestmark = pytest.mark.django_db


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    tags = '<category domain="post_tag" nicename="x"><![CDATA[น้ำท่วม]]></category>'
    path = export(tmp_path, item(1, more=tags, comments=comment(1) + comment(2, parent=1)), item(2))
    import_wordpress(path)
    before = all_rows()
    assert "ไม่เปลี่ยนแปลง: 2" in import_wordpress(path)
    assert all_rows() == before


def test_an_article_edited_in_the_newsroom_is_not_overwritten(tmp_path: Path) -> None:
    import_wordpress(export(tmp_path, item(1)))
    row = ImportedObject.objects.get(kind="article")
    row.imported_at -= timedelta(hours=1)
    row.save()
    article = Article.objects.get()
    article.headline = "พาดหัวที่แก้ในห้องข่าว"
    article.save()
    report = import_wordpress(export(tmp_path, item(1, title="พาดหัวใหม่ในไฟล์")))
    article.refresh_from_db()
    assert article.headline == "พาดหัวที่แก้ในห้องข่าว"
    assert "ไม่เขียนทับ" in report


def test_a_changed_post_is_updated(tmp_path: Path) -> None:
    import_wordpress(export(tmp_path, item(1, comments=comment(1))))
    import_wordpress(export(tmp_path, item(1, title="พาดหัวใหม่", comments=comment(1) + comment(2))))
    article = Article.objects.get()
    assert article.headline == "พาดหัวใหม่"
    assert article.comments.count() == article.visible_comment_count == 2
    assert article.bylines.count() == 1


def test_a_missing_headline_is_replaced_by_the_first_words(tmp_path: Path) -> None:
    report = import_wordpress(
        export(tmp_path, item(1, title=""), item(2, title="", content=""), item(3, title="ก" * 400))
    )
    headlines = [article.headline for article in Article.objects.order_by("pk")]
    assert headlines[0].startswith("ย่อหน้าแรก")
    assert len(headlines) == 2
    assert len(headlines[1]) <= 255
    assert "ไม่มีพาดหัว" in report
    assert "ไม่มีทั้งพาดหัวและเนื้อหา" in report
