"""What LINE, Facebook and search engines read in a story's head (T-X3, T-E4)."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from newsroom.thai.cut import count_clusters
from tests import builders

pytestmark = pytest.mark.django_db
LINE = "facebookexternalhit/1.1;line-poker/1.0"


def og(page: str) -> dict[str, str]:
    """The Open Graph tags of a page."""
    found = re.findall(r'<meta property="og:([a-z:_]+)" content="([^"]*)">', page)
    return {name: unescape(value) for name, value in found}


def test_line_finds_a_card_at_the_top_of_the_page(client: Client) -> None:
    photo = builders.photo()
    story = builders.published_article(headline="น้ำท่วม “ครั้งใหญ่”", lead_photo=photo)
    answer = client.get(story.get_absolute_url(), headers={"User-Agent": LINE})
    assert answer.status_code == 200
    card = og(answer.content[:100_000].decode("utf-8", "ignore"))
    assert card["title"] == "น้ำท่วม “ครั้งใหญ่”"
    assert card["description"] == story.excerpt
    assert card["url"].isascii()
    assert card["image"].isascii()
    name = urlsplit(card["image"]).path.removeprefix("/media/")
    assert default_storage.size(name) <= 1_000_000
    with default_storage.open(name) as file:
        picture = Image.open(file)
        assert (picture.format, picture.size) == ("JPEG", (1200, 630))


def test_the_share_links_carry_address_and_headline(client: Client) -> None:
    story = builders.published_article(headline="น้ำท่วม & ฝน")
    page = client.get(story.get_absolute_url()).content.decode()
    link = re.search(r'href="(https://social-plugins\.line\.me/lineit/share\?[^"]+)"', page)
    assert link
    asked = parse_qs(urlsplit(unescape(link[1])).query)
    assert asked == {
        "url": [f"http://testserver{story.get_absolute_url()}"],
        "text": ["น้ำท่วม & ฝน"],
    }
    assert "%E0" not in re.sub(r'"[^"]*"', "", page), "T-U5: no encoded address to be read"


def test_long_titles_and_descriptions_are_cut_between_words(client: Client) -> None:
    """T-E4: by whole letters, with a sign that there is more; the card keeps the whole headline."""
    long = "น้ำทะเลหนุนสูงท่วมถนนเลียบชายฝั่ง" * 7
    story = builders.published_article(headline=long, standfirst=long * 3)
    page = client.get(story.get_absolute_url()).content.decode()
    title = re.search(r"<title>(.*?)</title>", page)
    description = re.search(r'<meta name="description" content="([^"]*)">', page)
    assert title
    assert description
    for text, most in [(title[1].partition(" | ")[0], 70), (description[1], 160)]:
        assert text.endswith("…")
        assert count_clusters(text) <= most + 1
        assert long.startswith(text[:-1][: len(long)])
    assert og(page)["title"] == long
