"""Lists that count and sort nothing are still right, whatever happens to a story."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from newsroom.articles import desk, lists
from newsroom.articles.filing import file_stories, public_months
from newsroom.articles.models import ArchiveMonth, Article, Byline, Filed, TaggedArticle
from newsroom.thai.dates import BANGKOK
from newsroom.web import paging
from tests import builders

pytestmark = pytest.mark.django_db
AUGUST = datetime(2016, 8, 6, tzinfo=BANGKOK)


def assert_filed_right() -> None:
    """What was written beside tags, in bylines and months is what a full count says."""
    counted: dict[date, int] = {}
    for story in Article.objects.all():
        right = story.published_at if story.status == "published" else None
        assert Filed.objects.get(pk=story.pk).listed_at == right
        for model, name in ((Byline, "article"), (TaggedArticle, "content_object")):
            for row in model.objects.filter(**{name: story}):
                assert row.listed_at == right, (story, model)
        if right:
            first_day = right.astimezone(BANGKOK).date().replace(day=1)
            counted[first_day] = counted.get(first_day, 0) + 1
    kept = dict(ArchiveMonth.objects.filter(stories__gt=0).values_list("first_day", "stories"))
    assert kept == counted


def boss() -> Any:
    """Somebody who may do everything, by any name."""
    return builders.admin_user(f"boss-{next(_numbers)}")


_numbers = count()
CHANGES: dict[str, Callable[[Article], Any]] = {
    "nothing": lambda story: story.save(),
    "saved from an old copy": lambda story: (Article.objects.get(pk=story.pk).save(), story.save()),
    "another month": lambda story: _set(story, published_at=AUGUST + timedelta(days=60)),
    "scheduled": lambda story: _set(story, published_at=timezone.now() + timedelta(days=400)),
    "withdrawn": lambda story: desk.withdraw(story, by=boss()),
    "withdrawn, then saved from an old copy": lambda story: (
        desk.withdraw(story, by=boss()),
        story.save(),
    ),
    "drafted and published": lambda story: (
        desk.back_to_draft(story, by=boss()),
        desk.publish_now(story, by=boss()),
    ),
    "deleted": lambda story: story.delete(),
    "deleted with others": lambda story: Article.objects.all().delete(),
    "another tag": lambda story: story.tags.add("ป้ายใหม่"),
    "another author": lambda story: Byline.objects.create(
        article=story, author=builders.author("วันดี", "wandee")
    ),
    "announced twice": lambda story: (file_stories([story.pk]), file_stories([story.pk])),
}


def _set(story: Article, **values: Any) -> None:
    for name, value in values.items():
        setattr(story, name, value)
    story.save()


@pytest.mark.parametrize("change", CHANGES)
def test_stories_stay_filed_right_whatever_happens(change: str) -> None:
    for day in range(3):
        story = builders.published_article(published_at=AUGUST + timedelta(days=day * 20))
    builders.draft_article()
    assert_filed_right()
    CHANGES[change](story)
    assert_filed_right()


def test_the_archive_leaves_out_what_is_scheduled() -> None:
    builders.published_article(published_at=AUGUST)
    soon = timezone.now() + timedelta(hours=1)
    builders.scheduled_article(published_at=soon)
    assert public_months() == [(date(2016, 8, 1), 1)]


def test_lists_of_tags_and_authors_are_newest_first_and_name_a_story_once() -> None:
    old = builders.published_article(published_at=AUGUST)
    new = builders.published_article()
    builders.scheduled_article()
    builders.withdrawn_article()
    Byline.objects.create(article=old, author=builders.author(), role="photographer")
    assert lists.of_author(builders.author()).window(0, 9) == [new.pk, old.pk]
    assert lists.of_tag(builders.tag("ชายหาด")).window(0, 9) == [new.pk, old.pk]


def test_a_long_list_is_not_counted_to_its_end(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "MOST_COUNTED", 40)
    for _ in range(3):
        builders.published_article()
    story = builders.published_article()
    Article.objects.bulk_create(
        Article(
            headline=f"ข่าว {number}", status="published", section=story.section,
            published_at=AUGUST + timedelta(minutes=number),
        )
        for number in range(120)
    )  # fmt: skip
    address = story.section.get_absolute_url()
    last = client.get(f"{address}?page=5").content.decode()
    assert "หน้า 5 จาก 5</span>" in last
    assert f'rel="prev" href="{address}?page=4"' in last
    assert 'rel="next"' not in last
    before = client.get(f"{address}?page=4").content.decode()
    assert "หน้า 4</span>" in before
    assert f'rel="next" href="{address}?page=5"' in before
    assert f'rel="prev" href="{address}"' in client.get(f"{address}?page=2").content.decode()
    assert client.get(f"{address}?page=6").status_code == 404
    month = client.get("/archive/2016/08/").content.decode()
    assert "มากกว่า 40 ข่าว" in month
