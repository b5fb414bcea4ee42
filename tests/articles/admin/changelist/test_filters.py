"""The filters of the admin's change lists. Invalid input tried: states, months and eras that are none."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from newsroom.articles.models import Article
from newsroom.thai.dates import BANGKOK
from tests import builders
from tests.articles.article_form import ARTICLES_URL

pytestmark = pytest.mark.django_db
STATES = ["draft", "review", "scheduled", "published", "withdrawn"]


def listed(client: Client, url: str) -> list[Any]:
    return list(client.get(url).context["cl"].queryset)


def test_each_state_lists_its_articles(admin_client: Client) -> None:
    articles = {state: getattr(builders, f"{state}_article")() for state in STATES}
    for state, article in articles.items():
        assert listed(admin_client, f"{ARTICLES_URL}?state={state}") == [article], state
    assert len(listed(admin_client, f"{ARTICLES_URL}?state=nonsense")) == len(STATES)


@time_machine.travel(datetime(2026, 2, 10, 9, tzinfo=BANGKOK))
def test_the_month_filter_offers_a_year_of_buddhist_months(admin_client: Client) -> None:
    january = builders.published_article(published_at=datetime(2026, 1, 31, 23, 59, tzinfo=BANGKOK))
    builders.published_article(published_at=datetime(2026, 2, 1, tzinfo=BANGKOK))
    page = admin_client.get(ARTICLES_URL).content.decode()
    assert "กุมภาพันธ์ 2569" in page
    assert "มีนาคม 2568" in page
    assert "กุมภาพันธ์ 2568" not in page
    assert listed(admin_client, f"{ARTICLES_URL}?month=2026-01") == [january]
    for invalid in (
        "2026-13",
        "2026-0",
        "69-01",
        "x-y",
        "2026",
        "-",
        "²²²²-1",
        "๒๐๒๖-01",
        "0000-01",
        "9999-12",
    ):
        assert len(listed(admin_client, f"{ARTICLES_URL}?month={invalid}")) == 2, invalid


def test_guests_are_authors_without_an_account(admin_client: Client) -> None:
    guest = builders.author("แขก", "guest")
    member = builders.author("สุนิสา", "sunisa", user=builders.staff_user())
    assert listed(admin_client, "/admin/articles/author/?guest=yes") == [guest]
    assert listed(admin_client, "/admin/articles/author/?guest=no") == [member]


def test_unused_tags_are_those_without_articles(admin_client: Client) -> None:
    unused = builders.tag("ไม่มีข่าว")
    builders.draft_article(tags=["มีข่าว"])
    assert listed(admin_client, "/admin/articles/tag/?used=no") == [unused]
    assert len(listed(admin_client, "/admin/articles/tag/")) == 2
    assert Article.objects.count() == 1
