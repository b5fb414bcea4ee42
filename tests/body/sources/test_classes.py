"""Figures and galleries that are known by their class."""

from __future__ import annotations

import pytest

from newsroom.body.conversion import ImageSource, LibraryPhoto
from newsroom.body.pipeline import convert


def photo(source: ImageSource) -> LibraryPhoto:
    return LibraryPhoto(int(source.urls[0].removesuffix(".jpg")))


def figure(number: int, caption: str = "") -> str:
    figcaption = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure><img data-file="{number}" alt="">{figcaption}</figure>'


GALLERY = f'<figure data-gallery="">{figure(1, "ก")}{figure(2, "ข")}</figure>'


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ('<div class="wp-caption"><img src="1.jpg"><p class="wp-caption-text">ก</p></div>', figure(1, "ก")),
        (
            '<ul class="wp-block-gallery"><li class="blocks-gallery-item"><figure><img src="1.jpg"><figcaption>ก</figcaption></figure></li>'
            '<li><figure><img src="2.jpg"><figcaption>ข</figcaption></figure></li></ul>',
            GALLERY,
        ),
        (
            '<div class="gallery"><dl class="gallery-item"><dt><a href="9"><img src="1.jpg"></a></dt><dd class="wp-caption-text gallery-caption">ก</dd></dl>'
            '<dl class="gallery-item"><dt><img src="2.jpg"></dt><dd class="wp-caption-text">ข</dd></dl></div>',
            GALLERY,
        ),
        (
            '<div class="tiled-gallery"><div class="tiled-gallery-item"><img src="1.jpg"><div class="tiled-gallery-caption">ก</div></div>'
            '<div class="tiled-gallery-item"><img src="2.jpg"><div class="tiled-gallery-caption">ข</div></div></div>',
            GALLERY,
        ),
        (
            '<div class="wp-block-columns"><div><figure><img src="1.jpg"><figcaption>ก</figcaption></figure></div><div><figure><img src="2.jpg"><figcaption>ข</figcaption></figure></div></div>',
            GALLERY,
        ),
        (
            '<div class="wp-block-media-text"><figure><img src="1.jpg"></figure><div><p>คำ</p></div></div>',
            f"{figure(1)}<p>คำ</p>",
        ),
        ('<figure><p><img src="1.jpg"></p><figcaption><p>ก</p></figcaption></figure>', figure(1, "ก")),
        ("<figure><figcaption>ไม่มีภาพ</figcaption></figure>", "<p>ไม่มีภาพ</p>"),
        ("<figcaption>ลอย</figcaption>", "<p>ลอย</p>"),
        ('<dl class="wp-caption"><dt><img src="1.jpg"></dt><dd class="wp-caption-dd">ก</dd></dl>', figure(1, "ก")),
        (
            '<table class="tr-caption-container"><tr><td><img src="1.jpg"></td></tr><tr><td class="tr-caption">ก</td></tr></table>',
            figure(1, "ก"),
        ),
        (
            '<div class="wp-block-cover" style="background-image:url(1.jpg)"><p>บนภาพ</p></div>',
            f"{figure(1)}<p>บนภาพ</p>",
        ),
        (
            '<div class="wp-block-file"><object data="x.pdf"></object><a href="/x.pdf">เอกสาร</a><a href="/x.pdf" download>ดาวน์โหลด</a></div>',
            '<p><a href="/x.pdf">เอกสาร</a></p>',
        ),
        ('<amp-carousel><amp-img src="1.jpg"></amp-img><amp-img src="2.jpg"></amp-img></amp-carousel>',
         f'<figure data-gallery="">{figure(1)}{figure(2)}</figure>'),
        ('<!-- wp:embed {"url":"https://youtu.be/dQw4w9WgXcQ"} /-->',
         '<figure data-embed="https://www.youtube.com/watch?v=dQw4w9WgXcQ"></figure>'),
        ('<figure><img src="1.jpg"><figcaption>بهاس چ</figcaption></figure>', figure(1, '<span lang="ms-Arab">بهاس چ</span>')),
        (
            '<figure><img src="1.jpg"><img src="2.jpg"><figcaption>ทั้งสอง</figcaption></figure>',
            f'<figure data-gallery="">{figure(1)}{figure(2)}</figure><p>ทั้งสอง</p>',
        ),
        ("<figure><blockquote><p>คำพูด</p></blockquote><figcaption>ผู้พูด</figcaption></figure>",
         "<blockquote><p>คำพูด</p></blockquote><p>ผู้พูด</p>"),
    ],
)  # fmt: skip
def test_figures_and_galleries_of_other_programs(given: str, kept: str) -> None:
    assert convert(given, resolve_image=photo).html == kept


