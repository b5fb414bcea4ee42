"""The change list of articles in the admin. Invalid input tried: filters with values that are none."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from newsroom.articles.models import Article
from newsroom.articles.signals import articles_changed
from tests import builders
from tests.articles.article_form import ARTICLES_URL

pytestmark = pytest.mark.django_db


def run_action(client: Client, name: str, *articles: Article) -> str:
    data = {"action": name, "_selected_action": [article.pk for article in articles]}
    return client.post(ARTICLES_URL, data, follow=True).content.decode()


def test_selected_articles_are_published_withdrawn_and_unpublished(
    admin_client: Client, client: Client
) -> None:
    draft, scheduled = builders.draft_article(), builders.scheduled_article()
    without_section = builders.draft_article(section=None)
    page = run_action(admin_client, "publish_now", draft, scheduled, without_section)
    assert "เผยแพร่แล้ว 2 ข่าว" in page
    assert "ยังไม่มีหมวด" in page
    assert client.get(scheduled.get_absolute_url()).status_code == 200
    run_action(admin_client, "withdraw", draft)
    assert client.get(draft.get_absolute_url()).status_code == 410
    run_action(admin_client, "unpublish", scheduled)
    assert client.get(scheduled.get_absolute_url()).status_code == 404
    assert client.get(without_section.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("rows", [3, 30])
def test_the_query_count_does_not_grow_with_the_rows(
    admin_client: Client, rows: int, django_assert_max_num_queries: Any
) -> None:
    photo = builders.photo()
    for _ in range(rows):
        builders.published_article(lead_photo=photo)
    with django_assert_max_num_queries(15):
        page = admin_client.get(ARTICLES_URL)
    assert page.content.decode().count("list-thumb") == rows
    for query in ("?q=น้ำ", "?q=%00", "?q=%25_", "?state=nonsense", "?month=2016-99", "?e=1"):
        assert admin_client.get(f"{ARTICLES_URL}{query}").status_code in (200, 302)


def test_a_bulk_deletion_sends_the_signal_for_each_article(admin_client: Client) -> None:
    """The search index and the page cache depend on it."""
    ids = [builders.withdrawn_article().pk for _ in range(2)]
    received: list[int] = []
    listener = lambda ids, **kwargs: received.extend(ids)  # noqa: E731
    articles_changed.connect(listener)
    try:
        data = {"action": "delete_selected", "_selected_action": ids, "post": "yes"}
        admin_client.post(ARTICLES_URL, data)
    finally:
        articles_changed.disconnect(listener)
    assert not Article.objects.exists()
    assert set(received) == set(ids)
