"""What of ours is at a path."""

from __future__ import annotations

import pytest

from newsroom.transfer.addresses.own_pages import page_at
from tests import builders

pytestmark = pytest.mark.django_db


def test_a_place_without_articles_is_no_page_of_ours() -> None:
    assert page_at("/place/8105/") == ""
    assert page_at(f"/place/{9**30}/") == ""
    builders.published_article(place=8105)
    assert page_at("/place/8105/") == "/place/8105/"
    assert page_at("/place/81") == "/place/81"
