"""What a browser sends from the form of a published article to keep and to publish a change."""

from __future__ import annotations

from typing import Any

from django.test import Client

from newsroom.articles.models import Article
from tests.articles.article_form import change_url, form_data


def data_of(client: Client, article: Article, query: str = "", **changes: Any) -> dict[str, Any]:
    """As `form_data`, of the form that is opened with a query."""
    return form_data(client, article, query) | changes


def post(client: Client, article: Article, data: dict[str, Any]) -> str:
    response = client.post(change_url(article), data, follow=True)
    assert response.redirect_chain, response.context["errors"]
    article.refresh_from_db()
    return response.content.decode()


def keep(client: Client, article: Article, **changes: Any) -> str:
    return post(client, article, data_of(client, article, _action="keep_change", **changes))


def publish(client: Client, article: Article, **changes: Any) -> str:
    return post(client, article, data_of(client, article, _action="publish_change", **changes))
