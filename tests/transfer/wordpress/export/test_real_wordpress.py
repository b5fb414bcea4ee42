"""What a real WordPress has after it imported the file of `export_wordpress`.

Outside `make check`: it is skipped where WordPress is not installed, see `real_wordpress.py`.
"""

from __future__ import annotations

from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from newsroom.articles.models import Article, Tag
from newsroom.comments.models import Comment
from newsroom.pages.models import Page
from newsroom.site.demo.loader import load_demo
from tests import builders
from tests.transfer.wordpress.export.real_wordpress import (
    import_into_wordpress,
    skip_without_wordpress,
)
from tests.transfer.wordpress.export.test_writer import export

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
STATUSES = {"publish": "published", "future": "published", "pending": "review", "draft": "draft",
            "private": "withdrawn"}  # fmt: skip
COMMENT_STATUSES = {"1": "visible", "0": "pending", "spam": "spam", "trash": "hidden"}


def _second(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S") if moment else ""


def _hard_cases() -> None:
    """What WordPress takes for one, or cuts, or leaves out."""
    now, alike = timezone.now().replace(microsecond=0), "สภาเทศบาลเห็นชอบงบประมาณรายจ่ายประจำปี"
    long = "คณะกรรมการป้องกันและบรรเทาสาธารณภัยจังหวัด"
    for number, ending in enumerate(("กระบี่", "ตรัง")):
        builders.published_article(
            headline=alike, published_at=now, tags=[long + ending], body=f"<p>ข่าวที่ {number}</p>",
            lead_photo=builders.photo(shade=number * 40, alt="ภาพข่าว"),
        )  # fmt: skip
    Tag.objects.filter(name=f"{long}ตรัง").update(description="เรื่องของจังหวัดตรัง")
    document = builders.document()
    builders.published_article(
        headline="ฝน 100% ]]> ตก & หยุด <เร็ว> \\ 🌊",
        body=f'<p>ก &lt;ข&gt; \\ 🌊</p><figure data-document="{document.pk}"></figure>',
        authors=[builders.author(), builders.author("ดิวาลี", "divali")],
        credits=[("ภาพ", "สุนิสา")],
    )
    builders.withdrawn_article()
    builders.review_article()


def _comments(article: Article) -> list[tuple[str, str, str, str, str]]:
    rows = Comment.objects.filter(article=article).order_by("created_at", "pk")
    return sorted(
        (one.name, one.body, one.status, _second(one.created_at), one.parent.body if one.parent else "")
        for one in rows.select_related("parent")
    )  # fmt: skip


def _imported_comments(post: dict[str, Any]) -> list[tuple[str, str, str, str, str]]:
    return sorted(
        (one["name"], one["text"], COMMENT_STATUSES[one["approved"]], one["date_gmt"], one["parent"])
        for one in post["comments"]
    )  # fmt: skip


def test_wordpress_has_all_that_was_exported(
    tmp_path: Path, live_server: Any, settings: Any
) -> None:
    skip_without_wordpress()
    settings.PUBLIC_URL = live_server.url
    load_demo()
    _hard_cases()
    result = import_into_wordpress(export(tmp_path))
    # The taxonomy of a plugin that this WordPress has not; the text tells the authors.
    told = [line for line in result["messages"].splitlines() if "import author" not in line]
    assert [line for line in told if not line.startswith(("All done", "Remember"))] == []
    posts = {post["id"]: post for post in result["posts"]}
    articles = Article.objects.select_related("section", "lead_photo")
    assert articles.count() == sum(post["kind"] == "post" for post in posts.values())
    sizes: list[int] = []
    for article in articles:
        post = posts[article.pk]
        assert unescape(post["title"]) == article.headline
        assert post["path"] == article.get_absolute_url() or post["status"] != "publish"
        assert STATUSES[post["status"]] == article.status
        assert post["excerpt"] == article.standfirst
        assert post["open"] == ("open" if article.comments_open else "closed")
        assert sorted(post["tags"]) == sorted(article.tags.values_list("name", flat=True))
        assert post["categories"] == (
            [article.section.name] if article.section else ["Uncategorized"]
        )
        names = [byline.author.name for byline in article.bylines.all()]
        assert post["author"] == names[0]
        assert len(names) == 1 or f"ผู้เขียน : {', '.join(names)}" in post["content"]
        assert bool(post["thumbnail"]) == bool(article.lead_photo)
        assert live_server.url not in post["content"].replace(f'"{live_server.url}/news/', "")
        assert _imported_comments(post) == _comments(article)
        sizes.append(len(post["content"]))
    assert min(sizes) > 10
    alike = [
        post for post in posts.values() if post["title"] == "สภาเทศบาลเห็นชอบงบประมาณรายจ่ายประจำปี"
    ]
    assert len({post["thumbnail"] for post in alike}) == 2
    assert sorted(post["content"] for post in alike) == ["<p>ข่าวที่ 0</p>", "<p>ข่าวที่ 1</p>"]
    for tag in result["tags"]:
        assert tag["description"] == Tag.objects.get(name=tag["name"]).description
    assert len(result["tags"]) == Tag.objects.count()
    pages = {
        (post["title"], post["name"], post["parent"])
        for post in posts.values()
        if post["kind"] == "page"
    }
    assert pages == {(page.title, page.slug, page.parent.slug if page.parent else "")
                     for page in Page.objects.select_related("parent")}  # fmt: skip
    files = [post for post in posts.values() if post["kind"] == "attachment"]
    assert all(post["file"] > 100 for post in files)
    assert any(post["title"] == "ประกาศเขตภัยพิบัติ" for post in files)
    assert {post["alt"] for post in files} >= {"ภาพข่าว"}
