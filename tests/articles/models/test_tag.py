"""Tags: identity, slugs, aliases."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from newsroom.articles.models import Tag, TagAlias
from newsroom.articles.tags.parsing import join_tags
from tests import builders

pytestmark = pytest.mark.django_db


def test_three_tags_that_look_alike_are_three() -> None:
    """T-T1"""
    tags = Tag.objects.get_or_create_by_names(["ข่าว", "ขาว", "ข้าว"])
    assert [tag.slug for tag in tags] == ["ข่าว", "ขาว", "ข้าว"]
    assert len({tag.get_absolute_url() for tag in tags}) == 3


def test_spellings_of_one_tag_are_one() -> None:
    """T-T1, T-N3"""
    article = builders.published_article(
        tags=[
            "น้ำ",
            "น\u0e49\u0e4d\u0e32",
            "น้ำ\u200b",
            " น้ำ ",
            "COVID ๑๙",
            "covid 19",
            "ก.พ.ร.",
            "กพร",
        ]
    )
    assert article.tags.count() == 3
    article.tags.set(["น\u0e4d\u0e49\u0e32", "ใหม่"])
    assert join_tags(article.tags.all()) == "น้ำ, ใหม่"
    assert Tag.objects.filter(key="น้ำ").count() == 1


def test_names_with_the_same_slug_get_different_slugs() -> None:
    first, second, third = Tag.objects.get_or_create_by_names(["ก/ข", "ก ข", "ก+ข"])
    assert [first.slug, second.slug, third.slug] == ["ก-ข", "ก-ข-2", "ก-ข-3"]


@pytest.mark.parametrize("name", ["\u200b", "่", "", "ก" * 101])
def test_names_that_cannot_be_tags_are_refused(name: str) -> None:
    """T-N4"""
    with pytest.raises(ValidationError):
        Tag.objects.get_or_create_by_names([name])


def test_a_tag_is_found_by_its_slug_and_by_its_aliases() -> None:
    tag = builders.tag("น้ำท่วม")
    TagAlias.objects.create(slug="น้ำท้วม", key="น้ำท้วม", tag=tag)
    assert Tag.objects.get_by_slug("น้ำท่วม") == tag
    assert Tag.objects.get_by_slug("น้ำท้วม") == tag
    with pytest.raises(Tag.DoesNotExist):
        Tag.objects.get_by_slug("น้ำ")


def test_articles_of_every_state_are_counted() -> None:
    builders.published_article(tags=["ก", "ข"])
    builders.draft_article(tags=["ก"])
    builders.tag("ค")
    counts = Tag.objects.with_article_count().values_list("name", "article_count")
    assert dict(counts) == {"ก": 2, "ข": 1, "ค": 0}
    assert [tag.name for tag in Tag.objects.unused()] == ["ค"]


@pytest.mark.django_db
def test_names_without_thai_or_latin_letters_are_tags_with_addresses_of_their_own() -> None:
    tags = Tag.objects.get_or_create_by_names(["华文", "جاوي", "한국"])
    assert [tag.name for tag in tags] == ["华文", "جاوي", "한국"]
    assert len({tag.slug for tag in tags}) == 3
    assert list(Tag.objects.get_or_create_by_names(["华文"])) == tags[:1]
