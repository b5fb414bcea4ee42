"""Merging sections and authors: articles, lists, counts, accounts."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from newsroom.articles.models import Article, Author, Byline, MonthlyArticleCount, Section
from newsroom.articles.workflow.taxonomy import merges
from newsroom.articles.workflow.taxonomy.merges import CannotMerge, merge_authors, merge_sections
from newsroom.search.models import SearchDocument
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def sections() -> tuple[Section, Section]:
    keep = builders.section("ท้องถิ่น", "local")
    return keep, builders.section("รอบบ้าน", "around", description="ข่าวรอบบ้านเรา")


def counts(key: str) -> int:
    rows = MonthlyArticleCount.objects.filter(listing_key=key)
    return sum(rows.values_list("article_count", flat=True))


@pytest.mark.parametrize("batch", [1, 2, 200])
def test_articles_in_every_state_move_with_their_lists_and_search(
    sections: tuple[Section, Section], client: Client, monkeypatch: Any, batch: int
) -> None:
    monkeypatch.setattr(merges, "BATCH_SIZE", batch)
    keep, other = sections
    builders.published_article(section=keep)
    shown = builders.published_article(section=other)
    draft = builders.draft_article(section=other)
    edited = Article.objects.get(pk=draft.pk).updated_at
    builders.withdrawn_article(section=other)
    assert merge_sections(keep, [keep, other]) == 3
    assert set(Article.objects.values_list("section", flat=True)) == {keep.pk}
    assert counts(f"section:{keep.pk}") == 2
    assert counts(f"section:{other.pk}") == 0
    assert SearchDocument.objects.get(article=shown.pk).section_id == keep.pk
    # Nobody edited it: an import may still update it, and an open form may be saved.
    assert Article.objects.get(pk=draft.pk).updated_at == edited
    assert shown.get_absolute_url() in client.get("/section/local/").content.decode()
    keep.refresh_from_db()
    assert keep.description == "ข่าวรอบบ้านเรา"


def test_former_addresses_and_feeds_lead_to_the_section_that_stays(
    sections: tuple[Section, Section], client: Client
) -> None:
    keep, other = sections
    other.slug = "hometown"
    other.save()
    merge_sections(keep, [other])
    for address in ("around", "hometown"):
        assert client.get(f"/section/{address}/")["Location"] == "/section/local/"
        feed = client.get(f"/section/{address}/feed/atom/")
        assert feed["Location"] == "/section/local/feed/atom/"


def test_bylines_move_and_nobody_is_named_twice_in_a_role(client: Client) -> None:
    keep, other = builders.author("สมชาย", "somchai"), builders.author("สมชาย ใจดี", "somchai-2")
    both = builders.published_article(authors=[keep, other])
    alone = builders.published_article(authors=[other])
    Byline.objects.create(article=both, author=other, role=Byline.Role.PHOTOGRAPHER, position=2)
    assert merge_authors(keep, [other]) == 2
    rows = Byline.objects.order_by("article", "position").values_list("article", "author", "role")
    assert list(rows) == [
        (both.pk, keep.pk, "writer"),
        (both.pk, keep.pk, "photographer"),
        (alone.pk, keep.pk, "writer"),
    ]
    assert counts(f"author:{keep.pk}") == 2
    assert alone.get_absolute_url() in client.get("/author/somchai/").content.decode()
    assert client.get("/author/somchai-2/")["Location"] == "/author/somchai/"


def test_an_author_gets_what_is_missing_and_keeps_what_is_there() -> None:
    user, photo = builders.staff_user(), builders.photo()
    keep = builders.author("สมชาย", "somchai", job_title="บรรณาธิการ", is_current=False)
    other = builders.author("ส.", "s", job_title="ผู้สื่อข่าว", bio="เกิดที่ตรัง", photo=photo, user=user)
    merge_authors(keep, [other])
    keep = Author.objects.get()
    assert (keep.job_title, keep.bio, keep.photo, keep.user) == (
        "บรรณาธิการ",
        "เกิดที่ตรัง",
        photo,
        user,
    )
    assert keep.is_current


def test_two_people_with_accounts_are_not_merged() -> None:
    first = builders.author("ก", "a", user=builders.staff_user("a"))
    second = builders.author("ข", "b", user=builders.staff_user("b"))
    with pytest.raises(CannotMerge, match="มากกว่าหนึ่งบัญชี"):
        merge_authors(first, [second])
    assert Author.objects.count() == 2


def test_a_target_that_was_deleted_meanwhile_keeps_everything_where_it_is(
    sections: tuple[Section, Section],
) -> None:
    keep, other = sections
    builders.published_article(section=other)
    Section.objects.filter(pk=keep.pk).delete()
    with pytest.raises(CannotMerge, match="ถูกลบไปแล้ว"):
        merge_sections(keep, [other])
    assert Article.objects.get().section == other


def test_a_source_that_was_deleted_meanwhile_is_passed_over(
    sections: tuple[Section, Section],
) -> None:
    keep, other = sections
    Section.objects.filter(pk=other.pk).delete()
    assert merge_sections(keep, [other]) == 0
