"""`export_wordpress`: a WXR file with all that the site has, which our importer reads again."""

from __future__ import annotations

import io
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote
from xml.etree import ElementTree

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from newsroom.articles.models import Article, Author, Section, Tag
from newsroom.body.pipeline import clean_body
from newsroom.comments.models import Comment
from newsroom.images.models import Photo
from newsroom.pages.models import Page
from newsroom.thai.slugs import thai_slug
from newsroom.transfer.models import ImportedObject
from newsroom.transfer.wordpress.export.bodies import wordpress_html
from tests import builders
from tests.transfer.wordpress.exports import import_wordpress

pytestmark = pytest.mark.django_db
WP = "{http://wordpress.org/export/1.2/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def export(folder: Path) -> Path:
    out = io.StringIO()
    call_command("export_wordpress", folder / "out.xml", stdout=out, stderr=io.StringIO())
    assert "ส่งออกแล้ว" in out.getvalue()
    return folder / "out.xml"


def items(path: Path) -> dict[str, list[ElementTree.Element]]:
    found: dict[str, list[ElementTree.Element]] = {}
    for one in ElementTree.parse(path).getroot().iter("item"):
        found.setdefault(one.findtext(f"{WP}post_type", ""), []).append(one)
    return found


def full_site() -> Article:
    lead, inside = builders.photo(credit="สุนิสา"), builders.photo(shade=20, alt="เรือประมง")
    article = builders.published_article(
        headline="ฝน 100% ]]> ตก & หยุด <เร็ว>", standfirst="โปรยข่าว", dateline="กระบี่",
        body=f'<p>เนื้อข่าว</p><figure><img data-file="{inside.pk}" alt="เรือประมง"></figure>'
        '<figure data-embed="https://www.youtube.com/watch?v=dQw4w9WgXcQ"><figcaption>คลิป</figcaption></figure>'
        '<p>ดู<a href="/archive/">คลังข่าว</a></p><p>ท้าย</p>',
        lead_photo=lead, tags=["น้ำท่วม", "อบจ.กระบี่"], credits=[("ภาพ", "ไพฑูรย์ ล่องเพ็ง")],
        authors=[builders.author(), builders.author("ดิวาลี", "divali")],
    )  # fmt: skip
    first = builders.visible_comment(article, body="บรรทัดหนึ่ง\nบรรทัดสอง", email="a@example.org")
    builders.visible_comment(article, parent=first, name="สมชาย")
    builders.pending_comment(article)
    builders.draft_article()
    builders.review_article()
    builders.scheduled_article()
    builders.withdrawn_article()
    builders.published_article(authors=[], tags=[])
    builders.write_page("rates", "<p>อัตรา</p>", parent=builders.write_page("ads", "<p>โฆษณา</p>"))
    return article


def test_everything_is_in_the_file(tmp_path: Path) -> None:
    article = full_site()
    path = export(tmp_path)
    assert path.stat().st_mode & 0o777 == 0o600
    found = items(path)
    assert {kind: len(rows) for kind, rows in found.items()} == {
        "post": Article.objects.count(), "page": Page.objects.count(), "attachment": 2,
    }  # fmt: skip
    statuses = sorted(one.findtext(f"{WP}status", "") for one in found["post"])
    assert statuses == ["draft", "future", "pending", "private", "publish", "publish"]
    post = next(one for one in found["post"] if one.findtext(f"{WP}post_id") == str(article.pk))
    assert unescape(post.findtext("title", "")) == article.headline
    content = post.findtext(CONTENT, "")
    assert "\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ\n" in content
    assert "data-" not in content
    assert "<p>ภาพ : ไพฑูรย์ ล่องเพ็ง</p>" in content
    ids = {one.findtext(f"{WP}post_id") for rows in found.values() for one in rows}
    assert len(ids) == sum(map(len, found.values()))
    metas = {
        one.findtext(f"{WP}meta_key"): one.findtext(f"{WP}meta_value")
        for one in post.iter(f"{WP}postmeta")
    }
    assert metas["_thumbnail_id"] in {one.findtext(f"{WP}post_id") for one in found["attachment"]}
    urls = [one.findtext(f"{WP}attachment_url", "") for one in found["attachment"]]
    assert all(url.startswith("http") and url.endswith(".jpg") for url in urls)
    assert sum(url in content for url in urls) == 1


def test_what_goes_out_comes_in_again(tmp_path: Path) -> None:
    full_site()

    # Withdrawn ones come back as drafts, and what nobody signed as the newsroom's.
    kept = Article.objects.exclude(status=Article.Status.WITHDRAWN).exclude(bylines=None)
    headlines = list(kept.values_list("headline", flat=True))

    def told() -> dict[str, Any]:
        return {
            "articles": sorted(
                (one.headline, one.standfirst, one.published_at and one.published_at.replace(microsecond=0),
                 one.section and one.section.name, one.comments_open,
                 tuple(one.tags.order_by("name").values_list("name", flat=True)),
                 tuple(byline.author.name for byline in one.bylines.all()),
                 tuple(one.credits.values_list("role", "name")))
                for one in Article.objects.filter(headline__in=headlines)
            ),
            "comments": sorted(
                Comment.objects.values_list("name", "email", "body", "status", "parent__name")
            ),
            "pages": sorted(Page.objects.values_list("title", "slug", "status", "parent__slug")),
        }  # fmt: skip

    before, path = told(), export(tmp_path)
    Comment.objects.all().delete()
    for model in (Article, Page, Section, Author, Tag, ImportedObject):
        model.objects.all().delete()
    import_wordpress(path)
    after = told()
    assert after["articles"] == before["articles"]
    assert after["pages"] == before["pages"]
    assert [row[:4] for row in after["comments"]] == [row[:4] for row in before["comments"]]


