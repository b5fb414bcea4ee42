"""The `.meta.json`. Tried: rows of wrong types, taken slugs, former names of others, moved numbers,
what the desk has changed or deleted, a dry run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError

from newsroom.articles.models import Article, Author, Section, Tag, TagAlias
from newsroom.search.models import RelatedArticle
from newsroom.transfer.models import Redirect
from tests import builders
from tests.transfer.jsonlines.test_reader import import_articles, jsonl_file, row

pytestmark = pytest.mark.django_db


def meta(**kinds: Any) -> dict[str, Any]:
    return {
        "categories": [{"slug": "Sea_1", "name": "ทะเล", "description": "ข่าวทะเล", "position": 3}],
        "authors": [{"slug": "somchai_J", "name": "สมชาย", "bio": "ทำข่าว", "is_current": False}],
        "tags": [{"slug": "ตั้งเอง", "name": "น้ำท่วม", "former": [{"slug": "อุทกภัย", "key": "อุทกภัย"}]}],
        "redirects": [{"old_path": "/old", "new_path": "/news/5/", "hits": 7}],
        **kinds,
    }


def test_all_of_it_is_there_also_what_no_article_names(tmp_path: Path) -> None:
    import_articles(jsonl_file(tmp_path, row(5, category="Sea_1"), meta=meta()))
    section = Section.objects.get(slug="Sea_1")
    assert (section.description, section.position) == ("ข่าวทะเล", 3)
    author = Author.objects.get(slug="somchai_J")
    assert (author.bio, author.is_current) == ("ทำข่าว", False)
    tag = Tag.objects.get(slug="ตั้งเอง")
    assert [alias.slug for alias in tag.aliases.all()] == ["อุทกภัย"]
    assert Redirect.objects.get(old_path="/old").hits == 7


def test_what_the_desk_has_stays(tmp_path: Path) -> None:
    own = builders.section(name="ทะเล", slug="sea", description="ของเรา")
    builders.tag("น้ำท่วม")
    Redirect.objects.create(old_path="/old", new_path="/news/9/")
    path = jsonl_file(tmp_path, row(5, category="Sea_1"), meta=meta())
    import_articles(path)
    own.refresh_from_db()
    assert (own.slug, own.description) == ("sea", "ของเรา")
    assert Article.objects.get().section == own
    assert not TagAlias.objects.exists()
    assert Redirect.objects.get(old_path="/old").new_path == "/news/9/"


def test_what_was_deleted_here_does_not_come_back(tmp_path: Path) -> None:
    path = jsonl_file(tmp_path, row(5), meta=meta())
    import_articles(path)
    Tag.objects.get(slug="ตั้งเอง").delete()
    Author.objects.get(slug="somchai_J").delete()
    import_articles(path)
    assert not Author.objects.filter(slug="somchai_J").exists()
    assert not Tag.objects.filter(slug="ตั้งเอง").exists()


def test_a_redirect_and_a_related_article_follow_an_article_to_its_new_number(
    tmp_path: Path,
) -> None:
    taken = builders.published_article()
    related = [{"id": taken.pk, "position": 4}, {"id": 99}, "x", {"id": "5"}]
    lines = [row(taken.pk, title="ได้เลขใหม่"), row(taken.pk + 50, related=related)]
    there = meta(redirects=[{"old_path": "/a", "new_path": taken.get_absolute_url()}])
    import_articles(jsonl_file(tmp_path, *lines, meta=there))
    moved = Article.objects.get(headline="ได้เลขใหม่")
    assert moved.pk != taken.pk
    assert Redirect.objects.get(old_path="/a").new_path == moved.get_absolute_url()
    chosen = RelatedArticle.objects.get(is_manual=True)
    assert (chosen.article_id, chosen.related, chosen.position) == (taken.pk + 50, moved, 4)


def test_related_articles_that_the_desk_took_away_stay_away(tmp_path: Path) -> None:
    path = jsonl_file(tmp_path, row(5), row(6, related=[{"id": 5}]))
    import_articles(path)
    RelatedArticle.objects.filter(is_manual=True).delete()
    Article.objects.get(pk=6).save()
    import_articles(path)
    assert not RelatedArticle.objects.filter(is_manual=True).exists()


@pytest.mark.parametrize(
    "kinds",
    [
        {"categories": [{"slug": "a", "name": "ก", "position": "x", "description": 5}]},
        {"categories": [{"slug": "a b/..", "name": "ก", "position": -1}, {"slug": "", "name": ""}]},
        {"authors": [{"slug": "a", "name": "ก" * 300, "job_title": "ข" * 300, "photo": {"file": "../x"}}]},
        {"tags": [{"slug": 5, "name": None}, {}, {"name": "<>", "former": "x"}]},
        {"tags": [{"slug": "ก", "name": "ก", "former": [{"slug": "/x", "key": ""}, "y"]}]},
        {"tags": [{"name": "ก"}, {"name": "ก"}, {"name": "ข", "former": [{"slug": "ก", "key": "ก"}]}]},
        {"redirects": [{}, {"old_path": "/x", "new_path": "javascript:x"}, {"old_path": "/", "new_path": "/a"}]},
        {"redirects": [{"old_path": "/x", "is_gone": True, "hits": -1, "last_hit_on": "เมื่อวาน"}]},
        {"redirects": [{"old_path": "/" + "x" * 600, "new_path": "/a"}, {"old_path": "/a", "new_path": "/a/"}]},
        {"photos": [{"file": 5}, {"focal_point": [1, "x"]}], "documents": [{"file": "none.pdf"}]},
    ],
)  # fmt: skip
def test_rows_that_make_no_sense_stop_nothing(tmp_path: Path, kinds: Any) -> None:
    import_articles(jsonl_file(tmp_path, row(5), meta=meta(**kinds)))
    assert Article.objects.filter(pk=5).exists()
    assert not Redirect.objects.filter(new_path__startswith="javascript").exists()
    assert not Redirect.objects.filter(old_path="/").exists()


@pytest.mark.parametrize("kinds", [{"tags": [5]}, {"redirects": "x"}, {"categories": [None]}])
def test_what_is_no_list_of_rows_is_refused_in_thai(tmp_path: Path, kinds: Any) -> None:
    with pytest.raises(CommandError, match=r"อ่านไฟล์ corpus\.meta\.json ไม่ได้"):
        import_articles(jsonl_file(tmp_path, row(5), meta=meta(**kinds)))


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    import_articles(jsonl_file(tmp_path, row(5), meta=meta()), dry_run=True)
    for model in (Section, Author, Tag, Redirect):
        assert not model._default_manager.exists()
