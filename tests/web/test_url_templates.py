"""A URL template gives what `reverse()` gives."""

from __future__ import annotations

import pytest
from django.urls import NoReverseMatch, reverse

from newsroom.articles import public_urls
from newsroom.web.url_templates import UrlTemplate


def test_ids_and_slugs_are_inserted_where_reverse_puts_them() -> None:
    reply_url = UrlTemplate("comments:reply", pk=int, comment_pk=int)
    feed_url = UrlTemplate("syndication:section_feed", slug=str)
    for pk, comment_pk in ((1, 2), (2**63 - 1, 10)):
        expected = reverse("comments:reply", args=[pk, comment_pk])
        assert reply_url(pk=pk, comment_pk=comment_pk) == expected
    assert feed_url(slug="local-news") == reverse("syndication:section_feed", args=["local-news"])


def test_an_unknown_view_or_argument_is_an_error() -> None:
    with pytest.raises(NoReverseMatch):
        UrlTemplate("articles:nothing", pk=int)(pk=1)
    with pytest.raises(KeyError):
        UrlTemplate("articles:article", pk=int)(id=1)


def test_public_urls_are_those_of_reverse() -> None:
    """T-U1, T-U3"""
    assert public_urls.article_url(pk=12) == reverse("articles:article", args=[12])
    assert public_urls.section_url(slug="local") == reverse("articles:section", args=["local"])
    assert public_urls.author_url(slug="phaithun") == reverse("articles:author", args=["phaithun"])
    assert public_urls.tag_url("น้ำ-1") == reverse("articles:tag", args=["น้ำ-1"])
    assert public_urls.archive_month_url(2016, 8) == "/archive/2016/08/"
