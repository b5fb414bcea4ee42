"""A headline that an editor breaks: markup on the page, plain text everywhere else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from newsroom.articles.models import Article
from newsroom.articles.workflow.publish_checks import warnings
from tests import builders

pytestmark = pytest.mark.django_db
HEADLINE, LINES = "ปิดถนน ห้ามผ่าน", "ปิดถนน | ห้ามผ่าน"


def test_only_the_pages_have_the_break(client: Client) -> None:
    article = builders.published_article(headline=HEADLINE, headline_lines=LINES)
    page = client.get(article.get_absolute_url()).content.decode()
    assert 'ปิดถนน <br class="headline-break">ห้ามผ่าน</h1>' in page
    assert f"<title>{HEADLINE}" in page
    assert f'"headline":"{HEADLINE}"' in page.replace(": ", ":")
    assert "headline-break" not in client.get("/feed/").content.decode()
    assert client.get(f"/api/articles/{article.pk}/").json()["title"] == HEADLINE


def test_it_has_no_effect_once_the_headline_is_another(client: Client) -> None:
    article = builders.draft_article(headline=HEADLINE, headline_lines=LINES)
    assert not [one for one in warnings(article) if one.field == "headline_lines"]
    article.headline = "เปิดถนนแล้ว"
    article.save()
    assert "<br" not in article.headline_html
    assert [one.field for one in warnings(article)].count("headline_lines") == 1


def test_an_export_keeps_it(tmp_path: Path) -> None:
    builders.published_article(headline=HEADLINE, headline_lines=LINES)
    file = tmp_path / "a.jsonl"
    call_command("export_articles", file, verbosity=0)
    assert json.loads(file.read_text())["headline_lines"] == LINES
    Article.objects.all().delete()
    call_command("import_articles", file, verbosity=0)
    assert "headline-break" in Article.objects.get().headline_html
