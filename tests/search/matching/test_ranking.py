"""The order of hits."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.search.pages import publish, result_ids

pytestmark = pytest.mark.django_db


def test_titles_with_the_term_at_the_start_of_a_word_come_before_those_with_it_inside(
    client: Client,
) -> None:
    """T-S4"""
    inside = publish("เด็กตากลมมองกล้อง")
    at_start = publish("กลมเกลียวทั้งหมู่บ้าน")
    assert result_ids(client, "กลม") == [at_start, inside]
