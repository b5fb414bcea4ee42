"""Who made a story: roles in the byline, guests without a login, their pages."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from newsroom.articles.models import Byline
from tests import builders

pytestmark = pytest.mark.django_db


def byline(page: str) -> str:
    found = re.search(r'<p class="byline-names">(.*?)</p>', page, re.DOTALL)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())


def test_every_role_stands_before_its_name(client: Client) -> None:
    writer, guest = builders.author(), builders.author("สุนิสา ชูช่วย", "sunisa")
    article = builders.published_article(authors=[writer])
    for position, role in enumerate(("photographer", "editor", "translator"), 1):
        Byline.objects.create(article=article, author=guest, role=role, position=position)
    assert byline(client.get(article.get_absolute_url()).content.decode()) == (
        "โดย ไพฑูรย์ ล่องเพ็ง ภาพโดย สุนิสา ชูช่วย เรียบเรียงโดย สุนิสา ชูช่วย แปลโดย สุนิสา ชูช่วย"
    )


def test_a_guest_has_a_page_with_the_stories_of_every_role_once(client: Client) -> None:
    guest = builders.author("สุนิสา ชูช่วย", "sunisa")
    article = builders.published_article()
    builders.published_article()
    for position, role in enumerate(("photographer", "translator"), 1):
        Byline.objects.create(article=article, author=guest, role=role, position=position)
    page = client.get(guest.get_absolute_url()).content.decode()
    assert page.count(f'data-article-id="{article.pk}"') == 1
    assert page.count("data-article-id=") == 1
    assert "1 ข่าว" in page


def test_the_desk_makes_a_guest_without_an_account_and_finds_guests(admin_client: Client) -> None:
    at_home = builders.author(user=builders.staff_user())
    answer = admin_client.post(
        "/admin/articles/author/add/",
        {"name": "อาจารย์สมหมาย รักษ์ทะเล", "slug": "sommai", "is_current": "on", "bio": "", "job_title": ""},
    )  # fmt: skip
    assert answer.status_code == 302
    guests = admin_client.get("/admin/articles/author/", {"guest": "yes"}).content.decode()
    assert "อาจารย์สมหมาย" in guests
    assert "ทำงานอยู่ · ผู้เขียนรับเชิญ" in guests
    assert at_home.name not in guests
    assert at_home.name in admin_client.get("/admin/articles/author/?guest=no").content.decode()
