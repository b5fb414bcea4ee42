"""Metadata in an article's head for LINE, Facebook and search engines (T-X3, T-E4)."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from newsroom.thai.graphemes import grapheme_count
from tests import builders

pytestmark = pytest.mark.django_db
LINE_USER_AGENT = "facebookexternalhit/1.1;line-poker/1.0"


def open_graph(page: str) -> dict[str, str]:
    """The Open Graph tags of a page."""
    tags = re.findall(r'<meta property="og:([a-z:_]+)" content="([^"]*)">', page)
    return {name: unescape(value) for name, value in tags}


def test_line_finds_open_graph_tags_at_the_top_of_the_page(client: Client) -> None:
    photo = builders.photo()
    article = builders.published_article(headline="น้ำท่วม “ครั้งใหญ่”", lead_photo=photo)
    response = client.get(article.get_absolute_url(), headers={"User-Agent": LINE_USER_AGENT})
    assert response.status_code == 200
    card = open_graph(response.content[:100_000].decode("utf-8", "ignore"))
    assert card["title"] == "น้ำท่วม “ครั้งใหญ่”"
    assert card["description"] == article.excerpt
    assert card["url"].isascii()
    assert card["image"].isascii()
    name = urlsplit(card["image"]).path.removeprefix("/media/")
    assert default_storage.size(name) <= 1_000_000
    with default_storage.open(name) as file:
        picture = Image.open(file)
        assert (picture.format, picture.size) == ("JPEG", (1200, 630))


def test_long_titles_and_descriptions_are_truncated_between_words(client: Client) -> None:
    """T-E4: between graphemes, with an ellipsis; og:title keeps the whole headline."""
    long = "น้ำทะเลหนุนสูงท่วมถนนเลียบชายฝั่ง" * 7
    article = builders.published_article(headline=long, standfirst=long * 3)
    page = client.get(article.get_absolute_url()).content.decode()
    title = re.search(r"<title>(.*?)</title>", page)
    description = re.search(r'<meta name="description" content="([^"]*)">', page)
    assert title
    assert description
    for text, max_graphemes in [(title[1].partition(" | ")[0], 70), (description[1], 160)]:
        assert text.endswith("…")
        assert grapheme_count(text) <= max_graphemes + 1
        assert long.startswith(text[:-1][: len(long)])
    assert open_graph(page)["title"] == long
