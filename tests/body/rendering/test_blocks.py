"""Body HTML as readers see it."""

from __future__ import annotations

import pytest
from django.test import Client

from newsroom.body.pipeline import clean_body
from newsroom.body.plain_text import html_to_text
from newsroom.body.rendering.blocks import render_body
from newsroom.images.models import Photo
from tests import builders
from tests.body.samples import VIDEO


def render(html: str) -> str:
    return render_body(html, Photo.objects.in_bulk)


@pytest.mark.django_db
def test_photos_are_shown_with_caption_and_credit() -> None:
    photo = builders.photo()
    shown = render(
        clean_body(
            f'<p>ก</p><figure><img data-file="{photo.pk}" alt="เรือ"><figcaption>ริม <b>ท่า</b></figcaption></figure>'
        )
    )
    assert '<figure class="photo"><picture>' in shown
    assert 'alt="เรือ"' in shown
    assert (
        '<figcaption>ริม <strong>ท่า</strong> <span class="credit">ภาพ: สุนิสา ชูช่วย</span></figcaption>'
        in shown
    )
    assert render('<figure><img data-file="999"></figure>') == ""


@pytest.mark.django_db
def test_a_photo_inside_a_paragraph_is_moved_behind_it() -> None:
    photo = builders.photo(caption="", credit="")
    shown = render(clean_body(f'<p>ก่อน <img data-file="{photo.pk}" alt="เรือ"> หลัง</p>'))
    assert shown.startswith("<p>ก่อน หลัง</p><figure")
    assert "<p><figure" not in shown


def test_tables_scroll_and_links_lead_out_safely() -> None:
    shown = render(
        "<table><tbody><tr><th>ก</th><th>ข</th></tr><tr><td>1</td><td>2</td></tr></tbody></table>"
    )
    assert shown.startswith(
        '<div class="table-scroll" tabindex="0" role="region" aria-label="ตาราง">'
    )
    assert shown.count('scope="col"') == 2
    assert 'rel="noopener"' in render('<a href="https://a.example/">ก</a>')
    assert "rel=" not in render('<a href="/news/1/">ก</a>')
    assert render('<a href="http://[broken">ก</a>')


def test_a_line_of_dashes_is_a_thematic_break() -> None:
    assert render("<p>ก</p><p>-------</p><p>* * *</p><p>......</p><p>ข</p>") == (
        "<p>ก</p><hr><hr><hr><p>ข</p>"
    )
    assert render("<p>-- ข่าว --</p><p>…</p><p>...</p>").count("<hr>") == 0


def test_rules_at_the_ends_and_full_stops_for_empty_lines_are_not_shown() -> None:
    assert (
        render("<p>.....</p><p>ก</p><p>.</p><p>ข</p><p>..</p><p>----</p><hr>") == "<p>ก</p><p>ข</p>"
    )
    linked = '<p><a href="#x">ก</a></p><p id="x">.</p>'
    assert render(linked) == linked


@pytest.mark.django_db
def test_a_gallery_shows_each_picture_with_its_texts_and_links_to_its_file() -> None:
    first = builders.photo(shade=1, caption="ในคลัง", credit="วิชัย")
    second = builders.photo(shade=2, alt="เรือสองลำ", caption="", credit="")
    body = (
        f'<figure data-gallery=""><figure><img data-file="{first.pk}" alt="ท่า &gt; เรือ">'
        "<figcaption>คำของ<em>ข่าว</em></figcaption></figure>"
        f'<figure><img data-file="{second.pk}" alt=""></figure></figure>'
    )
    shown = render(clean_body(body))
    assert 'role="group" aria-label="ชุดภาพ 2 ภาพ"' in shown
    assert "คำของ<em>ข่าว</em>" in shown
    assert "ในคลัง" not in shown
    assert "ภาพ: วิชัย" in shown
    assert f'href="{second.url()}" aria-label="ดูภาพเต็ม ภาพที่ 2 จาก 2: เรือสองลำ"' in shown
    assert "script" not in shown
    second_only = clean_body(body.replace(f'"{first.pk}"', '"99999"'))
    assert "gallery" not in render(second_only)
    assert render(second_only).count("<picture>") == 1
    assert html_to_text(clean_body(body)) == "คำของข่าว"


def test_a_video_is_a_link_until_it_is_clicked() -> None:
    shown = render(VIDEO.replace("คลิป", "คลิป <strong>“เรือ”</strong> &amp; ทะเล"))
    assert "<iframe" not in shown
    assert 'href="https://www.youtube.com/watch?v=dQw4w9WgXcQ" rel="noopener"' in shown
    assert "คลิป “เรือ” &amp; ทะเล" in shown
    assert "img" not in shown
    assert "วิดีโอจาก Facebook" in render(
        '<figure data-embed="https://www.facebook.com/reel/1234567890"></figure>'
    )


@pytest.mark.django_db
def test_a_photo_at_the_top_of_an_article_is_loaded_eagerly() -> None:
    photo = builders.photo()
    shown = f'<figure><img data-file="{photo.pk}" alt="ก"></figure>'
    for body, eager in (
        (shown * 2, 1),
        (f'<figure data-gallery="">{shown * 2}</figure>', 1),
        (f"<p>ข้อความ</p>{shown}", 0),
        (f"{VIDEO}{shown}", 0),
    ):
        article = builders.draft_article(body=body)
        assert article.body_html.count('fetchpriority="high"') == eager, body
        article.lead_photo = photo
        article.save()
        assert "fetchpriority" not in article.body_html


@pytest.mark.django_db
def test_the_about_and_privacy_pages_show_photos_and_videos(client: Client) -> None:
    photo = builders.photo()
    figure = f'<figure><img data-file="{photo.pk}" alt="กองบรรณาธิการ"></figure>'
    builders.write_page("about", figure + VIDEO)
    builders.write_page("privacy", figure)
    about, privacy = (client.get(path).content.decode() for path in ("/about/", "/privacy/"))
    assert 'alt="กองบรรณาธิการ"' in about
    assert "js/story.js" in about
    assert 'alt="กองบรรณาธิการ"' in privacy
    assert "js/story.js" not in privacy
