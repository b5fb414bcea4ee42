"""What helps a reader: corrections, other keyboards, filters, suggestions. Bad filters tried:
dates that are none, unknown sections and authors, NUL, very long values."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from newsroom.thai.dates import BANGKOK
from tests import builders
from tests.search.test_search import found, story

pytestmark = pytest.mark.django_db


def page(client: Client, query: str, **more: str) -> str:
    return client.get("/search/", {"q": query, **more}).content.decode()


def suggested(client: Client, query: str) -> list[dict[str, Any]]:
    answer = client.get("/search/suggest", {"q": query})
    assert answer.status_code == 200
    return json.loads(answer.content)["suggestions"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("-jk;ouh=yf", "ข่าวนี้ชัด"),
        ("krabi", "กระบี่"),
        ("นำท่วมใหญ่", "น้ำท่วมใหญ่"),
        ("พะยูรเกยตื้น", "พะยูนเกยตื้น"),
    ],
)
def test_a_search_that_finds_nothing_shows_what_was_likely_meant_and_says_so(
    client: Client, typed: str, meant: str
) -> None:
    pk = story(f"วันนี้{meant}มากที่สุดในรอบปี")
    story("เรื่องอื่นที่ไม่เกี่ยวกันเลย")
    assert found(client, typed)[0] == pk
    text = page(client, typed)
    assert "คุณหมายถึง" in text
    assert f"แสดงผลสำหรับ «{meant}»" in text


def test_latin_words_typed_on_a_thai_keyboard_are_understood(client: Client) -> None:
    pk = story("ส่ง email ถึงผู้ว่าฯ")
    assert found(client, "ำทฟรส") == [pk]


def test_nothing_at_all_offers_the_latest_stories(client: Client) -> None:
    pk = story("ข่าวล่าสุดของวันนี้")
    text = page(client, "ฮฮฮฮฮฮฮฮ")
    assert 'data-result-count="0"' in text
    assert f'href="/news/{pk}/"' in text
    assert "data-article-id" not in text


def test_a_whole_question_finds_the_story_that_answers_it(client: Client) -> None:
    story("แข่งเรือยาวปลายปี")
    pk = story("เขื่อนรัชชประภา", "<p>เขื่อนรัชชประภาสร้างเสร็จใน พ.ศ. 2530 ที่สุราษฎร์ธานี</p>")
    assert found(client, "เขื่อนรัชชประภาสร้างเสร็จเมื่อใดครับ")[0] == pk


def test_phrases_exclusions_and_words_in_any_order(client: Client) -> None:
    one = story("น้ำท่วมกระบี่", "<p>ชาวบ้านอพยพ</p>")
    two = story("กระบี่แห้งแล้ง", "<p>ไม่มีน้ำท่วม</p>")
    assert set(found(client, "กระบี่ น้ำท่วม")) == {one, two}
    assert found(client, '"น้ำท่วมกระบี่"') == [one]
    assert found(client, "กระบี่ -แห้งแล้ง") == [one]


def test_years_of_both_eras_find_each_other(client: Client) -> None:
    pk = story("เลือกตั้งปี พ.ศ. ๒๕๖๖")
    assert found(client, "เลือกตั้ง 2023") == [pk]
    assert found(client, "เลือกตั้ง ค.ศ. 2023") == [pk]


def test_headlines_where_a_word_begins_come_before_those_where_it_stands_inside(
    client: Client,
) -> None:
    """T-S4"""
    inside = story("เด็กตากลมมองกล้อง")
    beginning = story("กลมเกลียวทั้งหมู่บ้าน")
    assert found(client, "กลม") == [beginning, inside]


def test_filters_narrow_and_stand_in_the_address(client: Client) -> None:
    sport = builders.section("กีฬา", "sport")
    writer = builders.author("สุนิสา ชูช่วย", "sunisa")
    old = builders.published_article(
        headline="ปูม้ากลับมา", published_at=datetime(2016, 8, 6, 1, tzinfo=BANGKOK)
    )
    new = builders.published_article(
        headline="แข่งจับปูม้า",
        section=sport,
        authors=[writer],
        published_at=datetime(2024, 1, 5, 9, tzinfo=BANGKOK),
    )
    assert found(client, "ปูม้า", section="sport") == [new.pk]
    assert found(client, "ปูม้า", author="sunisa") == [new.pk]
    assert found(client, "ปูม้า", author="สุนิสา ชูช่วย") == [new.pk]
    # Buddhist and Christian years, and the whole of the last day, in Bangkok's time (T-D4).
    assert found(client, "ปูม้า", **{"from": "6/8/2559", "to": "๖ ส.ค. ๒๕๕๙"}) == [old.pk]
    assert found(client, "ปูม้า", **{"from": "2016-08-07"}) == [new.pk]
    assert found(client, "ปูม้า", sort="date") == [new.pk, old.pk]
    text = page(client, "ปูม้า", section="sport", sort="date")
    assert '<option value="sport" selected>' in text


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("from", "31/2/2559", "ตั้งแต่วันที่"),
        ("to", "พรุ่งนี้มั้ง", "ไม่เข้าใจวันที่"),
        ("section", "nowhere", "ไม่มีหมวด"),
        ("author", "ไม่มีคนนี้", "ไม่มีผู้เขียน"),
        ("author", "x" * 9999, "ไม่มีผู้เขียน"),
        ("section", "<script>", "ไม่มีหมวด"),
        ("from", "\0", ""),
    ],
)
def test_a_filter_that_makes_no_sense_is_told_and_left_out(
    client: Client, name: str, value: str, told: str
) -> None:
    pk = story("ปูม้ากลับมา")
    assert found(client, "ปูม้า", **{name: value}) == [pk]
    text = page(client, "ปูม้า", **{name: value})
    assert told in text
    assert "<script>" not in text


def test_results_show_the_passage_with_what_was_found_marked(client: Client) -> None:
    story("เรื่องหนึ่ง", "<p>" + "คำอื่น " * 80 + "พบ <strong>ปูม้า</strong>ริมหาด</p>")
    assert "<mark>ปูม้า</mark>ริมหาด" in page(client, "ปูม้า")


def test_suggestions_are_tags_authors_and_headlines_of_public_stories(client: Client) -> None:
    shown = builders.published_article(headline="ปูม้าคืนอ่าว", tags=["ปูม้ากระบี่"])
    builders.draft_article(headline="ปูม้าในร่าง", tags=["ปูม้าลับ"])
    texts = {(one["kind"], one["text"]) for one in suggested(client, "ปูม้า")}
    assert texts == {("tag", "ปูม้ากระบี่"), ("story", "ปูม้าคืนอ่าว")}
    assert suggested(client, "คืนอ่าว")[0]["url"] == shown.get_absolute_url()
    assert suggested(client, "ไพฑูรย์")[0]["kind"] == "author"


def test_suggestions_read_the_wrong_keyboard_and_are_at_most_eight(client: Client) -> None:
    for number in range(12):
        story(f"ข่าวชาวบ้าน {number}")
    assert len(suggested(client, "-jk;")) == 8


@pytest.mark.parametrize("query", ["", "ก", "\0", "่่", "%", "_", '"', "x" * 9999, "' OR 1=1 --"])
def test_odd_texts_suggest_nothing(client: Client, query: str) -> None:
    story("ข่าวธรรมดา")
    assert suggested(client, query) == []


def test_suggestions_may_be_kept_by_caches(client: Client) -> None:
    answer = client.get("/search/suggest?q=ปูม้า")
    assert "public" in answer["Cache-Control"]
    assert not answer.cookies


@pytest.mark.parametrize(
    "address",
    ["/search/?q=ก&page=99999", "/search/?q=%E0%B8", "/search/?q=%zz", "/search/suggest?q=%E0%B8"],
)
def test_broken_addresses_are_never_a_server_error(client: Client, address: str) -> None:
    assert client.get(address).status_code in (200, 400, 404)
