"""Suggestions on the page for 404."""

from __future__ import annotations

import pytest
from django.test import Client

from newsroom.site.not_found import words_of
from tests import builders


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/2016/08/06/น้ำท่วม-ตลาด/", "น้ำท่วม ตลาด"),
        ("/%E0%B8%99%E0%B9%89%E0%B8%B3%E0%B8%97%E0%B9%88%E0%B8%A7%E0%B8%A1", "น้ำท่วม"),
        ("/a/flood-in-market/", "flood in market"),
        ("/wp-login.php", ""),
        ("/news/12/", "news"),
        ("/12345/", ""),
        ("/.env", ""),
    ],
)
def test_the_words_of_a_path(path: str, words: str) -> None:
    assert words_of(path) == words


@pytest.mark.django_db
def test_a_reader_who_missed_an_article_is_asked_whether_it_is_this_one(client: Client) -> None:
    article = builders.published_article(headline="พะยูนเกยตื้นที่หาดยาว")
    builders.draft_article(headline="พะยูนเกยตื้นอีกตัว")
    page = client.get("/2016/08/พะยูนเกยตื้น/")
    assert page.status_code == 404
    html = page.content.decode()
    assert "คือข่าวนี้หรือไม่" in html
    assert article.get_absolute_url() in html
    assert "อีกตัว" not in html
    assert "คือข่าวนี้หรือไม่" not in client.get("/wp-login.php").content.decode()
