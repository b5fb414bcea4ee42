"""Builds WordPress export files, and imports them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from django.core.management import call_command

from newsroom.articles.models import Article, Author, Section, Tag
from newsroom.comments.models import Comment
from newsroom.images.models import Photo
from newsroom.pages.models import Page
from newsroom.transfer.models import ImportedObject, Redirect

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/{version}/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/{version}/">
<channel><title>ข่าวอ่าวทราย</title><link>https://old.example</link><wp:wxr_version>{version}</wp:wxr_version>
<wp:base_blog_url>https://old.example</wp:base_blog_url>
<wp:author><wp:author_login>divali</wp:author_login><wp:author_display_name>ดิวาลี ใจดี</wp:author_display_name></wp:author>
<wp:category><wp:category_nicename>local-news</wp:category_nicename><wp:cat_name>ข่าวท้องถิ่น</wp:cat_name></wp:category>
"""
TAIL = "</channel></rss>"


def cdata(text: str) -> str:
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def item(post_id: int = 1, **fields: Any) -> str:
    """One `<item>`; `fields` override those of an ordinary published post."""
    values = {
        "title": f"ข่าวที่ {post_id}",
        "content": "ย่อหน้าแรก\n\nย่อหน้าที่สอง\nบรรทัดใหม่",
        "status": "publish",
        "type": "post",
        "date_gmt": "2016-08-06 03:00:00",
        "link": f"https://old.example/2016/08/06/post-{post_id}/",
        "comments": "",
        "more": "",
        "password": "",
        "comment_status": "open",
        **fields,
    }
    return (
        f"<item><title>{cdata(values['title'])}</title><link>{escape(values['link'])}</link>"
        f"<dc:creator>divali</dc:creator><guid>https://old.example/?p={post_id}</guid>"
        f"<content:encoded>{cdata(values['content'])}</content:encoded><excerpt:encoded></excerpt:encoded>"
        f"<wp:post_id>{post_id}</wp:post_id><wp:post_date>{values['date_gmt']}</wp:post_date>"
        f"<wp:post_date_gmt>{values['date_gmt']}</wp:post_date_gmt>"
        f"<wp:post_modified_gmt>{values['date_gmt']}</wp:post_modified_gmt>"
        f"<wp:comment_status>{values['comment_status']}</wp:comment_status><wp:status>{values['status']}</wp:status>"
        f"<wp:post_type>{values['type']}</wp:post_type><wp:post_password>{values['password']}</wp:post_password>"
        '<category domain="category" nicename="local-news"><![CDATA[ข่าวท้องถิ่น]]></category>'
        f"{values['more']}{values['comments']}</item>"
    )


def comment(
    comment_id: int, parent: int = 0, approved: str = "1", body: str = "ความเห็น", kind: str = ""
) -> str:
    """One `<wp:comment>`."""
    return (
        f"<wp:comment><wp:comment_id>{comment_id}</wp:comment_id><wp:comment_author>ผู้อ่าน {comment_id}</wp:comment_author>"
        f"<wp:comment_author_email>r{comment_id}@example.com</wp:comment_author_email>"
        f"<wp:comment_author_IP>203.0.113.{comment_id}</wp:comment_author_IP>"
        f"<wp:comment_date_gmt>2016-08-07 0{comment_id % 10}:00:00</wp:comment_date_gmt>"
        f"<wp:comment_content>{cdata(body)}</wp:comment_content><wp:comment_approved>{approved}</wp:comment_approved>"
        f"<wp:comment_type>{kind}</wp:comment_type><wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"
    )


def export(folder: Path, *items: str, version: str = "1.2") -> Path:
    """The export file with these items."""
    path = folder / "export.xml"
    path.write_text(HEAD.format(version=version) + "".join(items) + TAIL, encoding="utf-8")
    return path


def import_wordpress(*paths: Path, **options: Any) -> str:
    """Run the command; returns its output."""
    out = io.StringIO()
    call_command("import_wordpress", *paths, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def all_rows() -> list[list[dict[str, Any]]]:
    """All values of every table that an import writes."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Article, Author, Section, Tag, Comment, Redirect, Page, Photo, ImportedObject)
    ]
