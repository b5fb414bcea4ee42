"""Joiners stand in what readers read and in nothing that machines read (T-L6)."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from newsroom.thai.lines.joiners import WORD_JOINER
from tests import builders

pytestmark = pytest.mark.django_db
WORD, JOINED = "เมียนมา", f"เมีย{WORD_JOINER}นมา"


@pytest.fixture
def url() -> str:
    article = builders.published_article(
        headline=f"น้ำท่วม{WORD}",
        standfirst=f"ถึง{WORD}",
        body=f"<p>จาก{WORD}</p>",
        section=builders.section(f"ข่าว{WORD}", "myanmar"),
        tags=[f"{WORD}วันนี้"],
        lead_photo=builders.photo(caption=f"ภาพ{WORD}"),
    )
    builders.visible_comment(article, body=f"ไป{WORD}")
    return article.get_absolute_url()


def test_readers_get_joiners_everywhere(client: Client, url: str) -> None:
    page = client.get(url).content.decode()
    main = page[page.index("<body") :]
    for text in ("ถึง", "จาก", "ข่าว", "ภาพ", "ไป"):
        assert f"{text}{JOINED}" in main, text
    assert f"{JOINED}</h1>" in main
    visible = re.sub(r"<script.*?</script>|<[^>]*>", "", main, flags=re.DOTALL)
    assert WORD not in visible
    for list_page in ("/", "/section/myanmar/", f"/search/?q={WORD[:4]}", "/search/?q=ถึง"):
        text = client.get(list_page).content.decode()
        assert f"ถึง{JOINED}" in re.sub("</?mark>", "", text), list_page
    assert JOINED in client.get("/search/suggest?q=น้ำท่วม").json()["suggestions"][0]["text"]


def test_machines_get_none(client: Client, url: str) -> None:
    page = client.get(url).content.decode()
    assert WORD_JOINER not in page[: page.index("<body")]
    assert not re.search(f'="[^"]*{WORD_JOINER}', page)
    for feed in ("/feed/", "/feed/atom/", "/feed/json/", "/sitemap.xml", "/sitemap-news.xml"):
        response = client.get(feed)
        if response.status_code == 200:
            assert WORD_JOINER not in response.content.decode(), feed
    assert client.get("/feed/json/").json()["items"][0]["title"] == f"น้ำท่วม{WORD}"
