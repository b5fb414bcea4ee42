"""The model: derived fields and constraints."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from newsroom.articles.models import Article
from tests import builders

pytestmark = pytest.mark.django_db


def test_derived_fields_are_computed_on_save() -> None:
    article = builders.published_article(
        headline="ข่าว\u200b  เช้า", standfirst="", body="<p>เด็ก ๆ 200 คน</p><script>x</script>"
    )
    stored = Article.objects.get(pk=article.pk)
    assert stored.headline == "ข่าว เช้า"
    assert stored.plain_text == "เด็ก ๆ 200 คน"
    assert stored.body == "<p>เด็ก ๆ 200 คน</p>"
    assert stored.body_html == "<p>เด็ก\u00a0ๆ 200\u00a0คน</p>"
    assert stored.excerpt == "เด็ก\u00a0ๆ 200\u00a0คน"
    assert stored.reading_minutes == 1


def test_the_excerpt_does_not_repeat_the_headline() -> None:
    repeated = builders.published_article(
        headline="น้ำท่วมใหญ่", standfirst="", body="<p>น้ำท่วมใหญ่</p><p>ฝนตกทั้งคืน</p>"
    )
    assert repeated.excerpt == "ฝนตกทั้งคืน"
    after_dots = builders.published_article(
        headline="น้ำท่วมใหญ่", standfirst="", body="<p>.....</p><p>น้ำท่วมใหญ่</p><p>ฝนตกทั้งคืน</p>"
    )
    assert after_dots.excerpt == "ฝนตกทั้งคืน"
    prefix_only = builders.published_article(
        headline="น้ำท่วม", standfirst="", body="<p>น้ำท่วมใหญ่ทั้งอำเภอ</p>"
    )
    assert prefix_only.excerpt == "น้ำท่วมใหญ่ทั้งอำเภอ"
    only_headline = builders.published_article(headline="น้ำท่วม", standfirst="", body="<p>น้ำท่วม</p>")
    assert only_headline.excerpt == "น้ำท่วม"


def test_a_new_comment_does_not_save_the_article() -> None:
    article = builders.published_article()
    before = Article.objects.get(pk=article.pk).updated_at
    builders.visible_comment(article)
    assert Article.objects.get(pk=article.pk).updated_at == before


def test_constraints_have_thai_messages() -> None:
    with pytest.raises(ValidationError, match="ต้องมีวันเวลาเผยแพร่"):
        Article(headline="ก", status="published", section=builders.section()).full_clean()
    with pytest.raises(ValidationError, match="ต้องอยู่ในหมวด"):
        Article(headline="ก", status="published", published_at=timezone.now()).full_clean()
    for blank in ("", " ", "\u200b", "\u0e48"):
        with pytest.raises(ValidationError):
            Article(headline=blank).full_clean()


@pytest.mark.parametrize(("length", "fits"), [(255, True), (256, False)])
def test_a_headline_is_saved_or_refused_but_never_truncated(length: int, fits: bool) -> None:
    """T-E3"""
    article = Article(headline="ก" * length)
    if fits:
        article.full_clean()
        article.save()
        assert len(Article.objects.get().headline) == length
    else:
        with pytest.raises(ValidationError, match="255"):
            article.full_clean()
