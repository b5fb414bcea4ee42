"""Galleries and videos in a story, and which photos it uses.

Tried: a gallery of one, of none, in a gallery, with text in it, with a photo that is gone; videos of
other hosts, look-alike hosts, short links, channels, script addresses, a mile of address.
"""

from __future__ import annotations

import pytest
from django.test import Client

from newsroom.articles.body import body_text, clean_body, render_body
from newsroom.articles.figures import photo_places
from newsroom.articles.models import Article, PhotoUse
from newsroom.articles.video import VideoError, read_video
from tests import builders

ONE = '<figure><img data-file="1" alt="ก"><figcaption>หนึ่ง</figcaption></figure>'
TWO = '<figure><img data-file="2" alt="ข"></figure>'
GALLERY = f'<figure data-gallery="">{ONE}{TWO}</figure>'
VIDEO = '<figure data-embed="https://www.youtube.com/watch?v=dQw4w9WgXcQ"><figcaption>คลิป</figcaption></figure>'


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (GALLERY, GALLERY),
        (f'<figure data-gallery="x" class="y" onclick="z">{ONE}{TWO}</figure>', GALLERY),
        (f"<figure data-gallery>{ONE}</figure>", ONE),
        ("<figure data-gallery></figure>", ""),
        (f"<figure data-gallery>{ONE}<p>ข้อความ</p>{TWO}</figure>", f"{GALLERY}<p>ข้อความ</p>"),
        (f"<figure data-gallery>{ONE}<figure data-gallery>{TWO}</figure></figure>", GALLERY),
        (f'<figure data-gallery>{ONE}<img data-file="2" alt="ข"></figure>', GALLERY),
        (f"<figure data-gallery>{ONE}{TWO}{VIDEO}</figure>", f"{GALLERY}{VIDEO}"),
        (
            f"<figure data-gallery>{ONE}{TWO}<figure><figcaption>เหลือ</figcaption></figure></figure>",
            f"{GALLERY}<p>เหลือ</p>",
        ),
        (VIDEO, VIDEO),
        (
            '<figure data-embed="youtu.be/dQw4w9WgXcQ?si=x&amp;t=1m30s" data-gallery></figure>',
            '<figure data-embed="https://www.youtube.com/watch?v=dQw4w9WgXcQ&amp;t=90s"></figure>',
        ),
        (
            '<figure data-embed="https://youtu.be/dQw4w9WgXcQ"><p>ก</p><img data-file="1" alt="ข"></figure>',
            '<figure data-embed="https://www.youtube.com/watch?v=dQw4w9WgXcQ"></figure><p>ก</p><img data-file="1" alt="ข">',
        ),
        ('<figure data-embed="https://evil.example/v"></figure>', ""),
        ('<img alt="ก > ข" data-file="3">', '<img alt="ก &gt; ข" data-file="3">'),
    ],
)
def test_what_is_kept_of_figures(given: str, kept: str) -> None:
    assert clean_body(given) == kept
    assert clean_body(kept) == kept


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=PL1", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("https://m.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("youtu.be/dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        (" https://www.youtube.com/shorts/dQw4w9WgXcQ ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("https://youtube.com/live/dQw4w9WgXcQ?start=61", "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=61s"),
        ("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("https://www.facebook.com/watch/?v=1234567890", "https://www.facebook.com/watch/?v=1234567890"),
        ("https://m.facebook.com/watch?ref=x&v=1234567890", "https://www.facebook.com/watch/?v=1234567890"),
        ("https://web.facebook.com/krabi.news/videos/%E0%B8%82/1234567890/?x", "https://www.facebook.com/krabi.news/videos/1234567890/"),
        ("https://www.facebook.com/reel/1234567890", "https://www.facebook.com/reel/1234567890"),
    ],
)  # fmt: skip
def test_every_spelling_of_a_videos_address_is_one(typed: str, address: str) -> None:
    video = read_video(typed)
    assert video.address == address
    assert read_video(address) == video
    assert video.player.startswith(
        ("https://www.youtube-nocookie.com/embed/", "https://www.facebook.com/plugins/video.php?")
    )


@pytest.mark.parametrize(
    "odd",
    [
        "",
        "ข่าว",
        "https://vimeo.com/12345",
        "https://www.youtube.com/@channel",
        "https://www.youtube.com/watch?v=short",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQtoolong",
        "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
        "https://evil.example/?https://youtu.be/dQw4w9WgXcQ",
        "javascript://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://www.facebook.com/krabi.news",
        "https://facebook.com.evil.example/reel/1234567890",
        "https://youtu.be/dQw4w9WgXcQ" + "x" * 2000,
    ],
)
def test_odd_addresses_are_refused_in_thai(odd: str) -> None:
    with pytest.raises(VideoError, match="ใส่วิดีโอนี้ไม่ได้"):
        read_video(odd)


def test_short_links_are_told_apart() -> None:
    for short in ("https://fb.watch/abc123/", "https://www.facebook.com/share/v/abc/"):
        with pytest.raises(VideoError, match="ลิงก์แบบสั้น"):
            read_video(short)


