"""Feeds of partners: what they get, when, in which form; making and revoking them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from newsroom.accounts import roles
from newsroom.articles.models import Article
from newsroom.articles.workflow.taxonomy.merges import merge_sections
from newsroom.audit.models import AuditLogEntry
from newsroom.syndication.models import Partner
from newsroom.syndication.partners import views
from tests import builders
from tests.syndication.line_today_rules import line_today_problems

pytestmark = pytest.mark.django_db
FORMATS = ("feed", "line-today")
NS = {
    "media": "http://search.yahoo.com/mrss/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "content": "http://purl.org/rss/1.0/modules/content/",
}
TRICKY = "<p>ก]]>ข &amp; ๒๕๕๙ 😀 <a href='/archive/'>คลัง</a></p>"


def partner(**fields: Any) -> Partner:
    return Partner.objects.create(**{"name": "LINE TODAY", **fields})


def fetch(one: Partner, form: str = "feed") -> Any:
    return Client().get(f"/partners/{one.token}/{form}/")


def links(one: Partner) -> list[str | None]:
    root = ET.fromstring(fetch(one).content)
    return [item.findtext("link") for item in root.iter("item")]


def urls(*articles: Article) -> list[str]:
    return [f"http://testserver{article.get_absolute_url()}" for article in articles]


def test_rss_has_text_photo_credit_and_rights() -> None:
    photo = builders.photo(credit="วิชัย ลมบก", caption="น้ำท่วม")
    article = builders.published_article(
        lead_photo=photo, body=TRICKY, section=builders.section(), authors=[builders.author()],
    )  # fmt: skip
    response = fetch(partner(rights="ห้ามดัดแปลง"))
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    channel = ET.fromstring(response.content).find("channel")
    assert channel is not None
    assert channel.findtext("copyright") == "ห้ามดัดแปลง"
    assert channel.findtext("language") == "th-TH"
    item = channel.find("item")
    assert item is not None
    assert item.findtext("link") == urls(article)[0]
    assert item.findtext("dc:rights", namespaces=NS) == "ห้ามดัดแปลง"
    assert item.findtext("media:content/media:credit", namespaces=NS) == "วิชัย ลมบก"
    text = item.findtext("content:encoded", namespaces=NS) or ""
    assert "ก]]&gt;ข" in text
    assert 'href="http://testserver/archive/"' in text
    assert item.findtext("category") == "ท้องถิ่น"


def test_line_today_has_the_fields_it_asks_for() -> None:
    section = builders.section()
    other = builders.published_article(section=section, lead_photo=builders.photo(shade=40))
    article = builders.published_article(
        headline="ก & ข < ๒๕๕๙ \u2060", lead_photo=builders.photo(), body=TRICKY, section=section,
        authors=[builders.author()],
    )  # fmt: skip
    response = fetch(partner(rights="ห้ามดัดแปลง"), "line-today")
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    root = ET.fromstring(response.content)
    assert root.tag == "articles"
    assert len(root.findtext("UUID") or "") == 36
    assert (root.findtext("time") or "").isdecimal()
    rows = {row.findtext("ID"): row for row in root.findall("article")}
    row = rows[str(article.pk)]
    milliseconds = str(int(article.published_at.timestamp() * 1000))
    expected = {
        "nativeCountry": "TH", "language": "th", "publishCountries/country": "TH",
        "startYmdtUnix": milliseconds, "publishTimeUnix": milliseconds,
        "title": "ก & ข < ๒๕๕๙", "category": "ท้องถิ่น", "author": "ไพฑูรย์ ล่องเพ็ง",
        "sourceUrl": urls(article)[0], "recommendArticles/article/url": urls(other)[0],
        "contents/text/copyright": "ห้ามดัดแปลง",
    }  # fmt: skip
    assert {name: (row.findtext(name) or "").strip() for name in expected} == expected
    assert int(row.findtext("endYmdtUnix") or 0) > timezone.now().timestamp() * 1000
    assert int(row.findtext("updateTimeUnix") or 0) >= int(milliseconds)
    assert "ก]]&gt;ข" in (row.findtext("contents/text/content") or "")
    assert (row.findtext("contents/image/url") or "").endswith(".jpg")
    assert (row.findtext("thumbnail") or "") == row.findtext("contents/image/url")
    recommended = row.findtext("recommendArticles/article/thumbnail") or ""
    assert recommended == f"http://testserver{other.lead_photo.url()}"
    assert [tag.text for tag in row.findall("tags/tag")] == ["ชายหาด"]
    assert line_today_problems(response.content) == []
    # Asked again, nothing is new.
    again = fetch(Partner.objects.get(), "line-today").content
    assert again == response.content


def test_line_today_is_told_of_photoless_and_ended_articles_by_its_rules() -> None:
    builders.published_article(tags=[])
    ended = builders.published_article(published_at=timezone.now() - timedelta(days=3))
    one = partner(last_fetched_on=timezone.localdate())
    assert line_today_problems(fetch(one, "line-today").content) == []
    builders.withdraw(ended)
    assert line_today_problems(fetch(one, "line-today").content) == []


def test_the_rules_of_line_today_find_what_they_are_for() -> None:
    bad = b"<articles><article><ID>1</ID><startYmdtUnix>1700000000</startYmdtUnix></article></articles>"
    found = line_today_problems(bad)
    assert {"no title", "no UUID and time at the beginning", "startYmdtUnix is not in milliseconds",
            "it ends before it starts"} <= set(found)  # fmt: skip


def test_a_partner_gets_their_sections_after_their_delay_and_nothing_sponsored() -> None:
    local, sport = builders.section(), builders.section("กีฬา", "sport")
    hour = timezone.now() - timedelta(hours=1)
    old = builders.published_article(section=local, published_at=hour)
    new = builders.published_article(section=local, published_at=timezone.now())
    game = builders.published_article(section=sport, published_at=hour)
    builders.published_article(section=local, published_at=hour, kind=Article.Kind.SPONSORED)
    builders.draft_article(section=local)
    builders.scheduled_article(section=local)
    everything = partner()
    assert links(everything) == urls(new, game, old)
    late = partner(all_sections=False, delay_minutes=30)
    late.sections.add(local)
    assert links(late) == urls(old)
    summary = partner(length="summary")
    for form in FORMATS:
        assert "กิจกรรมครั้งต่อไป" not in fetch(summary, form).content.decode()
        assert "กิจกรรมครั้งต่อไป" in fetch(everything, form).content.decode()


def test_a_section_that_is_deleted_or_merged_never_gives_a_partner_more() -> None:
    local, sport = builders.section(), builders.section("กีฬา", "sport")
    article = builders.published_article(section=local)
    builders.published_article(section=builders.section("การเมือง", "politics"))
    one = partner(all_sections=False)
    one.sections.add(sport)
    sport.delete()
    assert links(one) == []
    football = builders.section("ฟุตบอล", "football")
    one.sections.add(football)
    merge_sections(local, [football])
    assert links(one) == urls(article)


def withdrawn(**ago: int) -> Article:
    article = builders.withdrawn_article()
    moment = timezone.now()
    Article.objects.filter(pk=article.pk).update(
        published_at=moment - timedelta(hours=2), withdrawn_at=moment - timedelta(**ago)
    )
    return article


def test_a_withdrawn_article_is_told_as_ended_without_its_words() -> None:
    article = withdrawn(minutes=5)
    one = partner()
    item = ET.fromstring(fetch(one).content).find("channel/item")
    assert item is not None
    assert item.findtext("guid") == urls(article)[0]
    assert item.findtext("title") == "ข่าวนี้ถูกถอนออกแล้ว"
    assert (item.findtext("dcterms:valid", namespaces=NS) or "").startswith("end=")
    status = item.find("media:status", NS)
    assert status is not None
    assert status.get("state") == "deleted"
    row = ET.fromstring(fetch(one, "line-today").content).find("article")
    assert row is not None
    assert row.findtext("ID") == str(article.pk)
    assert int(row.findtext("endYmdtUnix") or 0) < timezone.now().timestamp() * 1000
    for form in FORMATS:
        assert article.headline.split(" ")[0] not in fetch(one, form).content.decode()


def test_what_never_reached_a_partner_or_ended_long_ago_is_not_told() -> None:
    withdrawn(minutes=70)
    assert links(partner(delay_minutes=60)) == []
    Article.objects.update(withdrawn_at=timezone.now() - timedelta(days=31))
    assert links(partner()) == []


@pytest.mark.parametrize("form", FORMATS)
def test_only_the_right_token_opens_a_feed_and_no_cache_keeps_it(form: str) -> None:
    one = partner()
    response = fetch(one, form)
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    for wrong in (f"{one.pk}-{one.secret}x", f"{one.pk}-", f"{one.pk}", "x", f"999-{one.secret}",
                  f"-{one.secret}", f"{10**30}-x"):  # fmt: skip
        assert Client().get(f"/partners/{wrong}/{form}/").status_code == 404, wrong
    Partner.objects.update(revoked_at=timezone.now())
    assert fetch(one, form).status_code == 410
    one.delete()
    assert fetch(Partner(pk=one.pk or 1, secret=one.secret), form).status_code == 404


def test_the_secret_is_compared_in_constant_time_also_of_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[tuple[int, int]] = []

    def compare(first: str, second: str) -> bool:
        compared.append((len(first), len(second)))
        return False

    monkeypatch.setattr(views, "constant_time_compare", compare)
    one = partner()
    assert fetch(one).status_code == 404
    assert Client().get("/partners/999-x/feed/").status_code == 404
    assert compared == [(43, 43), (1, 43)]


def test_a_feed_costs_a_constant_number_of_queries(django_assert_max_num_queries: Any) -> None:
    section = builders.section()
    for _ in range(12):
        builders.published_article(section=section, authors=[builders.author()])
    one = partner(last_fetched_on=timezone.localdate())
    for form in FORMATS:
        with django_assert_max_num_queries(12):
            fetch(one, form)


def test_a_partner_is_made_and_revoked_in_the_admin(client: Client) -> None:
    client.force_login(builders.role_user(roles.ADMINISTRATOR, "boss"))
    url = "/admin/syndication/partner/"
    data = {"name": "มติชน", "delay_minutes": "15", "length": "whole", "rights": "© เรา"}
    refused = client.post(f"{url}add/", data)
    assert "เลือกหมวดที่คู่ค้าได้" in refused.content.decode()
    late = client.post(f"{url}add/", {**data, "all_sections": "on", "delay_minutes": "99999"})
    assert "10080" in late.content.decode()
    client.post(f"{url}add/", {**data, "all_sections": "on"})
    one = Partner.objects.get()
    page = client.get(f"{url}{one.pk}/change/").content.decode()
    assert f"http://testserver/partners/{one.token}/feed/" in page
    assert fetch(one).status_code == 200
    client.post(url, {"action": "revoke", "_selected_action": [one.pk]})
    assert fetch(one).status_code == 410
    assert AuditLogEntry.objects.latest("pk").detail == "เพิกถอนที่อยู่"
    client.post(url, {"action": "renew", "_selected_action": [one.pk]})
    assert fetch(one).status_code == 404
    assert fetch(Partner.objects.get()).status_code == 200
    assert one.secret not in "".join(AuditLogEntry.objects.values_list("detail", flat=True))
    assert "เรียกล่าสุด" in client.get(url).content.decode()


def test_editors_do_not_see_the_addresses(client: Client) -> None:
    one = partner()
    client.force_login(builders.role_user(roles.EDITOR, "ed"))
    assert client.get(f"/admin/syndication/partner/{one.pk}/change/").status_code == 403
