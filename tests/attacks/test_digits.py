"""What looks like a number and is none: `²` is a digit to `str.isdigit` and an error to `int`."""

from __future__ import annotations

import ast

import pytest
from django.test import Client

from newsroom.body.media.pictures import srcset_urls
from newsroom.body.pipeline import clean_body
from newsroom.images.widgets import PhotoPicker
from tests import builders, source_code


@pytest.mark.slow
def test_code_asks_for_the_digits_that_int_reads() -> None:
    """`str.isdecimal` is true of those; with `isascii` of 0 to 9 only."""
    found = {
        (source_code.name(path), node.lineno)
        for path in source_code.modules()
        for node in ast.walk(source_code.tree(path))
        if isinstance(node, ast.Attribute) and node.attr in ("isdigit", "isnumeric")
    }
    assert found == set()


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/archives/²", "/?p=²", "/2016/²/", "/archive/²/1/", "/?m=²²²²²²"])
def test_an_old_address_with_a_superscript_is_not_found(client: Client, url: str) -> None:
    assert client.get(url).status_code in (200, 404)


@pytest.mark.parametrize("size", ["²w", "2.²x", "9" * 5000 + "w"])
def test_a_size_that_is_no_number_stands_for_one(size: str) -> None:
    assert sorted(srcset_urls(f"a.jpg {size}, b.jpg 0.5x")) == ["a.jpg", "b.jpg"]


@pytest.mark.parametrize("marker", ["².", "(²)", "9" * 5000 + "."])
def test_a_marker_that_is_no_number_makes_a_list(marker: str) -> None:
    html = (
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>"
        f"<span style='mso-list:Ignore'>{marker}&nbsp;&nbsp;&nbsp;</span>ปูม้า</p>"
    )
    assert "ปูม้า" in clean_body(html)


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["²", "x", "9" * 5000, "-1"])
def test_a_photo_whose_id_is_no_number_is_shown_as_none(value: str) -> None:
    assert PhotoPicker().get_context("photo", value, {})["photo"] is None


@pytest.mark.django_db
def test_an_id_that_no_database_holds_is_not_found_in_the_admin(client: Client) -> None:
    """One that is a foreign key too: Django refuses the others itself."""
    client.force_login(builders.admin_user())
    for pk in ("9" * 40, "²", "-1"):
        answer = client.get(f"/admin/comments/commentorigin/{pk}/change/")
        assert answer.status_code == 302, pk


@pytest.mark.django_db
def test_proofreading_a_form_instead_of_json_is_a_bad_request(client: Client) -> None:
    client.force_login(builders.admin_user())
    answer = client.post("/admin/articles/article/copydesk/", {"body": "ข้อความ"})
    assert answer.status_code == 400
