"""What the tests of the search share: publishing an article, and reading the search's pages."""

from __future__ import annotations

import json
import re
from typing import Any

from django.test import Client

from tests import builders


def publish(headline: str, body: str = "<p>ทั่วไป</p>") -> int:
    """The id of a new public article without a standfirst."""
    return builders.published_article(headline=headline, standfirst="", body=body).pk


def results_page(client: Client, query: str, **params: str) -> str:
    """The HTML of the search page for a query."""
    response = client.get("/search/", {"q": query, **params})
    assert response.status_code == 200
    return response.content.decode()


def result_ids(client: Client, query: str, **params: str) -> list[int]:
    """The ids of the articles on the search page, in their order."""
    html = results_page(client, query, **params)
    ids = [int(pk) for pk in re.findall(r'data-article-id="(\d+)"', html)]
    count = re.search(r'data-result-count="(\d+)"', html)
    assert not count or int(count[1]) >= len(ids)
    return ids


def suggestions(client: Client, query: str) -> list[dict[str, Any]]:
    """The suggestions for a query."""
    response = client.get("/search/suggest", {"q": query})
    assert response.status_code == 200
    return json.loads(response.content)["suggestions"]
