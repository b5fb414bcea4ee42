"""Addresses of links."""

from __future__ import annotations

import pytest

from newsroom.body.links import clean_url, direct_url
from newsroom.body.pipeline import clean_body


@pytest.mark.parametrize(
    "counted",
    [
        "https://www.google.com/url?q=https://a.example/x%3Fy%3D1&sa=D",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Fx%3Fy%3D1&h=AT0",
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2Fx%3Fy%3D1&data=05",
    ],
)
def test_links_through_click_counters_lead_to_their_targets(counted: str) -> None:
    assert direct_url(counted) == "https://a.example/x?y=1"


@pytest.mark.parametrize(
    "url",
    ["https://www.google.com/url?q=javascript:x", "https://a.example/?url=https://b.example", "#ก"],
)
def test_other_links_stay(url: str) -> None:
    assert direct_url(url) == url


def test_a_pasted_link_of_google_docs_is_direct() -> None:
    html = '<p><a href="https://www.google.com/url?q=https://a.example/&amp;sa=D">ก</a></p>'
    assert clean_body(html) == '<p><a href="https://a.example/">ก</a></p>'


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("www.a.example/x?y=1", "https://www.a.example/x?y=1"),
        ("a.co.th", "https://a.co.th"), ("khao.example.com/ข่าว", "https://khao.example.com/ข่าว"),
        ("http:/a.example/x", "http://a.example/x"), ("https//a.example", "https://a.example"),
        ("https:a.example", "https://a.example"), ("http://https://a.example/", "https://a.example/"),
        ("somchai@a.example", "mailto:somchai@a.example"),
        # These are what they say.
        ("https://a.example/http://b.example/", "https://a.example/http://b.example/"),
        ("http://localhost:8000/", "http://localhost:8000/"), ("/www.a.example/", "/www.a.example/"),
        ("page.html", "page.html"), ("../a.com", "../a.com"), ("?q=a.com", "?q=a.com"), ("#a.com", "#a.com"),
        ("https://user@a.example/", "https://user@a.example/"),
    ],
)  # fmt: skip
def test_what_people_type_for_an_address_is_completed(typed: str, stored: str) -> None:
    assert clean_url(typed) == stored
    assert clean_url(stored) == stored


@pytest.mark.parametrize(
    "url", ["javascript:www.a.com", "javascript://a.com/%0ax", "http://", "data:a.com"]
)
def test_no_other_scheme_is_completed(url: str) -> None:
    assert clean_url(url) is None
