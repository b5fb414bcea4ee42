"""What was imported before: deleted, withdrawn, renamed, merged, edited here, changed there."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from newsroom.articles.models import Article, Author, Section, Tag
from newsroom.articles.workflow.taxonomy.merges import merge_authors, merge_sections
from newsroom.articles.workflow.taxonomy.tag_renaming import merge_tags
from newsroom.comments.models import Comment
from newsroom.comments.services import approve
from newsroom.transfer.models import ImportedObject
from tests import builders
from tests.transfer.wordpress.exports import comment, export, import_wordpress, item

pytestmark = pytest.mark.django_db
TAG = '<category domain="post_tag" nicename="flood"><![CDATA[น้ำท่วม]]></category>'


def category(nicename: str, name: str) -> str:
    return f'<category domain="category" nicename="{nicename}"><![CDATA[{name}]]></category>'


def moved(path: Path, *old_and_new: tuple[str, str]) -> Path:
    """The export with some of its text replaced."""
    text = path.read_text(encoding="utf-8")
    for old, new in old_and_new:
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_deleted_story_stays_deleted_and_its_id_is_given_to_no_other(tmp_path: Path) -> None:
    import_wordpress(export(tmp_path, item(5, comments=comment(1))))
    Article.objects.get().delete()
    assert "จึงไม่นำกลับมา" in import_wordpress(export(tmp_path, item(5, title="ชื่อใหม่")))
    import_wordpress(export(tmp_path, item(5, title="ข่าวของเว็บอื่น")), source="other")
    assert Article.objects.get().pk != 5
    assert Article.objects.get().headline == "ข่าวของเว็บอื่น"


def test_a_withdrawn_story_stays_withdrawn(tmp_path: Path) -> None:
    import_wordpress(export(tmp_path, item(5)))
    Article.objects.update(status=Article.Status.WITHDRAWN)
    report = import_wordpress(export(tmp_path, item(5, title="ชื่อใหม่")))
    assert Article.objects.get().status == Article.Status.WITHDRAWN
    assert Article.objects.get().headline == "ข่าวที่ 5"
    assert "ถอนออกแล้ว จึงไม่เขียนทับ" in report


def test_http_https_and_www_are_one_site(tmp_path: Path) -> None:
    import_wordpress(export(tmp_path, item(1)))
    for address in ("http://old.example", "https://www.old.example", "HTTPS://OLD.example/"):
        path = moved(export(tmp_path, item(1)), ("https://old.example", address))
        assert "ไม่เปลี่ยนแปลง: 1" in import_wordpress(path) or Article.objects.count() == 1
    assert Article.objects.count() == Author.objects.count() == 1
    assert set(ImportedObject.objects.values_list("source", flat=True)) == {"old.example"}


def test_a_site_that_moved_is_known_by_its_guids(tmp_path: Path) -> None:
    import_wordpress(export(tmp_path, item(1)))
    path = moved(
        export(tmp_path, item(1)),
        ("<link>https://old.example", "<link>https://new.example"),
        ("<wp:base_blog_url>https://old.example", "<wp:base_blog_url>https://new.example"),
    )
    import_wordpress(path)
    assert Article.objects.count() == 1


def test_names_alike_in_latin_letters_are_different_sections_and_authors(tmp_path: Path) -> None:
    names = {"a": "ข่าว", "%e0%b8%82%e0%b9%89%e0%b8%b2%e0%b8%a7": "ข้าว", "%e5%8d%8e": "华文",
             "%d8%ac": "جاوي", "%f0%9f%8e%88": "🎈", "%f0%9f%8e%ad": "🎭"}  # fmt: skip
    items = [
        item(number, more=category(nicename, name)).replace(
            category("local-news", "ข่าวท้องถิ่น"), "", 1
        )
        for number, (nicename, name) in enumerate(names.items(), 1)
    ]
    import_wordpress(export(tmp_path, *items))
    assert [one.section.name for one in Article.objects.order_by("pk")] == list(names.values())
    slugs = list(Section.objects.values_list("slug", flat=True))
    assert len(set(slugs)) == len(names) + 1
    assert all(slug.isascii() for slug in slugs)


def test_two_categories_of_one_name_get_the_name_of_their_parent(tmp_path: Path) -> None:
    def channel(nicename: str, name: str, parent: str = "") -> str:
        return (
            f"<wp:category><wp:category_nicename>{nicename}</wp:category_nicename>"
            f"<wp:category_parent>{parent}</wp:category_parent><wp:cat_name>{name}</wp:cat_name></wp:category>"
        )

    path = export(tmp_path, channel("sport", "กีฬา") + channel("a", "ทั่วไป") + channel("b", "ทั่วไป", "sport"), item(1))  # fmt: skip
    import_wordpress(path)
    assert {"ทั่วไป", "ทั่วไป (กีฬา)"} <= set(Section.objects.values_list("name", flat=True))


def test_what_was_renamed_or_merged_here_stays_so(tmp_path: Path) -> None:
    path = export(tmp_path, item(1, more=TAG))
    import_wordpress(path)
    Section.objects.filter(slug="local-news").update(name="รอบบ้านเรา", slug="around")
    Author.objects.update(name="ดิวาลี บรรณาธิการ")
    keep = Tag.objects.get_or_create_by_names(["อุทกภัย"])[0]
    merge_tags(keep, [Tag.objects.get(name="น้ำท่วม")])
    import_wordpress(export(tmp_path, item(1, more=TAG), item(2, more=TAG)))
    new = Article.objects.get(pk=2)
    assert (new.section.slug, new.cached_bylines[0].author.name) == ("around", "ดิวาลี บรรณาธิการ")
    assert list(new.tags.all()) == [keep]
    assert Section.objects.count() == Author.objects.count() == Tag.objects.count() == 1


def test_articles_of_a_section_or_author_that_was_merged_here_come_to_the_one_that_stayed(
    tmp_path: Path, client: Client
) -> None:
    import_wordpress(export(tmp_path, item(1)))
    section, author = builders.section(slug="province"), builders.author("กองบรรณาธิการ", "desk")
    merge_sections(section, [Section.objects.get(slug="local-news")])
    merge_authors(author, Author.objects.all())
    import_wordpress(export(tmp_path, item(1), item(2)))
    for article in Article.objects.all():
        assert (article.section, article.cached_bylines[0].author) == (section, author)
    assert Section.objects.count() == Author.objects.count() == 1
    assert client.get("/category/local-news/")["Location"] == "/section/province/"


def test_a_name_that_changed_at_the_source_is_followed(tmp_path: Path) -> None:
    import_wordpress(export(tmp_path, item(1)))
    path = moved(export(tmp_path, item(1)), ("ดิวาลี ใจดี", "ดิวาลี มีสุข"))
    import_wordpress(path)
    assert Author.objects.get().name == "ดิวาลี มีสุข"


def test_two_stories_with_one_id_in_a_file_both_come(tmp_path: Path) -> None:
    path = export(tmp_path, item(1, title="หนึ่ง"), item(1, title="สอง"), item(2))
    assert "ใช้หมายเลข 1 ด้วย" in import_wordpress(path)
    import_wordpress(path)
    headlines = dict(Article.objects.values_list("pk", "headline"))
    assert headlines == {1: "หนึ่ง", 2: "ข่าวที่ 2", 3: "สอง"}


def test_a_story_in_two_files_comes_once_in_its_newest_form(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()
    newer = item(1, title="ใหม่กว่า").replace(
        "<wp:post_modified_gmt>2016-08-06", "<wp:post_modified_gmt>2016-08-09"
    )
    import_wordpress(export(first, newer), export(second, item(1, title="เก่ากว่า")))
    assert Article.objects.get().headline == "ใหม่กว่า"


def test_comments_are_known_by_their_ids(tmp_path: Path) -> None:
    """Two in one second, one without a date in UTC, one trashed and one deleted since."""
    same = comment(2).replace("ผู้อ่าน 2", "ผู้อ่าน 1").replace("0 2:00", "0 1:00")
    local = comment(3).replace("comment_date_gmt", "comment_date")
    path = export(tmp_path, item(1, comments=comment(1) + same + local + comment(4)))
    import_wordpress(path)
    assert Comment.objects.count() == 4
    Comment.objects.get(name="ผู้อ่าน 4").delete()
    report = import_wordpress(
        export(tmp_path, item(1, comments=comment(1, approved="trash") + same + local + comment(4)))
    )
    assert Comment.objects.count() == 3
    assert Comment.objects.get(name="ผู้อ่าน 1", body="ความเห็น", status="hidden")
    assert "ความคิดเห็นที่ซ่อนตามเว็บเดิม: 1" in report
    assert "ความคิดเห็นที่ลบไปแล้ว ไม่นำกลับมา: 1" in report


def test_what_a_moderator_decided_stays(tmp_path: Path) -> None:
    import_wordpress(export(tmp_path, item(1, comments=comment(1, approved="0"))))
    approve(Comment.objects.all(), by=builders.staff_user())
    import_wordpress(export(tmp_path, item(1, comments=comment(1, approved="spam"))))
    assert Comment.objects.get().status == Comment.Status.VISIBLE
