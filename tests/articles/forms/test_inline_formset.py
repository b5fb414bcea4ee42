"""Inlines whose rows somebody else deleted while the form was open."""

from __future__ import annotations

import pytest
from django.test import Client

from newsroom.articles.models import Article
from tests import builders
from tests.articles.article_form import change_url, form_data

pytestmark = pytest.mark.django_db


def test_deleted_rows_are_created_again(admin_client: Client) -> None:
    article = builders.published_article(headline="ราคาข้าวขึ้น", credits=[("ภาพ", "คนแรก")])
    data = form_data(admin_client, article) | {"headline": "ราคาข่าวขึ้น"}
    article.credits.all().delete()
    article.save()
    form = admin_client.post(change_url(article), data).context["adminform"].form
    data["version"] = form["version"].value()
    assert admin_client.post(change_url(article), data).status_code == 302
    assert [credit.name for credit in Article.objects.get().credits.all()] == ["คนแรก"]


def test_rows_that_remain_keep_their_ids_and_values(admin_client: Client) -> None:
    article = builders.published_article(credits=[("ภาพ", "หนึ่ง"), ("ภาพ", "สอง"), ("ภาพ", "สาม")])
    first, second, third = article.credits.order_by("position")
    data = form_data(admin_client, article)
    data |= {"credits-2-name": "สามใหม่", "credits-0-DELETE": "on"}
    second.delete()
    assert admin_client.post(change_url(article), data).status_code == 302
    rows = dict(article.credits.values_list("pk", "name"))
    assert rows.pop(third.pk) == "สามใหม่"
    assert list(rows.values()) == ["สอง"]
    assert first.pk not in rows


def test_data_without_a_management_form_counts_as_no_rows(admin_client: Client) -> None:
    article = builders.published_article()
    data = form_data(admin_client, article)
    data = {key: value for key, value in data.items() if not key.startswith("corrections-")}
    assert admin_client.post(change_url(article), data).status_code == 302
