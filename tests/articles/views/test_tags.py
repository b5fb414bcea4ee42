"""A tag's page: text, picture and period; the index of tags."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import ProtectedError
from django.test import Client
from django.utils import timezone

from newsroom.articles.listings import tags
from newsroom.articles.models import Tag
from newsroom.images.models import Photo
from tests import builders

pytestmark = pytest.mark.django_db

TEXT = "น้ำท่วมซ้ำซากในสามอำเภอ และแผนที่ยังไม่ได้ทำ"


def described_tag() -> Tag:
    tag = builders.tag("น้ำท่วม")
    tag.description, tag.photo = TEXT, builders.photo(credit="วิชัย ลมบก")
    tag.save()
    return tag


def published_on(day: datetime, *names: str) -> None:
    builders.published_article(tags=list(names), published_at=day)


def test_it_has_a_text_and_a_picture_also_where_it_is_shared(client: Client) -> None:
    tag = described_tag()
    builders.published_article(tags=["น้ำท่วม"])
    page = client.get(tag.get_absolute_url()).content.decode()
    photo: Any = tag.photo
    assert f"<p>{TEXT}</p>" in page.replace("\u2060", "")
    assert f'alt="{photo.alt}"' in page
    assert "ภาพ: วิชัย ลมบก" in page
    assert f'<meta name="description" content="{TEXT}">' in page
    assert re.search(rf'<meta property="og:image" content="http[^"]+{photo.url("share")}">', page)
    data = json.loads(re.findall(r'application/ld\+json"[^>]*>(.*?)</script>', page)[0])
    assert (data["@type"], data["description"]) == ("CollectionPage", TEXT)
    assert data["image"]["creditText"] == "วิชัย ลมบก"
    assert photo.is_released


def test_the_first_and_the_last_day_are_those_of_public_articles(client: Client) -> None:
    """T-D4: in Bangkok the first one is of August."""
    published_on(datetime(2016, 7, 31, 18, 30, tzinfo=UTC), "น้ำท่วม")
    published_on(datetime(2019, 2, 1, 5, tzinfo=UTC), "น้ำท่วม")
    published_on(datetime(2024, 10, 9, 5, tzinfo=UTC), "น้ำท่วม")
    builders.scheduled_article(tags=["น้ำท่วม"])
    builders.draft_article(tags=["น้ำท่วม"])
    page = client.get(builders.tag().get_absolute_url()).content.decode()
    days = re.findall(r'(ข่าวแรก|ล่าสุด) <time datetime="([^"]+)">([^<]+)</time>', page)
    assert days == [
        ("ข่าวแรก", "2016-08-01T01:30:00+07:00", "1 ส.ค. 2559"),
        ("ล่าสุด", "2024-10-09T12:00:00+07:00", "9 ต.ค. 2567"),
    ]


def test_of_one_day_the_date_stands_once(client: Client) -> None:
    published_on(datetime(2016, 8, 6, 1, tzinfo=UTC), "น้ำท่วม")
    published_on(datetime(2016, 8, 6, 3, tzinfo=UTC), "น้ำท่วม")
    head = client.get(builders.tag().get_absolute_url()).content.decode().split("</header>")[1]
    assert head.count("6 ส.ค. 2559") == 1
    assert "ข่าวแรก" not in head


def names_of(page: str) -> list[tuple[str, str]]:
    return re.findall(r"<h2>([^<]+)</h2>|<li><a href=\"/tag/[^\"]+/\">([^<]+)</a>", page)


def test_the_index_is_in_thai_order_under_the_letters_of_a_dictionary(client: Client) -> None:
    names = ["แม่น้ำ", "มังคุด", "เกาะ", "กุ้ง", "covid 19", "โคม", "90 วัน", "ไม้"]
    for name in names:
        published_on(timezone.now() - timedelta(days=1), name)
    builders.draft_article(tags=["ร่าง"])
    builders.scheduled_article(tags=["ยังไม่ถึงเวลา"])
    builders.tag("ไม่มีข่าว")
    main = client.get("/tag/").content.decode().split("<main")[1].split("</main>")[0]
    shown = [
        heading or name
        for heading, name in names_of(main.replace("\u2060", "").replace("\xa0", " "))
    ]
    assert shown == [
        "0–9", "90 วัน", "C", "covid 19", "ก", "กุ้ง", "เกาะ", "ค", "โคม",
        "ม", "มังคุด", "แม่น้ำ", "ไม้",
    ]  # fmt: skip


def test_the_index_counts_what_is_public(client: Client) -> None:
    builders.scheduled_article(tags=["น้ำท่วม"])
    for _ in range(2):
        builders.published_article(tags=["น้ำท่วม"])
    page = client.get("/tag/").content.decode()
    assert '<span class="places-count">2 ข่าว</span>' in page


def test_an_index_too_long_has_the_tags_with_the_most_articles(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tags, "MAX_INDEXED", 1)
    builders.published_article(tags=["น้ำท่วม", "กุ้ง"])
    builders.published_article(tags=["น้ำท่วม"])
    index = tags.tag_index()
    assert [(initial, [tag.name for tag in rows]) for initial, rows in index.groups] == [
        ("น", ["น้ำท่วม"])
    ]
    assert index.is_capped


def test_an_index_of_nothing_says_so(client: Client) -> None:
    assert "ยังไม่มีข่าวที่ติดแท็ก" in client.get("/tag/").content.decode()


@pytest.mark.parametrize("count", [3, 30])
def test_the_index_takes_three_queries(django_assert_max_num_queries: Any, count: int) -> None:
    builders.published_article(tags=[f"เรื่องที่ {number}" for number in range(count)])
    with django_assert_max_num_queries(3):
        assert sum(len(rows) for _, rows in tags.tag_index().groups) == count


def test_the_photo_of_a_tag_cannot_be_deleted() -> None:
    described_tag()
    with pytest.raises(ProtectedError):
        Photo.objects.get().delete()