@pytest.mark.django_db
def test_a_gallery_shows_each_picture_with_its_words_and_opens_it_whole() -> None:
    first = builders.photo(shade=1, caption="ในคลัง", credit="วิชัย")
    second = builders.photo(shade=2, alt="เรือสองลำ", caption="", credit="")
    body = (
        f'<figure data-gallery=""><figure><img data-file="{first.pk}" alt="ท่า &gt; เรือ">'
        "<figcaption>คำของ<em>ข่าว</em></figcaption></figure>"
        f'<figure><img data-file="{second.pk}" alt=""></figure></figure>'
    )
    shown = render_body(clean_body(body))
    assert 'role="group" aria-label="ชุดภาพ 2 ภาพ"' in shown
    assert "คำของ<em>ข่าว</em>" in shown
    assert "ในคลัง" not in shown
    assert "ภาพ: วิชัย" in shown
    assert f'href="{second.url()}" aria-label="ดูภาพเต็ม ภาพที่ 2 จาก 2: เรือสองลำ"' in shown
    assert "script" not in shown
    second_only = clean_body(body.replace(f'"{first.pk}"', '"99999"'))
    assert "gallery" not in render_body(second_only)
    assert render_body(second_only).count("<picture>") == 1
    assert body_text(clean_body(body)) == "คำของข่าว"


def test_a_video_is_a_link_until_it_is_asked_for() -> None:
    shown = render_body(VIDEO.replace("คลิป", "คลิป <strong>“เรือ”</strong> &amp; ทะเล"))
    assert "<iframe" not in shown
    assert 'href="https://www.youtube.com/watch?v=dQw4w9WgXcQ" rel="noopener"' in shown
    assert "คลิป “เรือ” &amp; ทะเล" in shown
    assert "img" not in shown
    assert "วิดีโอจาก Facebook" in render_body(
        '<figure data-embed="https://www.facebook.com/reel/1234567890"></figure>'
    )


def test_the_photos_of_a_body_are_known_by_their_places() -> None:
    assert photo_places(f"{GALLERY}{TWO}{VIDEO}") == {(1, True), (2, True), (2, False)}


@pytest.mark.django_db
def test_a_story_writes_down_which_photos_it_uses() -> None:
    lone, other = builders.photo(shade=1), builders.photo(shade=2)
    shown = f'<figure><img data-file="{lone.pk}" alt="ก"></figure>'
    pair = f'{shown}<figure><img data-file="{other.pk}" alt="ข"></figure>'
    article = builders.draft_article(body=f'{shown}<figure><img data-file="4040" alt="ค"></figure>')
    assert [(use.photo, use.place) for use in PhotoUse.objects.all()] == [(lone, "body")]
    article.body = f'<figure data-gallery="">{pair}</figure>'
    article.save()
    uses = {(use.photo, use.place) for use in PhotoUse.objects.all()}
    assert uses == {(lone, "gallery"), (other, "gallery")}
    assert [str(use) for use in other.shown_by()] == [f"{article} (ชุดภาพ)"]
    article.delete()
    assert not PhotoUse.objects.exists()


@pytest.mark.django_db
def test_a_photo_at_the_top_of_a_story_does_not_wait() -> None:
    photo = builders.photo()
    shown = f'<figure><img data-file="{photo.pk}" alt="ก"></figure>'
    for body, urgent in (
        (shown * 2, 1),
        (f'<figure data-gallery="">{shown * 2}</figure>', 1),
        (f"<p>ข้อความ</p>{shown}", 0),
        (f"{VIDEO}{shown}", 0),
    ):
        article = builders.draft_article(body=body)
        assert article.body_rendered.count('fetchpriority="high"') == urgent, body
        article.lead_photo = photo
        article.save()
        assert "fetchpriority" not in article.body_rendered


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("embed", "told"),
    [
        ("https://evil.example/v", "ใส่วิดีโอนี้ไม่ได้"),
        ("https://fb.watch/abc/", "ลิงก์แบบสั้น"),
        ("", "ใส่วิดีโอนี้ไม่ได้"),
    ],
)
def test_a_bad_video_is_told_in_the_form_and_nothing_is_lost(
    admin_client: Client, embed: str, told: str
) -> None:
    article = builders.draft_article()
    address = f"/admin/articles/article/{article.pk}/change/"
    body = f'<p>ข้อความใหม่</p><figure data-embed="{embed}"><figcaption>คลิป</figcaption></figure>'
    form = {
        "headline": article.headline, "body": body, "status": "draft",
        "bylines-TOTAL_FORMS": 0, "bylines-INITIAL_FORMS": 0,
        "credits-TOTAL_FORMS": 0, "credits-INITIAL_FORMS": 0,
    }  # fmt: skip
    answer = admin_client.post(address, form)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert told in page
    assert "ข้อความใหม่" in page
    assert Article.objects.get(pk=article.pk).body == article.body


@pytest.mark.django_db
def test_only_a_story_with_a_video_loads_the_script_and_frames_have_two_hosts(
    client: Client,
) -> None:
    plain, moving = builders.published_article(), builders.published_article(body=VIDEO)
    assert "js/video" not in client.get(plain.get_absolute_url()).content.decode()
    answer = client.get(moving.get_absolute_url())
    assert "js/video" in answer.content.decode()
    assert (
        "frame-src https://www.youtube-nocookie.com https://www.facebook.com;"
        in answer["Content-Security-Policy"] + ";"
    )


@pytest.mark.django_db
def test_the_pages_about_the_paper_show_pictures_and_videos_too(client: Client) -> None:
    from newsroom.site.models import SiteIdentity

    photo = builders.photo()
    figure = f'<figure><img data-file="{photo.pk}" alt="กองบรรณาธิการ"></figure>'
    SiteIdentity(name="อ่าวทรายโพสต์", about=figure + VIDEO, privacy=figure).save()
    about = client.get("/about/").content.decode()
    assert 'alt="กองบรรณาธิการ"' in about
    assert "js/video" in about
    assert 'alt="กองบรรณาธิการ"' in client.get("/privacy/").content.decode()
