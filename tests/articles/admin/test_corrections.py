"""Corrections in the form of an article."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from newsroom.articles.models import Article, Correction
from tests import builders
from tests.articles.article_form import new_article_data

pytestmark = pytest.mark.django_db
TEXT = "ฉบับก่อนหน้าเขียนว่า 3 หมู่บ้าน ที่ถูกคือ 5 หมู่บ้าน"


def published_in_2016(**overrides: Any) -> Article:
    return builders.published_article(
        published_at=datetime(2016, 8, 6, 2, 5, tzinfo=UTC), **overrides
    )


def form_data(article: Article, **overrides: Any) -> dict[str, Any]:
    """The article's form with one new correction."""
    return new_article_data(
        status=article.status,
        published_at="6/8/2559 09.05" if article.published_at else "",
        **{
            "bylines-INITIAL_FORMS": "1",
            "bylines-0-id": article.bylines.get().pk,
            "credits-TOTAL_FORMS": "0",
            "corrections-TOTAL_FORMS": "1",
            "corrections-INITIAL_FORMS": "0",
            "corrections-0-corrected_at": "7/8/2559 10.00",
            "corrections-0-text": TEXT,
            **overrides,
        },
    )


def test_an_editor_adds_a_correction_in_the_article_form(admin_client: Client) -> None:
    article = published_in_2016()
    url = f"/admin/articles/article/{article.pk}/change/"
    assert "corrections-__prefix__-text" in admin_client.get(url).content.decode()
    response = admin_client.post(url, form_data(article))
    assert response.status_code == 302, response.context["errors"]
    assert Correction.objects.get().corrected_at == datetime(2016, 8, 7, 3, 0, tzinfo=UTC)
    assert Article.objects.get().corrections_json[0]["label"] == "7 สิงหาคม 2559 เวลา 10.00 น."


def test_an_invalid_date_is_refused_and_the_text_stays(admin_client: Client) -> None:
    article = published_in_2016()
    url = f"/admin/articles/article/{article.pk}/change/"
    for typed, message in (
        ("31/2/2559", "ไม่มีวันที่ 31"),
        ("1/1/2599", "อนาคต"),
        ("เมื่อวาน", "ไม่เข้าใจวันที่"),
    ):
        page = admin_client.post(url, form_data(article, **{"corrections-0-corrected_at": typed}))
        assert message in page.content.decode()
        assert TEXT in page.content.decode()
    assert Correction.objects.count() == 0


def test_an_article_that_is_not_public_takes_no_correction(admin_client: Client) -> None:
    article = builders.draft_article()
    url = f"/admin/articles/article/{article.pk}/change/"
    assert "corrections-__prefix__" not in admin_client.get(url).content.decode()
    assert admin_client.post(url, form_data(article)).status_code == 302
    assert Correction.objects.count() == 0


def test_a_form_opened_before_publication_is_saved(admin_client: Client) -> None:
    article = published_in_2016()
    data = {k: v for k, v in form_data(article).items() if not k.startswith("corrections")}
    response = admin_client.post(f"/admin/articles/article/{article.pk}/change/", data)
    assert response.status_code == 302, response.context["errors"]


def test_a_correction_written_while_the_article_was_withdrawn_is_saved(
    admin_client: Client, client: Client
) -> None:
    article = published_in_2016()
    data = form_data(article)
    builders.withdraw(article)
    response = admin_client.post(f"/admin/articles/article/{article.pk}/change/", data)
    assert response.status_code == 302, response.context["errors"]
    assert Correction.objects.get().text == TEXT


def test_correcting_needs_permission(client: Client) -> None:
    user = builders.staff_user()
    for name in ("change_article", "view_article", "view_correction"):
        user.user_permissions.add(Permission.objects.get(codename=name))
    client.force_login(user)
    article = published_in_2016()
    client.post(f"/admin/articles/article/{article.pk}/change/", form_data(article))
    assert Correction.objects.count() == 0
