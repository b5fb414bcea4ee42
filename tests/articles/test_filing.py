"""Lists that count and sort nothing are still right, whatever happens to a story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from importlib import import_module
from itertools import count
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from newsroom.articles import desk, lists
from newsroom.articles.filing import file_stories, public_months
from newsroom.articles.models import Article, Byline, Filed, ListMonth, Section, Tag, TaggedArticle
from newsroom.articles.retagging import merge_tags
from newsroom.thai.dates import BANGKOK
from newsroom.web import paging
from tests import builders

pytestmark = pytest.mark.django_db
AUGUST = datetime(2016, 8, 6, tzinfo=BANGKOK)


def assert_filed_right() -> None:
    """What was written beside tags, in bylines and months is what a full count says."""
    counted: Counter[tuple[str, date]] = Counter()
    for story in Article.objects.all():
        right = story.published_at if story.status == "published" else None
        assert Filed.objects.get(pk=story.pk).listed_at == right
        for model, name in ((Byline, "article"), (TaggedArticle, "content_object")):
            for row in model.objects.filter(**{name: story}):
                assert row.listed_at == right, (story, model)
        if right:
            first_day = right.astimezone(BANGKOK).date().replace(day=1)
            tags = {f"tag:{tag.pk}" for tag in story.tags.all()}
            authors = {f"author:{author.pk}" for author in story.authors.all()}
            lists = {"", f"section:{story.section_id}", *tags, *authors}
            counted.update((name, first_day) for name in lists)
    kept = ListMonth.objects.exclude(stories=0).values_list("list", "first_day", "stories")
    assert {(name, first_day): stories for name, first_day, stories in kept} == counted


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
    "another section": lambda story: _set(story, section=builders.section("กีฬา", "sport")),
    "a tag merged": lambda story: merge_tags(
        builders.tag("ตลาด"), [builders.tag("ชายหาด"), builders.tag("ไม่มีข่าว")]
    ),
    "a tag deleted": lambda story: builders.tag("ชายหาด").delete(),
    "tags deleted together": lambda story: Tag.objects.all().delete(),
    "a tag taken away": lambda story: story.tags.remove("ชายหาด"),
    "no tags": lambda story: story.tags.clear(),
    "an author in two roles": lambda story: Byline.objects.create(
        article=story, author=builders.author(), role="photographer"
    ),
    "no author": lambda story: story.bylines.all().delete(),
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


def _many(dates: list[datetime], **fields: Any) -> Section:
    """Stories of these dates, in one section, with one tag and one author."""
    first = builders.published_article(**fields)
    stories = Article.objects.bulk_create(
        Article(
            headline=f"ข่าว {number}", status="published", section=first.section, published_at=moment,
        )
        for number, moment in enumerate(dates)
    )  # fmt: skip
    Byline.objects.bulk_create(
        Byline(article=story, author=builders.author(), role=role)
        for story in stories for role in ("writer", "photographer")
    )  # fmt: skip
    TaggedArticle.objects.bulk_create(
        TaggedArticle(content_object=story, tag=builders.tag("ชายหาด")) for story in stories
    )
    file_stories([story.pk for story in stories])
    assert first.section is not None
    return first.section


def test_a_list_is_right_at_any_depth(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it begins at the top or at a month: months without stories, stories of one second,
    of the last second of a month, of this month, and scheduled ones in this and the next."""
    monkeypatch.setattr(lists, "DEEP", 0)
    now = timezone.now()
    dates = [AUGUST - timedelta(days=11 * number) for number in range(20)] + [AUGUST] * 9
    dates += [
        datetime(2016, 6, 30, 23, 59, 59, 999999, BANGKOK),
        datetime(2016, 7, 1, tzinfo=BANGKOK),
    ]
    dates += [now - timedelta(minutes=number) for number in range(5)]
    dates += [now + timedelta(minutes=1), now + timedelta(days=40)]
    section = _many(dates)
    builders.withdrawn_article()
    public = list(Article.objects.published().newest_first().values_list("pk", flat=True))
    assert len(public) == len(dates) - 2 + 1
    for stories in (
        lists.of_the_paper(),
        lists.of_section(section),
        lists.of_tag(builders.tag("ชายหาด")),
        lists.of_author(builders.author()),
    ):
        assert stories.count(10) == (len(public), False)
        for first in range(len(public) + 2):
            assert stories.window(first, 7) == public[first : first + 7], first


def test_a_deep_page_walks_no_list(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    section = _many([AUGUST - timedelta(days=10 * number) for number in range(100)])
    monkeypatch.setattr(lists, "DEEP", 60)
    with builders.a_generation():
        lists.of_section(section).window(60, 31)
        with django_assert_num_queries(1) as asked:
            lists.of_section(section).window(90, 31)
    offset = asked.captured_queries[0]["sql"].partition("OFFSET")[2]
    assert int(offset or 0) < 5


def test_pages_of_a_long_list(client: Client) -> None:
    section = _many([AUGUST + timedelta(minutes=number) for number in range(123)])
    address = section.get_absolute_url()
    last = client.get(f"{address}?page=5").content.decode()
    assert "หน้า 5 จาก 5</span>" in last
    assert f'rel="prev" href="{address}?page=4"' in last
    assert 'rel="next"' not in last
    before = client.get(f"{address}?page=4").content.decode()
    assert "หน้า 4 จาก 5</span>" in before
    assert f'rel="next" href="{address}?page=5"' in before
    assert f'rel="prev" href="{address}"' in client.get(f"{address}?page=2").content.decode()
    assert client.get(f"{address}?page=6").status_code == 404


def test_a_long_month_is_not_counted_to_its_end(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "MOST_COUNTED", 40)
    _many([AUGUST + timedelta(minutes=number) for number in range(123)])
    month = client.get("/archive/2016/08/").content.decode()
    assert "มากกว่า 40 ข่าว" in month
    assert "หน้า 1</span>" in month
    assert "หน้า 5 จาก 5</span>" in client.get("/archive/2016/08/?page=5").content.decode()


def test_the_migration_files_what_is_there_already() -> None:
    for moment in (AUGUST, timezone.now(), timezone.now() + timedelta(days=40)):
        builders.published_article(published_at=moment)
    builders.draft_article()
    migration = import_module("newsroom.articles.migrations.0006_months_of_lists")
    ListMonth.objects.all().delete()
    Filed.objects.update(lists="section:9")
    Byline.objects.update(listed_at=None)
    migration.file_all(apps, None)
    assert_filed_right()
