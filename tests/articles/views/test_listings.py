"""Pages of a section, a tag and an author."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from newsroom.articles.models import Byline, Tag
from newsroom.thai.dates import BANGKOK
from tests import builders
from tests.articles.listings.many_articles import create_many

pytestmark = pytest.mark.django_db
AUGUST = datetime(2016, 8, 6, tzinfo=BANGKOK)


def test_pages_of_a_long_list_link_to_their_neighbours(client: Client) -> None:
    section = create_many([AUGUST + timedelta(minutes=index) for index in range(123)])
    url = section.get_absolute_url()
    last = client.get(f"{url}?page=5").content.decode()
    assert "หน้า 5 จาก 5</span>" in last
    assert f'rel="prev" href="{url}?page=4"' in last
    assert 'rel="next"' not in last
    fourth = client.get(f"{url}?page=4").content.decode()
    assert "หน้า 4 จาก 5</span>" in fourth
    assert f'rel="next" href="{url}?page=5"' in fourth
    assert f'rel="prev" href="{url}"' in client.get(f"{url}?page=2").content.decode()
    assert client.get(f"{url}?page=6").status_code == 404


def test_an_author_page_lists_articles_of_every_role_once(client: Client) -> None:
    guest = builders.author("สุนิสา ชูช่วย", "sunisa")
    article = builders.published_article()
    builders.published_article()
    for position, role in enumerate(("photographer", "translator"), 1):
        Byline.objects.create(article=article, author=guest, role=role, position=position)
    page = client.get(guest.get_absolute_url()).content.decode()
    assert page.count(f'data-article-id="{article.pk}"') == 1
    assert page.count("data-article-id=") == 1
    assert "1 ข่าว" in page


def test_every_spelling_of_a_tags_url_reaches_it(client: Client) -> None:
    """T-U3"""
    builders.published_article(tags=["น้ำ", "ข่าว", "ขาว", "ข้าว"])
    canonical = Tag.objects.get(name="น้ำ").get_absolute_url()
    assert canonical == "/tag/%E0%B8%99%E0%B9%89%E0%B8%B3/"
    for url in (
        "/tag/น้ำ/",
        canonical,
        canonical.lower(),
        "/tag/น\u0e49\u0e4d\u0e32/",
        "/tag/น\u0e4d\u0e49\u0e32/",
        "/tag/น้ำ\u200b/",
    ):
        response = client.get(url)
        if response.status_code == 301:
            response = client.get(response["Location"])
        assert response.status_code == 200, url
        assert "<h1>น้ำ</h1>" in response.content.decode()
    pages = {name: client.get(f"/tag/{name}/").content for name in ("ข่าว", "ขาว", "ข้าว")}
    assert len(set(pages.values())) == 3
