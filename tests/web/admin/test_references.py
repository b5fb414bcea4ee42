"""Forged ids where the admin's forms refer to another row."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import builders
from tests.articles.article_form import ADD_URL, new_article_data

pytestmark = pytest.mark.django_db
FORGED = ["x", "²", "-1", "0", "9" * 40, "1 OR 1=1", "\0"]


@pytest.mark.parametrize("pk", FORGED)
def test_a_forged_user_of_an_author_is_told_of_in_the_form(client: Client, pk: str) -> None:
    """It was a 500."""
    client.force_login(builders.admin_user())
    data = {"name": "สมชาย", "slug": "somchai", "user": pk}
    answer = client.post("/admin/articles/author/add/", data)
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors["user"]


@pytest.mark.parametrize("pk", FORGED)
def test_a_forged_author_of_an_article_is_told_of_in_the_form(client: Client, pk: str) -> None:
    client.force_login(builders.admin_user())
    answer = client.post(ADD_URL, new_article_data(**{"bylines-0-author": pk}))
    assert answer.status_code == 200
    assert answer.context["errors"]
