"""Filters. Bad ones tried: invalid dates, unknown sections and authors, NUL, very long values."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from newsroom.thai.dates import BANGKOK
from tests import builders
from tests.search.pages import publish, result_ids, results_page

pytestmark = pytest.mark.django_db


def test_filters_narrow_the_search_and_are_query_parameters(client: Client) -> None:
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
    assert result_ids(client, "ปูม้า", section="sport") == [new.pk]
    assert result_ids(client, "ปูม้า", author="sunisa") == [new.pk]
    assert result_ids(client, "ปูม้า", author="สุนิสา ชูช่วย") == [new.pk]
    # Buddhist and Christian years, and the whole of the last day, in Bangkok's time (T-D4).
    assert result_ids(client, "ปูม้า", **{"from": "6/8/2559", "to": "๖ ส.ค. ๒๕๕๙"}) == [old.pk]
    assert result_ids(client, "ปูม้า", **{"from": "2016-08-07"}) == [new.pk]
    assert result_ids(client, "ปูม้า", sort="date") == [new.pk, old.pk]
    html = results_page(client, "ปูม้า", section="sport", sort="date")
    assert '<option value="sport" selected>' in html


@pytest.mark.parametrize(
    ("name", "value", "message"),
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
def test_a_filter_that_cannot_be_understood_is_reported_and_ignored(
    client: Client, name: str, value: str, message: str
) -> None:
    pk = publish("ปูม้ากลับมา")
    assert result_ids(client, "ปูม้า", **{name: value}) == [pk]
    html = results_page(client, "ปูม้า", **{name: value})
    assert message in html
    assert "<script>" not in html
