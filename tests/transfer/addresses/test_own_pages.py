"""What of ours is at a path."""

from __future__ import annotations

import pytest

from newsroom.transfer.addresses.own_pages import canonical_target, page_at
from tests import builders

pytestmark = pytest.mark.django_db


def test_a_place_without_articles_is_no_page_of_ours() -> None:
    assert page_at("/place/8105/") == ""
    assert page_at(f"/place/{9**30}/") == ""
    builders.published_article(place=8105)
    assert page_at("/place/8105/") == "/place/8105/"
    assert page_at("/place/81") == "/place/81"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("/archive/2016/08", "/archive/2016/08/"), ("/archive/2016/08/", "/archive/2016/08/"),
        ("/feed", "/feed/"), ("/search?q=1", "/search/?q=1"), ("/robots.txt", "/robots.txt"), ("/x/y", "/x/y"),
    ],
)  # fmt: skip
def test_a_path_of_ours_is_written_as_our_pages_write_it(typed: str, written: str) -> None:
    assert canonical_target(typed) == written