def test_blocks_that_the_old_site_filled_are_told() -> None:
    notes = convert('<p>ก</p><!-- wp:latest-posts {"postsToShow":3} /-->').notes
    assert [note.kind for note in notes] == ["block-removed"]


@pytest.mark.parametrize(
    ("html", "kind", "detail"),
    [
        ('<script src="https://gist.example/1.js"></script>ก', "script-removed", "https://gist.example/1.js"),
        ('<div style="background:url(/bg.jpg)">ก</div>', "background-removed", "/bg.jpg"),
        ("<table><tr><td>ก<td><img src=''></table>", "table-flattened", "ก"),
        ("<!-- wp:latest-posts /-->ก", "block-removed", "wp:latest-posts /"),
    ],
)  # fmt: skip
def test_what_readers_saw_and_do_not_see_is_told(html: str, kind: str, detail: str) -> None:
    converted = convert(html)
    assert converted.html == "<p>ก</p>"
    assert [(note.kind, note.detail) for note in converted.notes] == [(kind, detail)]


def test_widgets_that_only_draw_their_own_text_are_not_told() -> None:
    html = '<p>ก</p><script async src="https://platform.twitter.com/widgets.js"></script>'
    assert convert(html).notes == []


def test_emoji_drawn_behind_their_letters_are_not_told() -> None:
    html = "<span style=\"background-image:url('https://x.example/emoji.php/1f600.png')\">😀</span>"
    assert convert(html).notes == []


def test_a_post_embedded_by_wordpress_is_one_link_to_its_page() -> None:
    quote = '<blockquote class="wp-embedded-content"><a href="https://a.example/p/">ข่าว</a></blockquote>'
    frame = (
        '<iframe class="wp-embedded-content" src="https://a.example/p/embed/#?secret=1"{}></iframe>'
    )
    assert convert(quote + frame.format(' data-secret="1"')).html == (
        '<blockquote><p><a href="https://a.example/p/">ข่าว</a></p></blockquote>'
    )
    alone = convert(frame.format(' title="ข่าว"')).html
    assert alone == '<p><a href="https://a.example/p/">ข่าว</a></p>'


def test_comments_of_reviewers_in_a_word_document_are_not_for_readers() -> None:
    converted = convert(
        "<p class=MsoNormal>เนื้อ<span class=MsoCommentReference><a class=msocomanchor "
        'href="#_msocom_1">[U1]</a></span></p><hr class=msocomoff><div class=msocomtxt>'
        "<p class=MsoCommentText>อย่าเพิ่งลง</p></div>"
    )
    assert converted.html == "<p>เนื้อ</p>"
    assert [note.detail for note in converted.notes] == ["อย่าเพิ่งลง"]


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ('<div class="infogram-embed" data-id="a-1"></div>', "https://infogram.com/a-1"),
        (
            '<div class="flourish-embed" data-src="visualisation/123"></div>',
            "https://public.flourish.studio/visualisation/123/",
        ),
    ],
)
def test_charts_that_a_script_draws_are_links(given: str, url: str) -> None:
    assert f'<a href="{url}">' in convert(given).html
