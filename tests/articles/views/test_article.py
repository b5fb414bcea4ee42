"""An article's own page and URL."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from newsroom.articles.models import Byline
from newsroom.site.models import SiteSettings
from newsroom.thai.lines.joiners import without_joiners
from tests import builders

pytestmark = pytest.mark.django_db


def byline_text(page: str) -> str:
    """The names line of a page, without markup."""
    match = re.search(r'<p class="byline-names">(.*?)</p>', page, re.DOTALL)
    assert match
    return " ".join(re.sub(r"<[^>]+>", " ", match[1]).split())


def test_an_article_page_has_every_element(client: Client) -> None:
    SiteSettings(name="อ่าวทรายโพสต์").save()
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
    page = without_joiners(client.get(article.get_absolute_url()).content.decode())
    for element in (
        "อ่าวทรายโพสต์", 'href="/section/local/"', "6 สิงหาคม 2559 เวลา 09.05 น.", 'datetime="2016-08-06T09:05:00+07:00"',
        'href="/author/phaithun/"', "1 ความคิดเห็น", "๒๕๕๙", "ภาพและข่าว : ไพฑูรย์ ล่องเพ็ง", "ภาพ: สุนิสา ชูช่วย",
        'rel="tag">ข่าว</a>', 'rel="tag">ขาว</a>', "เกี่ยวกับผู้เขียน", "ทำข่าวมานาน", "อีกข่าวของผู้เขียนคนเดียวกัน",
        "ปิดรับความคิดเห็นแล้ว", "กลับขึ้นด้านบน ↑", 'itemprop="articleBody"', f'data-article-id="{article.pk}"',
        "social-plugins.line.me/lineit/share?url=http%3A%2F%2Ftestserver%2Fnews%2F", "อ่าน 1 นาที", '<html lang="th" ',
    ):  # fmt: skip
        assert element in page, element
    assert f"/news/{other.pk}/" in page
    assert re.search(r"<article[^>]*>.*itemprop=\"articleBody\"", page, re.DOTALL)


def test_several_authors_are_named_by_role(client: Client) -> None:
    article = builders.published_article(authors=[])
    for position, (name, role) in enumerate(
        [("อรุณี", "writer"), ("นัท", "writer"), ("วิชัย", "photographer")]
    ):
        person = builders.author(name, f"person-{position}")
        article.bylines.create(author=person, role=role, position=position)
    page = client.get(article.get_absolute_url()).content.decode()
    line = page[page.index('class="byline-names"') : page.index('class="byline-meta"')]
    words = " ".join(re.sub(r"<[^>]+>", "", line.partition(">")[2]).split())
    assert words.startswith("โดย อรุณี และ นัท ภาพโดย วิชัย")


def test_every_role_has_its_prefix(client: Client) -> None:
    writer, guest = builders.author(), builders.author("สุนิสา ชูช่วย", "sunisa")
    article = builders.published_article(authors=[writer])
    for position, role in enumerate(("photographer", "editor", "translator"), 1):
        Byline.objects.create(article=article, author=guest, role=role, position=position)
    assert byline_text(client.get(article.get_absolute_url()).content.decode()) == (
        "โดย ไพฑูรย์ ล่องเพ็ง ภาพโดย สุนิสา ชูช่วย เรียบเรียงโดย สุนิสา ชูช่วย แปลโดย สุนิสา ชูช่วย"
    )


def test_text_after_the_id_redirects_to_the_canonical_url(client: Client) -> None:
    """T-U1, T-U2"""
    article = builders.published_article()
    for text in ("อะไรก็ได้", "%E0%B8%82", "a-b-c", "🌊"):
        response = client.get(f"/news/{article.pk}/{text}/")
        assert (response.status_code, response["Location"]) == (301, f"/news/{article.pk}/")
    article.headline = "พาดหัวเปลี่ยน"
    article.save()
    assert article.get_absolute_url() == f"/news/{article.pk}/"


@pytest.mark.parametrize("pk", [0, 999999, 2**63, 10**40])
def test_ids_of_no_article_are_404(client: Client, pk: int) -> None:
    for rest in ("", "x/", "comments/", "comments/thanks/"):
        response = client.get(f"/news/{pk}/{rest}")
        if rest == "x/" and 0 < pk < 2**63:
            continue  # redirects to /news/<pk>/ first
        assert response.status_code == 404, rest
        assert "ไม่พบหน้านี้" in response.content.decode()


def test_a_withdrawn_article_says_so_at_every_url_below_it(client: Client) -> None:
    url = builders.withdrawn_article().get_absolute_url()
    for rest in ("", "comments/", "comments/thanks/"):
        response = client.get(f"{url}{rest}")
        assert response.status_code == 410, rest
        assert "ถูกถอนออกแล้ว" in response.content.decode()
        assert "noindex" in response.content.decode()


def test_other_articles_below_an_article_leave_it_out(client: Client) -> None:
    articles = [builders.published_article(tags=[]) for _ in range(6)]
    page = client.get(articles[-1].get_absolute_url()).content.decode()
    section = page[page.index('id="related"') :]
    ids = re.findall(r'<article class="card[^>]*data-article-id="(\d+)"', section)
    assert ids == [str(article.pk) for article in reversed(articles[1:-1])]


def long_text(minutes: int, headings: int) -> str:
    words = "<p>" + "น้ำท่วมบ้านเรือน " * 60 * minutes + "</p>"
    return words + "".join(f"<h2>ตอนที่ {number}</h2>" for number in range(1, headings + 1))


def test_a_long_story_with_headings_begins_with_its_contents(client: Client) -> None:
    article = builders.published_article(body=long_text(9, 3))
    assert article.reading_minutes >= 5
    page = client.get(article.get_absolute_url()).content.decode()
    assert '<li><a href="#part-2">ตอนที่ 2</a></li>' in page
    assert '<h2 id="part-2">ตอนที่ 2</h2>' in page
    for body in (long_text(1, 3), long_text(9, 2)):
        short = builders.published_article(body=body)
        assert 'class="contents"' not in client.get(short.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("kind", "label", "schema_type"),
    [
        ("news", None, "NewsArticle"),
        ("report", "รายงาน", "ReportageNewsArticle"),
        ("analysis", "บทวิเคราะห์", "AnalysisNewsArticle"),
        ("opinion", "ความเห็น", "OpinionNewsArticle"),
        ("press-release", "ข่าวประชาสัมพันธ์", "Article"),
        ("sponsored", "เนื้อหาสนับสนุน", "AdvertiserContentArticle"),
    ],
)
def test_the_kind_of_work_is_said_to_readers_and_to_programs(
    client: Client, kind: str, label: str | None, schema_type: str
) -> None:
    body = '<p><a href="https://shop.example/">ร้าน</a></p>'
    article = builders.published_article(kind=kind, body=body)
    page = client.get(article.get_absolute_url()).content.decode()
    assert (f'<span class="kind">{label}</span>' in page) == (label is not None)
    assert f'itemtype="https://schema.org/{schema_type}"' in page
    assert f'"@type": "{schema_type}"' in page
    assert ('rel="noopener sponsored"' in page) == (kind == "sponsored")
    feed = client.get("/feed/").content.decode()
    assert (f"<category>{label}</category>" in feed) == (label is not None)
    news_sitemap = client.get("/news-sitemap.xml").content.decode()
    assert (article.get_absolute_url() in news_sitemap) == (kind != "sponsored")


def test_the_first_writers_portrait_stands_beside_the_byline(client: Client) -> None:
    writer = builders.author(photo=builders.photo(shade=7))
    article = builders.published_article(authors=[writer])
    page = client.get(article.get_absolute_url()).content.decode()
    assert '<div class="byline-portrait"><picture>' in page
    plain = builders.published_article(authors=[builders.author("ไม่มีภาพ", "plain")])
    assert "byline-portrait" not in client.get(plain.get_absolute_url()).content.decode()
