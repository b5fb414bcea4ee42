"""The listing index is right after any change of an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.utils import timezone

from newsroom.accounts.models import User
from newsroom.articles.listings.index import months_with_counts, update_listings
from newsroom.articles.models import (
    Article,
    ArticleListing,
    Byline,
    MonthlyArticleCount,
    Tag,
    TaggedArticle,
)
from newsroom.articles.workflow import transitions
from newsroom.articles.workflow.taxonomy.tag_renaming import merge_tags
from newsroom.thai.dates import BANGKOK
from tests import builders

pytestmark = pytest.mark.django_db
AUGUST = datetime(2016, 8, 6, tzinfo=BANGKOK)


def assert_index_is_right() -> None:
    """The stored dates and month counts equal those of a full count."""
    expected: Counter[tuple[str, date]] = Counter()
    for article in Article.objects.all():
        listed_at = article.published_at if article.status == "published" else None
        assert ArticleListing.objects.get(pk=article.pk).listed_at == listed_at
        for model, relation in ((Byline, "article"), (TaggedArticle, "content_object")):
            for row in model.objects.filter(**{relation: article}):
                assert row.listed_at == listed_at, (article, model)
        if listed_at:
            first_day = listed_at.astimezone(BANGKOK).date().replace(day=1)
            tags = {f"tag:{tag.pk}" for tag in article.tags.all()}
            authors = {f"author:{author.pk}" for author in article.authors.all()}
            keys = {"", f"section:{article.section_id}", *tags, *authors}
            expected.update((key, first_day) for key in keys)
    stored = MonthlyArticleCount.objects.exclude(article_count=0).values_list(
        "listing_key", "first_day", "article_count"
    )
    assert {(key, first_day): count for key, first_day, count in stored} == expected


def editor() -> User:
    """A new user with all permissions."""
    return builders.admin_user(f"editor-{next(_user_ids)}")


_user_ids = count()
CHANGES: dict[str, Callable[[Article], Any]] = {
    "nothing": lambda article: article.save(),
    "saved from a stale copy": lambda article: (
        Article.objects.get(pk=article.pk).save(),
        article.save(),
    ),
    "another month": lambda article: _save(article, published_at=AUGUST + timedelta(days=60)),
    "scheduled": lambda article: _save(article, published_at=timezone.now() + timedelta(days=400)),
    "withdrawn": lambda article: transitions.withdraw(article, by=editor()),
    "withdrawn, then saved from a stale copy": lambda article: (
        transitions.withdraw(article, by=editor()),
        article.save(),
    ),
    "unpublished and published": lambda article: (
        transitions.unpublish(article, by=editor()),
        transitions.publish_now(article, by=editor()),
    ),
    "deleted": lambda article: article.delete(),
    "deleted with others": lambda article: Article.objects.all().delete(),
    "another tag": lambda article: article.tags.add("แท็กใหม่"),
    "another section": lambda article: _save(article, section=builders.section("กีฬา", "sport")),
    "a tag merged": lambda article: merge_tags(
        builders.tag("ตลาด"), [builders.tag("ชายหาด"), builders.tag("ไม่มีข่าว")]
    ),
    "a tag deleted": lambda article: builders.tag("ชายหาด").delete(),
    "tags deleted together": lambda article: Tag.objects.all().delete(),
    "a tag removed": lambda article: article.tags.remove("ชายหาด"),
    "all tags removed": lambda article: article.tags.clear(),
    "an author in two roles": lambda article: Byline.objects.create(
        article=article, author=builders.author(), role="photographer"
    ),
    "no author": lambda article: article.bylines.all().delete(),
    "another author": lambda article: Byline.objects.create(
        article=article, author=builders.author("วันดี", "wandee")
    ),
    "updated twice": lambda article: (
        update_listings([article.pk]),
        update_listings([article.pk]),
    ),
}


def _save(article: Article, **values: Any) -> None:
    for name, value in values.items():
        setattr(article, name, value)
    article.save()


@pytest.mark.parametrize("change", CHANGES)
def test_the_index_is_right_after_any_change(change: str) -> None:
    for day in range(3):
        article = builders.published_article(published_at=AUGUST + timedelta(days=day * 20))
    builders.draft_article()
    assert_index_is_right()
    CHANGES[change](article)
    assert_index_is_right()


def test_months_with_counts_leave_out_scheduled_articles() -> None:
    builders.published_article(published_at=AUGUST)
    soon = timezone.now() + timedelta(hours=1)
    builders.scheduled_article(published_at=soon)
    assert months_with_counts() == [(date(2016, 8, 1), 1)]
