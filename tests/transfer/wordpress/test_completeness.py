"""A whole export against a count by another parser: twice, and after edits in between."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.core.management import CommandError
from django.test import Client

from newsroom.articles.models import Article, Author, Section, Tag
from newsroom.comments.models import Comment
from newsroom.images.models import Photo
from newsroom.pages.defaults import DEFAULT_PAGES
from newsroom.pages.models import Page
from tests import builders
from tests.transfer.wordpress.exports import all_rows, comment, export, import_wordpress, item

pytestmark = pytest.mark.django_db
WP = "{http://wordpress.org/export/1.2/}"


def test_files_of_several_sites_are_not_taken_for_one(tmp_path: Path) -> None:
    """Their ids are not each other's."""
    folders = [tmp_path / name for name in "abc"]
    for folder in folders:
        folder.mkdir()
    first, second, third = (export(folder, item(1, title=folder.name)) for folder in folders)
    for path, address in ((second, "https://other.example"), (third, "http://www.old.example")):
        text = path.read_text(encoding="utf-8").replace("https://old.example", address)
        path.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=r"หลายเว็บ \(old\.example, other\.example\)"):
        import_wordpress(first, second)
    assert not Article.objects.exists()
    import_wordpress(first, third)
    assert Article.objects.count() == 1
    import_wordpress(second)
    assert Article.objects.count() == 2


def counted(path: Path) -> dict[str, int]:
    """What the export holds, as the standard library's XML parser sees it."""
    channel = ElementTree.parse(path).getroot()[0]
    items = [one for one in channel.iter("item") if one.findtext(f"{WP}status") != "trash"]
    posts = [one for one in items if one.findtext(f"{WP}post_type") == "post"]
    terms = Counter(
        (term.get("domain"), term.get("nicename")) for one in posts for term in one.iter("category")
    )
    comments = [one for post in posts for one in post.iter(f"{WP}comment")]
    return {
        "stories": len(posts),
        "pages": sum(one.findtext(f"{WP}post_type") == "page" for one in items),
        "comments": sum(not one.findtext(f"{WP}comment_type") for one in comments),
        "sections": len({name for domain, name in terms if domain == "category"}),
        "tags": len({name for domain, name in terms if domain == "post_tag"}),
        "authors": len(
            {one.findtext("{http://purl.org/dc/elements/1.1/}creator") for one in posts}
        ),
    }


def stored() -> dict[str, int]:
    return {
        "stories": Article.objects.count(),
        "pages": Page.objects.exclude(slug__in=DEFAULT_PAGES).count(),
        "comments": Comment.objects.count(),
        "sections": Section.objects.count(),
        "tags": Tag.objects.count(),
        "authors": Author.objects.count(),
    }


def test_everything_that_another_parser_counts_is_there(tmp_path: Path) -> None:
    def tag(number: int) -> str:
        return (
            f'<category domain="post_tag" nicename="t{number}"><![CDATA[ป้าย {number}]]></category>'
        )

    statuses = ["publish", "draft", "pending", "private", "future", "trash"]
    items = [
        item(
            number,
            status=statuses[number % 6],
            type="page" if number % 10 == 0 else "post",
            more=tag(number % 7) + tag(number % 11),
            comments="".join(
                comment(number * 10 + index, kind="pingback" if index == 3 else "")
                for index in range(number % 5)
            ),
        )
        for number in range(1, 61)
    ]
    path = export(tmp_path, *items)
    import_wordpress(path)
    expected = counted(path)
    assert stored() == expected
    before = all_rows()
    import_wordpress(path)
    assert all_rows() == before
    edited, deleted = Article.objects.order_by("pk")[:2]
    edited.headline = "แก้ในห้องข่าว"
    edited.save()
    gone = deleted.comments.count()
    deleted.delete()
    import_wordpress(path)
    assert Article.objects.get(pk=edited.pk).headline == "แก้ในห้องข่าว"
    assert stored() == expected | {
        "stories": expected["stories"] - 1,
        "comments": expected["comments"] - gone,
    }


