"""Pages: addresses, the tree, one public page of a kind, and what menus lead to."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from newsroom.images.models import Photo
from newsroom.pages.links import validate_link
from newsroom.pages.models import Page
from newsroom.pages.slugs import is_reserved, reserved_slugs, suggested_slug
from tests import builders

pytestmark = pytest.mark.django_db


def errors_of(page: Page) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        page.full_clean()
    return caught.value.message_dict


def test_the_addresses_of_every_other_view_are_reserved() -> None:
    assert {"news", "section", "tag", "author", "archive", "admin", "search", "feed"} <= set(
        reserved_slugs()
    )
    for slug in ("media", "static", "preview", "comments", "2016", "2559", "Admin", "wp-content"):
        assert is_reserved(slug), slug
        assert "slug" in errors_of(Page(slug=slug, title="ก"))
    for slug in ("team", "about", "news-policy"):
        assert not is_reserved(slug), slug


def test_a_slug_is_suggested_from_the_title() -> None:
    assert suggested_slug("จรรยาบรรณ", []) == suggested_slug("จรรยาบรรณ", ["x"])
    assert suggested_slug("Team", ["team"]) == "team-2"
    assert suggested_slug("news", []) == "news-2"
    assert suggested_slug("!!!", []) == "info"


def test_a_page_is_never_below_itself_and_no_line_is_longer_than_five() -> None:
    top = builders.write_page("top")
    line = [top]
    for number in range(4):
        line.append(builders.write_page(f"p{number}", parent=line[-1]))
    top.parent = line[2]
    assert errors_of(top)["parent"] == ["หน้านี้อยู่ใต้ตัวเองไม่ได้"]
    top.parent = top
    assert "parent" in errors_of(top)
    assert "ไม่เกิน 5 ชั้น" in errors_of(Page(slug="p9", title="ก", parent=line[-1]))["parent"][0]


def test_a_loop_that_two_saves_at_once_made_hangs_nothing(client: Client) -> None:
    one = builders.write_page("one")
    two = builders.write_page("two", parent=one)
    Page.objects.filter(pk=one.pk).update(parent=two)
    assert client.get("/one/").status_code == client.get("/two/").status_code == 200


def test_only_one_page_of_a_kind_is_public() -> None:
    second = Page(slug="about-us", title="เรา", kind=Page.Kind.ABOUT, status=Page.Status.PUBLISHED)
    assert "มีหน้าชนิดนี้ที่เผยแพร่อยู่แล้ว" in str(errors_of(second))
    second.status = Page.Status.DRAFT
    second.full_clean()
    for slug in ("a", "b"):
        page = Page(slug=slug, title=slug, status=Page.Status.PUBLISHED)
        page.full_clean()
        page.save()


def test_a_photo_knows_the_pages_that_show_it() -> None:
    photo = builders.photo()
    page = builders.write_page("about", f'<figure><img data-file="{photo.pk}" alt="ก"></figure>')
    usages = [usage.object for usage in Photo.objects.get().usages()]
    assert usages == [page]


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "//evil.example/", "/\\evil", "data:x", "x", "/a b", "http://[", ""],
)
def test_a_link_that_leads_astray_is_refused(url: str) -> None:
    with pytest.raises(ValidationError):
        validate_link(url)


@pytest.mark.parametrize("url", ["/archive/", "https://example.com/a?b=c", "http://x.example"])
def test_paths_and_web_addresses_are_links(url: str) -> None:
    validate_link(url)


def test_default_privacy_notice_is_clean_html(django_assert_max_num_queries: Any) -> None:
    from newsroom.body.pipeline import clean_body
    from newsroom.pages.defaults import PRIVACY_NOTICE

    assert clean_body(PRIVACY_NOTICE) == PRIVACY_NOTICE
    with django_assert_max_num_queries(1):
        assert Page.objects.get(slug="privacy").body == PRIVACY_NOTICE
