"""Cards: loaded by id, rendered alike from a card and from an article."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.safestring import mark_safe

from newsroom.articles.listings.cards import (
    CardHighlights,
    cards_for,
    first_with_photo,
    render_card,
)
from newsroom.articles.models import Article
from tests import builders

pytestmark = pytest.mark.django_db


def test_cards_come_in_the_order_of_the_ids_and_only_of_public_articles() -> None:
    articles = [builders.published_article(authors=[], tags=[]) for _ in range(41)]
    ids = [article.pk for article in reversed(articles)]
    hidden = builders.draft_article()
    assert [card.pk for card in cards_for([hidden.pk, *ids])] == ids
    assert cards_for([]) == []


def test_a_page_of_cards_is_one_query(django_assert_num_queries: Any) -> None:
    ids = [builders.published_article(lead_photo=builders.photo()).pk for _ in range(3)]
    with django_assert_num_queries(1):
        assert "<picture>" in "".join(render_card(card) for card in cards_for(ids))


def test_a_card_and_its_article_have_the_same_html() -> None:
    article = builders.published_article(
        headline="<b>เด็ก ๆ</b> & ทะเล", standfirst="<i>", lead_photo=builders.photo()
    )
    builders.visible_comment(article)
    html = render_card(cards_for([article.pk])[0], note="ปักหมุด & <")
    assert html == render_card(Article.objects.for_cards().get(), note="ปักหมุด & <")
    assert "&lt;b&gt;เด็ก\u00a0ๆ&lt;/b&gt; &amp; ทะเล" in html
    assert "ปักหมุด &amp; &lt;" in html
    assert f'<a href="/news/{article.pk}/#comments">1 ความคิดเห็น</a>' in html
    assert '<a href="/section/local/">ท้องถิ่น</a>' in html


def test_a_card_says_what_kind_of_work_it_is_unless_it_is_news() -> None:
    article = builders.published_article(kind=Article.Kind.OPINION)
    html = render_card(cards_for([article.pk])[0])
    assert html == render_card(Article.objects.for_cards().get())
    assert '<a href="/section/local/">ท้องถิ่น</a> <span class="kind">ความเห็น</span>' in html
    # Also in lists of one section, where the section is not said.
    html = render_card(cards_for([article.pk])[0], kicker=False)
    assert '<p class="kicker"><span class="kind">ความเห็น</span></p>' in html
    news = builders.published_article()
    assert 'class="kind"' not in render_card(cards_for([news.pk])[0])
    assert "kicker" not in render_card(cards_for([news.pk])[0], kicker=False)


def test_only_a_photo_above_the_fold_is_eager() -> None:
    plain = [builders.published_article() for _ in range(2)]
    with_photo = builders.published_article(lead_photo=builders.photo())
    assert first_with_photo([plain[0], with_photo]) == with_photo
    assert first_with_photo([*plain, with_photo]) is None


def test_the_card_of_a_search_result_shows_the_matches_and_no_comment_count() -> None:
    article = builders.published_article()
    builders.visible_comment(article)
    highlights = CardHighlights(mark_safe("<mark>น้ำ</mark>ท่วม"), mark_safe("ฝน&lt;<mark>น้ำ</mark>"))
    html = render_card(cards_for([article.pk])[0], highlights=highlights)
    assert f'<a href="/news/{article.pk}/"><mark>น้ำ</mark>ท่วม</a>' in html
    assert '<p class="card-passage">ฝน&lt;<mark>น้ำ</mark></p>' in html
    assert "card-excerpt" not in html
    assert "ความคิดเห็น" not in html