def test_photos_that_are_gone_are_left_out() -> None:
    assert wordpress_html('<figure><img data-file="7" alt=""></figure><p>ก</p>', {}, int) == (
        "<figure></figure><p>ก</p>"
    )


def test_pull_quotes_and_fact_boxes_are_those_of_wordpress_and_come_back() -> None:
    body = (
        '<blockquote data-speaker="นายสมชาย ใจดี"><p>ทะเลไม่รอใคร</p></blockquote>'
        "<aside><h3>รู้จักมรสุม</h3><p>ลมประจำฤดู</p></aside>"
    )
    exported = wordpress_html(body, {}, int)
    assert exported == (
        '<figure class="wp-block-pullquote"><blockquote><p>ทะเลไม่รอใคร</p><cite>นายสมชาย ใจดี</cite>'
        '</blockquote></figure><aside class="fact-box"><h3>รู้จักมรสุม</h3><p>ลมประจำฤดู</p></aside>'
    )
    assert clean_body(exported) == body


def test_a_full_disk_leaves_no_half_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="เขียนไฟล์ไม่สำเร็จ"):
        call_command("export_wordpress", tmp_path / "no" / "out.xml", stderr=io.StringIO())
    assert list(tmp_path.iterdir()) == []


def test_long_thai_tags_with_one_beginning_stay_two(tmp_path: Path) -> None:
    """WordPress keeps 200 characters of a slug, nine of them for a Thai letter."""
    long = "คณะกรรมการป้องกันและบรรเทาสาธารณภัยจังหวัด"
    article = builders.published_article(tags=[f"{long}กระบี่", f"{long}ตรัง", "น้ำท่วม"])
    Tag.objects.filter(name="น้ำท่วม").update(description="เรื่องน้ำท่วม & ทางแก้")
    path = export(tmp_path)
    channel = {
        one.findtext(f"{WP}tag_name"): (
            one.findtext(f"{WP}tag_slug", ""),
            one.findtext(f"{WP}tag_description"),
        )
        for one in ElementTree.parse(path).getroot().iter(f"{WP}tag")
    }
    assert channel["น้ำท่วม"] == (quote("น้ำท่วม"), "เรื่องน้ำท่วม & ทางแก้")
    slugs = [slug for slug, _ in channel.values()]
    assert len(set(slugs)) == 3
    assert max(map(len, slugs)) <= 200
    # Whole letters: half an escape is no slug.
    assert all(thai_slug(unquote(slug, errors="strict")) == unquote(slug) for slug in slugs)
    (post,) = items(path)["post"]
    carried = {
        one.get("nicename") for one in post.iter("category") if one.get("domain") == "post_tag"
    }
    assert carried == set(slugs)
    assert article.tags.count() == 3


def test_items_alike_get_seconds_of_their_own(tmp_path: Path) -> None:
    """WordPress takes what has the title and the second of another for that one."""
    now = timezone.now()
    for shade in (0, 40, 80):
        builders.published_article(
            headline="ประกาศ",
            published_at=now,
            lead_photo=builders.photo(shade=shade, alt="ภาพข่าว"),
        )
    Photo.objects.update(created_at=now)
    for rows in items(export(tmp_path)).values():
        told = [(one.findtext("title"), one.findtext(f"{WP}post_date")) for one in rows]
        assert len(set(told)) == len(told)


def test_documents_go_along(tmp_path: Path) -> None:
    document = builders.document()
    builders.document("not shown")
    builders.published_article(body=f'<figure data-document="{document.pk}"></figure>')
    found = items(export(tmp_path))
    (attachment,) = found["attachment"]
    url = attachment.findtext(f"{WP}attachment_url", "")
    assert url.endswith(document.get_absolute_url())
    assert attachment.findtext("title") == document.title
    # The importer puts its own address in place of exactly this one.
    assert f'href="{url}"' in found["post"][0].findtext(CONTENT, "")


def test_several_authors_are_told_and_do_not_come_back_as_text(tmp_path: Path) -> None:
    builders.published_article(
        authors=[builders.author(), builders.author("ดิวาลี", "divali")], credits=[("ภาพ", "สุนิสา")]
    )
    builders.published_article(authors=[builders.author()])
    path = export(tmp_path)
    several, one = items(path)["post"]
    assert "ผู้เขียน : ไพฑูรย์ ล่องเพ็ง, ดิวาลี</p><p>ภาพ : สุนิสา</p>" in several.findtext(CONTENT, "")
    assert "ผู้เขียน" not in one.findtext(CONTENT, "")
    Article.objects.all().delete()
    import_wordpress(path)
    assert not Article.objects.filter(body__contains="ผู้เขียน").exists()
    assert {article.bylines.count() for article in Article.objects.all()} == {1, 2}
