"""What the database is asked reads a bounded part of the index, however many stories there are."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from newsroom.search.engines import Narrow, engine
from tests import builders

pytestmark = pytest.mark.django_db


def stories(headlines: list[str]) -> list[int]:
    return [
        builders.published_article(headline=headline, standfirst="", body="<p>ทั่วไป</p>").pk
        for headline in headlines
    ]


def test_in_how_many_stories_a_gram_is_is_counted_or_told_from_the_newest(monkeypatch: Any) -> None:
    stories(["ปูม้า", "เรือ"] * 15 + ["ยางพารา"])
    exact = engine().frequencies(["ปูม", "ยาง", "ทั่", "ฎฎฎ"])
    assert exact == {"ปูม": 15, "ยาง": 1, "ทั่": 31}
    assert engine().frequencies([]) == {}
    if connection.vendor == "sqlite":
        monkeypatch.setattr("newsroom.search.engines.sqlite.COUNTED", 5)
        told = engine().frequencies(["ปูม", "ยาง", "ทั่", "ฎฎฎ"])
        assert told["ยาง"] == 1
        assert 10 <= told["ปูม"] <= 20
        assert 28 <= told["ทั่"] <= 34
        assert "ฎฎฎ" not in told


def test_a_gram_of_very_many_stories_brings_the_newest(monkeypatch: Any) -> None:
    made = stories(["ปูม้า"] * 8 + ["ยางพารา ปูม้า"])
    weights, everything = {"ปูม": 1.0, "ยาง": 2.0}, Narrow(timezone.now())
    found = engine().having_some("title", weights, everything, 20)
    assert found == [(made[-1], 3.0), *((pk, 1.0) for pk in reversed(made[:-1]))]
    if connection.vendor == "sqlite":
        monkeypatch.setattr("newsroom.search.engines.sqlite.CARRIERS", {"title": 3})
        found = engine().having_some("title", weights, everything, 20)
        assert found == [(made[-1], 3.0), (made[-2], 1.0), (made[-3], 1.0)]
