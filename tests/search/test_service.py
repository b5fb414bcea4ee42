"""Searching, as a reader does. Queries tried: wildcards, quotes, NUL, lone marks, ten thousand
characters."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.search.pages import publish, result_ids, results_page

pytestmark = pytest.mark.django_db


def test_any_part_of_a_word_is_found_in_every_variant(client: Client) -> None:
    """T-S1, T-S3"""
    pk = publish("น้ำท่วมเชียงใหม่ ปี ๒๕๕๙", "<p>ก.พ.ร. แจ้งเรื่อง COVID ที่โคลงเรือ</p>")
    for query in (
        "น้ำ",
        "น\u0e49\u0e4d\u0e32",
        "ท่วมเชียง",
        "2559",
        "๒๕๕๙",
        "ปี",
        "กพร",
        "ก.พ.ร.",
        "covid",
        "ลงเรือ",
        "ใหม่ น้ำ",
        '"เชียงใหม่ ปี"',
        "เเจ้ง",
    ):
        assert result_ids(client, query) == [pk], query


def test_words_that_differ_by_a_tone_mark_are_not_found(client: Client) -> None:
    """T-S2"""
    news, white, rice = publish("ข่าว"), publish("ขาว"), publish("ข้าว")
    assert result_ids(client, "ข่าว") == [news]
    assert result_ids(client, "ขาว") == [white]
    assert result_ids(client, "ข้าว") == [rice]


def test_headlines_come_before_bodies_and_all_words_are_required(client: Client) -> None:
    in_body, in_title = publish("เรื่องอื่น", "<p>ปูม้ากลับมา</p>"), publish("ปูม้ากลับมาแล้ว")
    assert result_ids(client, "ปูม้า") == [in_title, in_body]
    assert result_ids(client, "ปูม้า เรื่อง") == [in_body]
    assert result_ids(client, "ปูม้า ไม่มีคำนี้") == []


@pytest.mark.parametrize(
    "query",
    [
        "%",
        "_",
        "*",
        '"',
        "'",
        "\0",
        "-",
        "\\",
        "่",
        "   ",
        "ก" * 10000,
        "<script>",
        "OR 1=1",
        "%E0%B8",
    ],
)
def test_odd_queries_find_nothing_odd(client: Client, query: str) -> None:
    """T-S7"""
    pk = publish("ข่าวธรรมดา")
    assert result_ids(client, query) in ([], [pk])
    assert "<script>" not in results_page(client, query)


@pytest.mark.parametrize(
    ("typed", "correction"),
    [
        ("-jk;ouh=yf", "ข่าวนี้ชัด"),
        ("krabi", "กระบี่"),
        ("นำท่วมใหญ่", "น้ำท่วมใหญ่"),
        ("พะยูรเกยตื้น", "พะยูนเกยตื้น"),
    ],
)
def test_a_search_without_hits_shows_those_of_the_likely_correction_and_says_so(
    client: Client, typed: str, correction: str
) -> None:
    pk = publish(f"วันนี้{correction}มากที่สุดในรอบปี")
    publish("เรื่องอื่นที่ไม่เกี่ยวกันเลย")
    assert result_ids(client, typed)[0] == pk
    html = results_page(client, typed)
    assert "คุณหมายถึง" in html
    assert f"แสดงผลสำหรับ «{correction}»" in html


def test_latin_words_typed_with_the_thai_keyboard_layout_are_found(client: Client) -> None:
    pk = publish("ส่ง email ถึงผู้ว่าฯ")
    assert result_ids(client, "ำทฟรส") == [pk]


def test_phrases_exclusions_and_words_in_any_order(client: Client) -> None:
    flood = publish("น้ำท่วมกระบี่", "<p>ชาวบ้านอพยพ</p>")
    drought = publish("กระบี่แห้งแล้ง", "<p>ไม่มีน้ำท่วม</p>")
    assert set(result_ids(client, "กระบี่ น้ำท่วม")) == {flood, drought}
    assert result_ids(client, '"น้ำท่วมกระบี่"') == [flood]
    assert result_ids(client, "กระบี่ -แห้งแล้ง") == [flood]


def test_years_of_both_eras_find_each_other(client: Client) -> None:
    pk = publish("เลือกตั้งปี พ.ศ. ๒๕๖๖")
    assert result_ids(client, "เลือกตั้ง 2023") == [pk]
    assert result_ids(client, "เลือกตั้ง ค.ศ. 2023") == [pk]
