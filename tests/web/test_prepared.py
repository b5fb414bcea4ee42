"""A prepared question answers as the queryset does, for any values, whoever asks at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from newsroom.articles.models import Article, Author
from newsroom.web.prepared import Prepared
from tests import builders

pytestmark = pytest.mark.django_db

PUBLIC = Prepared(
    lambda section, now, first: (
        Article.objects.published(now)
        .filter(section=section)
        .select_related("section")
        .newest_first()[first : first + 2]
    ),
    section=int, now=datetime, first=int,
)  # fmt: skip


def _stories(count: int) -> list[Article]:
    now = timezone.now()
    return [
        builders.published_article(published_at=now - timedelta(hours=count - number))
        for number in range(count)
    ]


def test_it_answers_as_the_queryset_does() -> None:
    stories = _stories(5)
    section = stories[0].section
    other = builders.section("กีฬา", "sport")
    for now in (timezone.now(), stories[2].published_at, stories[0].published_at - timedelta(1)):
        for first in (0, 1, 3, 9):
            public = Article.objects.published(now).filter(section=section).newest_first()
            asked = PUBLIC(section=section.pk, now=now, first=first)
            assert asked == list(public[first : first + 2])
    found = PUBLIC(section=section.pk, now=timezone.now(), first=0)
    assert [story.section.name for story in found] == [section.name] * 2
    assert PUBLIC(section=other.pk, now=timezone.now(), first=0) == []
    assert PUBLIC.first(section=other.pk, now=timezone.now(), first=0) is None


def test_it_asks_once_and_writes_no_sql(
    django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = {"section": builders.section().pk, "now": timezone.now(), "first": 0}
    PUBLIC(**values)
    monkeypatch.setattr(
        "django.db.models.sql.compiler.SQLCompiler.pre_sql_setup", _must_not_be_called
    )
    with django_assert_num_queries(1):
        PUBLIC(**values)


def _must_not_be_called(*args: Any, **kwargs: Any) -> None:
    raise AssertionError("the SQL was written again")


def test_texts_reach_the_database_as_they_are() -> None:
    """Tried: quotes, percent signs, placeholders, Thai, emoji, nothing at all."""
    named = Prepared(lambda name: Author.objects.filter(name=name), name=str)
    odd = ["'; DROP TABLE x; --", "100%s", "%(name)s", "ป้าย", "🙂", "7770000000000000"]
    for number, name in enumerate(odd):
        author = builders.author(name, f"author-{number}")
        assert named(name=name) == [author]
    assert named(name="") == []


def test_a_value_that_does_not_reach_the_sql_is_refused() -> None:
    """A count of rows cannot change, for the number that stands in the SQL is another one."""
    with pytest.raises(TypeError, match="most"):
        Prepared(lambda first, most: Article.objects.all()[first:most], first=int, most=int)(
            first=0, most=3
        )


@pytest.mark.parametrize("values", [{}, {"name": "ก", "more": 1}, {"nam": "ก"}])
def test_wrong_names_are_refused(values: dict[str, Any]) -> None:
    named = Prepared(lambda name: Author.objects.filter(name=name), name=str)
    with pytest.raises(TypeError):
        named(**values)


@pytest.mark.django_db(transaction=True)
def test_threads_do_not_get_each_others_answers() -> None:
    sections = [builders.section(f"หมวด {number}", f"s{number}") for number in range(4)]
    for section in sections:
        builders.published_article(section=section)

    def ask(number: int) -> bool:
        section = sections[number % 4]
        try:
            found = PUBLIC(section=section.pk, now=timezone.now(), first=0)
            return [story.section_id for story in found] == [section.pk]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(ask, range(40)))
