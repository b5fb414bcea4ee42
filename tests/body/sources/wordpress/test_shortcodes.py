"""WordPress shortcodes: what they stand for, and the brackets that are the writer's own."""

from __future__ import annotations

import pytest

from newsroom.body.conversion import GalleryRequest, ImageSource, LibraryPhoto
from newsroom.body.pipeline import Converted, convert

YOUTUBE = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
VIDEO = f'<figure data-embed="{YOUTUBE}"></figure>'


def converted(html: str) -> Converted:
    def photo(source: ImageSource) -> LibraryPhoto:
        return LibraryPhoto(source.attachment_id or 1)

    return convert(html, is_wordpress=True, resolve_image=photo)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("[vc_row][vc_column width=\"1/1\"]เนื้อ[/vc_column][/vc_row]", "<p>เนื้อ</p>"),
        ("[dropcap]ฝ[/dropcap]นตก", "<p>ฝนตก</p>"),
        ("ตาม [1] และ [ภาพ] กับ [sic] [Note to editor]",
         "<p>ตาม [1] และ [ภาพ] กับ [sic] [Note to editor]</p>"),
        ("[[gallery]] คือรหัส", "<p>[gallery] คือรหัส</p>"),
        (f"ก\n\n[embed]{YOUTUBE}[/embed]\n\nข", f"<p>ก</p>{VIDEO}<p>ข</p>"),
        (f"[embed width=\"640\"]<a href=\"{YOUTUBE}\">{YOUTUBE}</a>[/embed]", VIDEO),
        (f"[youtube={YOUTUBE}&w=640&h=385]", VIDEO),
        ("[youtube id=\"dQw4w9WgXcQ\"]", VIDEO),
        (f"[vc_video link=\"{YOUTUBE}\"]", VIDEO),
        (
            '[caption id="a" width="9"]<a href="x.jpg"><img class="wp-image-7" src="x-300x200.jpg" alt="ก"></a> คำ <em>เอน</em>[/caption]',
            '<figure><img data-file="7" alt="ก"><figcaption>คำ <em>เอน</em></figcaption></figure>',
        ),
        (
            '[caption caption="แบบเก่า"]<img class="wp-image-7" src="x.jpg">[/caption]',
            '<figure><img data-file="7" alt=""><figcaption>แบบเก่า</figcaption></figure>',
        ),
        (
            '[caption width="9" caption="เรือ &quot;ดี&quot; ที่ท่า"]<img class="wp-image-7" src="x.jpg">[/caption]',
            '<figure><img data-file="7" alt=""><figcaption>เรือ "ดี" ที่ท่า</figcaption></figure>',
        ),
        ("[caption]มีแต่คำ[/caption]", "<p>มีแต่คำ</p>"),
        ("[youtube]dQw4w9WgXcQ[/youtube]", VIDEO),
        (f"[youtube:{YOUTUBE} 480 360]", VIDEO),
        (f'[some_player url="{YOUTUBE}"]', VIDEO),
        (f"คลิป\n{YOUTUBE}\nจบ", f"<p>คลิป</p>{VIDEO}<p>จบ</p>"),
        ('[vc_row][vc_column_text]ก[/vc_column_text][vc_column_text]ข[/vc_column_text][/vc_row]', "<p>ก</p><p>ข</p>"),
        ("[one_half]ก[/one_half][one_half_last]ข[/one_half_last]", "<p>ก</p><p>ข</p>"),
        ("[vc_raw_html]JTNDcCUzRXglM0MlMkZwJTNF[/vc_raw_html]", "<p>x</p>"),
        ("[vc_raw_html]คำ[/vc_raw_html]", "<p>คำ</p>"),
        ('[vc_custom_heading text="หัวข้อ"]เนื้อ', "<p><strong>หัวข้อ</strong></p><p>เนื้อ</p>"),
        ('[tabs][tab title="หนึ่ง"]ก[/tab][/tabs]', "<p><strong>หนึ่ง</strong></p><p>ก</p>"),
        ('ก [button url="https://a.example/"]กด[/button]', '<p>ก <a href="https://a.example/">กด</a></p>'),
        ('[vc_btn title="อ่าน" link="url:https%3A%2F%2Fa.example%2F|||"]', '<p><a href="https://a.example/">อ่าน</a></p>'),
        ('[gview file="https://a.example/x.pdf"]', '<p><a href="https://a.example/x.pdf">ไฟล์ x.pdf</a></p>'),
        ('[et_pb_image src="/7.jpg" alt="ก"][/et_pb_image]', '<figure><img data-file="1" alt="ก"></figure>'),
        ('[vc_single_image image="7"]', '<figure><img data-file="7" alt=""></figure>'),
        ("หน้าหนึ่ง<!--nextpage-->หน้าสอง", "<p>หน้าหนึ่ง</p><p>หน้าสอง</p>"),
        ("[[caption]ก[/caption]] คือรหัส [[x]", "<p>[caption]ก[/caption] คือรหัส [[x]</p>"),
        ("เปิด [Covid-19] [R-18] [PM-25] [platform] [read more] [so-called hero] [AD] [upload]",
         "<p>เปิด [Covid-19] [R-18] [PM-25] [platform] [read more] [so-called hero] [AD] [upload]</p>"),
        ("[tweet 1234567890]", '<p><a href="https://twitter.com/i/status/1234567890">โพสต์บน X</a></p>'),
        ("[gist 1234] [wpvideo AbCd1234]",
         '<p><a href="https://gist.github.com/1234">เนื้อหาจาก gist.github.com</a></p>'
         '<p><a href="https://videopress.com/v/AbCd1234">เนื้อหาจาก videopress.com</a></p>'),
        ('[kml_flashembed movie="https://www.youtube.com/v/dQw4w9WgXcQ" /]', VIDEO),
        ('[fusion_imageframe image_id="7|full"]https://a.example/a.jpg[/fusion_imageframe]',
         '<figure><img data-file="1" alt=""></figure>'),
        ('[et_pb_blurb title="หัว" image="https://a.example/i.png"]ข้อ[/et_pb_blurb]',
         '<figure><img data-file="1" alt=""></figure><p><strong>หัว</strong></p><p>ข้อ</p>'),
        ('[su_box title="กล่อง"]ข้อ[/su_box]', "<p><strong>กล่อง</strong></p><p>ข้อ</p>"),
        ('[su_quote cite="สมชาย"]คำพูด[/su_quote]', "<blockquote><p>คำพูด</p><p><cite>สมชาย</cite></p></blockquote>"),
        ('[quote="สมชาย"]คำพูด[/quote]', "<blockquote><p>คำพูด</p><p><cite>สมชาย</cite></p></blockquote>"),
        ("[b]หนา[/b] [i]เอน[/i] [url=https://a.example/]ลิงก์[/url]",
         '<p><strong>หนา</strong> <em>เอน</em> <a href="https://a.example/">ลิงก์</a></p>'),
        ("[url]https://a.example/[/url]", '<p><a href="https://a.example/">https://a.example/</a></p>'),
        ("[img]https://a.example/a.jpg[/img]", '<figure><img data-file="1" alt=""></figure>'),
        ("ข้อความ[ref]ที่มา ก[/ref] ต่อ", "<p>ข้อความ (ที่มา ก) ต่อ</p>"),
        ("<!-- wp:paragraph --><p>ก</p><!-- /wp:paragraph -->\n\nข\nค\n\nง <b>จ</b>\n\n<!-- wp:separator --><hr/>",
         "<p>ก</p><p>ข<br>ค</p><p>ง <strong>จ</strong></p><hr>"),
        ("<pre>[vc_row]</pre>", "<pre><code>[vc_row]</code></pre>"),
    ],
)  # fmt: skip
def test_shortcodes_become_what_they_stand_for(given: str, kept: str) -> None:
    assert converted(given).html == kept


