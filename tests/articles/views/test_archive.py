"""The archive by year and month."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from newsroom.thai.dates import BANGKOK
from newsroom.web import pagination
from tests import builders
from tests.articles.listings.many_articles import create_many

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "url",
    [
        "/archive/0/",
        "/archive/0/1/",
        "/archive/99999/",
        "/archive/2016/13/",
        "/archive/2016/0/",
        "/archive/2559/13/",
        "/archive/2016/1/",
        "/archive/1200/01/",
    ],
)
def test_years_and_months_that_do_not_exist_or_are_empty_are_404(client: Client, url: str) -> None:
    response = client.get(url, follow=True)
    assert response.status_code == 404


def test_months_are_bangkoks_and_years_buddhist(client: Client) -> None:
    """T-D4, T-D5"""
    article = builders.published_article(published_at=datetime(2016, 7, 31, 18, 30, tzinfo=UTC))
    page = client.get("/archive/").content.decode()
    assert "พ.ศ. 2559" in page
    assert 'สิงหาคม <span class="visually-hidden">2559</span>' in page
    assert "กรกฎาคม" not in page
    assert 'href="/archive/2016/08/"' in page
    assert f'data-article-id="{article.pk}"' in client.get("/archive/2016/08/").content.decode()
    for url, canonical in (
        ("/archive/2559/08/", "/archive/2016/08/"),
        ("/archive/2016/8/", "/archive/2016/08/"),
        ("/archive/2559/", "/archive/2016/"),
    ):
        response = client.get(url)
        assert (response.status_code, response["Location"]) == (301, canonical)


def test_a_long_month_is_counted_up_to_a_limit_only(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pagination, "MAX_COUNTED", 40)
    august = datetime(2016, 8, 6, tzinfo=BANGKOK)
    create_many([august + timedelta(minutes=index) for index in range(123)])
    month = client.get("/archive/2016/08/").content.decode()
    assert "มากกว่า 40 ข่าว" in month
    assert "หน้า 1</span>" in month
    assert "หน้า 5 จาก 5</span>" in client.get("/archive/2016/08/?page=5").content.decode()
