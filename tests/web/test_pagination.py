"""Page numbers, good and bad."""

from __future__ import annotations

import pytest
from django.http import Http404
from django.test import RequestFactory

from newsroom.articles.models import Article, Section
from newsroom.web.pagination import get_page
from tests import builders


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["abc", "-1", "0", "", "1.5", "%00", "²", "１", "\u0e50"])
def test_an_invalid_page_number_is_page_one(number: str) -> None:
    for _ in range(3):
        builders.published_article()
    request = RequestFactory().get("/", {"page": number})
    assert get_page(request, Article.objects.newest_first(), per_page=2).number == 1


@pytest.mark.django_db
def test_thai_page_numbers_are_read_and_pages_past_the_last_are_404() -> None:
    for _ in range(3):
        builders.published_article()
    page = get_page(
        RequestFactory().get("/", {"page": "๒"}), Article.objects.newest_first(), per_page=2
    )
    assert (page.number, page.query_string, len(page.rows)) == (2, "?page=2", 1)
    assert (page.previous_url, page.next_url, page.page_count, page.count) == ("/", "", 2, 3)
    for number in ("3", "99999", "9" * 400):
        with pytest.raises(Http404):
            get_page(
                RequestFactory().get("/", {"page": number}),
                Article.objects.newest_first(),
                per_page=2,
            )
    assert get_page(RequestFactory().get("/"), Section.objects.none()).number == 1
