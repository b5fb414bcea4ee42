"""Parts of posts that stand elsewhere in an export: shared blocks, footnotes, files, themes' videos."""

from __future__ import annotations

import json
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from newsroom.articles.models import Article
from tests.transfer.wordpress.exports import export, import_wordpress, item

pytestmark = pytest.mark.django_db


def meta(name: str, value: str) -> str:
    return (
        f"<wp:postmeta><wp:meta_key>{name}</wp:meta_key>"
        f"<wp:meta_value>{escape(value)}</wp:meta_value></wp:postmeta>"
    )


def attachment(post_id: int, file_name: str, parent: int = 0) -> str:
    url = f"https://old.example/wp-content/uploads/2016/08/{file_name}"
    more = f"<wp:attachment_url>{url}</wp:attachment_url><wp:post_parent>{parent}</wp:post_parent>"
    return item(
        post_id, type="attachment", status="inherit", title=f"ไฟล์ {post_id}", content="", more=more
    )


def body_of(folder: Path, *items: str) -> tuple[str, str]:
    """The body of the first story, and the report."""
    report = import_wordpress(export(folder, *items))
    return Article.objects.get(pk=1).body, report


def test_footnotes_come_with_their_text_and_lead_there_and_back(tmp_path: Path) -> None:
    content = (
        '<!-- wp:paragraph --><p>ฝนตก<sup data-fn="a-1" class="fn"><a href="#a-1" id="a-1-link">1</a>'
        "</sup></p><!-- /wp:paragraph --><!-- wp:footnotes /-->"
    )
    notes = json.dumps([{"content": "ที่มา <em>กรมอุตุฯ</em>", "id": "a-1"}])
    body, report = body_of(tmp_path, item(1, content=content, more=meta("footnotes", notes)))
    assert body == (
        '<p id="a-1-link">ฝนตก<a href="#a-1"><sup>1</sup></a></p>'
        '<ol><li><p id="a-1">ที่มา <em>กรมอุตุฯ</em> <a href="#a-1-link">↩</a></p></li></ol>'
    )
    assert "footnotes" not in report


@pytest.mark.parametrize("notes", ["", "x", "[1]", "{}", '[{"id": "a"}]', "[" * 5000])
def test_broken_footnotes_are_told(tmp_path: Path, notes: str) -> None:
    content = "<!-- wp:paragraph --><p>ก</p><!-- /wp:paragraph --><!-- wp:footnotes /-->"
    body, report = body_of(tmp_path, item(1, content=content, more=meta("footnotes", notes)))
    assert body == "<p>ก</p>"
    assert "wp:footnotes" in report


def test_a_block_that_posts_share_is_in_each_and_one_in_itself_ends(tmp_path: Path) -> None:
    shared = "<!-- wp:paragraph --><p>ติดต่อกองข่าว</p><!-- /wp:paragraph -->"
    body, report = body_of(
        tmp_path,
        item(1, content='<!-- wp:block {"ref":55} /--><!-- wp:block {"ref":56} /-->'),
        item(2, content='<!-- wp:block {"ref":99} /-->ก'),
        item(55, type="wp_block", content=shared),
        item(56, type="wp_block", content='<!-- wp:block {"ref":56} /-->ข'),
    )
    assert body.startswith("<p>ติดต่อกองข่าว</p>")
    assert body.count("ข") == 1 + 3  # the word, and the limit of depth
    assert 'wp:block {"ref":99}' in report
    assert "ติดต่อ" not in report


def test_playlists_become_links_to_their_files(tmp_path: Path) -> None:
    body, report = body_of(
        tmp_path,
        item(1, content='[playlist ids="51"]\n\n[playlist type="video"]\n\n[playlist ids="9"]'),
        attachment(51, "talk.mp3"),
        attachment(52, "clip.mp4", parent=1),
        attachment(53, "other.mp3", parent=1),
    )
    assert ">ไฟล์ 51</a>" in body
    assert ">ไฟล์ 52</a>" in body
    assert "ไฟล์ 53" not in body
    assert '[playlist ids="9"]' in report


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("td_post_video", 'a:1:{s:8:"td_video";s:43:"https://www.youtube.com/watch?v=AbCdEfGhI_0";}'),
        ("_format_video_embed", '<iframe src="https://www.youtube.com/embed/AbCdEfGhI_0"></iframe>'),
        ("video_url", "https://youtu.be/AbCdEfGhI_0"),
    ],
)  # fmt: skip
def test_the_video_at_the_head_of_a_post_comes_along_once(
    tmp_path: Path, name: str, value: str
) -> None:
    body, _ = body_of(
        tmp_path,
        item(1, content="ข่าว", more=meta(name, value)),
        item(2, content="ก\n\nhttps://youtu.be/AbCdEfGhI_0", more=meta(name, value)),
        item(3, content="ก", more=meta("_oembed_1", value)),
    )
    figure = '<figure data-embed="https://www.youtube.com/watch?v=AbCdEfGhI_0"></figure>'
    assert body == f"{figure}<p>ข่าว</p>"
    assert Article.objects.get(pk=2).body.count(figure) == 1
    assert "youtube" not in Article.objects.get(pk=3).body


def test_fields_with_thai_text_are_told_and_the_rest_is_silent(tmp_path: Path) -> None:
    more = meta("subtitle", "รองหัวข่าว") + meta("views", "123") + meta("_edit_lock", "ข่าวลับ")
    _, report = body_of(tmp_path, item(1, more=more))
    assert "ช่อง «subtitle»" in report
    assert "views" not in report
    assert "_edit_lock" not in report


@pytest.mark.parametrize(
    ("title", "content", "expected"),
    [
        ("[:th]ไทย[:en]Thai[:]", "[:th]เนื้อ[:en]Body[:]", ("ไทย", "<p>เนื้อ</p>")),
        ("<!--:en-->Thai<!--:--><!--:th-->ไทย<!--:-->", "<!--:th-->เนื้อ<!--:-->", ("ไทย", "<p>เนื้อ</p>")),
        ("ก {:en}Thai{:}", "[:en]Body[:de]Text[:]", ("ก Thai", "<p>Body</p>")),
        ("ก [:] ข", "[: ค", ("ก [:] ข", "<p>[: ค</p>")),
    ],
)  # fmt: skip
def test_of_several_languages_in_one_field_ours_is_shown(
    tmp_path: Path, title: str, content: str, expected: tuple[str, str]
) -> None:
    _, report = body_of(tmp_path, item(1, title=title, content=content))
    article = Article.objects.get()
    assert (article.headline, article.body) == expected
    assert ("หลายภาษา" in report) == (title != "ก [:] ข")


@pytest.mark.parametrize(
    ("date_gmt", "pub_date", "expected"),
    [
        ("", "Sat, 06 Aug 2016 03:00:00 +0000", "2016-08-06T03:00:00+00:00"),
        ("2016-02-30 09:00:00", "Sat, 06 Aug 2559 03:00:00 +0000", "2016-08-06T03:00:00+00:00"),
        ("0000-00-00 00:00:00", "Mon, 30 Nov -0001 00:00:00 +0000", ""),
    ],
)
def test_the_date_of_the_feed_stands_in_for_a_damaged_one(
    tmp_path: Path, date_gmt: str, pub_date: str, expected: str
) -> None:
    more = f"<pubDate>{pub_date}</pubDate>"
    import_wordpress(export(tmp_path, item(1, date_gmt=date_gmt, more=more)))
    article = Article.objects.get()
    assert (article.published_at.isoformat() if article.published_at else "") == expected
    assert article.is_published == bool(expected)
