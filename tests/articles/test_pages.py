"""Readers' pages. Bad addresses tried: ids past the database's end, years and months that are none,
percent-encoding of every kind, decomposed ำ, pages that are no numbers."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from newsroom.articles.models import Article, Tag
from newsroom.site.models import SiteIdentity
from tests import builders

pytestmark = pytest.mark.django_db


def test_a_storys_page_has_every_element_of_the_paper(client: Client) -> None:
    SiteIdentity(name="อ่าวทรายโพสต์").save()
    writer = builders.author(bio="ทำข่าวมานาน", job_title="ผู้สื่อข่าว", photo=builders.photo(shade=7))
    other = builders.published_article(authors=[writer], headline="อีกข่าวของผู้เขียนคนเดียวกัน")
    article = builders.published_article(
        headline="อบจ.กระบี่จัดอบรม ประจำปี ๒๕๕๙",
        published_at=datetime(2016, 8, 6, 2, 5, tzinfo=UTC),
        credits=[("ภาพและข่าว", "ไพฑูรย์ ล่องเพ็ง")],
        tags=["ข่าว", "ขาว"],
        lead_photo=builders.photo(),
        authors=[writer],
        comments_open=False,
    )
    builders.visible_comment(article)
    page = client.get(article.get_absolute_url()).content.decode()
    for element in (
        "อ่าวทรายโพสต์", 'href="/section/local/"', "6 สิงหาคม 2559 เวลา 09.05 น.", 'datetime="2016-08-06T09:05:00+07:00"',
        'href="/author/phaithun/"', "1 ความคิดเห็น", "๒๕๕๙", "ภาพและข่าว : ไพฑูรย์ ล่องเพ็ง", "ภาพ: สุนิสา ชูช่วย",
        'rel="tag">ข่าว</a>', 'rel="tag">ขาว</a>', "เกี่ยวกับผู้เขียน", "ทำข่าวมานาน", "อีกข่าวของผู้เขียนคนเดียวกัน",
        "ปิดรับความคิดเห็นแล้ว", "กลับขึ้นด้านบน ↑", 'itemprop="articleBody"', f'data-article-id="{article.pk}"',
        "social-plugins.line.me/lineit/share?url=http%3A%2F%2Ftestserver%2Fnews%2F", "อ่าน 1 นาที", '<html lang="th">',
    ):  # fmt: skip
        assert element in page, element
    assert f"/news/{other.pk}/" in page
    assert re.search(r"<article[^>]*>.*itemprop=\"articleBody\"", page, re.DOTALL)


def test_several_authors_are_named_by_what_they_did(client: Client) -> None:
    story = builders.published_article(authors=[])
    for place, (name, role) in enumerate(
        [("อรุณี", "writer"), ("นัท", "writer"), ("วิชัย", "photographer")]
    ):
        person = builders.author(name, f"person-{place}")
        story.bylines.create(author=person, role=role, position=place)
    page = client.get(story.get_absolute_url()).content.decode()
    line = page[page.index('class="byline-names"') : page.index('class="byline-meta"')]
    words = " ".join(re.sub(r"<[^>]+>", "", line.partition(">")[2]).split())
    assert words.startswith("โดย อรุณี และ นัท ภาพโดย วิชัย")


def test_any_address_of_a_story_leads_to_the_one(client: Client) -> None:
    """T-U1, T-U2"""
    article = builders.published_article()
    for behind in ("อะไรก็ได้", "%E0%B8%82", "a-b-c", "🌊"):
        answer = client.get(f"/news/{article.pk}/{behind}/")
        assert (answer.status_code, answer["Location"]) == (301, f"/news/{article.pk}/")
    article.headline = "พาดหัวเปลี่ยน"
    article.save()
    assert article.get_absolute_url() == f"/news/{article.pk}/"


@pytest.mark.parametrize("pk", [0, 999999, 2**63, 10**40])
def test_stories_that_are_not_are_404(client: Client, pk: int) -> None:
    for behind in ("", "x/", "comments/", "comments/thanks/"):
        answer = client.get(f"/news/{pk}/{behind}")
        if behind == "x/" and pk < 2**63:
            continue  # leads to /news/<pk>/ first
        assert answer.status_code == 404, behind
        assert "ไม่พบหน้านี้" in answer.content.decode()


def test_a_withdrawn_story_says_so(client: Client) -> None:
    answer = client.get(builders.withdrawn_article().get_absolute_url())
    assert answer.status_code == 410
    assert "ถูกถอนออกแล้ว" in answer.content.decode()
    assert "noindex" in answer.content.decode()


def test_every_spelling_of_a_tags_address_reaches_it(client: Client) -> None:
    """T-U3"""
    builders.published_article(tags=["น้ำ", "ข่าว", "ขาว", "ข้าว"])
    canonical = Tag.objects.get(name="น้ำ").get_absolute_url()
    assert canonical == "/tag/%E0%B8%99%E0%B9%89%E0%B8%B3/"
    for spelled in (
        "/tag/น้ำ/",
        canonical,
        canonical.lower(),
        "/tag/น\u0e49\u0e4d\u0e32/",
        "/tag/น\u0e4d\u0e49\u0e32/",
        "/tag/น้ำ\u200b/",
    ):
        answer = client.get(spelled)
        if answer.status_code == 301:
            answer = client.get(answer["Location"])
        assert answer.status_code == 200, spelled
        assert "<h1>น้ำ</h1>" in answer.content.decode()
    pages = {name: client.get(f"/tag/{name}/").content for name in ("ข่าว", "ขาว", "ข้าว")}
    assert len(set(pages.values())) == 3


@pytest.mark.parametrize(
    "broken",
    ["%25E0%25B8%2582", "%zz", "%E0%B8", "%00", "%FF%FE", "%", "%0A", "่", "a%2Fb", "ก" * 3000],
)
def test_broken_addresses_are_no_server_error(client: Client, broken: str) -> None:
    """T-U3"""
    for address in (
        f"/tag/{broken}/",
        f"/tag/{broken}/feed/",
        f"/section/{broken}/",
        f"/search/?q={broken}",
        f"/{broken}/",
        f"/news/1/{broken}/",
    ):
        answer = client.get(address)
        assert answer.status_code in (200, 301, 400, 404), f"{address}: {answer.status_code}"


@pytest.mark.parametrize(
    "address",
    [
        "/archive/0/",
        "/archive/0/1/",
        "/archive/99999/",
        "/archive/2016/13/",
        "/archive/2016/0/",
        "/archive/2559/13/",
        "/archive/2016/1/",
        "/archive/1200/01/",
    ],
)
def test_months_that_are_none_are_404(client: Client, address: str) -> None:
    answer = client.get(address, follow=True)
    assert answer.status_code == 404


def test_the_archive_is_in_bangkoks_months_and_buddhist_years(client: Client) -> None:
    """T-D4, T-D5"""
    article = builders.published_article(published_at=datetime(2016, 7, 31, 18, 30, tzinfo=UTC))
    page = client.get("/archive/").content.decode()
    assert "พ.ศ. 2559" in page
    assert "สิงหาคม 2559" in page
    assert "กรกฎาคม 2559" not in page
    assert f'data-article-id="{article.pk}"' in client.get("/archive/2016/08/").content.decode()
    for asked, canonical in (
        ("/archive/2559/08/", "/archive/2016/08/"),
        ("/archive/2016/8/", "/archive/2016/08/"),
        ("/archive/2559/", "/archive/2016/"),
    ):
        answer = client.get(asked)
        assert (answer.status_code, answer["Location"]) == (301, canonical)


def test_no_story_stands_twice_on_the_front_page(client: Client) -> None:
    economy = builders.section("เศรษฐกิจ", "economy")
    for number in range(30):
        builders.published_article(section=economy if number % 3 else None or builders.section())
    ids = re.findall(r'data-article-id="(\d+)"', client.get("/").content.decode())
    assert len(ids) > 15
    assert len(ids) == len(set(ids))


def test_an_empty_site_is_friendly(client: Client) -> None:
    assert "ยังไม่มีข่าว" in client.get("/").content.decode()
    for address in (
        "/archive/",
        "/about/",
        "/contact/",
        "/privacy/",
        "/search/",
        "/feed/",
        "/sitemap.xml",
    ):
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("asked", ["abc", "-1", "0", "๑", "1.5", "%00"])
def test_nonsense_page_numbers_show_the_first_page(client: Client, asked: str) -> None:
    builders.published_article()
    for address in ("/section/local/", "/tag/ชายหาด/", "/author/phaithun/", "/search/?q=ชุมชน"):
        joint = "&" if "?" in address else "?"
        assert client.get(f"{address}{joint}page={asked}").status_code == 200


def test_pages_past_the_end_are_404(client: Client) -> None:
    builders.published_article()
    for address in (
        "/section/local/?page=2",
        "/search/?q=ชุมชน&page=99999",
        f"/section/local/?page={'9' * 300}",
    ):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("rows", [3, 30])
@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/section/local/",
        "/tag/ชายหาด/",
        "/author/phaithun/",
        "/archive/",
        "/archive/2016/08/",
        "/search/?q=ชุมชน",
        "story",
    ],
)
def test_every_page_asks_at_most_ten_questions(
    client: Client, address: str, rows: int, django_assert_max_num_queries: Any
) -> None:
    photo = builders.photo()
    for number in range(rows):
        article = builders.published_article(
            lead_photo=photo,
            published_at=datetime(2016, 8, 6, tzinfo=UTC) + timedelta(minutes=number),
            tags=["ชายหาด", "ข่าว"],
        )
    builders.visible_comment(article)
    address = article.get_absolute_url() if address == "story" else address
    # As in a worker: what stands on every page was asked for by the page before.
    with builders.a_generation():
        client.get(address)
        with django_assert_max_num_queries(10):
            answer = client.get(address)
    assert answer.status_code == 200


def test_what_is_derived_is_written_once_and_true() -> None:
    article = builders.published_article(
        headline="ข่าว\u200b  เช้า", standfirst="", body="<p>เด็ก ๆ 200 คน</p><script>x</script>"
    )
    stored = Article.objects.get(pk=article.pk)
    assert stored.headline == "ข่าว เช้า"
    assert stored.plain_text == "เด็ก ๆ 200 คน"
    assert stored.body == "<p>เด็ก ๆ 200 คน</p>"
    assert stored.body_rendered == "<p>เด็ก\u00a0ๆ 200\u00a0คน</p>"
    assert stored.excerpt == "เด็ก\u00a0ๆ 200\u00a0คน"
    assert stored.reading_minutes == 1


def test_a_teaser_does_not_say_the_headline_again() -> None:
    said_twice = builders.published_article(
        headline="น้ำท่วมใหญ่", standfirst="", body="<p>น้ำท่วมใหญ่</p><p>ฝนตกทั้งคืน</p>"
    )
    assert said_twice.excerpt == "ฝนตกทั้งคืน"
    longer_word = builders.published_article(
        headline="น้ำท่วม", standfirst="", body="<p>น้ำท่วมใหญ่ทั้งอำเภอ</p>"
    )
    assert longer_word.excerpt == "น้ำท่วมใหญ่ทั้งอำเภอ"
    only_headline = builders.published_article(headline="น้ำท่วม", standfirst="", body="<p>น้ำท่วม</p>")
    assert only_headline.excerpt == "น้ำท่วม"


def test_a_new_comment_does_not_save_the_story_again() -> None:
    article = builders.published_article()
    before = Article.objects.get(pk=article.pk).updated_at
    builders.visible_comment(article)
    assert Article.objects.get(pk=article.pk).updated_at == before


def test_constraints_are_named_and_speak_thai() -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="ต้องมีวันเวลาเผยแพร่"):
        Article(headline="ก", status="published", section=builders.section()).full_clean()
    with pytest.raises(ValidationError, match="ต้องอยู่ในหมวด"):
        Article(headline="ก", status="published", published_at=timezone.now()).full_clean()
    for blank in ("", " ", "\u200b", "\u0e48"):
        with pytest.raises(ValidationError):
            Article(headline=blank).full_clean()


@pytest.mark.parametrize(("length", "fits"), [(255, True), (256, False)])
def test_a_headline_is_saved_or_refused_but_never_cut(length: int, fits: bool) -> None:
    """T-E3"""
    from django.core.exceptions import ValidationError

    article = Article(headline="ก" * length)
    if fits:
        article.full_clean()
        article.save()
        assert len(Article.objects.get().headline) == length
    else:
        with pytest.raises(ValidationError, match="255"):
            article.full_clean()
