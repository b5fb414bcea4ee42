"""Slugs that nobody typed."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from newsroom.accounts import roles
from newsroom.articles.models import Author, Section
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(builders.role_user(roles.EDITOR, "chief"))
    return client


def add_section(client: Client, name: str, slug: str = "") -> str:
    data = {"name": name, "slug": slug, "position": "100"}
    response = client.post("/admin/articles/section/add/", data)
    assert response.status_code == 302, response.context["errors"]
    return Section.objects.get(name=name).slug


def test_a_section_without_a_slug_gets_the_usual_or_a_romanised_one(editor: Client) -> None:
    assert add_section(editor, "เศรษฐกิจ") == "economy"
    assert add_section(editor, "ข่าวท้องถิ่น") == "local"
    assert add_section(editor, "ท้องถิ่น") == "local-2"
    assert re.fullmatch("pr[a-z]+", add_section(editor, "ประมง"))
    assert add_section(editor, "!!!") == "section"
    assert add_section(editor, "กีฬา", "kila") == "kila"


def test_an_author_without_a_slug_gets_a_romanised_one(editor: Client) -> None:
    data = {"name": "สมชาย ใจดี", "slug": "", "is_current": "on"}
    assert editor.post("/admin/articles/author/add/", data).status_code == 302
    author = Author.objects.get()
    assert author.slug == "somchai-chaidi"
    # It stays when the name changes.
    change = f"/admin/articles/author/{author.pk}/change/"
    assert editor.post(change, data | {"name": "สมชาย ใจงาม"}).status_code == 302
    assert Author.objects.get().slug == "somchai-chaidi"
