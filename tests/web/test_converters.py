"""Ids and Thai slugs in URLs, ids in form data."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from newsroom.web.converters import MAX_ID, parse_id


@pytest.mark.parametrize(
    ("text", "pk"),
    [
        ("1", 1), ("007", 7), (str(MAX_ID), MAX_ID),
        ("0", None), ("", None), (None, None), ("-1", None), ("+1", None), ("1.0", None),
        (" 1", None), ("1\n", None), ("abc", None), ("²", None), ("๑", None),
        (str(MAX_ID + 1), None), ("9" * 30, None), ("9" * 5000, None),
    ],
)  # fmt: skip
def test_only_what_can_be_a_primary_key_is_read_as_one(text: Any, pk: int | None) -> None:
    assert parse_id(text) == pk


def test_a_bigid_in_a_url_is_an_integer() -> None:
    assert resolve(f"/news/{MAX_ID}/").kwargs == {"pk": MAX_ID}
    assert reverse("articles:article", args=[MAX_ID]) == f"/news/{MAX_ID}/"


@pytest.mark.parametrize("pk", ["0", str(MAX_ID + 1), "9" * 60, "9" * 5000, "-1", "x", "๑"])
def test_an_id_that_no_row_can_have_matches_no_url(pk: str) -> None:
    for url in (f"/news/{pk}/", f"/news/{pk}/x/", f"/news/{pk}/comments/", f"/read/{pk}/"):
        with pytest.raises(Resolver404):
            resolve(url)


@pytest.mark.parametrize("slug", ["%", "a%20b", " ", "ก\ufffd"])
def test_what_is_no_slug_matches_no_url(slug: str) -> None:
    with pytest.raises(Resolver404):
        resolve(f"/tag/{slug}/")


def test_every_form_of_a_thai_slug_arrives_normalised() -> None:
    """T-U3. Tried: sara am as two characters, marks in the wrong order."""
    assert resolve("/tag/น\u0e49\u0e4d\u0e32/").kwargs == {"slug": "น้ำ"}
    with pytest.raises(NoReverseMatch):
        reverse("articles:tag", args=[""])
