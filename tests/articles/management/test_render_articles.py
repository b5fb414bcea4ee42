"""`manage.py render_articles`."""

import pytest
from django.core.management import call_command

from newsroom.articles.models import Article
from newsroom.thai.lines.joiners import WORD_JOINER
from tests import builders

pytestmark = pytest.mark.django_db


def test_every_article_is_rendered_again_without_a_new_revision() -> None:
    article = builders.published_article(headline="เมียนมา", body="<p>เมียนมา</p>")
    Article.objects.update(headline_html="เก่า", body_html="เก่า", excerpt="เก่า")
    call_command("render_articles")
    rendered = Article.objects.get()
    assert rendered.headline_html == f"เมีย{WORD_JOINER}นมา"
    assert rendered.body_html == f"<p>เมีย{WORD_JOINER}นมา</p>"
    assert rendered.excerpt != "เก่า"
    assert rendered.updated_at == article.updated_at
