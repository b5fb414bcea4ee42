"""The links that share an article on social networks."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tests import builders


@pytest.mark.django_db
def test_share_links_carry_the_url_and_the_headline(client: Client) -> None:
    article = builders.published_article(headline="น้ำท่วม & ฝน")
    page = client.get(article.get_absolute_url()).content.decode()
    link = re.search(r'href="(https://social-plugins\.line\.me/lineit/share\?[^"]+)"', page)
    assert link
    assert parse_qs(urlsplit(unescape(link[1])).query) == {
        "url": [f"http://testserver{article.get_absolute_url()}"],
        "text": ["น้ำท่วม & ฝน"],
    }
    assert "%E0" not in re.sub(r'"[^"]*"', "", page), "T-U5: no percent-encoded URL as visible text"
