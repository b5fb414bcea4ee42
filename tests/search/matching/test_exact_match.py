"""Queries of two and three characters."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from tests.search.pages import publish, result_ids

pytestmark = pytest.mark.django_db


def test_three_characters_do_not_match_their_first_two(client: Client, monkeypatch: Any) -> None:
    """With many documents that have the first two, which PostgreSQL scans for."""
    monkeypatch.setattr("newsroom.search.matching.exact_match.MAX_FROM_TEXTS", 10)
    monkeypatch.setattr("newsroom.search.matching.exact_match.MAX_FROM_TITLES", 10)
    match = publish("ประชุม กพร. วันนี้")
    for number in range(15):
        publish(f"กพสท ข่าวที่ {number}")
    call_command("reindex")
    assert result_ids(client, "กพร") == [match]
    assert len(result_ids(client, "กพ")) == 10
