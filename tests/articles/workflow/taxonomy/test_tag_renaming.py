"""Renaming and merging tags."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from newsroom.articles.models import Article, Tag, TagAlias
from newsroom.articles.signals import articles_changed
from newsroom.articles.workflow.taxonomy.tag_renaming import merge_tags, rename_tag
from tests import builders

pytestmark = pytest.mark.django_db


def redirect_of(client: Client, url: str) -> tuple[int, str]:
    """The status and location of a response."""
    response = client.get(url)
    return response.status_code, response.get("Location", "")


def names(article: Article) -> list[str]:
    return sorted(article.tags.values_list("name", flat=True))


def test_a_renamed_tag_is_found_under_its_old_url(client: Client) -> None:
    article = builders.published_article(tags=["น้ำท้วม"])
    tag = Tag.objects.get()
    old = tag.get_absolute_url()
    rename_tag(tag, "น้ำท่วม")
    assert redirect_of(client, old) == (
        301,
        "/tag/%E0%B8%99%E0%B9%89%E0%B8%B3%E0%B8%97%E0%B9%88%E0%B8%A7%E0%B8%A1/",
    )
    assert redirect_of(client, f"{old}feed/")[0] == 301
    assert client.get(redirect_of(client, f"{old}feed/")[1]).status_code == 200
    assert names(article) == ["น้ำท่วม"]
    assert Tag.objects.get_or_create_by_names(["น้ำท้วม"]) == [tag], (
        "the old name creates no second tag"
    )


def test_a_tag_can_get_its_old_name_back(client: Client) -> None:
    tag = builders.tag("ก")
    builders.published_article(tags=[tag])
    rename_tag(tag, "ข")
    rename_tag(tag, "ก")
    assert tag.slug == "ก"
    assert client.get("/tag/ก/").status_code == 200
    assert redirect_of(client, "/tag/ข/")[0] == 301
    assert list(TagAlias.objects.values_list("slug", flat=True)) == ["ข"]


def test_another_spelling_of_the_same_name_keeps_the_slug() -> None:
    tag = builders.tag("covid ๑๙")
    slug = tag.slug
    rename_tag(tag, "COVID 19")
    tag.refresh_from_db()
    assert (tag.name, tag.slug) == ("COVID 19", slug)
    assert not TagAlias.objects.exists()


def test_merged_tags_are_one_with_all_articles_and_slugs(client: Client) -> None:
    both = builders.published_article(tags=["อบต.", "องค์การบริหารส่วนตำบล"])
    one = builders.published_article(tags=["องค์การบริหารส่วนตำบล"])
    third = builders.draft_article(tags=["อบต ทั้งหลาย"])
    keep, long, other = (
        Tag.objects.get(name=name) for name in ("อบต.", "องค์การบริหารส่วนตำบล", "อบต ทั้งหลาย")
    )
    rename_tag(long, "องค์การบริหารส่วนตำบล (อบต.)")
    assert merge_tags(keep, [keep, long, other]) == 2
    assert [names(article) for article in (both, one, third)] == [["อบต."]] * 3
    assert Tag.objects.get() == keep
    for slug in ("องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนตำบล-อบต", "อบต-ทั้งหลาย"):
        assert redirect_of(client, f"/tag/{slug}/")[0] == 301, slug
    assert client.get(keep.get_absolute_url()).status_code == 200


def test_a_new_tag_never_gets_the_slug_of_an_alias() -> None:
    tag = builders.tag("ก/ข")
    rename_tag(tag, "ค")
    other = builders.tag("ก ข")
    assert (tag.slug, other.slug) == ("ค", "ก-ข-2")


def test_a_merge_notifies_receivers_of_the_changed_articles() -> None:
    builders.published_article(tags=["ก"])
    article = builders.published_article(tags=["ข"])
    changed: set[int] = set()

    def receiver(ids: Any, **kwargs: Any) -> None:
        changed.update(ids)

    articles_changed.connect(receiver)
    try:
        merge_tags(Tag.objects.get(name="ก"), [Tag.objects.get(name="ข")])
    finally:
        articles_changed.disconnect(receiver)
    assert changed == {article.pk}