def test_what_is_removed_is_told() -> None:
    notes = converted('ก [contact-form-7 id="5"] ข [ads1] [vc_row]ค[/vc_row]').notes
    assert [note.detail for note in notes] == [
        '[contact-form-7 id="5"]', "[ads1]", "[vc_row]",
    ]  # fmt: skip
    assert {note.kind for note in notes} == {"shortcode-removed"}
    assert converted("[playlist ids='1']").notes[0].kind == "embed-removed"


def test_a_gallery_asks_for_its_photos() -> None:
    asked: list[GalleryRequest] = []

    def photos(request: GalleryRequest) -> list[LibraryPhoto]:
        asked.append(request)
        return [LibraryPhoto(one, f"ภาพ{one}", "คำ" if one == 3 else "") for one in request.ids]

    html = convert(
        '[gallery ids=\'3,1\' order="DESC"]\n\n[gallery exclude="4"]\n\n[vc_gallery images="5"]',
        is_wordpress=True,
        resolve_gallery=photos,
    )
    assert asked == [
        GalleryRequest((3, 1), (), "DESC"),
        GalleryRequest((), (4,), ""),
        GalleryRequest((5,)),
    ]
    assert html.html == (
        '<figure data-gallery=""><figure><img data-file="3" alt="ภาพ3"><figcaption>คำ</figcaption></figure>'
        '<figure><img data-file="1" alt="ภาพ1"></figure></figure><figure><img data-file="5" alt="ภาพ5"></figure>'
    )
    assert [note.kind for note in html.notes] == ["gallery-empty"]


def test_lines_of_a_classic_post_are_paragraphs_and_breaks() -> None:
    assert converted("ก\nข\n\nค <b>ง</b>\n<div>จ</div>").html == (
        "<p>ก<br>ข</p><p>ค <strong>ง</strong></p><p>จ</p>"
    )
    assert (
        converted("<!-- wp:paragraph -->\n<p>ก\nข</p>\n<!-- /wp:paragraph -->").html == "<p>ก ข</p>"
    )


def test_html_that_is_no_post_keeps_its_brackets() -> None:
    assert convert("<p>[vc_row]</p>").html == "<p>[vc_row]</p>"
