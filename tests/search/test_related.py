"""Stories that go with a story."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from newsroom.articles.models import Article
from newsroom.search.models import RelatedStory
from tests import builders

pytestmark = pytest.mark.django_db


def shown(client: Client, article: Article) -> list[int]:
    text = client.get(article.get_absolute_url()).content.decode()
    if 'id="related"' not in text:
        return []
    part = text.split('id="related"')[1].split("</section>")[0]
    return [int(piece.split('"')[0]) for piece in part.split('data-article-id="')[1:]]


def saved(article: Article, run: Any) -> Article:
    with run(execute=True):
        article.save()
    return article


def test_rare_tags_and_like_headlines_relate_both_ways(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    run = django_capture_on_commit_callbacks
    old = saved(builders.published_article(headline="พะยูนเกยตื้นเกาะลิบง", tags=["พะยูน"]), run)
    other = saved(builders.published_article(headline="ราคายางขยับขึ้น", tags=["ยางพารา"]), run)
    new = saved(builders.published_article(headline="ช่วยพะยูนเกยตื้นสำเร็จ", tags=["พะยูน"]), run)
    assert shown(client, new) == [old.pk]
    assert shown(client, old) == [new.pk]
    assert shown(client, other) == []


def test_an_editors_picks_come_first_and_once(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    run = django_capture_on_commit_callbacks
    found = saved(builders.published_article(headline="พะยูนเกยตื้นเกาะลิบง", tags=["พะยูน"]), run)
    picked = saved(builders.published_article(headline="ราคายางขยับขึ้น", tags=["ยาง"]), run)
    story = saved(builders.published_article(headline="ช่วยพะยูนเกยตื้น", tags=["พะยูน"]), run)
    for place, one in enumerate((picked, found)):
        RelatedStory.objects.create(article=story, related=one, is_picked=True, position=place)
    assert shown(client, story) == [picked.pk, found.pk]
    saved(story, run)
    assert shown(client, story) == [picked.pk, found.pk]


def test_only_public_stories_are_shown(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    run = django_capture_on_commit_callbacks
    story = saved(builders.published_article(headline="พะยูนเกยตื้น", tags=["พะยูน"]), run)
    for build in (builders.draft_article, builders.scheduled_article, builders.withdrawn_article):
        hidden = saved(build(headline="พะยูนเกยตื้นอีกตัว", tags=["พะยูน"]), run)
        RelatedStory.objects.create(article=story, related=hidden, is_picked=True)
    assert shown(client, story) == []


def test_nothing_is_related_in_a_readers_request(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    story = builders.published_article(headline="พะยูนเกยตื้น", tags=["พะยูน"])
    builders.published_article(headline="พะยูนเกยตื้นอีกตัว", tags=["พะยูน"])
    assert shown(client, story) == []
    call_command("reindex")
    assert len(shown(client, story)) == 1


def test_an_editor_picks_in_the_storys_form(client: Client) -> None:
    story, other = builders.published_article(), builders.published_article()
    client.force_login(builders.admin_user())
    page = client.get(f"/admin/articles/article/{story.pk}/change/")
    form = page.context["inline_admin_formsets"]
    assert any(one.formset.prefix == "related_stories" for one in form)
    formset = next(one.formset for one in form if one.formset.prefix == "related_stories")
    bound = type(formset)(
        {
            "related_stories-TOTAL_FORMS": "1",
            "related_stories-INITIAL_FORMS": "0",
            "related_stories-0-position": "1",
            "related_stories-0-related": str(other.pk),
        },
        instance=story,
        prefix="related_stories",
    )
    assert bound.is_valid(), bound.errors
    bound.save()
    assert RelatedStory.objects.get().is_picked
