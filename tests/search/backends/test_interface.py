"""What every backend answers, and that it reads a bounded part of the index for it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from newsroom.search.backends import get_backend
from newsroom.search.backends.interface import SearchFilter
from tests.search.pages import publish

pytestmark = pytest.mark.django_db


def test_document_frequencies_are_counted_or_estimated_from_the_newest_documents(
    monkeypatch: Any,
) -> None:
    for headline in ["ปูม้า", "เรือ"] * 15 + ["ยางพารา"]:
        publish(headline)
    exact = get_backend().document_frequencies(["ปูม", "ยาง", "ทั่", "ฎฎฎ"])
    assert exact == {"ปูม": 15, "ยาง": 1, "ทั่": 31}
    assert get_backend().document_frequencies([]) == {}
    if connection.vendor == "sqlite":
        monkeypatch.setattr("newsroom.search.backends.sqlite.MAX_COUNTED_POSTINGS", 5)
        estimate = get_backend().document_frequencies(["ปูม", "ยาง", "ทั่", "ฎฎฎ"])
        assert estimate["ยาง"] == 1
        assert 10 <= estimate["ปูม"] <= 20
        assert 28 <= estimate["ทั่"] <= 34
        assert "ฎฎฎ" not in estimate


def test_a_very_frequent_trigram_brings_the_newest_documents(monkeypatch: Any) -> None:
    ids = [publish(headline) for headline in ["ปูม้า"] * 8 + ["ยางพารา ปูม้า"]]
    weights, scope = {"ปูม": 1.0, "ยาง": 2.0}, SearchFilter(timezone.now())
    found = get_backend().match_any_weighted("title", weights, scope, 20)
    assert found == [(ids[-1], 3.0), *((pk, 1.0) for pk in reversed(ids[:-1]))]
    if connection.vendor == "sqlite":
        monkeypatch.setattr("newsroom.search.backends.sqlite.MAX_POSTINGS", {"title": 3})
        found = get_backend().match_any_weighted("title", weights, scope, 20)
        assert found == [(ids[-1], 3.0), (ids[-2], 1.0), (ids[-3], 1.0)]