LOCAL_NEWS = """เมื่อวันศุกร์ที่ ๕ สิงหาคม ๒๕๕๙ เวลา ๐๙.๐๐ น. <strong>อบจ.อ่าวทราย</strong> จัดอบรม\n
[caption id="attachment_50" width="300"]<img class="wp-image-50" src="https://old.example/wp-content/uploads/2016/08/pier-300x200.jpg"> ท่าเรือ[/caption]\n
[gallery ids="50,51"]\n
https://www.youtube.com/watch?v=dQw4w9WgXcQ\n
อ่าน <a href="https://old.example/2016/08/06/post-2/">ข่าวก่อน</a>\n
ภาพและข่าว : ไพฑูรย์ ล่องเพ็ง"""


def local_paper(folder: Path, *, headline: str = "อบรม", approved: str = "1") -> Path:
    """The export of a small paper: a story with everything, one that it links to, two pictures."""
    files = [
        item(
            pk, type="attachment", status="inherit", title=name,
            link=f"https://old.example/2016/08/06/post-1/{name}/",
            more=f"<wp:attachment_url>https://old.example/wp-content/uploads/2016/08/{name}.jpg"
            "</wp:attachment_url><wp:post_parent>1</wp:post_parent>",
        )
        for pk, name in ((50, "pier"), (51, "boat"))
    ]  # fmt: skip
    more = (
        '<category domain="post_tag" nicename="training"><![CDATA[อบรม]]></category>'
        '<category domain="category" nicename="krabi"><![CDATA[กระบี่]]></category>'
        "<wp:is_sticky>1</wp:is_sticky><wp:post_name>post-1</wp:post_name>"
        "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>50</wp:meta_value></wp:postmeta>"
        "<wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>seminar</wp:meta_value></wp:postmeta>"
    )
    comments = comment(1) + comment(2, parent=1, approved=approved)
    return export(
        folder, item(1, title=headline, content=LOCAL_NEWS, more=more, comments=comments),
        item(2), item(3, type="page", title="ติดต่อเรา"), *files,
    )  # fmt: skip


def test_a_local_papers_export_is_the_same_the_second_time_and_after_edits(
    tmp_path: Path, client: Client
) -> None:
    uploads = tmp_path / "uploads" / "2016" / "08"
    uploads.mkdir(parents=True)
    for shade, name in enumerate(("pier", "boat")):
        (uploads / f"{name}.jpg").write_bytes(builders.jpeg_bytes(400, 300, shade=shade))

    def run(**changes: str) -> None:
        import_wordpress(local_paper(tmp_path, **changes), media=tmp_path / "uploads")

    run()
    story = Article.objects.get(pk=1)
    assert story.lead_photo is not None
    assert [credit.name for credit in story.credits.all()] == ["ไพฑูรย์ ล่องเพ็ง"]
    assert story.body.count("data-file=") == 3
    assert "data-embed=" in story.body
    assert 'href="/news/2/"' in story.body
    assert Photo.objects.count() == 2
    assert story.comments.count() == 2
    for old in ("/?p=1", "/2016/08/06/post-1/amp/", "/2016/08/06/seminar/", "/?attachment_id=51"):
        assert client.get(old)["Location"] == "/news/1/"
    before = all_rows()
    run()
    assert all_rows() == before
    # Upstream a headline and a comment change, here another story: each keeps its own.
    Article.objects.get(pk=2).delete()
    run(headline="อบรมแก้ไข", approved="trash")
    assert Article.objects.get(pk=1).headline == "อบรมแก้ไข"
    assert Comment.objects.filter(status=Comment.Status.HIDDEN).count() == 1
    edited = Article.objects.get(pk=1)
    edited.headline = "แก้ในห้องข่าว"
    edited.save()
    run(headline="แก้อีกครั้ง", approved="trash")
    before = all_rows()
    run(headline="แก้อีกครั้ง", approved="trash")
    assert all_rows() == before
    assert [row.headline for row in Article.objects.order_by("pk")] == ["แก้ในห้องข่าว"]
