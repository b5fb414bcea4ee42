"""The front page: selected articles first, then the newest, and only what readers may see."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from newsroom.site.front_page.selection import FrontPageSelection, save_selection
from newsroom.site.models import BreakingNews, FrontPageArticle, SiteSettings
from tests import builders
from tests.site.front_page.data import displayed_ids, published_articles
from tests.test_public_surfaces import STATES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("area", ["lead", "pinned"])
@pytest.mark.parametrize("state", STATES)
def test_a_selected_article_shows_only_while_readers_may_see_it(
    client: Client, state: str, area: str
) -> None:
    other, selected = published_articles(1)[0], STATES[state]()
    save_selection(FrontPageSelection(**{area: [selected.pk]}), by=None)
    expected = {selected.pk, other.pk} if state == "published" else {other.pk}
    assert set(displayed_ids(client)) == expected


def test_a_selected_article_that_was_withdrawn_returns_when_republished(client: Client) -> None:
    articles = published_articles(3)
    save_selection(FrontPageSelection(lead=[articles[2].pk, articles[1].pk]), by=None)
    builders.withdraw(articles[2])
    assert displayed_ids(client) == [articles[1].pk, articles[0].pk]
    builders.republish(articles[2])
    assert displayed_ids(client)[0] == articles[2].pk


def test_a_selected_scheduled_article_appears_at_its_publication_time(client: Client) -> None:
    other, selected = published_articles(1)[0], builders.scheduled_article()
    save_selection(FrontPageSelection(lead=[selected.pk]), by=None)
    assert displayed_ids(client) == [other.pk]
    assert selected.published_at is not None
    with time_machine.travel(selected.published_at, tick=False):
        assert displayed_ids(client) == [selected.pk, other.pk]


def test_exactly_one_photo_of_the_front_page_is_fetched_with_high_priority(client: Client) -> None:
    """The lead's; if it has none, that of the next article with one."""
    photo = builders.photo()
    plain, pictured = builders.published_article(), builders.published_article(lead_photo=photo)
    for lead in (plain, pictured):
        save_selection(FrontPageSelection(lead=[lead.pk]), by=None)
        page = client.get("/").content.decode()
        assert page.count('fetchpriority="high"') == 1
        card = page[page.index(f'data-article-id="{pictured.pk}"') :]
        assert 'fetchpriority="high"' in card[: card.index("</article>")]


def test_constraints_of_the_front_page_have_thai_messages() -> None:
    first, second = published_articles(2)
    FrontPageArticle.objects.create(area="lead", position=0, article=first)
    for row, message in (
        (FrontPageArticle(area="lead", position=0, article=second), "ตำแหน่งนี้มีข่าวอยู่แล้ว"),
        (FrontPageArticle(area="lead", position=5, article=second), "ไม่เกิน 5 ข่าว"),
        (FrontPageArticle(area="pinned", position=3, article=second), "ไม่เกิน 3 ข่าว"),
        (FrontPageArticle(area="x", position=0, article=second), "ไม่มีตำแหน่งนี้"),
    ):
        with pytest.raises(ValidationError, match=message):
            row.validate_constraints()
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_constraints_of_breaking_news_have_thai_messages() -> None:
    settings = SiteSettings()
    settings.save()
    later, earlier = timezone.now() + timedelta(hours=1), timezone.now() - timedelta(days=1)
    for bar, message in (
        (BreakingNews(site_settings=settings, text="", expires_at=later), "กรุณาเขียน"),
        (BreakingNews(site_settings=settings, text="ก", expires_at=earlier), "ต้องอยู่หลังเวลาที่ตั้ง"),
    ):
        with pytest.raises(ValidationError, match=message):
            bar.validate_constraints()
        with pytest.raises(IntegrityError), transaction.atomic():
            bar.save()
