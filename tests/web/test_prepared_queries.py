"""A prepared query answers as its queryset does, for any arguments and from any thread."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.db.models.query import QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.query import Query
from django.utils import timezone

from newsroom.articles.models import Article, Author, Section
from newsroom.web import prepared_queries
from newsroom.web.checks import prepared_queries_are_supported
from newsroom.web.prepared_queries import LEANS_ON, IdList, PreparedQuery
from tests import builders

pytestmark = pytest.mark.django_db


def two_of_section(section: int, now: datetime, offset: int) -> QuerySet[Article]:
    public = Article.objects.published(now).filter(section=section).select_related("section")
    return public.newest_first()[offset : offset + 2]


TWO_OF_SECTION = PreparedQuery(two_of_section, section=int, now=datetime, offset=int)


def _articles(count: int) -> list[Article]:
    now = timezone.now()
    return [
        builders.published_article(published_at=now - timedelta(hours=count - index))
        for index in range(count)
    ]


def test_it_answers_as_the_queryset_does() -> None:
    articles = _articles(5)
    section = articles[0].section
    empty = builders.section("กีฬา", "sport")
    moments = timezone.now(), articles[2].published_at, articles[0].published_at - timedelta(1)
    for now in moments:
        for offset in (0, 1, 3, 9):
            public = Article.objects.published(now).filter(section=section).newest_first()
            rows = TWO_OF_SECTION(section=section.pk, now=now, offset=offset)
            assert rows == list(public[offset : offset + 2])
    rows = TWO_OF_SECTION(section=section.pk, now=timezone.now(), offset=0)
    assert [article.section.name for article in rows] == [section.name] * 2
    assert TWO_OF_SECTION(section=empty.pk, now=timezone.now(), offset=0) == []
    assert TWO_OF_SECTION.first(section=empty.pk, now=timezone.now(), offset=0) is None


def test_it_runs_one_query_and_compiles_no_sql(
    django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = {"section": builders.section().pk, "now": timezone.now(), "offset": 0}
    TWO_OF_SECTION(**arguments)
    monkeypatch.setattr(SQLCompiler, "pre_sql_setup", _must_not_be_called)
    with django_assert_num_queries(1):
        TWO_OF_SECTION(**arguments)


def _must_not_be_called(*args: Any, **kwargs: Any) -> None:
    raise AssertionError("the SQL was compiled again")


def test_texts_reach_the_database_as_they_are() -> None:
    """Tried: quotes, percent signs, placeholders, Thai, emoji, a sentinel, nothing at all."""
    named = PreparedQuery(lambda name: Author.objects.filter(name=name), name=str)
    texts = ["'; DROP TABLE x; --", "100%s", "%(name)s", "ป้าย", "🙂", "7770000000000000"]
    for number, name in enumerate(texts):
        author = builders.author(name, f"author-{number}")
        assert named(name=name) == [author]
    assert named(name="") == []


def test_constants_stay_where_they_are_between_the_arguments() -> None:
    """Tried: percent signs in the SQL, a pattern, a constant as long as a sentinel."""
    author = builders.author("100% ไทย", "percent")
    query = PreparedQuery(
        lambda name, slug: (
            Author.objects.filter(name__contains="0%", pk__lt=1234567890123456, slug=slug)
            .extra(where=["name LIKE '100%%'"])
            .filter(name=name)
        ),
        name=str,
        slug=str,
    )
    assert query(slug="percent", name="100% ไทย") == [author]
    assert query(slug="percent", name="%") == []


def test_a_list_of_ids_may_have_any_length_up_to_its_limit() -> None:
    articles = _articles(5)
    three = IdList(3)
    query = PreparedQuery(lambda ids: Article.objects.filter(pk__in=ids), ids=three)
    ids = [article.pk for article in articles]
    for count in range(4):
        assert {article.pk for article in query(ids=ids[:count])} == set(ids[:count])
    with pytest.raises(ValueError, match="at most 3"):
        query(ids=ids[:4])
    assert list(three.batches(ids)) == [ids[:3], ids[3:]]
    assert list(three.batches([])) == []


def test_a_short_list_of_ids_excludes_no_more_than_it_holds() -> None:
    articles = _articles(2)
    query = PreparedQuery(lambda ids: Article.objects.exclude(pk__in=ids), ids=IdList(5))
    assert query(ids=[articles[0].pk]) == [articles[1]]
    assert len(query(ids=[])) == 2


def test_an_argument_that_does_not_reach_the_sql_is_refused() -> None:
    """The number of rows cannot change: LIMIT is the difference of two sentinels."""
    with pytest.raises(TypeError, match="end"):
        PreparedQuery(lambda start, end: Article.objects.all()[start:end], start=int, end=int)(
            start=0, end=3
        )
    half = PreparedQuery(lambda ids: Article.objects.filter(pk__in=ids[:2]), ids=IdList(4))
    with pytest.raises(TypeError, match="ids"):
        half(ids=[])


def test_an_argument_that_changes_on_its_way_into_the_sql_is_refused() -> None:
    """Else every call would run with what was made of the sentinel."""
    altered = PreparedQuery(lambda pk: Section.objects.filter(pk=pk).exclude(pk=pk + 1), pk=int)
    with pytest.raises(TypeError, match="altered"):
        altered(pk=1)


def test_the_time_of_the_first_call_is_not_compiled_into_the_sql() -> None:
    """`published()` without a moment means now, which must not be the same for ever."""
    with pytest.raises(TypeError, match="altered"):
        PreparedQuery(lambda pk: Article.objects.published().filter(pk=pk), pk=int)(pk=1)


@pytest.mark.parametrize("arguments", [{}, {"name": "ก", "more": 1}, {"nam": "ก"}])
def test_wrong_names_are_refused(arguments: dict[str, Any]) -> None:
    named = PreparedQuery(lambda name: Author.objects.filter(name=name), name=str)
    with pytest.raises(TypeError):
        named(**arguments)


@pytest.mark.django_db(transaction=True)
def test_threads_do_not_get_each_others_rows() -> None:
    sections = [builders.section(f"หมวด {number}", f"s{number}") for number in range(4)]
    for section in sections:
        builders.published_article(section=section)

    def is_right(number: int) -> bool:
        section = sections[number % 4]
        try:
            rows = TWO_OF_SECTION(section=section.pk, now=timezone.now(), offset=0)
            return [article.section_id for article in rows] == [section.pk]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(is_right, range(40)))


def test_django_still_has_what_prepared_queries_lean_on() -> None:
    """If this fails after an upgrade, they run as plain querysets: adapt them or remove them."""
    compiler = Query(Article).get_compiler("default")
    assert all(hasattr(Query, name) for name in LEANS_ON["query"])
    assert all(hasattr(SQLCompiler, name) for name in LEANS_ON["compiler"])
    compiler.as_sql()
    assert all(hasattr(compiler, name) for name in LEANS_ON["compiled"])
    assert all(hasattr(connections["default"].ops, name) for name in LEANS_ON["operations"])
    assert prepared_queries_are_supported() == []


def _without_as_sql(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if `execute_sql` had the SQL from elsewhere than `self.as_sql`."""
    execute_sql = SQLCompiler.execute_sql

    def execute(self: Any, *args: Any, **kwargs: Any) -> Any:
        self.__dict__.pop("as_sql", None)
        return execute_sql(self, *args, **kwargs)

    monkeypatch.setattr(SQLCompiler, "execute_sql", execute)


def _without_get_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if querysets did not ask `query.get_compiler` of the instance for their compiler."""
    setattr_of_object = Query.__setattr__

    def ignore(self: Any, name: str, value: Any) -> None:
        if name != "get_compiler":
            setattr_of_object(self, name, value)

    monkeypatch.setattr(Query, "__setattr__", ignore)


def _without_klass_info(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the compiler had no such attribute."""
    monkeypatch.setitem(prepared_queries.LEANS_ON, "compiled", ("klass_data",))


def _without_adapter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(prepared_queries.LEANS_ON, "operations", ("adapt_moment",))


@pytest.mark.parametrize(
    "break_django",
    [_without_as_sql, _without_get_compiler, _without_klass_info, _without_adapter],
)
def test_on_another_django_the_plain_queryset_answers(
    break_django: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    articles = _articles(3)
    ids = [article.pk for article in articles]
    break_django(monkeypatch)
    fresh = PreparedQuery(two_of_section, section=int, now=datetime, offset=int)
    with caplog.at_level(logging.WARNING):
        for offset in (0, 1):
            rows = fresh(section=articles[0].section_id, now=timezone.now(), offset=offset)
            assert [article.pk for article in rows] == ids[::-1][offset : offset + 2]
    assert caplog.messages[0].startswith("A prepared query runs as a plain queryset")
    assert len(caplog.messages) == 1
    among = PreparedQuery(lambda ids: Article.objects.filter(pk__in=ids), ids=IdList(40))
    assert {article.pk for article in among(ids=ids[:2])} == set(ids[:2])
    assert [warning.id for warning in prepared_queries_are_supported()] == ["web.W001"]
